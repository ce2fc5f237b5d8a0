"""A reverse server as it should be."""
import socket
import sys
import threading


def serve(client):
    with client:
        client.sendall(b"Welcome to CS 352!")
        rest = b""
        while True:
            try:
                some = client.recv(200)
            except ConnectionError:
                return
            if not some:
                break
            *lines, rest = (rest + some).split(b"\n")
            for line in lines:
                client.sendall(line.decode()[::-1].encode() + b"\n")
        if rest:
            client.sendall(rest.decode()[::-1].encode() + b"\n")


listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", int(sys.argv[1])))
listener.listen()
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
