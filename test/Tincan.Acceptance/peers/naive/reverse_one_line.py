"""A reverse server for one client and one line: it answers, closes and ends."""
import socket
import sys

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("", int(sys.argv[1])))
listener.listen(1)
client, _ = listener.accept()
client.send(b"Welcome to CS 352!")
line = client.recv(200).decode()
client.send(line[::-1].encode())
client.close()
listener.close()
