"""protocols/welcome.md: greets and closes. Arguments: PORT [BUG]"""
import socket
import sys

bug = sys.argv[2] if len(sys.argv) > 2 else ""
kept = []
server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    conn, _ = server.accept()
    try:
        if bug == "waits-first":
            conn.recv(100)
        conn.sendall(b"Welcome to CS 352!" + (b"\n" if bug == "adds-newline" else b""))
        if bug == "stays":
            kept.append(conn)
            continue
        if bug != "closes-at-once":
            conn.shutdown(socket.SHUT_WR)
            conn.settimeout(1)
            while conn.recv(1000):
                pass
    except OSError:
        pass
    conn.close()
