"""Takes one recv for one answer, counts characters, and takes every answer for a name."""
import socket
import sys

sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
while True:
    email = input("E-mail: ")
    sock.send(b"Q" + bytes([len(email)]) + email.encode("utf-8"))
    print(email, "belongs to", sock.recv(1024)[2:].decode("utf-8"))
