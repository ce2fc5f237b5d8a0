"""Holds JUnit's XML against the schema that Jenkins reads it by: junit-10.xsd of github.com/jenkinsci/xunit-plugin.

Its elements, where they may stand, and their attributes (and which of them have to be there) are below, as far as this producer may use them;
docs.gitlab.com/ci/testing/unit_test_reports adds that a name is unique. What XML 1.0 forbids, the parser refuses.
"""
import re
import sys
import xml.etree.ElementTree as etree

REQUIRED = {"testsuite": {"name", "tests", "failures", "errors"}, "testcase": {"name"}}
ATTRIBUTES = {
    "testsuites": {"name", "time", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"},
    "testcase": {"name", "time", "classname", "group"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message", "type"},
    "system-out": set(),
    "system-err": set(),
}
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase", "system-out", "system-err"},
    "testcase": {"skipped", "error", "failure", "system-out", "system-err"},
}

root = etree.fromstring(sys.stdin.buffer.read())
assert root.tag == "testsuites", root.tag
for element in root.iter():
    names = set(element.attrib)
    assert REQUIRED.get(element.tag, set()) <= names <= ATTRIBUTES[element.tag], (element.tag, element.attrib)
    for child in element:
        assert child.tag in CHILDREN.get(element.tag, ()), (element.tag, child.tag)
    # The schema's SUREFIRE_TIME, without commas between thousands.
    assert "time" not in names or re.fullmatch(r"[0-9]+\.[0-9]+", element.attrib["time"])
for suite in root.iter("testsuite"):
    cases = suite.findall("testcase")
    assert len(cases) == int(suite.attrib["tests"]) == int(sys.argv[1])
    for tag, count in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        assert len([case for case in cases if case.find(tag) is not None]) == int(suite.attrib[count]), tag
        assert tag == "skipped" or root.attrib[count] == suite.attrib[count]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.attrib["timestamp"])
    assert len({(case.attrib["classname"], case.attrib["name"]) for case in cases}) == len(cases)
    for case in cases:
        assert len([child for child in case if child.tag in ("failure", "error", "skipped")]) <= 1
