"""A reverse server that ends before it begins."""
import socket
import sys

listener = socket.create_server(("127.0.0.1", sys.argv[1]))
