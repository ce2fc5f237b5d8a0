"""An echo server with a buffer for what it cannot send yet, which it forgets when the client has finished."""
import select
import socket
import sys
import threading


def serve(client):
    client.setblocking(False)
    owed = bytearray()
    while True:
        reads, writes, _ = select.select([client], [client] if owed else [], [])
        if writes:
            del owed[:client.send(owed[:65536])]
        if reads:
            data = client.recv(65536)
            if not data:
                break
            owed += data
    client.close()


listener = socket.create_server(("", int(sys.argv[1])))
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
