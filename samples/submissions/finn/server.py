"""A reverse server that answers when the client has finished, and not before."""
import socket
import sys
import threading


def serve(client):
    client.sendall(b"Welcome to CS 352!")
    data = b""
    while chunk := client.recv(1024):
        data += chunk
    for line in data.decode().splitlines():
        client.sendall((line[::-1] + "\n").encode())
    client.close()


listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    connection, _ = listener.accept()
    threading.Thread(target=serve, args=(connection,), daemon=True).start()
