"""A first talk server: one recv is one message, input() answers it. Argument: how it ends its answers, and what it does with a message."""
import socket
import sys

kind = sys.argv[1] if len(sys.argv) > 1 else "raw"
ends = {"lf": "\n", "crlf": "\r\n", "nul": "\0", "nul-nul": "\0\0"}
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(("127.0.0.1", 0))
s.listen(1)
print("listening on 127.0.0.1:%d" % s.getsockname()[1])
conn, addr = s.accept()
if kind == "greets":
    conn.send(b"Welcome!")
turns = 0
while True:
    data = conn.recv(200)
    if not data:
        break
    text = data.decode()
    print("Client: " + (repr(text) if kind == "exact" else text.strip("\r\n\0")))
    if kind == "several":
        conn.send(b"one moment\n")
        conn.send(b"still thinking\n")
    try:
        answer = input()
    except EOFError:
        break
    turns += 1
    end = "\n" if kind == "several" or (kind == "mixed" and turns % 2) else ends.get(kind, "")
    conn.send((answer + end).encode())
    if answer == "bye":
        break
conn.close()
s.close()
