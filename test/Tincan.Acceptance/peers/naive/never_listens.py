"""Binds and forgets to listen."""
import signal
import socket
import sys

listener = socket.socket()
listener.bind(("127.0.0.1", int(sys.argv[1])))
print("ready")
while True:
    signal.pause()
