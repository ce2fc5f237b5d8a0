"""A greeting server. When it is started third, a signal ends it at its first client, and reaches the check a moment later, as with Ctrl-C on a busy machine."""
import os
import signal
import socket
import sys
import time

with open(sys.argv[2], "a") as started:
    started.write("x")

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, _ = listener.accept()
    if os.path.getsize(sys.argv[2]) == 3:
        check = os.getppid()
        if os.fork() == 0:
            os.closerange(0, 99)
            time.sleep(0.03)
            os.kill(check, signal.SIGINT)
            os._exit(0)
        os.kill(os.getpid(), signal.SIGKILL)
    client.sendall(b"Welcome to CS 352!")
    client.recv(1)
    client.close()
