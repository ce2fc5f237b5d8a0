"""One caller at a time; what the person types goes out one line per turn."""
import socket
import sys


def talk(conn):
    lines = conn.makefile("r", encoding="utf-8", newline="\n")
    for line in lines:
        print("them:", line.rstrip("\n"))
        try:
            reply = input("you: ")
        except EOFError:
            return
        if not reply:
            return
        conn.sendall((reply + "\n").encode("utf-8"))


sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
server = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = server.accept()
    try:
        talk(conn)
        conn.shutdown(socket.SHUT_WR)
    except OSError as error:
        print("lost:", error)
    conn.close()
