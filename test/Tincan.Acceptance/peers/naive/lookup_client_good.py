"""Asks a book who an address belongs to, a connection a query."""
import socket
import sys

sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")


def read(sock, count):
    data = b""
    while len(data) < count:
        more = sock.recv(count - len(data))
        if not more:
            sys.exit("the book has gone")
        data += more
    return data


def ask(email):
    with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as sock:
        data = email.encode("utf-8")
        sock.sendall(b"Q" + bytes([len(data)]) + data)
        kind, size = read(sock, 2)
        if kind != ord("R"):
            sys.exit("this is no book")
        return read(sock, size).decode("utf-8")


while True:
    try:
        email = input("E-mail: ")
    except EOFError:
        break
    if not email:
        break
    name = ask(email)
    if name == "Error 404":
        print(email, "was not found in the database!")
    elif name.startswith("Error"):
        print(name)
    else:
        print(email, "belongs to", name)
