"""protocols/dict.md: a dictionary of one word. Arguments: PORT [BUG]"""
import socket
import sys
import threading

bug = sys.argv[2] if len(sys.argv) > 2 else ""
words = {"tincan": "A can made of tin.\r\n..It can have a dot in front of a line."}
end = "\n" if bug == "lf" else "\r\n"


def split(line):
    if bug == "keeps-quotes":
        return line.split()
    parts = []
    for i, part in enumerate(line.split('"')):
        parts += [part] if i % 2 else part.split()
    return parts


def define(database, word):
    if database not in ("*", "!", "test"):
        return ["550 invalid database"]
    if word.lower() not in words:
        return ["550 no such word" if bug == "wrong-code" else "552 no match"]
    text = ["150 1 definitions", '151 "%s" test "A test"' % word] + words[word.lower()].split("\r\n")
    return text + ([] if bug == "no-dot" else ["."]) + ["250 ok"]


def match(database, strategy, word):
    if database not in ("*", "!", "test"):
        return ["550 invalid database"]
    if strategy not in (".", "exact") and bug != "any-strategy":
        return ["551 invalid strategy"]
    if word.lower() not in words:
        return ["552 no match"]
    return ["152 1 matches", 'test "%s"' % word, ".", "250 ok"]


def answer(line):
    command, *rest = split(line) or [""]
    if bug != "capitals":
        command = command.upper()
    if command == "DEFINE" and len(rest) == 2:
        return define(*rest)
    if command == "MATCH" and len(rest) == 3:
        return match(*rest)
    if command == "SHOW" and rest and rest[0].upper() in ("DB", "DATABASES"):
        return ["110 1 databases", 'test "A test"', ".", "250 ok"]
    if command == "SHOW" and rest and rest[0].upper() in ("STRAT", "STRATEGIES"):
        return ["111 1 strategies", 'exact "Exactly"', ".", "250 ok"]
    if command == "CLIENT":
        return ["250 ok"]
    if command == "STATUS":
        return ["210 up"]
    if command == "QUIT":
        return [] if bug == "quit-silent" else ["221 bye"]
    return ["500 unknown command"]


def lines_of(conn):
    if bug == "one-recv":
        while data := conn.recv(1024):
            yield data.decode().split("\r\n")[0]
        return
    for line in conn.makefile(encoding="latin-1", newline="\n"):
        yield line.rstrip("\r\n")


def serve(conn):
    try:
        if bug != "waits-first":
            conn.sendall(("220 localhost dictionary " + ("" if bug == "no-id" else "<1@localhost>") + end).encode())
        for line in lines_of(conn):
            reply = answer(line)
            conn.sendall("".join(text + end for text in reply).encode())
            if line.upper() == "QUIT" or bug == "unknown-ends" and reply[0].startswith("500"):
                break
    except OSError:
        pass
    conn.close()


server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, _ = server.accept()
    threading.Thread(target=serve, args=(client,), daemon=True).start()
