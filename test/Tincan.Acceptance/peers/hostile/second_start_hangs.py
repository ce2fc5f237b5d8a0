"""A greeting server when it is started first; from then on it never listens."""
import os
import socket
import sys
import time

if os.path.exists(sys.argv[2]):
    while True:
        time.sleep(1)

open(sys.argv[2], "w").close()
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, _ = listener.accept()
    client.sendall(b"Welcome to CS 352!")
    client.recv(1)
    client.close()
