"""A classroom reverse client: sends a line, waits for one recv, prints it. Arguments: PORT FILE raw|lf|crlf|nul."""
import socket
import sys

end = {"raw": b"", "lf": b"\n", "crlf": b"\r\n", "nul": b"\0"}[sys.argv[3]]
cs = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
cs.connect(("127.0.0.1", int(sys.argv[1])))
sys.stderr.write(cs.recv(18).decode("utf-8"))
with open(sys.argv[2], encoding="utf-8") as lines:
    for line in lines:
        line = line.rstrip("\n")
        if not line and not end:
            print()
            continue
        cs.send(line.encode("utf-8") + end)
        print(cs.recv(4096).decode("utf-8").rstrip("\r\n\0"))
cs.close()
