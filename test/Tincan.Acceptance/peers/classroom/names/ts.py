# A table server. Arguments: TABLE [strip] [noin] [newline] [nul2] [padded] [miss] [echo] [wrong] [once] [sleep]
import socket
import sys
import time

manner = sys.argv[2:]
table = {}


def pad(text):
    return "{:<200}".format(text) if "padded" in manner else text


for line in open(sys.argv[1]):
    fields = line.split()
    table[fields[0].lower()] = line.strip()

ss = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
ss.bind(("127.0.0.1", 0))
if "sleep" in manner:
    time.sleep(1)
ss.listen(1)
print("listening on 127.0.0.1:%d" % ss.getsockname()[1])
csockid, addr = ss.accept()
while True:
    data = csockid.recv(200).decode("utf-8")
    if not data:
        if "once" in manner:
            csockid, addr = ss.accept()
            continue
        break
    name = data.strip() if "strip" in manner else data
    end = "\n" if "newline" in manner else "\0\0" if "nul2" in manner else ""
    if "echo" in manner:
        csockid.send(data.encode("utf-8"))
    elif "wrong" in manner:
        csockid.send("wrong.com 9.9.9.9 A IN".encode("utf-8"))
    elif name.lower() in table:
        csockid.send((pad(table[name.lower()] + ("" if "noin" in manner else " IN")) + end).encode("utf-8"))
    elif "miss" in manner:
        csockid.send((name + " - Error:HOST NOT FOUND" + end).encode("utf-8"))
    if "once" in manner:
        csockid.close()
        csockid, addr = ss.accept()
csockid.close()
ss.close()
