"""The same, into a file."""
import socket
import sys

line = input()
sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
sock.sendall((line + "\r\n").encode("utf-8"))
with open("out-proj.txt", "wb") as out:
    while True:
        data = sock.recv(4096)
        if not data:
            break
        out.write(data)
