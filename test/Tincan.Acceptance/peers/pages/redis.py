"""protocols/redis.md: values in memory, a thread a client. Arguments: PORT [BUG]"""
import socket
import sys
import threading

bug = sys.argv[2] if len(sys.argv) > 2 else ""
everybody = {}


class Wrong(Exception):
    pass


class Client:
    def __init__(self, conn):
        self.conn = conn
        self.input = conn.makefile("rb")
        self.values = {} if bug == "own-values" else everybody

    def bulk(self, data):
        if data is None:
            return b"$0\r\n\r\n" if bug == "none-is-empty" else b"$-1\r\n"
        size = len(data.decode(errors="replace")) if bug == "characters" else len(data)
        return b"$%d\r\n" % size + data + b"\r\n"

    def text(self):
        size = int(self.input.readline(100)[1:])
        if bug == "text-is-line":
            return self.input.readline()[:-2]
        if not 0 <= size <= 1 << 20:
            raise Wrong
        data = self.input.read(size + 2)
        if len(data) < size + 2:
            raise Wrong
        return data[:-2]

    def command(self):
        if bug == "one-recv":
            return self.conn.recv(4096).split(b"\r\n")[2::2]
        line = self.input.readline(10000)
        if not line:
            return []
        if not line.endswith(b"\n"):
            raise Wrong
        if line[:1] != b"*":
            if bug == "arrays-only":
                raise Wrong
            return line.split() or [b""]
        return [self.text() for _ in range(min(int(line[1:]), 1000))]

    def increment(self, key):
        try:
            number = int(self.values.get(key, b"0")) + 1
        except ValueError:
            if bug == "incr-ends":
                raise
            return b"-ERR value is not an integer or out of range\r\n"
        self.values[key] = b"%d" % number
        return b":%d\r\n" % number

    def answer(self, name, *words):
        if bug != "capitals":
            name = name.upper()
        match [name, *words]:
            case [b"PING"]:
                return b"$4\r\nPONG\r\n" if bug == "bulk-pong" else b"+PONG\r\n"
            case [b"ECHO" | b"PING", data]:
                return self.bulk(data)
            case [b"SET", key, data]:
                self.values[key] = data
                return b"+OK\r\n"
            case [b"GET", key]:
                return self.bulk(self.values.get(key))
            case [b"DEL", key]:
                return b":%d\r\n" % (self.values.pop(key, None) is not None or bug == "del-always")
            case [b"INCR", key]:
                return self.increment(key)
        return b"" if bug == "unknown-silent" else b"-ERR unknown command\r\n"

    def serve(self):
        try:
            while words := self.command():
                self.conn.sendall(self.answer(*words))
        except (OSError, ValueError, Wrong):
            pass
        self.input.close()
        self.conn.close()


server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, _ = server.accept()
    threading.Thread(target=Client(client).serve, daemon=True).start()
