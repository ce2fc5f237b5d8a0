"""A right welcome server with its port written into it: it closes first, and does not set SO_REUSEADDR."""
import socket
s = socket.socket()
s.bind(("127.0.0.1", 11342))
s.listen()
while True:
    c, _ = s.accept()
    try:
        c.send(b"Welcome to CS 352!")
    except ConnectionError:
        pass
    c.close()
