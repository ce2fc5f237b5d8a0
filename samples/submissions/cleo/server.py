"""A reverse server for one client, which answers one line."""
import socket
import sys

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
client, _ = listener.accept()
client.sendall(b"Welcome to CS 352!")
line = client.recv(1024).decode()
client.sendall((line.rstrip("\n")[::-1] + "\n").encode())
client.close()
