"""An echo server as a course teaches it: one thread a client, recv and sendall. A peer for the benchmark."""
import socket
import threading

CHUNK = 64 * 1024


def echo(client: socket.socket) -> None:
    with client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            while data := client.recv(CHUNK):
                client.sendall(data)
        except ConnectionError:
            pass


def main() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        host, port = listener.getsockname()
        print(f"listening on {host}:{port}", flush=True)
        while True:
            client, _ = listener.accept()
            threading.Thread(target=echo, args=(client,), daemon=True).start()


main()
