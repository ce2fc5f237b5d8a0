"""The reverse client of a first socket program: client.py PORT FILE KIND. One recv takes the greeting, and one each answer."""
import socket
import sys
import time

port, path, kind = int(sys.argv[1]), sys.argv[2], sys.argv[3]
if kind == "sleeps":
    time.sleep(1)
cs = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
cs.connect(("127.0.0.1", port))
cs.recv(100)
for line in open(path):
    if kind in ("raw", "sleeps"):
        line = line.strip("\n")
    elif kind == "nul":
        line = line.strip("\n") + "\0"
    elif kind == "nul-nul":
        line = line.strip("\n") + "\0\0"
    elif kind == "first-raw":
        line, kind = line.strip("\n"), "lf"
    if line:
        cs.send(line.encode())
        print(cs.recv(1024).decode().strip("\n\0"))
if kind == "end-word":
    cs.send(b"EOF")
cs.close()
