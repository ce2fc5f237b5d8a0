"""Echoes, a thread a client."""
import socket
import sys
import threading


def serve(conn):
    try:
        with conn:
            while True:
                data = conn.recv(4096)
                if not data:
                    break
                conn.sendall(data)
    except ConnectionError:
        pass


server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, addr = server.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
