"""A table server that says that it does not know, and compares with case."""
import socket
import sys

table = {}
with open("PROJ2-DNSTS1.txt") as file:
    for line in file:
        name, address, kind = line.split()
        table[name] = line.strip() + " IN"

server = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = server.accept()
    while True:
        name = conn.recv(200).decode().strip()
        if not name:
            break
        conn.send((table.get(name, name + " - Error:HOST NOT FOUND") + "\n").encode())
    conn.close()
