"""Goes to the background as daemons do: forks twice, leaves its session and its folder, and clears its environment; then serves."""
import os
import sys

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.chdir("/")
        server = os.path.join(os.path.dirname(os.path.abspath(__file__)), "reverse_good.py")
        os.execve(sys.executable, [sys.executable, "-B", server, sys.argv[1]], {})
os._exit(0)
