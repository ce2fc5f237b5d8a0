"""A talk client with the fault that the third argument names."""
import socket
import sys

fault = sys.argv[3]
line = ""


def read_line():
    """A line of the person's, as the fault has it."""
    global line
    if fault == "reader-each-time":
        line = open(0, closefd=False).readline()
        if not line:
            raise EOFError("no line found")
    elif fault == "end-unchecked":
        line = sys.stdin.readline() or line
    else:
        line = input() + "\n"
    return line


sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
answers = sock.makefile("r", newline="\n")
if fault == "own-protocol":
    sock.sendall(b"READY?\n")
    answers.readline()
if fault == "name-first":
    sock.sendall(read_line().encode())
while True:
    sock.sendall(read_line().encode())
    print("them:", answers.readline().rstrip("\n"), flush=True)
    if fault == "one-line":
        break
