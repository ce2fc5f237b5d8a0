"""A classroom table server. Arguments: TABLE raw|lf|crlf|nul [once | silent | late].

once: one connection a query. silent: never answers. late: keeps each answer until the next question has come, and sends it then.
A question is one recv in raw; elsewhere it is what ends with the line end, because the next one may come in the same recv.
"""
import socket
import sys
import threading

end = {"raw": b"", "lf": b"\n", "crlf": b"\r\n", "nul": b"\0"}[sys.argv[2]]
manner = sys.argv[3] if len(sys.argv) > 3 else ""
table = {}
with open(sys.argv[1]) as lines:
    for line in lines:
        line = line.strip()
        table[line.split()[0].lower()] = line
ss = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
ss.bind(("127.0.0.1", 0))
ss.listen(5)
print("listening on 127.0.0.1:%d" % ss.getsockname()[1])
kept = []


def messages(csockid):
    rest = b""
    while True:
        try:
            data = csockid.recv(200)
        except ConnectionResetError:
            return
        if not data:
            return
        if not end:
            yield data
            continue
        *whole, rest = (rest + data).split(end)
        yield from whole


def serve(csockid):
    for data in messages(csockid):
        name = data.decode("utf-8")
        print("asked for %s" % name)
        if manner == "late":
            for to, answer in kept:
                try:
                    to.send(answer)
                except OSError:
                    pass
            del kept[:]
        record = table.get(name.lower())
        if record and manner != "silent":
            answer = (record + " IN").encode("utf-8") + end
            if manner == "late":
                kept.append((csockid, answer))
            else:
                csockid.send(answer)
        if manner == "once":
            csockid.close()
            return


while True:
    threading.Thread(target=serve, args=(ss.accept()[0],), daemon=True).start()
