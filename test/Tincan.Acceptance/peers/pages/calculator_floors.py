"""protocols/calculator.md: division rounds down, and a division by zero ends the connection."""
import socketserver
import sys


class Client(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            if line.strip() == b"quit":
                self.wfile.write(b"goodbye\n")
                return
            try:
                one, operator, other = line.decode().split()
                one, other = int(one), int(other)
            except ValueError:
                self.wfile.write(b"error: no calculation\n")
                continue
            match operator:
                case "+":
                    result = one + other
                case "-":
                    result = one - other
                case "*":
                    result = one * other
                case _:
                    result = one // other
            self.wfile.write(b"%d\n" % result)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 50


Server(("127.0.0.1", int(sys.argv[1])), Client).serve_forever()
