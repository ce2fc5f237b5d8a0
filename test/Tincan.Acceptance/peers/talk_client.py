"""A classroom talk client: one send, one recv, in turns. Arguments: PORT raw|lf|crlf. A blank line ends it."""
import socket
import sys

end = {"raw": b"", "lf": b"\n", "crlf": b"\r\n"}[sys.argv[2]]
cs = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
cs.connect(("127.0.0.1", int(sys.argv[1])))
while True:
    line = sys.stdin.readline().rstrip("\n")
    if not line:
        break
    cs.send(line.encode("utf-8") + end)
    data = cs.recv(4096)
    if not data:
        break
    print(data.decode("utf-8").rstrip("\r\n"))
cs.close()
