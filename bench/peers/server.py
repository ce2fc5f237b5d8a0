"""Servers in Python: echo, reversed lines, and the two that look something up in a dict.

    server.py asyncio|uvloop|threads echo|reverse PORT
    server.py asyncio|uvloop names|book PORT FILE
"""
import asyncio
import csv
import socket
import sys
import threading


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def pause_writing(self):
        self.transport.pause_reading()

    def resume_writing(self):
        self.transport.resume_reading()

    def data_received(self, data):
        self.transport.write(data)


class Lines(Echo):
    greeting = b""

    def connection_made(self, transport):
        super().connection_made(transport)
        self.rest = b""
        if self.greeting:
            transport.write(self.greeting)

    def data_received(self, data):
        *lines, self.rest = (self.rest + data).split(b"\n")
        if answers := b"".join(map(self.answer, lines)):
            self.transport.write(answers)


class Reverse(Lines):
    greeting = b"Welcome to CS 352!"

    def answer(self, line):
        return line.decode()[::-1].encode() + b"\n"


class Names(Lines):
    def answer(self, line):
        entry = table.get(line.decode().lower())
        return f"{entry} IN\n".encode() if entry else b""


class Book(Echo):
    def connection_made(self, transport):
        super().connection_made(transport)
        self.rest = b""

    def data_received(self, data):
        data = self.rest + data
        answers = []
        at = 0
        while len(data) >= at + 2 and len(data) >= (end := at + 2 + data[at + 1]):
            name = table.get(data[at + 2:end].decode().lower(), "Error 404").encode()
            answers.append(bytes((ord("R"), len(name))) + name)
            at = end
        self.rest = data[at:]
        self.transport.write(b"".join(answers))


def read_names(path):
    with open(path, encoding="utf-8") as file:
        return {line.split(maxsplit=1)[0].lower(): line.rstrip("\n") for line in file}


def read_book(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return {email.lower(): name for email, name in rows}


def echo_with_thread(client):
    with client:
        try:
            while data := client.recv(64 * 1024):
                client.sendall(data)
        except ConnectionError:
            pass


def reverse_with_thread(client):
    with client, client.makefile("r", encoding="utf-8", newline="\n") as lines:
        try:
            client.sendall(Reverse.greeting)
            for line in lines:
                client.sendall(line.rstrip("\n")[::-1].encode() + b"\n")
        except ConnectionError:
            pass


def serve_with_threads(serve, port):
    with socket.create_server(("127.0.0.1", port), backlog=4096) as listener:
        while True:
            client, _ = listener.accept()
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=serve, args=(client,), daemon=True).start()


async def serve_with_loop(protocol, port):
    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", port, backlog=4096)
    await server.serve_forever()


style, mode, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
table = {"names": read_names, "book": read_book}.get(mode, lambda _: {})(sys.argv[-1])
if style == "threads":
    serve_with_threads({"echo": echo_with_thread, "reverse": reverse_with_thread}[mode], port)
else:
    if style == "uvloop":
        import uvloop
        uvloop.install()
    asyncio.run(serve_with_loop({"echo": Echo, "reverse": Reverse, "names": Names, "book": Book}[mode], port))
