"""protocols/send.md: sends one line, and writes what comes back. Arguments: HOST PORT [BUG]"""
import socket
import sys

bug = sys.argv[3] if len(sys.argv) > 3 else ""
line = sys.stdin.buffer.readline()
line = line[:-1] if bug == "cuts-last" else line.rstrip(b"\r\n")
server = socket.create_connection((sys.argv[1], int(sys.argv[2])))
server.sendall(line + (b"\n" if bug == "lf" else b"\r\n"))
if bug == "half-closes":
    server.shutdown(socket.SHUT_WR)
while data := server.recv(4096):
    if bug == "as-text":
        print(data.decode(errors="replace"), end="", flush=True)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    if bug == "one-recv":
        break
server.close()
