"""protocols/mini-serv.md, without a known fault."""
import selectors
import socket
import sys

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
selector = selectors.DefaultSelector()
selector.register(listener, selectors.EVENT_READ)
ids, rest, next_id = {}, {}, 0


def tell(sender, text):
    for client in list(ids):
        if client is not sender:
            try:
                client.sendall(text)
            except OSError:
                pass


while True:
    for key, _ in selector.select():
        if key.fileobj is listener:
            client, _ = listener.accept()
            selector.register(client, selectors.EVENT_READ)
            ids[client], rest[client], next_id = next_id, b"", next_id + 1
            tell(client, b"server: client %d just arrived\n" % ids[client])
            continue
        client = key.fileobj
        try:
            data = client.recv(4096)
        except OSError:
            data = b""
        if not data:
            selector.unregister(client)
            gone = ids.pop(client)
            tell(client, b"server: client %d just left\n" % gone)
            client.close()
            continue
        *lines, rest[client] = (rest[client] + data).split(b"\n")
        for line in lines:
            tell(client, b"client %d: %s\n" % (ids[client], line))
