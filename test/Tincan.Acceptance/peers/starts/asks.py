"""A raw reverse server that asks for its port, and whether to go on, before it listens."""
import socket

port = int(input("Enter the port to listen on: "))
if input("Serve for ever (y/n)? ") != "y":
    raise SystemExit(1)
listener = socket.create_server(("", port))
while True:
    client, _ = listener.accept()
    client.send(b"Welcome to CS 352!")
    while True:
        data = client.recv(1024)
        if not data:
            break
        client.send(data.decode()[::-1].encode())
    client.close()
