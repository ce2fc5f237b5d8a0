"""protocols/guess.md: all clients share one count of tries."""
import socketserver
import sys

SECRET = 42
tries = 0


class Client(socketserver.StreamRequestHandler):
    def handle(self):
        global tries
        self.wfile.write(b"guess a number\n")
        tries = 0
        for line in self.rfile:
            try:
                guess = int(line)
            except ValueError:
                self.wfile.write(b"error: no number\n")
                continue
            tries += 1
            if guess == SECRET:
                self.wfile.write(b"correct, after %d tries\n" % tries)
                return
            self.wfile.write(b"higher\n" if guess < SECRET else b"lower\n")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 50

    def handle_error(self, request, client_address):
        pass


Server(("127.0.0.1", int(sys.argv[1])), Client).serve_forever()
