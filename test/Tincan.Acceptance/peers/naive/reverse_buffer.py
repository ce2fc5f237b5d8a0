"""Greets, and sends its whole buffer for each answer, as in C: send(s, b, sizeof b, 0)."""
import socket
import sys

ss = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
ss.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
ss.bind(("", int(sys.argv[1])))
ss.listen(5)
while True:
    csockid, addr = ss.accept()
    csockid.send(b"Welcome to CS 352!")
    while data := csockid.recv(100):
        csockid.sendall(data[::-1].ljust(100, b"\0"))
    csockid.close()
