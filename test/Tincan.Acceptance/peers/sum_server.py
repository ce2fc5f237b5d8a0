"""Adds two numbers: JSON objects, each after its length in four bytes. Prints its port."""
import json, socket, struct, sys, threading


def read(connection, count):
    data = b""
    while len(data) < count:
        more = connection.recv(count - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def serve(connection):
    with connection:
        try:
            while True:
                size, = struct.unpack(">I", read(connection, 4))
                request = json.loads(read(connection, size))
                reply = json.dumps({"id": request["id"], "sum": request["a"] + request["b"]}).encode()
                connection.sendall(struct.pack(">I", len(reply)) + reply)
        except EOFError:
            pass


listener = socket.create_server(("127.0.0.1", 0))
print(f"listening on 127.0.0.1:{listener.getsockname()[1]}", flush=True)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
