"""Greets with a newline, and waits for the client to say something before it closes."""
import socket
import sys

ss = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
ss.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
ss.bind(("", int(sys.argv[1])))
ss.listen(5)
while True:
    csockid, addr = ss.accept()
    csockid.send(b"Welcome to CS 352!\n")
    try:
        csockid.recv(100)
    except ConnectionError:
        pass
    csockid.close()
