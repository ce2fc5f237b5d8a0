"""Takes one recv for one message, and does not see that the other side has gone."""
import socket
import sys

sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
while True:
    line = input("> ")
    sock.send((line.strip() + "\n").encode())
    print(sock.recv(1024).decode().strip())
