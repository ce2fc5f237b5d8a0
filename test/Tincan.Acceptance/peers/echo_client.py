"""A classroom echo client: sends each line of standard input and prints what one recv returns. Argument: PORT."""
import socket
import sys

cs = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
cs.connect(("127.0.0.1", int(sys.argv[1])))
for line in sys.stdin:
    cs.sendall(line.encode("utf-8"))
    sys.stdout.write(cs.recv(4096).decode("utf-8"))
cs.close()
