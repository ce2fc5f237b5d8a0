"""protocols/file-transfer.md: files in memory, a thread a client. Arguments: PORT [BUG]"""
import socket
import struct
import sys
import threading

bug = sys.argv[2] if len(sys.argv) > 2 else ""
order = "<I" if bug == "little-endian" else ">I"
everybody = {}


def read(conn, count):
    if bug == "one-recv":
        return conn.recv(count)
    data = b""
    while len(data) < count:
        more = conn.recv(count - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def receive(conn):
    size, = struct.unpack(order, read(conn, 4))
    if bug == "counts-header":
        size -= 4
    if size > 1 << 20:
        raise EOFError
    data = read(conn, size)
    if bug == "as-text":
        data = data.decode(errors="replace").encode()
    if bug == "empty-is-end" and not data:
        raise EOFError
    return data


def send(conn, data):
    size = len(data) + (4 if bug == "counts-header" else 0)
    conn.sendall(struct.pack(order, size) + data)


def serve(conn):
    files = {} if bug == "own-files" else everybody
    try:
        while True:
            command, _, name = receive(conn).partition(b" ")
            if command == b"PUT" and name:
                content = receive(conn)
                files[name] = files.get(name, b"") + content if bug == "appends" else content
                send(conn, b"OK %d" % len(content))
            elif command == b"GET" and name in files:
                send(conn, b"OK")
                send(conn, files[name])
            elif command == b"GET" and bug == "missing-ends":
                break
            elif command == b"DELETE" and name in files:
                if bug != "keeps":
                    del files[name]
                send(conn, b"OK")
            elif bug == "unknown-silent" and command not in (b"GET", b"DELETE"):
                pass
            else:
                send(conn, b"ERROR")
    except (OSError, EOFError, struct.error):
        pass
    conn.close()


server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, _ = server.accept()
    if bug == "one-client":
        serve(client)
    else:
        threading.Thread(target=serve, args=(client,), daemon=True).start()
