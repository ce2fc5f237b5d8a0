"""Says everything that was typed at the first turn, and serves one caller only."""
import socket
import sys

server = socket.create_server(("", int(sys.argv[1])))
conn, addr = server.accept()
while conn.recv(1024):
    for line in sys.stdin:
        conn.sendall(line.encode("utf-8"))
