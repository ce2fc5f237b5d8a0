"""A reverse server that reads lines, and answers without a line end."""
import socket
import sys
import threading


def serve(client):
    try:
        client.sendall(b"Welcome to CS 352!")
        for line in client.makefile("r", encoding="utf-8", newline="\n"):
            client.sendall(line.rstrip("\n")[::-1].encode("utf-8"))
        client.close()
    except (OSError, UnicodeDecodeError):
        pass


listener = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
