"""Ends at once, with a traceback."""
import socket
import sys

listener = socket.socket()
listener.bind(("127.0.0.1", sys.argv[1]))
