"""protocols/netstring-echo.md: a message is taken to end at the first comma."""
import socketserver
import sys


class Client(socketserver.BaseRequestHandler):
    def handle(self):
        rest = b""
        while data := self.request.recv(4096):
            *texts, rest = (rest + data).split(b",")
            for text in texts:
                if not text[:1].isdigit():
                    return
                content = text.split(b":", 1)[1]
                self.request.sendall(b"%d:%s," % (len(content), content))


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 50

    def handle_error(self, request, client_address):
        pass


Server(("127.0.0.1", int(sys.argv[1])), Client).serve_forever()
