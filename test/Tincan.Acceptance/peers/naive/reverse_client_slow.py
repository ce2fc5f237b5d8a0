"""Says that it is connected, and takes its time before it prints an answer."""
import socket
import sys
import time

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as cs, open("in-proj.txt", encoding="utf-8") as source:
    answers = cs.makefile("r", encoding="utf-8", newline="\n")
    print("greeting: {}".format(answers.read(18)), flush=True)
    for line in source:
        cs.sendall((line.rstrip("\n") + "\n").encode("utf-8"))
        answer = answers.readline()
        time.sleep(2.5)
        print("answer: {}".format(answer.rstrip("\n")), flush=True)
