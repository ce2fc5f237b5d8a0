"""protocols/hl7.md: one recv is taken for one message."""
import socketserver
import sys


class Client(socketserver.BaseRequestHandler):
    def handle(self):
        while data := self.request.recv(65536):
            fields = data.strip(b"\x0b\x1c\r").split(b"\r")[0].split(b"|")
            if fields[0] != b"MSH":
                reply = b"MSH|^~\\&|HUB|||||||ACK||P|2.5\rMSA|AR|\r"
            else:
                code = b"AA" if fields[8] == b"ORU^R01" else b"AE"
                head = [b"MSH", b"^~\\&", fields[4], fields[5], fields[2], fields[3], fields[6], b"", b"ACK^R01", fields[9], b"P", b"2.5"]
                reply = b"|".join(head) + b"\rMSA|" + code + b"|" + fields[9] + b"\r"
            self.request.sendall(b"\x0b" + reply + b"\x1c\r")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 50

    def handle_error(self, request, client_address):
        pass


Server(("127.0.0.1", int(sys.argv[1])), Client).serve_forever()
