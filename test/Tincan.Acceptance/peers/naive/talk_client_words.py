"""Prints each answer with the line that it belongs to, in words of its own."""
import socket
import sys

sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as sock:
    answers = sock.makefile("r", encoding="utf-8", newline="\n")
    while True:
        try:
            line = input("Enter a line: ")
        except EOFError:
            break
        if not line:
            break
        sock.sendall((line + "\n").encode("utf-8"))
        answer = answers.readline()
        if not answer:
            break
        print('sent "{}" and received "{}".'.format(line, answer.rstrip("\n")))
