"""protocols/http.md: the files of the current folder. Arguments: PORT [BUG]"""
import os
import socket
import sys
import threading

bug = sys.argv[2] if len(sys.argv) > 2 else ""
folder = os.path.realpath(".")
end = "\n" if bug == "lf" else "\r\n"


def send(conn, status, body=b""):
    header = "HTTP/1.0 " + status + end
    if bug != "no-length":
        header += "Content-Length: %d" % len(body) + end
    if bug != "no-blank-line":
        header += end
    conn.sendall(header.encode() + body)


def answer(conn, request):
    words = request.decode("latin-1").split("\r\n")[0].split(" ")
    if len(words) != 3:
        if bug == "nonsense-dies":
            os._exit(1)
        send(conn, "400 Bad Request")
        return
    method, path, _ = words
    if method != "GET" and bug != "any-method":
        send(conn, "501 Not Implemented")
        return
    if bug != "keeps-query":
        path = path.partition("?")[0]
    name = os.path.realpath(folder + path)
    if not name.startswith(folder + "/") and bug != "any-folder":
        send(conn, "403 Forbidden")
        return
    try:
        with open(name, "rb") as file:
            content = file.read()
    except OSError:
        if bug == "missing-ends":
            return
        send(conn, "200 OK" if bug == "missing-is-ok" else "404 Not Found", b"Not found\n")
        return
    send(conn, "200 OK", content.strip() if bug == "strips" else content)


def serve(conn):
    try:
        request = b""
        while b"\r\n\r\n" not in request:
            data = conn.recv(1024)
            request += data
            if not data or len(request) > 10000 or bug == "one-recv":
                break
            if bug == "first-line" and b"\r\n" in request:
                break
        if request:
            answer(conn, request)
        if bug == "stays":
            while conn.recv(1024):
                pass
    except OSError:
        pass
    conn.close()


server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, _ = server.accept()
    if bug == "one-client":
        serve(client)
    else:
        threading.Thread(target=serve, args=(client,), daemon=True).start()
