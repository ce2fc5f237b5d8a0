"""The classroom resolver: raw, keeps its connections, waits for both. Arguments: TS1PORT TS2PORT."""
import select
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
    ready, _, _ = select.select(upstream, [], [], 1)
    if ready:
        csockid.send(ready[0].recv(200))
    else:
        csockid.send((data.decode("utf-8") + " - TIMED OUT").encode("utf-8"))
csockid.close()
