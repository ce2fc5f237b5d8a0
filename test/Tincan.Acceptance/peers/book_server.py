"""A classroom address book: one query, one answer, close; the length is a signed byte. No arguments."""
import socket
import struct

book = {"luke@gmail.com": "Luke Skywalker", "padme@naboo.gov": "Padm\u00e9 Amidala"}
ss = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
ss.bind(("127.0.0.1", 0))
ss.listen(5)
print("listening on 127.0.0.1:%d" % ss.getsockname()[1])
while True:
    csockid, addr = ss.accept()
    kind, length = struct.unpack("cb", csockid.recv(2))
    email = csockid.recv(length).decode("utf-8")
    name = book.get(email, "Error 404").encode("utf-8")
    csockid.send(struct.pack("cb", b"R", len(name)) + name)
    csockid.close()
