"""The classroom names client. Arguments: PORT FILE OUT raw|lf|crlf|nul [once]. once: one connection a query."""
import socket
import sys

end = {"raw": b"", "lf": b"\n", "crlf": b"\r\n", "nul": b"\0"}[sys.argv[4]]
once = len(sys.argv) > 5


def connect():
    cs = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    cs.connect(("127.0.0.1", int(sys.argv[1])))
    return cs


cs = connect()
with open(sys.argv[2]) as names, open(sys.argv[3], "w") as out:
    for name in names:
        cs.send(name.strip().encode("utf-8") + end)
        out.write(cs.recv(200).decode("utf-8").rstrip("\r\n\0") + "\n")
        if once:
            cs.close()
            cs = connect()
cs.close()
