"""The classroom resolver: raw, keeps its connections, asks both and waits for one after the other. Arguments: TS1PORT TS2PORT."""
import socket
import sys

upstream = []
for port in sys.argv[1:3]:
    ts = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    ts.connect(("127.0.0.1", int(port)))
    upstream.append(ts)
ss = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
ss.bind(("127.0.0.1", 0))
ss.listen(1)
print("listening on 127.0.0.1:%d" % ss.getsockname()[1])
csockid, addr = ss.accept()
while True:
    data = csockid.recv(200)
    if not data:
        break
    for ts in upstream:
        ts.send(data)
    answer = (data.decode("utf-8") + " - TIMED OUT").encode("utf-8")
    for ts in upstream:
        ts.settimeout(0.5)
        try:
            answer = ts.recv(200)
        except socket.timeout:
            pass
    csockid.send(answer)
csockid.close()
