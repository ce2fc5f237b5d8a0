"""A plain reverse server: greets, and then one recv is one message. With words: no greeting, swapped case, a line end, a prefix, blanks taken off."""
import socket
import sys
import threading

words = sys.argv[2:]


def serve(client):
    try:
        if "greetless" not in words:
            client.send(b"Hello from the server" if "other" in words else b"Welcome to CS 352!")
        while True:
            text = client.recv(8192).decode("utf-8")
            if not text:
                break
            text = (text.strip() if "strip" in words else text)[::-1]
            if "swap" in words:
                text = text.swapcase()
            if "says" in words:
                text = "Reversed: " + text
            client.sendall((text + ("\n" if "newline" in words else "")).encode("utf-8"))
    except (OSError, UnicodeDecodeError):
        pass
    client.close()


listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("", int(sys.argv[1])))
listener.listen(5)
while True:
    conn, _ = listener.accept()
    threading.Thread(target=serve, args=(conn,), daemon=True).start()
