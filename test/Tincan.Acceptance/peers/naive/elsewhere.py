"""Listens at the address that Debian gives to a machine's own name, and not at 127.0.0.1."""
import socket
import sys

listener = socket.create_server(("127.0.1.1", int(sys.argv[1])))
while True:
    client, _ = listener.accept()
    try:
        client.sendall(b"Welcome to CS 352!")
    except ConnectionError:
        pass
    client.close()
