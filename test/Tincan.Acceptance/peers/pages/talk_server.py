"""protocols/talk.md: one caller at a time, one line a turn. Arguments: PORT [BUG]"""
import socket
import sys

bug = sys.argv[2] if len(sys.argv) > 2 else ""


def talk(conn):
    if bug == "begins":
        conn.sendall((input() + "\n").encode())
    for line in conn.makefile(encoding="utf-8", newline="\n"):
        print("them:", line.rstrip("\n"))
        try:
            reply = input("you: ")
        except EOFError:
            return
        if not reply and bug != "sends-blank":
            return
        conn.sendall(((reply.strip() if bug == "strips" else reply) + "\n").encode())


sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, _ = server.accept()
    try:
        talk(client)
        client.shutdown(socket.SHUT_WR)
    except OSError as error:
        print("lost:", error)
    client.close()
    if bug == "one-caller":
        break
