"""A first talk client: sends what input() gives, and takes one recv for the answer. Arguments: PORT KIND."""
import socket
import sys
import time

kind = sys.argv[2] if len(sys.argv) > 2 else "raw"
end = {"lf": "\n", "crlf": "\r\n", "nul": "\0", "nul-nul": "\0\0"}.get(kind, "")
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect(("127.0.0.1", int(sys.argv[1])))
if kind == "sleeps":
    time.sleep(1)
while True:
    try:
        message = input()
    except EOFError:
        break
    s.send((message + end).encode())
    if message == "bye":
        break
    print("Server: " + s.recv(1024).decode().strip("\r\n\0"))
s.close()
