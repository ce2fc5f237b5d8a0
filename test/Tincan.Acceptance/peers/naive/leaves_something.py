"""Leaves something in the background that does nothing and holds nothing, with no environment; and then serves in the foreground."""
import os
import runpy
import sys

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.chdir("/")
        os.closerange(0, 20)
        os.execve("/bin/sleep", ["sleep", "8675309"], {})
    os._exit(0)
os.wait()
runpy.run_path(os.path.join(os.path.dirname(os.path.abspath(__file__)), "reverse_good.py"))
