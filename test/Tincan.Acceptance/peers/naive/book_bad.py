"""An address book with its classroom bugs: one recv is one message, the length counts characters, one query a connection."""
import socket
import sys

book = {}
with open("book.csv", encoding="utf-8") as file:
    for line in file:
        email, name = line.strip().split(",", 1)
        book[email] = name

server = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = server.accept()
    message = conn.recv(1024)
    if message[:1] == b"Q":
        answer = book.get(message[2:].decode("utf-8"), "Error 404")
    else:
        answer = "Error: Unknown message protocol"
    conn.send(b"R" + bytes([len(answer)]) + answer.encode("utf-8"))
    conn.close()
