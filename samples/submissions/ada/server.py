"""A reverse server: collects until a line is whole, and serves each client in a thread of its own."""
import socket
import sys
import threading


def serve(client):
    with client:
        try:
            client.sendall(b"Welcome to CS 352!")
            for line in client.makefile(encoding="utf-8", newline="\n"):
                client.sendall((line.rstrip("\n")[::-1] + "\n").encode())
        except OSError as error:
            print("client left:", error)


listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    connection, _ = listener.accept()
    threading.Thread(target=serve, args=(connection,), daemon=True).start()
