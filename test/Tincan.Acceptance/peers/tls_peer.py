"""TLS as Python speaks it.

tls_peer.py client PORT CA [CERT KEY]: says a line, then close_notify, and prints what still comes and how it ended.
tls_peer.py server CERT KEY [CA]: answers one line in capitals, once the client has ended it with close_notify.
tls_peer.py once CERT KEY: an address book that knows Luke only, and closes after each answer without close_notify, as Python does by itself.
tls_peer.py cut PORT CA: says a line, and closes the connection below TLS.
"""
import socket
import ssl
import sys


def client(port, ca, *own):
    context = ssl.create_default_context(cafile=ca)
    if own:
        context.load_cert_chain(*own)
    with socket.create_connection(("127.0.0.1", int(port))) as raw:
        tls = context.wrap_socket(raw, server_hostname="localhost", suppress_ragged_eofs=False)
        tls.sendall(b"hello\n")
        heard = b""
        while len(heard) < 6:
            some = tls.recv(1000)
            if not some:
                break
            heard += some
        tls.unwrap()
        if not heard:
            sys.exit("nothing")
        print(f"{heard.decode()!r} and close_notify, {tls.version() or 'TLS'}")


def cut(port, ca):
    context = ssl.create_default_context(cafile=ca)
    raw = socket.create_connection(("127.0.0.1", int(port)))
    tls = context.wrap_socket(raw, server_hostname="localhost")
    tls.sendall(b"hello\n")
    tls.recv(6)
    tls.shutdown(socket.SHUT_RDWR)
    tls.close()


def server(cert, key, *ca):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    if ca:
        context.load_verify_locations(*ca)
        context.verify_mode = ssl.CERT_REQUIRED
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print(f"listening on 127.0.0.1:{listener.getsockname()[1]}", flush=True)
        raw, _ = listener.accept()
        tls = context.wrap_socket(raw, server_side=True, suppress_ragged_eofs=False, do_handshake_on_connect=False)
        try:
            tls.do_handshake()
            heard = b""
            while some := tls.recv(1000):
                heard += some
            tls.sendall(heard.upper())
            tls.unwrap()
        except ssl.SSLError as error:
            print(error.reason)
            # Closing over bytes that were not received would reset the alert away.
            socket.socket.shutdown(tls, socket.SHUT_WR)
            while socket.socket.recv(tls, 1000):
                pass
        tls.close()


def once(cert, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print(f"listening on 127.0.0.1:{listener.getsockname()[1]}", flush=True)
        while True:
            with context.wrap_socket(listener.accept()[0], server_side=True) as tls:
                kind, length = tls.recv(2)
                tls.recv(length)
                tls.sendall(b"R\x04Luke")


{"client": client, "server": server, "once": once, "cut": cut}[sys.argv[1]](*sys.argv[2:])
