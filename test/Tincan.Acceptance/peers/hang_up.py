"""Runs a server on a terminal of its own, sends it SIGHUP, and then closes the terminal."""
import os
import pty
import signal
import sys

pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])

said = b""


def until(part):
    global said
    while part not in said:
        said += os.read(terminal, 4096)


until(b"listening on ")
os.kill(pid, signal.SIGHUP)
until(b"reloaded")
print("read again")
os.close(terminal)
print(signal.strsignal(-os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])))
