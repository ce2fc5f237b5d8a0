"""A reverse server over UDP."""
import socket
import sys

listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
listener.bind(("", int(sys.argv[1])))
while True:
    data, client = listener.recvfrom(1024)
    listener.sendto(data[::-1], client)
