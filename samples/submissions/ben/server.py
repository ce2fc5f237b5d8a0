"""A reverse server that takes what one recv returns for a line."""
import socket
import sys

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, _ = listener.accept()
    client.send(b"Welcome to CS 352!")
    while data := client.recv(200):
        client.send(data.decode().strip()[::-1].encode() + b"\n")
    client.close()
