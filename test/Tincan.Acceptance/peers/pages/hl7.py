"""protocols/hl7.md: acknowledges results. Arguments: PORT [BUG]"""
import socket
import sys
import threading

START, END = b"\x0b", b"\x1c\r"
bug = sys.argv[2] if len(sys.argv) > 2 else ""
seen = set()


def acknowledge(message):
    fields = message.split(b"\r")[0].split(b"|")
    if fields[0] != b"MSH" or len(fields) < 12:
        if bug == "nonsense-ends":
            raise EOFError
        return b"MSH|^~\\&|HUB|||||||ACK||P|2.5\rMSA|AR||no MSH\r"
    app, place, _, where, time, _, kind, control = fields[2:10]
    if bug == "wrong-field":
        control = fields[10]
    if bug == "once" and control in seen:
        return None
    seen.add(control)
    code = b"AA" if kind == b"ORU^R01" or bug == "accepts-all" else b"AE"
    ends = [b"HUB", where, app, place]
    if bug == "not-turned":
        ends = [app, place, b"HUB", where]
    header = [b"MSH", b"^~\\&", *ends, time, b"", b"ACK^R01", control, b"P", b"2.5"]
    return b"|".join(header) + b"\rMSA|" + code + b"|" + control + (b"" if bug == "no-last-cr" else b"\r")


def messages_of(conn):
    if bug == "one-recv":
        while data := conn.recv(65536):
            yield data.strip(START + END)
        return
    end = b"\r" if bug == "ends-at-cr" else b"\n" if bug == "ends-at-lf" else END
    rest = b""
    while data := conn.recv(65536):
        rest += data
        while end in rest:
            message, _, rest = rest.partition(end)
            yield message.lstrip(START)
        if len(rest) > 1 << 20:
            return


def serve(conn):
    try:
        for message in messages_of(conn):
            reply = acknowledge(message)
            if reply is not None:
                conn.sendall((b"" if bug == "no-start" else START) + reply + (b"\x1c" if bug == "short-end" else END))
    except (OSError, EOFError):
        pass
    conn.close()


server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, _ = server.accept()
    threading.Thread(target=serve, args=(client,), daemon=True).start()
