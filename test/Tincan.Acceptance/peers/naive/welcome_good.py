"""Greets and closes."""
import socket
import sys

ss = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
ss.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
ss.bind(("", int(sys.argv[1])))
ss.listen(5)
print("[S]: Server socket created")
while True:
    csockid, addr = ss.accept()
    print("[S]: Got a connection request from a client at {}".format(addr))
    try:
        csockid.send("Welcome to CS 352!".encode("utf-8"))
        csockid.close()
    except ConnectionError:
        print("[S]: The client has gone")
