"""Writes its answers, and sleeps for some seconds before it ends."""
import socket
import sys
import time

cs = socket.create_connection((sys.argv[1], int(sys.argv[2])))
answers = cs.makefile("r", encoding="utf-8", newline="\n")
print("[C]: Data received from server: {}".format(answers.read(18)))
with open("in-proj.txt", encoding="utf-8") as source, open("out-proj.txt", "w", encoding="utf-8") as out:
    for line in source:
        cs.sendall((line.rstrip("\n") + "\n").encode("utf-8"))
        out.write(answers.readline())
time.sleep(12)
cs.close()
