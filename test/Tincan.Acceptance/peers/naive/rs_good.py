"""A resolver that asks both table servers for each name, on new connections."""
import select
import socket
import sys
import threading
import time

tables = [(sys.argv[2], int(sys.argv[3])), (sys.argv[4], int(sys.argv[5]))]


def ask(name):
    waiting = []
    for address in tables:
        try:
            ts = socket.create_connection(address, timeout=5)
            ts.sendall((name + "\n").encode("utf-8"))
            waiting.append(ts)
        except OSError:
            pass
    opened = list(waiting)
    end = time.monotonic() + 5
    got = {ts: b"" for ts in waiting}
    answer = None
    while waiting and answer is None and time.monotonic() < end:
        ready, _, _ = select.select(waiting, [], [], max(0, end - time.monotonic()))
        for ts in ready:
            try:
                data = ts.recv(1024)
            except OSError:
                data = b""
            got[ts] += data
            if not data:
                waiting.remove(ts)
            elif got[ts].endswith(b"\n"):
                answer = got[ts].decode("utf-8").strip()
                break
    if answer is None:
        time.sleep(max(0, end - time.monotonic()))
        answer = name + " - TIMED OUT"
    for ts in opened:
        ts.close()
    return answer


def serve(conn):
    try:
        for line in conn.makefile("r", encoding="utf-8", newline="\n"):
            name = line.rstrip("\r\n")
            conn.sendall(((ask(name) if name else " - TIMED OUT") + "\n").encode("utf-8"))
        conn.close()
    except OSError:
        pass


server = socket.create_server(("", int(sys.argv[1])))
while True:
    conn, addr = server.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
