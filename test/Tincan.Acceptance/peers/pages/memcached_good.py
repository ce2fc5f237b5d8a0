"""protocols/memcached.md, without a known fault."""
import socketserver
import sys

values = {}


class Client(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            words = line.decode().split()
            reply = self.answer(words)
            if reply is None:
                return
            self.wfile.write(reply)

    def answer(self, words):
        match words:
            case ["set", key, flags, _, size, *quiet]:
                values[key] = (flags, self.rfile.read(int(size)))
                self.rfile.read(2)
                return b"" if quiet else b"STORED\r\n"
            case ["get", key]:
                if key not in values:
                    return b"END\r\n"
                flags, data = values[key]
                return b"VALUE %s %s %d\r\n%s\r\nEND\r\n" % (key.encode(), flags.encode(), len(data), data)
            case ["delete", key]:
                return b"DELETED\r\n" if values.pop(key, None) else b"NOT_FOUND\r\n"
            case ["incr" | "decr" as way, key, by]:
                if key not in values:
                    return b"NOT_FOUND\r\n"
                flags, data = values[key]
                number = max(0, int(data) + (int(by) if way == "incr" else -int(by)))
                values[key] = (flags, b"%d" % number)
                return b"%d\r\n" % number
            case ["quit"]:
                return None
        return b"ERROR\r\n"


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 50

    def handle_error(self, request, client_address):
        pass


Server(("127.0.0.1", int(sys.argv[1])), Client).serve_forever()
