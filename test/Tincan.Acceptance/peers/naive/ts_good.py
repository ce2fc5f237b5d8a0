"""A table server: a thread a client, a line a name."""
import socket
import sys
import threading

table = {}
with open("PROJ2-DNSTS1.txt") as file:
    for line in file:
        line = line.strip()
        if line and not line.startswith("#"):
            table[line.split()[0].lower()] = line


def serve(conn):
    try:
        for line in conn.makefile("r", encoding="utf-8"):
            record = table.get(line.strip().lower())
            if record:
                conn.sendall((record + " IN\n").encode("utf-8"))
        conn.close()
    except ConnectionError:
        pass


server = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = server.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
