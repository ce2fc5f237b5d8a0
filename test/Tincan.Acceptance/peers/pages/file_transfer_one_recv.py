"""protocols/file-transfer.md: recv is expected to return all that was asked for."""
import socketserver
import struct
import sys

files = {}


class Client(socketserver.BaseRequestHandler):
    def receive(self):
        header = self.request.recv(4)
        return self.request.recv(struct.unpack(">I", header)[0])

    def send(self, content):
        self.request.sendall(struct.pack(">I", len(content)) + content)

    def handle(self):
        while True:
            match self.receive().split(b" ", 1):
                case [b"PUT", name]:
                    files[name] = self.receive()
                    self.send(b"OK %d" % len(files[name]))
                case [b"GET", name] if name in files:
                    self.send(b"OK")
                    self.send(files[name])
                case [b"DELETE", name] if name in files:
                    del files[name]
                    self.send(b"OK")
                case _:
                    self.send(b"ERROR")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 50

    def handle_error(self, request, client_address):
        pass


Server(("127.0.0.1", int(sys.argv[1])), Client).serve_forever()
