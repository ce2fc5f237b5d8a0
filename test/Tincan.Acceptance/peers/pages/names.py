"""protocols/names.md: a table server, a thread a client. Arguments: PORT [BUG]"""
import socket
import sys
import threading

bug = sys.argv[2] if len(sys.argv) > 2 else ""
table = {}
with open("PROJ2-DNSTS1.txt") as file:
    for record in file:
        record = record.strip()
        if record and not record.startswith("#"):
            name = record.split()[0]
            table[name if bug == "case" else name.lower()] = record


def find(asked):
    if bug == "case":
        return table.get(asked)
    if bug == "part":
        return next((record for name, record in table.items() if asked.lower() in name), None)
    record = table.get(asked.lower())
    if record and bug == "as-asked":
        return " ".join([asked] + record.split()[1:])
    return record


def lines_of(conn):
    if bug == "one-recv":
        while data := conn.recv(200):
            yield data.decode()
        return
    yield from conn.makefile(encoding="latin-1", newline="\n")


def serve(conn):
    try:
        for line in lines_of(conn):
            asked = line.strip()
            record = find(asked) if asked else None
            if record:
                conn.sendall((record + " IN\n").encode())
            elif asked and bug == "answers-misses":
                conn.sendall((asked + " - Error:HOST NOT FOUND\n").encode())
    except (OSError, UnicodeDecodeError):
        pass
    conn.close()


server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, _ = server.accept()
    threading.Thread(target=serve, args=(client,), daemon=True).start()
