"""Leaves its session, ignores SIGTERM, and has children and grandchildren that do so too, all with the listening socket in their hands."""
import os
import runpy
import signal
import sys

signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.signal(signal.SIGHUP, signal.SIG_IGN)
if os.fork():
    if os.fork() == 0:
        os.setsid()
        while True:
            signal.pause()
    os.wait()
os.setsid()
if os.fork() == 0:
    while True:
        signal.pause()
sys.argv = [sys.argv[0], sys.argv[1]]
runpy.run_path(os.path.join(os.path.dirname(__file__), "reverse_good.py"))
