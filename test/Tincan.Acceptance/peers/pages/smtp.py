"""protocols/smtp.md: takes mail and throws it away. Arguments: PORT [BUG]"""
import socket
import sys
import threading

bug = sys.argv[2] if len(sys.argv) > 2 else ""
end = "\n" if bug == "lf" else "\r\n"


class Session:
    def __init__(self):
        self.state = "new"

    def data(self, line):
        if bug == "any-dot" and line.startswith(".") or line == ".":
            self.state = "over" if bug == "one-mail" else "hello"
            return "250 accepted"
        return "250 go on" if bug == "answers-lines" else ""

    def answer(self, line):
        if self.state == "data":
            return self.data(line)
        command = line.upper()
        if command.startswith(("HELO ", "EHLO ")):
            self.state = "hello"
            if command.startswith("HELO"):
                return "250 localhost"
            return "250-localhost" + end + ("250-HELP" if bug == "all-dashes" else "250 HELP")
        if command.startswith("MAIL FROM:<"):
            if self.state != "hello":
                return "503 not now"
            self.state = "mail"
            return "250 ok"
        if command.startswith("RCPT TO:<"):
            if self.state not in ("mail", "rcpt") and bug != "any-order":
                return "503 MAIL first"
            self.state = "rcpt"
            return "250 ok"
        if command == "DATA":
            if self.state != "rcpt" and bug != "any-order":
                return "503 RCPT first"
            self.state = "data"
            return "250 ok" if bug == "wrong-code" else "354 go on"
        if command == "RSET":
            if self.state != "new" and bug != "keeps-mail":
                self.state = "hello"
            return "250 ok"
        if command == "NOOP":
            return "250 ok"
        if command == "QUIT":
            return "221 goodbye"
        return "" if bug == "unknown-silent" else "500 unknown command"


everybody = Session()


def lines_of(conn):
    if bug == "one-recv":
        while data := conn.recv(1024):
            yield data.decode().strip()
        return
    if bug == "crlf-in-read":
        while data := conn.recv(1024):
            yield from data.decode().split("\r\n")[:-1]
        return
    for line in conn.makefile(encoding="latin-1", newline="\n"):
        yield line.rstrip("\r\n")


def serve(conn):
    session = everybody if bug == "shared-mail" else Session()
    try:
        conn.sendall(("220 localhost" + end).encode())
        for line in lines_of(conn):
            reply = session.answer(line)
            if reply:
                conn.sendall((reply + end).encode())
            if reply.startswith("221"):
                break
    except OSError:
        pass
    conn.close()


server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, _ = server.accept()
    if bug == "one-client":
        serve(client)
    else:
        threading.Thread(target=serve, args=(client,), daemon=True).start()
