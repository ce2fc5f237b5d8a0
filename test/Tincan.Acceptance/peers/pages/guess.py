"""protocols/guess.md: the secret is 42. Arguments: PORT [BUG]"""
import socket
import sys
import threading

SECRET = 42
bug = sys.argv[2] if len(sys.argv) > 2 else ""
shared = 0


def lines_of(conn):
    if bug == "one-recv":
        while data := conn.recv(1024):
            yield data.decode()
        return
    yield from conn.makefile(encoding="latin-1", newline="\n")


def play(conn):
    global shared
    tries = shared = 0
    conn.sendall(b"Guess a number from 1 to 100\n")
    for line in lines_of(conn):
        if bug == "counts-nonsense":
            tries += 1
        try:
            guess = int(line)
        except ValueError:
            if bug == "nonsense-ends":
                return
            conn.sendall(b"error: no number\n")
            continue
        if bug != "counts-nonsense":
            tries += 1
        shared += 1
        if guess == SECRET:
            count = shared if bug == "shared-tries" else tries - 1 if bug == "forgets-last" else tries
            conn.sendall(b"correct, after %d tries\n" % count)
            if bug != "correct-stays":
                return
            continue
        if bug == "limits" and not 1 <= guess <= 100:
            conn.sendall(b"error: from 1 to 100\n")
            continue
        is_higher = guess > SECRET if bug == "turned-around" else guess < SECRET
        conn.sendall(b"higher\n" if is_higher else b"lower\n")


def serve(conn):
    try:
        play(conn)
    except (OSError, UnicodeDecodeError):
        pass
    conn.close()


server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, _ = server.accept()
    if bug == "one-client":
        serve(client)
    else:
        threading.Thread(target=serve, args=(client,), daemon=True).start()
