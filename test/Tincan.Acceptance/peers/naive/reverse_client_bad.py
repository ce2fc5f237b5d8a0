"""Sends all lines without waiting, takes one recv for all answers, and strips its lines."""
import socket
import sys

cs = socket.create_connection((sys.argv[1], int(sys.argv[2])))
print(cs.recv(100).decode())
with open("in-proj.txt") as source:
    for line in source:
        cs.send((line.strip() + "\n").encode())
with open("out-proj.txt", "w") as out:
    out.write(cs.recv(1024).decode())
cs.close()
