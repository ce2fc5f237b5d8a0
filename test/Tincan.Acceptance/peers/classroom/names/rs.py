# A resolver: one client, both table servers asked at once, the first answer passed on. Arguments: TS1PORT TS2PORT [join] [newline] [strip] [padded] [threads]
import select
import socket
import sys
import threading

manner = sys.argv[3:]


def pad(data):
    return data.ljust(200) if "padded" in manner else data


def connect(port):
    ts = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    ts.connect(("127.0.0.1", int(port)))
    return ts


def first(both):
    ready, _, _ = select.select(both, [], [], 3)
    return ready[0].recv(200) if ready else b""


def joined(both):
    answer = b""
    for ts in both:
        ts.settimeout(1)
        try:
            answer = ts.recv(200) or answer
        except socket.timeout:
            pass
    return answer


def serve(csockid, both):
    while True:
        data = csockid.recv(200)
        if not data:
            break
        if "strip" in manner or "padded" in manner:
            data = data.decode("utf-8").strip().encode("utf-8")
        for ts in both:
            ts.send(pad(data))
        answer = (joined if "join" in manner else first)(both)
        if not answer:
            answer = data + b" - TIMED OUT" + (b"\n" if "newline" in manner else b"")
        csockid.send(pad(answer))
    csockid.close()


both = [connect(port) for port in sys.argv[1:3]]
ss = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
ss.bind(("127.0.0.1", 0))
ss.listen(1)
print("listening on 127.0.0.1:%d" % ss.getsockname()[1])
while True:
    csockid, addr = ss.accept()
    if "threads" in manner:
        threading.Thread(target=serve, args=(csockid, both), daemon=True).start()
    else:
        serve(csockid, both)
        break
ss.close()
