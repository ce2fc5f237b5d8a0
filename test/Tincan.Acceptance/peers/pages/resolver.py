"""protocols/resolver.md: asks both table servers for each name. Arguments: PORT HOST1 PORT1 HOST2 PORT2 [BUG]"""
import select
import socket
import sys
import threading
import time

bug = sys.argv[6] if len(sys.argv) > 6 else ""
tables = [(sys.argv[2], int(sys.argv[3])), (sys.argv[4], int(sys.argv[5]))]


def ask(name):
    waiting = {}
    for address in tables[:1] if bug == "first-only" else tables:
        try:
            table = socket.create_connection(address, timeout=5)
            table.sendall((name + "\n").encode())
            waiting[table] = b""
        except OSError:
            if bug == "refused-ends":
                raise
    opened = list(waiting)
    end = time.monotonic() + 5
    answer = ""
    while waiting and not answer and time.monotonic() < end:
        for table in select.select(list(waiting), [], [], max(0, end - time.monotonic()))[0]:
            try:
                data = table.recv(1024)
            except OSError:
                data = b""
            waiting[table] += data
            if waiting[table].endswith(b"\n"):
                answer = waiting[table].decode().strip()
                break
            if not data:
                del waiting[table]
    for table in opened:
        table.close()
    if not answer:
        time.sleep(max(0, end - time.monotonic()))
        answer = name + " - TIMED OUT"
    return answer.removesuffix(" IN") if bug == "shortens" else answer


def serve(conn):
    try:
        for line in conn.makefile(encoding="latin-1", newline="\n"):
            name = line.rstrip("\r\n")
            conn.sendall(((ask(name) if name else " - TIMED OUT") + "\n").encode("latin-1"))
            if bug == "one-name":
                break
    except OSError:
        pass
    conn.close()


server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, _ = server.accept()
    threading.Thread(target=serve, args=(client,), daemon=True).start()
