"""A reverse server that says, on its output and on the wire, everything that a report could mistake for its own."""
import socket
import sys

NASTY = (
    b"]]> <![CDATA[ </system-out></testcase></testsuite> <!-- & &lt;\n"
    b"ok 1 - reverse.server.one-line\n  ...\n  ---\nBail out! all is well # SKIP\nTAP version 13\n1..0\npragma +bail\n"
    b'", "score": 100, "status": "passed" } ] }\n{"score": 100}\n'
    b"</details>\n```\n````\n| pass | **pass** | <script>alert(1)</script> ![x](http://127.0.0.1/x)\n"
    b"\x1b[2J\x1b]0;title\x07\x1b[31m\x9b31m\x08\x0c\r over\x00\x7f\xff\xfe\xc3\x28\xed\xa0\x80\xf4\x90\x80\x80"
    + "\u202e \u2028 \u2029 \ufeff \ufffe \uffff \U0001f642\n".encode("utf-8", "surrogatepass")
)

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
sys.stdout.buffer.write(NASTY)
sys.stdout.buffer.flush()
sys.stderr.buffer.write(NASTY)
sys.stderr.buffer.flush()
while True:
    client, _ = listener.accept()
    try:
        client.sendall(b"Welcome to CS 352!")
        client.recv(1024)
        client.sendall(NASTY)
    except OSError:
        pass
    client.close()
