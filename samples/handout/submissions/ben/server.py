import socket
import sys
import threading


def answer(line):
    words = line.split()
    if not words:
        return "ERROR empty line"
    text = " ".join(words[1:])
    if words[0] == "UPPER":
        return text.upper()
    if words[0] == "REVERSE":
        return text[::-1]
    if words[0] == "LENGTH":
        return str(len(text))
    return "ERROR unknown command"


def serve(client):
    for line in client.makefile("r", newline="\n"):
        if line.strip() == "QUIT":
            break
        client.sendall((answer(line) + "\n").encode())
    client.close()


server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", int(sys.argv[1])))
server.listen()
while True:
    threading.Thread(target=serve, args=(server.accept()[0],)).start()
