"""A raw reverse server that needs seconds to start."""
import socket
import sys
import time

time.sleep(5)
listener = socket.create_server(("", int(sys.argv[1])))
while True:
    client, _ = listener.accept()
    client.send(b"Welcome to CS 352!")
    while True:
        data = client.recv(1024)
        if not data:
            break
        client.send(data.decode()[::-1].encode())
    client.close()
