"""A first address book server. Argument: what is special about it."""
import socket
import struct
import sys
import threading
import time

kind = sys.argv[1] if len(sys.argv) > 1 else "one-shot"
book = {"luke@gmail.com": "Luke Skywalker", "padme@naboo.gov": "Padm\u00e9 Amidala", "han@falcon.net": "Han Solo"}
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(("127.0.0.1", 0))
s.listen(5)
print("listening on 127.0.0.1:%d" % s.getsockname()[1])


def answer(conn):
    header = conn.recv(2)
    if len(header) < 2:
        return False
    email = conn.recv(header[1]).decode()
    if kind == "dies":
        raise SystemExit("no idea")
    name = book.get(email, "Error 404: Not Found" if kind == "wordy" else "Error 404")
    text = name.encode()
    if kind == "text":
        conn.send(text + b"\n")
    elif kind == "characters":
        conn.send(struct.pack("cB", b"R", len(name)) + text)
    elif kind == "println":
        conn.send(struct.pack("cB", b"R", len(text)) + text + b"\n")
    elif kind == "slow":
        for byte in struct.pack("cB", b"R", len(text)) + text:
            time.sleep(0.05)
            conn.send(bytes([byte]))
    else:
        conn.send(struct.pack("cB", b"R", len(text)) + text)
    return kind in ("many", "slow", "println")


def serve(conn):
    while answer(conn):
        pass
    if kind != "keeps-open":
        conn.close()
    else:
        kept.append(conn)


kept = []
while True:
    conn, addr = s.accept()
    if kind == "threads":
        threading.Thread(target=serve, args=(conn,), daemon=True).start()
    else:
        serve(conn)
