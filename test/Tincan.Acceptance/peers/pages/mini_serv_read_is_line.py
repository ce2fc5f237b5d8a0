"""protocols/mini-serv.md: a read is taken for a line."""
import selectors
import socket
import sys

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
selector = selectors.DefaultSelector()
selector.register(listener, selectors.EVENT_READ)
ids, next_id = {}, 0


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
            ids[client], next_id = next_id, next_id + 1
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
        tell(client, b"client %d: %s" % (ids[client], data))
