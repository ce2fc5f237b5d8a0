"""protocols/calculator.md: a thread a client. Arguments: PORT [BUG]"""
import socket
import sys
import threading

bug = sys.argv[2] if len(sys.argv) > 2 else ""


def calculate(line):
    one, operator, other = line.split()
    if bug == "float":
        one, other = float(one), float(other)
    else:
        one, other = int(one), int(other)
    if operator == "+":
        result = one + other
    elif operator == "-":
        result = one - other
    elif operator == "*":
        result = one * other
    elif operator == "/":
        result = one // other
        if bug != "floors" and result < 0 and result * other != one:
            result += 1
    else:
        raise ValueError(operator)
    if bug == "int32":
        result = (result + 2**31) % 2**32 - 2**31
    return result


def answer(line):
    try:
        return str(calculate(line))
    except ZeroDivisionError:
        if bug == "zero-ends":
            raise
        return "error: division by zero"
    except ValueError:
        if bug == "nonsense-ends":
            raise
        return "error: no calculation"


def lines_of(conn):
    if bug == "one-recv":
        while data := conn.recv(1024):
            yield data.decode().strip()
        return
    for line in conn.makefile(encoding="latin-1", newline="\n"):
        yield line.strip()


def serve(conn):
    try:
        for line in lines_of(conn):
            if line == "quit":
                conn.sendall(b"goodbye\n")
                if bug != "quit-stays":
                    break
                continue
            if line == "" and bug == "blank-ignored":
                continue
            conn.sendall(answer(line).encode() + b"\n")
    except (OSError, ArithmeticError, ValueError):
        pass
    conn.close()


server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    client, _ = server.accept()
    if bug == "one-client":
        serve(client)
    else:
        threading.Thread(target=serve, args=(client,), daemon=True).start()
