"""A reverse server that does not listen on the port that it is told."""
import socket

listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen()
print("server is up")
client, _ = listener.accept()
