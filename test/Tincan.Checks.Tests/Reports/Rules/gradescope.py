"""Holds results.json against a schema made from Gradescope's own description of it:
gradescope-autograders.readthedocs.io/en/latest/specs/, 'Output format', 'Output String Formatting', 'Controlling test case visibility', 'Test case status'.
"""
import json
import sys

import jsonschema

VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "anyOf": [{"required": ["score"]}, {"properties": {"tests": {"items": {"required": ["score"]}}}, "required": ["tests"]}],
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "integer", "minimum": 0},
        "output": {"type": "string"},
        "output_format": FORMAT,
        "test_output_format": FORMAT,
        "test_name_format": FORMAT,
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "extra_data": {"type": "object"},
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "score": {"type": "number"},
                    "max_score": {"type": "number"},
                    "status": {"enum": ["passed", "failed"]},
                    "name": {"type": "string"},
                    "name_format": FORMAT,
                    "number": {"type": "string"},
                    "output": {"type": "string"},
                    "output_format": FORMAT,
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "visibility": VISIBILITY,
                    "extra_data": {"type": "object"},
                },
            },
        },
        "leaderboard": {
            "type": "array",
            "items": {"type": "object", "properties": {"name": {"type": "string"}, "order": {"enum": ["asc", "desc"]}}, "required": ["name", "value"]},
        },
    },
}

results = json.loads(sys.stdin.buffer.read())
jsonschema.Draft202012Validator.check_schema(SCHEMA)
jsonschema.validate(results, SCHEMA)
assert len(results["tests"]) == int(sys.argv[1])
assert results["score"] == sum(test["score"] for test in results["tests"])
assert all(test["score"] <= test["max_score"] for test in results["tests"])

# A score of the submission overrides those of its tests, so they have to agree; what a program wrote is text, never HTML or Markdown.
assert results["output_format"] == results["test_output_format"] == "text"
assert all(test.get("status") == "passed" or test["score"] == 0 for test in results["tests"])
