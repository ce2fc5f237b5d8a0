"""Ends its line with a newline only, and takes one recv for all of the answer."""
import socket
import sys

sock = socket.socket()
sock.connect((sys.argv[1], int(sys.argv[2])))
sock.send((input() + "\n").encode())
print(sock.recv(1024).decode())
