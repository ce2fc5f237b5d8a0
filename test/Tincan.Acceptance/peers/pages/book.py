"""protocols/book.md: an address book, a thread a client. Arguments: PORT [BUG]"""
import csv
import socket
import struct
import sys
import threading

bug = sys.argv[2] if len(sys.argv) > 2 else ""
size_form = "b" if bug == "signed" else "B"

with open("book.csv", encoding="utf-8", newline="") as file:
    rows = [line.strip().split(",")[:2] for line in file] if bug == "splits" else [row for row in csv.reader(file) if row]
if bug == "always-header":
    rows = rows[1:]
book = {(email if bug == "case" else email.lower()): name for email, name in rows if email != "email"}


def read(conn, count):
    data = b""
    while len(data) < count:
        more = conn.recv(count - len(data))
        if not more:
            return None
        data += more
    return data


def reply(conn, text):
    data = text.encode()
    size = len(text) if bug == "characters" else len(data)
    conn.sendall(b"R" + struct.pack(size_form, size) + data)


def look_up(email):
    if bug == "part":
        return next((name for known, name in book.items() if email in known), "Error 404")
    return book.get(email if bug == "case" else email.lower(), "Error 404")


def refuse(conn):
    reply(conn, "Error: Unknown message protocol")
    if bug == "closes-at-once":
        return
    conn.shutdown(socket.SHUT_WR)
    while conn.recv(1000):
        pass


def one_recv(conn):
    while data := conn.recv(1024):
        reply(conn, look_up(data[2:].decode()))


def serve_all(conn):
    while kind := conn.recv(1):
        size = read(conn, 1)
        if kind != b"Q" or size is None:
            if bug != "unknown-silent":
                refuse(conn)
            return
        count, = struct.unpack(size_form, size)
        email = read(conn, count)
        if email is None or bug == "empty-is-end" and not email:
            return
        try:
            reply(conn, look_up(email.decode()))
        except UnicodeDecodeError:
            refuse(conn)
            return
        if bug == "one-query":
            return


def serve(conn):
    try:
        if bug == "one-recv":
            one_recv(conn)
        else:
            serve_all(conn)
    except (OSError, struct.error):
        pass
    conn.close()


server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, _ = server.accept()
    if bug == "one-client":
        serve(client)
    else:
        threading.Thread(target=serve, args=(client,), daemon=True).start()
