"""A reverse server in raw that keeps its answers in out-proj.txt. With 'buffered': and never flushes or closes the file."""
import socket
import sys
import threading

out = open("out-proj.txt", "w", encoding="utf-8")


def serve(client):
    client.send(b"Welcome to CS 352!")
    while True:
        line = client.recv(200).decode()
        if not line:
            break
        client.send(line[::-1].encode())
        out.write(line[::-1] + "\n")
        if "buffered" not in sys.argv:
            out.flush()
    client.close()


listener = socket.create_server(("", int(sys.argv[1])))
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
