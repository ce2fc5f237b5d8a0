"""A reverse server that takes one recv for one line, one client at a time, and says what it does."""
import socket
import sys

listener = socket.socket()
listener.bind(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 11341))
listener.listen(5)
while True:
    client, _ = listener.accept()
    client.send(b"Welcome to CS 352!")
    while True:
        line = client.recv(200).decode()
        if not line:
            break
        print("got", repr(line))
        client.send((line.strip()[::-1] + "\n").encode())
    client.close()
