"""Reads TAP by the grammar of the TAP 14 specification (testanything.org/tap-version-14-specification.html).

Held against it: version line and plan (1..N, first here), test points numbered from 1, ` - ` before descriptions, only TODO and SKIP as directives
with a blank on each side of #, # and \\ escaped elsewhere, YAML 1.2 diagnostics between `  ---` and `  ...` indented by two, Bail out! as the last
line. Everything that would be a comment, a pragma, a subtest or invalid TAP is refused: this producer writes none.
"""
import re
import sys

import yaml

TEXT = r"(?:[^#\\]|\\[#\\])+?"
count = int(sys.argv[1])
lines = sys.stdin.buffer.read().decode("utf-8").split("\n")
assert lines.pop() == "", "the last line has its end"
assert lines.pop(0) == "TAP version 14"
assert lines.pop(0) == f"1..{count}"
number = diagnosed = 0
block = None
bailed = after_failure = False
for line in lines:
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]", line), repr(line)
    assert not bailed, f"behind Bail out!: {line!r}"
    if block is not None and line != "  ...":
        assert line.startswith("  "), f"a diagnostic is indented by two: {line!r}"
        block.append(line[2:])
        continue
    if line == "  ...":
        found = yaml.safe_load("\n".join(block))
        assert isinstance(found, dict) and {"message", "severity"} <= found.keys(), found
        assert all(isinstance(one, (str, float, int, list)) for one in found.values()), found
        block, diagnosed = None, diagnosed + 1
    elif line == "  ---":
        assert after_failure, "a diagnostic belongs to the failed test before it"
        block, after_failure = [], False
    elif line.startswith("Bail out!"):
        assert re.fullmatch(rf"Bail out!( {TEXT})?", line), repr(line)
        bailed = True
    else:
        assert not after_failure, "a failed test without a diagnostic"
        test = re.fullmatch(rf"(not )?ok ([0-9]+) - ({TEXT})( # (TODO|SKIP)( {TEXT})?)?", line)
        assert test, repr(line)
        number += 1
        assert int(test[2]) == number
        after_failure = test[1] is not None
assert block is None and number == count
assert diagnosed == len([line for line in lines if re.match(r"not ok ", line)])
