"""Sends lines, takes what one recv returns for an answer, and writes it in its own way: 'blank' puts a blank after it, 'append' keeps what the file had."""
import socket
import sys

rs = socket.create_connection((sys.argv[1], int(sys.argv[2])))
out = open("RESOLVED.txt", "a" if sys.argv[3] == "append" else "w")
for line in open("PROJ2-HNS.txt"):
    rs.send(line.encode())
    answer = rs.recv(200).decode()
    out.write("%s \n" % answer if sys.argv[3] == "blank" else answer.strip() + "\n")
out.close()
rs.close()
