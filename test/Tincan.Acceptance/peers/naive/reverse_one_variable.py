"""A reverse server in raw that keeps all its clients in one variable."""
import socket
import sys
import threading

client = None


def serve(reads):
    while True:
        line = reads.recv(200).decode()
        if not line:
            break
        client.send(line[::-1].encode())
    reads.close()


listener = socket.create_server(("", int(sys.argv[1])))
while True:
    client, _ = listener.accept()
    client.send(b"Welcome to CS 352!")
    threading.Thread(target=serve, args=(client,), daemon=True).start()
