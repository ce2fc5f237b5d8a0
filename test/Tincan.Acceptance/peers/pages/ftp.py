"""protocols/ftp.md: the control connection, a thread a client. Arguments: PORT [BUG]"""
import socket
import sys
import threading

bug = sys.argv[2] if len(sys.argv) > 2 else ""
end = "\n" if bug == "lf" else "\r\n"


class Session:
    user = None
    is_in = False


everybody = Session()


def answer(session, line):
    command, _, rest = line.partition(" ")
    command = command.upper()
    if command == "USER":
        session.user, session.is_in = rest, False
        return "230 come in" if bug == "no-password" else "331 password, please"
    if command == "PASS":
        if session.user is None and bug != "password-first":
            return "503 USER first"
        session.is_in = session.user == "anonymous" and rest == "tincan"
        return "230 welcome" if session.is_in else "530 wrong"
    if command == "QUIT":
        return "221 goodbye"
    if not session.is_in and bug != "open-door":
        return "530 log in first"
    if command == "SYST":
        return "215 UNIX Type: L8"
    if command == "PWD":
        return "257 /" if bug == "no-quotes" else '257 "/"'
    if command == "TYPE" and rest in ("A", "I"):
        return "200 type set"
    if command == "NOOP":
        return "200 nothing done"
    return "" if bug == "unknown-silent" else "500 unknown command"


def lines_of(conn):
    if bug == "one-recv":
        while data := conn.recv(1024):
            yield data.decode().strip()
        return
    for line in conn.makefile(encoding="latin-1", newline="\n"):
        yield line.rstrip("\r\n")


def serve(conn):
    session = everybody if bug == "shared-login" else Session()
    try:
        conn.sendall(("220 ready" + end).encode())
        for line in lines_of(conn):
            reply = answer(session, line)
            if reply:
                conn.sendall((reply + end).encode())
            if reply.startswith("221") and bug != "quit-stays":
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
