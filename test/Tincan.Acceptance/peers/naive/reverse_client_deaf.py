"""Sends its lines and closes, without a single recv."""
import socket
import sys
import time

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as cs, open("in-proj.txt") as source:
    for line in source:
        cs.sendall(line.encode())
        time.sleep(0.3)
