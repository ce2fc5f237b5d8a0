"""An echo server for many clients, with a client of its own that breaks off (RST) without reading."""
import socket
import struct
import sys
import threading


def client():
    cs = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
    cs.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    cs.close()


def serve(conn):
    try:
        while data := conn.recv(4096):
            conn.sendall(data)
    except OSError:
        pass
    conn.close()


ss = socket.create_server(("", int(sys.argv[1])))
own = threading.Thread(target=client)
own.start()
own.join()  # otherwise the check may be over before the client has connected
while True:
    threading.Thread(target=serve, args=(ss.accept()[0],), daemon=True).start()
