"""Sends a line of standard input, a FIN, and writes what comes back, as a script of a course does: send.py PORT"""
import socket
import sys

with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as server:
    server.sendall(sys.stdin.readline().encode())
    server.shutdown(socket.SHUT_WR)
    while data := server.recv(65536):
        sys.stdout.write(data.decode())
