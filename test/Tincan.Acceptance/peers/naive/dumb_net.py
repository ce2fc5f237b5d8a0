"""Sends one line of standard input, and copies what comes back to standard output until the end."""
import socket
import sys

line = sys.stdin.buffer.readline().rstrip(b"\r\n")
sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
sock.sendall(line + b"\r\n")
while True:
    data = sock.recv(4096)
    if not data:
        break
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
sock.close()
