"""An address book: a thread a client, one query after another."""
import csv
import socket
import sys
import threading

with open("book.csv", encoding="utf-8", newline="") as file:
    rows = [row for row in csv.reader(file) if row and row != ["email", "name"]]
    book = {email.strip().lower(): name.strip() for email, name in rows}


def read(conn, count):
    data = b""
    while len(data) < count:
        more = conn.recv(count - len(data))
        if not more:
            return None
        data += more
    return data


def reply(conn, text):
    data = text.encode("utf-8")
    conn.sendall(b"R" + bytes([len(data)]) + data)


def serve(conn):
    try:
        while True:
            kind = conn.recv(1)
            if not kind:
                break
            size = read(conn, 1)
            if kind != b"Q" or size is None:
                reply(conn, "Error: Unknown message protocol")
                conn.shutdown(socket.SHUT_WR)
                while conn.recv(1000):
                    pass
                break
            email = read(conn, size[0])
            if email is None:
                break
            try:
                name = book.get(email.decode("utf-8").lower(), "Error 404")
            except UnicodeDecodeError:
                name = "Error: Unknown message protocol"
            reply(conn, name)
            if name.startswith("Error:"):
                break
        conn.close()
    except OSError:
        pass


server = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = server.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
