"""A classroom talk server: one recv, one send, in turns; reads its answers from standard input. Argument: raw, lf or crlf."""
import socket
import sys

end = {"raw": b"", "lf": b"\n", "crlf": b"\r\n"}[sys.argv[1]]
ss = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
ss.bind(("127.0.0.1", 0))
ss.listen(1)
print("listening on 127.0.0.1:%d" % ss.getsockname()[1])
csockid, addr = ss.accept()
while True:
    data = csockid.recv(4096)
    if not data or not data.strip():
        break
    print(data.decode("utf-8").rstrip("\r\n"))
    line = sys.stdin.readline().rstrip("\n")
    if not line:
        break
    csockid.send(line.encode("utf-8") + end)
csockid.close()
