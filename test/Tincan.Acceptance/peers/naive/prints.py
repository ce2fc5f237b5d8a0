"""Prints megabytes, terminal escapes and bytes that are no text, and then serves."""
import os
import runpy
import sys

for _ in range(200):
    os.write(1, b"x" * 10000 + b"\n")
    os.write(2, b"\x1b[31m\x00\xff\xfe]]>\xef\xbf\xbf <&>\n" * 500)
runpy.run_path(os.path.join(os.path.dirname(__file__), "reverse_bad.py"))
