"""Sends in-proj.txt line by line, and writes the answers to out-proj.txt."""
import socket
import sys

cs = socket.create_connection((sys.argv[1], int(sys.argv[2])))
answers = cs.makefile("r", encoding="utf-8", newline="\n")
print("[C]: Data received from server: {}".format(answers.read(18)))
with open("in-proj.txt", encoding="utf-8") as source, open("out-proj.txt", "w", encoding="utf-8") as out:
    for line in source:
        cs.sendall((line.rstrip("\n") + "\n").encode("utf-8"))
        answer = answers.readline()
        if not answer:
            sys.exit("the server has gone")
        out.write(answer)
cs.close()
