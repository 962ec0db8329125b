"""Compares what other readers make of the output of `evb test` and `evb check` with its JSON; called by .ci/formats."""

import glob
import json
import sys


def shown(text):
    """A text as evb shows it to people: what is hidden is escaped as JSON escapes it."""
    return "".join(json.dumps(one)[1:-1] if ord(one) < 32 else one for one in text)


def expected(path):
    """The cases by JSON: (file, name, outcome, message of the first thing told)."""
    report = json.load(open(path, encoding="utf-8"))
    cases = []
    for told in report["error"]["diagnostics"]:
        if told["code"].startswith("yaml/"):
            cases.append((told["source"], "(suite)", "error", told["message"], told["code"]))
    for suite in report["suites"]:
        names = {}
        for case in suite["cases"]:
            name = shown(case["name"])
            names[name] = names.get(name, 0) + 1
            if names[name] > 1:
                name = f"{name} [{names[name]}]"
            first, kind = "", ""
            if case["outcome"] == "error":
                first, kind = case["errors"][0]["message"], case["errors"][0]["code"]
            elif case["outcome"] == "failed":
                kind = case["failures"][0]["expectation"]
                first = f"{kind}: {case['failures'][0]['message']}"
            cases.append((suite["suite"], name, case["outcome"], first, kind))
    assert {one[2] for one in cases} == {"passed", "failed", "error"}, cases
    assert len({one[:2] for one in cases}) == len(cases), cases
    return cases


def compare(read, wanted, counts, reader):
    """What a reader read against what is expected of it."""
    assert len(read) == len(wanted), (len(read), len(wanted))
    for one, case in zip(read, wanted):
        file, name, outcome, first, kind = case
        assert one["classname"] == file and one["name"] == name, (one, case)
        assert one["outcome"] == outcome, (one, case)
        if outcome != "passed":
            more = one["message"].removeprefix(first)
            assert one["message"].startswith(first) and (not more or more.startswith(" (and ")), (one, case)
            assert one["type"] == kind and first in one["text"], (one, case)
    outcomes = [case[2] for case in wanted]
    want = (len(wanted), outcomes.count("failed"), outcomes.count("error"))
    assert counts == want, (counts, want)
    print(f"{reader} reads {len(read)} cases as they are: {want[1]} failures, {want[2]} errors")


def of_junitparser(path, json_path):
    import junitparser

    kinds = {junitparser.Failure: "failed", junitparser.Error: "error"}
    xml = junitparser.JUnitXml.fromfile(path)
    read = []
    for suite in xml:
        for case in suite:
            told = case.result[0] if case.result else None
            read.append(
                {
                    "classname": case.classname,
                    "name": case.name,
                    "outcome": kinds[type(told)] if told else "passed",
                    "message": told.message if told else "",
                    "type": told.type if told else "",
                    "text": told.text if told else "",
                }
            )
    compare(read, expected(json_path), (xml.tests, xml.failures, xml.errors), "junitparser")


def of_junit2json(path, json_path):
    document = json.load(open(path, encoding="utf-8"))
    read = []
    for suite in document["testsuite"]:
        for case in suite.get("testcase", []):
            outcome, told = "passed", {}
            for name, kind in (("failure", "failed"), ("error", "error")):
                if name in case:
                    outcome, told = kind, case[name][0]
            read.append(
                {
                    "classname": case["classname"],
                    "name": case["name"],
                    "outcome": outcome,
                    "message": told.get("message", ""),
                    "type": told.get("type", ""),
                    "text": told.get("inner", ""),
                }
            )
    counts = (document["tests"], document["failures"], document["errors"])
    compare(read, expected(json_path), counts, "junit2json")


def of_suites():
    """The schema of suites is one, and takes those in fixtures that it has to."""
    import re

    import jsonschema
    import yaml

    class Plain(yaml.SafeLoader):
        """YAML in which a scalar without quotes is what it would be in JSON."""

    kept = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:null")
    Plain.yaml_implicit_resolvers = {
        first: [one for one in resolvers if one[0] in kept]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
    schema = json.load(open("schemas/suite.schema.json", encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    counts = []
    for directory, wanted in (("good", True), ("bad", False)):
        files = sorted(glob.glob(f"fixtures/suites/schema/{directory}/*"))
        for file in files:
            value = yaml.load(open(file, encoding="utf-8"), Plain)
            assert validator.is_valid(value) == wanted, (file, value)
        counts.append(len(files))
    assert min(counts) > 20, counts
    print(f"the schema of suites is one: {counts[0]} suites are valid by it, {counts[1]} are not")


def of_check_junit(path, json_path):
    """Of `evb check`: a case for each finding, of which those fail that make the exit code 1."""
    import junitparser

    report = json.load(open(json_path, encoding="utf-8"))
    findings, unreadable = report["findings"], report["error"]["diagnostics"]
    xml = junitparser.JUnitXml.fromfile(path)
    outcomes = {"passed": 0, "failed": 0, "error": 0}
    names, failed, sound = set(), [], set()
    for suite in xml:
        for case in suite:
            names.add((case.classname, case.name))
            told = case.result[0] if case.result else None
            if isinstance(told, junitparser.Error):
                outcomes["error"] += 1
            elif isinstance(told, junitparser.Failure):
                outcomes["failed"] += 1
                failed.append((suite.name, told.type, int(case._elem.get("line"))))
            else:
                outcomes["passed"] += 1
                if case.name == "(file)":
                    sound.add(suite.name)
    bad = [one for one in findings if one["severity"] != "info"]
    wanted = sorted((one["source"], one["name"], one["span"]["line"]) for one in bad)
    assert sorted(failed) == wanted, (failed, wanted)
    assert outcomes["error"] == len(unreadable) > 0, outcomes
    assert outcomes["passed"] == len(findings) - len(bad) + len(sound), outcomes
    assert sound and not sound & {one["source"] for one in findings}, sound
    assert len(names) == sum(outcomes.values()) == xml.tests, (len(names), outcomes, xml.tests)
    assert (xml.failures, xml.errors) == (outcomes["failed"], outcomes["error"])
    print(f"junitparser reads {len(findings)} findings as they are: {outcomes}")


def of_check_gitlab(path, json_path):
    """A report of Code Quality is one by what GitLab documents, and has all findings under fingerprints of their own."""
    import jsonschema

    schema = json.load(open("fixtures/schemas/gitlab-code-quality.json", encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    violations = json.load(open(path, encoding="utf-8"))
    jsonschema.Draft7Validator(schema).validate(violations)
    prints = {one["fingerprint"] for one in violations}
    assert len(prints) == len(violations), (len(prints), len(violations))
    report = json.load(open(json_path, encoding="utf-8"))
    findings, unreadable = report["findings"], report["error"]["diagnostics"]
    assert len(violations) == len(findings) + len(unreadable), (len(violations), len(findings))
    assert prints >= {one["fingerprint"] for one in findings}
    print(f"{len(violations)} violations are such as GitLab documents them")


match sys.argv[1:]:
    case ["check-junit", path, json_path]:
        of_check_junit(path, json_path)
    case ["check-gitlab", path, json_path]:
        of_check_gitlab(path, json_path)
    case ["junit", path, json_path]:
        of_junitparser(path, json_path)
    case ["junit2json", path, json_path]:
        of_junit2json(path, json_path)
    case ["schema"]:
        of_suites()
