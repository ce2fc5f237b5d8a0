"""Sends lines without a line end, and takes one recv for one answer, as most classroom programs do."""
import socket
import sys

cs = socket.create_connection((sys.argv[1], int(sys.argv[2])))
print(cs.recv(18).decode())
with open("in-proj.txt") as source, open("out-proj.txt", "w") as out:
    for line in source:
        line = line.rstrip("\n")
        if line:
            cs.send(line.encode())
            out.write(cs.recv(4096).decode() + "\n")
cs.close()
