"""A plain resolver: takes one recv for a name, sends it to both table servers, and passes on the first answer as it came."""
import select
import socket
import sys
import threading
import time

servers = [(sys.argv[2], int(sys.argv[3])), (sys.argv[4], int(sys.argv[5]))]


def lookup(name):
    socks = []
    for server in servers:
        try:
            sock = socket.create_connection(server)
            sock.send(name)
            socks.append(sock)
        except OSError:
            pass
    end = time.time() + 5
    waiting = list(socks)
    reply = None
    while reply is None and time.time() < end:
        ready, _, _ = select.select(waiting, [], [], max(0, end - time.time()))
        for sock in ready:
            try:
                data = sock.recv(1024)
            except OSError:
                data = b""
            if data:
                reply = data
                break
            waiting.remove(sock)
    for sock in socks:
        sock.close()
    return reply or name + b" - TIMED OUT"


def serve(client):
    try:
        while True:
            name = client.recv(200)
            if not name:
                break
            client.send(lookup(name))
    except OSError:
        pass
    client.close()


listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("", int(sys.argv[1])))
listener.listen(10)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
