"""A classroom address book client: one connection a query; the length is a signed byte. Arguments: PORT EMAIL..."""
import socket
import struct
import sys

for email in sys.argv[2:]:
    cs = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    cs.connect(("127.0.0.1", int(sys.argv[1])))
    text = email.encode("utf-8")
    cs.send(struct.pack("cb", b"Q", len(text)))
    cs.send(text)
    kind, length = struct.unpack("cb", cs.recv(2))
    print(kind.decode("ascii"), cs.recv(length).decode("utf-8"))
    cs.close()
