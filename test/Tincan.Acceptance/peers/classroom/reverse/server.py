"""The reverse server of a first socket program, in the ways that people write it: server.py KIND [GREETING]"""
import socket
import sys
import time

kind = sys.argv[1]
greeting = sys.argv[2].encode() if len(sys.argv) > 2 else b"Welcome to CS 352!"

ss = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
ss.bind(("127.0.0.1", 0))
ss.listen(1)
print("listening on 127.0.0.1:%d" % ss.getsockname()[1])


def greet(conn):
    if kind == "late-greeting":
        time.sleep(0.8)
    conn.send(greeting)


def by_recv(conn):
    count = 0
    while True:
        data = conn.recv(1024)
        if not data:
            break
        count += 1
        if kind == "strip":
            data = data.strip()
        if kind in ("newline", "crlf", "nul", "mixed", "late-newline"):
            data = data.decode().rstrip("\r\n\0").encode()
        answer = data.decode()[::-1]
        if kind == "swap":
            answer = answer.swapcase()
        answer = answer.encode()
        if kind == "newline" or kind == "mixed" and count % 2 == 0:
            answer += b"\n"
        if kind == "late-newline":
            conn.send(answer)
            time.sleep(0.03)
            answer = b"\n"
        if kind == "crlf":
            answer += b"\r\n"
        if kind == "nul":
            answer += b"\0"
        if kind == "nul-nul":
            answer += b"\0\0"
        conn.send(answer)
        if kind in ("one-recv", "one-message"):
            break


def by_line(conn):
    for line in conn.makefile(newline="\n"):
        if kind == "readline-along":
            answer = line[::-1]
        elif kind == "readline-bare":
            answer = line.rstrip("\n")[::-1]
        else:
            answer = line.rstrip("\n")[::-1] + "\n"
        conn.send(answer.encode())


while True:
    conn, addr = ss.accept()
    greet(conn)
    if kind.startswith("readline"):
        by_line(conn)
    else:
        by_recv(conn)
    conn.close()
    if kind != "one-message":
        break
ss.close()
