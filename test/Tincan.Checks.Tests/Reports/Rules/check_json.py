"""Holds a report in JSON against docs/check.schema.json; python3-jsonschema is the judge."""
import base64
import json
import pathlib
import sys

from jsonschema import Draft202012Validator

schema = json.loads(pathlib.Path(__file__, "../../../../../docs/check.schema.json").resolve().read_text(encoding="utf-8"))
Draft202012Validator.check_schema(schema)
report = json.loads(sys.stdin.buffer.read())
Draft202012Validator(schema).validate(report)
cases = report["cases"]
assert len(cases) == int(sys.argv[1])
for status, count in (("passed", "passed"), ("failed", "failed"), ("not-run", "notRun"), ("broken", "notJudged")):
    assert len([case for case in cases if case["status"] == status]) == report[count], status
hidden = report.get("hidden", {"score": 0, "maxScore": 0})
for name in ("score", "maxScore"):
    assert report[name] == sum(case[name] for case in cases) + hidden[name], name
for run in (run for case in cases for run in case["runs"]):
    for name in ("expected", "got"):
        assert name not in run or base64.b64decode(run[name], validate=True) is not None
