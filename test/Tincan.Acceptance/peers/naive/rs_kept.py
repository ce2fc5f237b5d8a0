"""A fast resolver in raw: it keeps a connection to each table server, and asks for the next name as soon as one of the two has answered."""
import select
import socket
import sys
import threading
import time

tables = [(sys.argv[2], int(sys.argv[3])), (sys.argv[4], int(sys.argv[5]))]


def serve(client):
    kept = [socket.create_connection(table) for table in tables]
    while True:
        name = client.recv(200)
        if not name:
            break
        for table in kept:
            table.send(name)
        end = time.monotonic() + 5
        answer = None
        while answer is None and time.monotonic() < end:
            ready, _, _ = select.select(kept, [], [], max(0, end - time.monotonic()))
            for table in ready:
                data = table.recv(1024)
                if data.lower().startswith(name.lower() + b" "):
                    answer = data
        client.send(answer or name + b" - TIMED OUT")
    client.close()


listener = socket.create_server(("", int(sys.argv[1])))
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
