"""Serves exactly one client, and ends."""
import socket
import sys

listener = socket.socket()
listener.bind(("127.0.0.1", int(sys.argv[1])))
listener.listen()
client, _ = listener.accept()
client.sendall(b"Welcome to CS 352!")
for line in client.makefile("r", encoding="utf-8", newline="\n"):
    client.sendall((line.rstrip("\n")[::-1] + "\n").encode())
client.close()
