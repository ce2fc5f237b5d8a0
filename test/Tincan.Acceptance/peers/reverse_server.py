"""A classroom reverse server: greets, then takes each recv(200) for one line. Argument: raw, lf, crlf or nul."""
import socket
import sys

end = {"raw": b"", "lf": b"\n", "crlf": b"\r\n", "nul": b"\0"}[sys.argv[1]]
ss = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
ss.bind(("127.0.0.1", 0))
ss.listen(1)
print("listening on 127.0.0.1:%d" % ss.getsockname()[1])
while True:
    csockid, addr = ss.accept()
    csockid.send("Welcome to CS 352!".encode("utf-8"))
    while True:
        data = csockid.recv(200)
        if not data:
            break
        text = data.decode("utf-8").rstrip("\r\n\0")
        csockid.send(text[::-1].encode("utf-8") + end)
    csockid.close()
