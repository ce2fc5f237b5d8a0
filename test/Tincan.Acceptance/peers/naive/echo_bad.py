"""Decodes what it echoes, and serves one client after the other."""
import socket
import sys

server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, addr = server.accept()
    with conn:
        while True:
            data = conn.recv(1024)
            if not data:
                break
            text = data.decode()
            conn.send(text.strip().encode())
