"""A greeting server when it is started first, and second; from then on it never listens."""
import os
import socket
import sys
import time

with open(sys.argv[2], "a") as started:
    started.write("x")
if os.path.getsize(sys.argv[2]) > 2:
    while True:
        time.sleep(1)

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, _ = listener.accept()
    client.sendall(b"Welcome to CS 352!")
    client.recv(1)
    client.close()
