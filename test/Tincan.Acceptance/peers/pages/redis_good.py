"""protocols/redis.md, without a known fault."""
import socketserver
import sys

values = {}


def text(data):
    return b"$-1\r\n" if data is None else b"$%d\r\n%s\r\n" % (len(data), data)


class Client(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            words = line.split() if line[:1] != b"*" else [self.word() for _ in range(int(line[1:]))]
            self.wfile.write(self.answer(words))

    def word(self):
        size = int(self.rfile.readline()[1:])
        return self.rfile.read(size + 2)[:-2]

    def answer(self, words):
        match [words[0].upper(), *words[1:]]:
            case [b"PING"]:
                return b"+PONG\r\n"
            case [b"ECHO" | b"PING", data]:
                return text(data)
            case [b"SET", key, data]:
                values[key] = data
                return b"+OK\r\n"
            case [b"GET", key]:
                return text(values.get(key))
            case [b"DEL", key]:
                return b":%d\r\n" % (values.pop(key, None) is not None)
            case [b"INCR", key]:
                try:
                    values[key] = b"%d" % (int(values.get(key, b"0")) + 1)
                    return b":%s\r\n" % values[key]
                except ValueError:
                    return b"-ERR value is not an integer or out of range\r\n"
        return b"-ERR unknown command\r\n"


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 50

    def handle_error(self, request, client_address):
        pass


Server(("127.0.0.1", int(sys.argv[1])), Client).serve_forever()
