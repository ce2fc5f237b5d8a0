"""Talks in turns: a line of the person's, a line of the other side's."""
import socket
import sys

sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
answers = sock.makefile("r", encoding="utf-8", newline="\n")
while True:
    try:
        line = input("you: ")
    except EOFError:
        break
    if not line:
        break
    sock.sendall((line + "\n").encode("utf-8"))
    answer = answers.readline()
    if not answer:
        print("they have hung up")
        break
    print("them:", answer.rstrip("\n"))
answers.close()
sock.close()
