"""Sends a whole file in one go, and only then begins to listen. Arguments: PORT FILE."""
import socket
import sys

cs = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
cs.connect(("127.0.0.1", int(sys.argv[1])))
with open(sys.argv[2], "rb") as lines:
    cs.sendall(lines.read())
cs.shutdown(socket.SHUT_WR)
heard = b""
while True:
    data = cs.recv(200)
    if not data:
        break
    heard += data
sys.stdout.buffer.write(heard)
