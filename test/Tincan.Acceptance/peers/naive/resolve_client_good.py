"""Asks for each name of PROJ2-HNS.txt, and writes the answers to RESOLVED.txt."""
import socket
import sys

rs = socket.create_connection((sys.argv[1], int(sys.argv[2])))
answers = rs.makefile("r", encoding="utf-8", newline="\n")
with open("PROJ2-HNS.txt") as names, open("RESOLVED.txt", "w") as out:
    for line in names:
        name = line.strip()
        if not name:
            continue
        rs.sendall((name + "\n").encode("utf-8"))
        answer = answers.readline()
        if not answer:
            sys.exit("the resolver has gone")
        out.write(answer.rstrip("\r\n") + "\n")
rs.close()
