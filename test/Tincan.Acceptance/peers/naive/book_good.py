"""An address book: a thread a client, one query after another."""
import csv
import socket
import sys
import threading

with open("book.csv", encoding="utf-8", newline="") as file:
    book = {row["email"].lower(): row["name"] for row in csv.DictReader(file)}


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
            reply(conn, book.get(email.decode("utf-8").lower(), "Error 404"))
        conn.close()
    except OSError:
        pass


server = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = server.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
