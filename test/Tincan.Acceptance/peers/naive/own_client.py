"""The warm-up as it is handed out: a server that serves once, and its client, in one program. Who connects first is served: nearly always its client."""
import socket
import sys
import threading

listening = threading.Event()


def server():
    ss = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    ss.bind(("", int(sys.argv[1])))
    ss.listen(1)
    listening.set()
    csockid, addr = ss.accept()
    csockid.send(b"Welcome to CS 352!")
    ss.close()


def client():
    listening.wait()
    cs = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    cs.connect(("127.0.0.1", int(sys.argv[1])))
    print("received:", cs.recv(100).decode())
    cs.close()


for one in (threading.Thread(target=server), threading.Thread(target=client)):
    one.start()
