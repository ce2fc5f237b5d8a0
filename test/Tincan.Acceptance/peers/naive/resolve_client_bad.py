"""Gives up after 3 s, and loses the last character of a last line without newline."""
import socket
import sys

rs = socket.create_connection((sys.argv[1], int(sys.argv[2])))
rs.settimeout(3)
out = open("RESOLVED.txt", "w")
for line in open("PROJ2-HNS.txt"):
    rs.send((line[:-1].lower() + "\n").encode())
    try:
        out.write(rs.recv(200).decode())
    except socket.timeout:
        out.write(line[:-1] + " - TIMED OUT\n")
out.close()
