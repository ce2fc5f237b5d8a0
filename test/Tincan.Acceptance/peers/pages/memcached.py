"""protocols/memcached.md: values in memory, a thread a client. Arguments: PORT [BUG]"""
import socket
import sys
import threading

bug = sys.argv[2] if len(sys.argv) > 2 else ""
everybody = {}


class Client:
    """What has been received of one client, and not used yet."""

    def __init__(self, conn):
        self.conn = conn
        self.rest = b""
        self.values = {} if bug == "own-values" else everybody

    def more(self):
        data = self.conn.recv(4096)
        if not data:
            raise EOFError
        self.rest += data

    def line(self):
        if bug == "one-recv":
            self.rest = b""
            self.more()
            return self.rest.split(b"\r\n")[0]
        while b"\r\n" not in self.rest:
            if len(self.rest) > 8192:
                raise EOFError
            self.more()
        line, _, self.rest = self.rest.partition(b"\r\n")
        return line

    def data(self, size):
        if bug in ("data-is-line", "one-recv"):
            return self.line()
        if bug == "no-wait":
            data, self.rest = self.rest[:size], self.rest[size + 2:]
            return data
        while len(self.rest) < size + 2:
            self.more()
        data, self.rest = self.rest[:size], self.rest[size + 2:]
        return data

    def count(self, command, key, by):
        flags, data = self.values[key]
        number = int(data) + int(by) if command == "incr" else int(data) - int(by)
        if bug != "below-zero":
            number = max(0, number)
        self.values[key] = flags, b"%d" % number
        return b"%d\r\n" % number

    def get(self, key):
        if key not in self.values:
            return b"NOT_FOUND\r\n" if bug == "get-not-found" else b"END\r\n"
        flags, data = self.values[key]
        size = len(data.decode(errors="replace")) if bug == "characters" else len(data)
        return b"VALUE %s %s %d\r\n" % (key.encode(), b"0" if bug == "no-flags" else flags.encode(), size) + data + b"\r\nEND\r\n"

    def answer(self, words):
        match words:
            case ["set", key, flags, _, size, *quiet]:
                self.values[key] = flags, self.data(int(size))
                return b"" if quiet and bug != "always-stored" else b"STORED\r\n"
            case ["get", key]:
                return self.get(key)
            case ["delete", key]:
                return b"NOT_FOUND\r\n" if self.values.pop(key, None) is None else b"DELETED\r\n"
            case ["incr" | "decr", key, by]:
                return self.count(*words) if key in self.values else b"NOT_FOUND\r\n"
        return b"" if bug == "unknown-silent" else b"ERROR\r\n"

    def serve(self):
        try:
            while True:
                line = self.line()
                if line == b"quit" and bug != "quit-stays":
                    break
                self.conn.sendall(self.answer(line.decode("latin-1").split()))
        except (OSError, EOFError, ValueError):
            pass
        self.conn.close()


server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, _ = server.accept()
    threading.Thread(target=Client(client).serve, daemon=True).start()
