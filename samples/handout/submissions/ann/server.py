import socket
import sys
import threading


def answer(line):
    command, _, text = line.partition(" ")
    if command == "UPPER":
        return text.upper()
    if command == "REVERSE":
        return text[::-1]
    if command == "LENGTH":
        return str(len(text))
    return "BYE" if line == "QUIT" else "ERROR unknown command"


def serve(client):
    buffer = b""
    try:
        while True:
            data = client.recv(4096)
            if not data or len(buffer) > 65536:
                return
            buffer += data
            while b"\n" in buffer:
                line, buffer = buffer.split(b"\n", 1)
                line = line.removesuffix(b"\r").decode("utf-8", "replace")
                client.sendall(answer(line).encode() + b"\n")
                if line == "QUIT":
                    return
    except OSError:
        pass
    finally:
        client.close()


server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", int(sys.argv[1])))
server.listen(50)
while True:
    threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
