"""A raw reverse server with a port of its own, whatever it is told."""
import socket

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("", 11347))
listener.listen(5)
while True:
    client, _ = listener.accept()
    client.send(b"Welcome to CS 352!")
    while True:
        data = client.recv(1024)
        if not data:
            break
        client.send(data.decode()[::-1].encode())
    client.close()
