"""A resolver that waits for both table servers, one after the other, and joins what they say."""
import socket
import sys

tables = [socket.create_connection((sys.argv[i], int(sys.argv[i + 1]))) for i in (2, 4)]
for ts in tables:
    ts.settimeout(5)

server = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = server.accept()
    while True:
        name = conn.recv(200).decode().strip()
        if not name:
            break
        answer = ""
        for ts in tables:
            ts.send((name + "\n").encode())
            try:
                answer += ts.recv(200).decode().strip()
            except socket.timeout:
                pass
        conn.send(((answer or name + " - TIMED OUT") + "\n").encode())
    conn.close()
