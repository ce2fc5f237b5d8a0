# A client. Arguments: PORT NAMES OUT [unstripped] [nul2] [padded] [once] [end WORD]
import socket
import sys

manner = sys.argv[4:]


def connect():
    cs = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    cs.connect(("127.0.0.1", int(sys.argv[1])))
    return cs


def ask(name):
    end = "\0\0" if "nul2" in manner else ""
    if "padded" in manner:
        name = "{:<200}".format(name.strip())
    cs.send(((name if "unstripped" in manner or "padded" in manner else name.strip()) + end).encode("utf-8"))
    return cs.recv(200).decode("utf-8").strip().strip("\0")


cs = connect()
with open(sys.argv[2]) as names, open(sys.argv[3], "w") as out:
    for name in names:
        out.write(ask(name) + "\n")
        if "once" in manner:
            cs.close()
            cs = connect()
if "end" in manner:
    cs.send(manner[-1].encode("utf-8"))
cs.close()
