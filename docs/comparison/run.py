#!/usr/bin/env python3
"""Runs evb and three other linters over the same planted mistakes, and writes what each finds to docs/comparison.md.

    docs/comparison/run.py [--evb target/debug/evb] [--venv target/comparison]

The others come from PyPI, in the versions below, into a virtual environment that is made where there is none. Each directory
of mistakes/ has a template with a mistake, bad.yaml, and the same template without it, good.yaml; mistakes.tsv tells what the
mistake is and of which resources. The page says how it is judged who finds what.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import venv

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PAGE = HERE.parent / "comparison.md"

CFN_LINT = ("cfn-lint", "1.58.0")
VALIDATE = ("cloudformation-validate", "1.14.0")
CHECKOV = ("checkov", "3.3.30")

# A finding: its rule, the resource that it is about (None for the template as a whole), and the property.
Finding = collections.namedtuple("Finding", "rule resource field")
Mistake = collections.namedtuple("Mistake", "name group resources text")

# It has no command of its own: a program asks it, once for all files.
ASK_VALIDATE = """
import json, sys
from cloudformation_validate import CompositeEngine
engine = CompositeEngine()
for name in sys.argv[1:]:
    for one in engine.validate_template(name).diagnostics:
        entity = one.entity
        print(json.dumps([
            name, one.rule_id, one.severity.name, entity.logical_id if entity else None, one.property_path,
        ]))
"""


def mistakes():
    """What is planted, in the order of the list."""
    lines = (HERE / "mistakes.tsv").read_text().splitlines()
    for line in lines:
        if not line.startswith("#"):
            name, group, resources, text = line.split("\t")
            yield Mistake(name, group, set(resources.split(",")), text)


def environment(directory):
    """The virtual environment with the other tools, made where there is none."""
    tools = [f"{name}=={version}" for name, version in (CFN_LINT, VALIDATE, CHECKOV)]
    programs = directory / "bin"
    if not (programs / "checkov").exists():
        venv.create(directory, with_pip=True)
    subprocess.run([programs / "pip", "install", "--quiet", *tools], check=True)
    return programs


def output(arguments):
    """What a tool writes. It ends with an error where it finds something."""
    ran = subprocess.run(arguments, cwd=HERE / "mistakes", capture_output=True, text=True)
    if not ran.stdout.strip():
        sys.exit(f"{arguments[0]} wrote nothing: {ran.stderr}")
    return ran.stdout


def evb(program, files):
    """evb: warnings and errors."""
    found = {name: [] for name in files}
    for name in files:
        for one in json.loads(output([program, "check", name, "--format", "json"]))["findings"]:
            if one["severity"] != "info":
                resource = one.get("resource") or {}
                found[name].append(Finding(one["name"], resource.get("address"), one.get("field", "")))
    return found


def cfn_lint(programs, files):
    """cfn-lint: warnings and errors; what it tells beside those is asked for with another flag."""
    found = {name: [] for name in files}
    for one in json.loads(output([programs / "cfn-lint", "--format", "json", *files])):
        path = [str(step) for step in one["Location"].get("Path") or []]
        resource = path[1] if path[:1] == ["Resources"] and len(path) > 1 else None
        found[one["Filename"]].append(Finding(one["Rule"]["Id"], resource, ".".join(path[2:])))
    return found


def validate(programs, files):
    """cloudformation-validate: what is worse than advice."""
    found = {name: [] for name in files}
    for line in output([programs / "python", "-c", ASK_VALIDATE, *files]).splitlines():
        name, rule, severity, resource, field = json.loads(line)
        if severity not in ("INFO", "DEBUG"):
            found[name].append(Finding(rule, resource, field or ""))
    return found


def checkov(programs, files):
    """checkov: everything, as it has no severities without an account."""
    found = {name: [] for name in files}
    asked = ["--directory", ".", "--framework", "cloudformation", "--output", "json", "--compact", "--quiet"]
    told = json.loads(output([programs / "checkov", *asked, "--skip-download"]))
    for report in told if isinstance(told, list) else [told]:
        for one in report["results"]["failed_checks"]:
            name = one["file_path"].lstrip("/")
            found[name].append(Finding(one["check_id"], one["resource"].rpartition(".")[2], ""))
    return found


def new(found, mistake):
    """The rules whose findings the mistake brings: those of the bad file and not of the good one, of its resources."""
    bad = collections.Counter(found[f"{mistake.name}/bad.yaml"])
    good = collections.Counter(found[f"{mistake.name}/good.yaml"])
    brought = (bad - good).elements()
    return sorted({one.rule for one in brought if one.resource is None or one.resource in mistake.resources})


def page(all_mistakes, tools):
    """The page, as text."""
    total = len(all_mistakes)
    brought = {tool: {one.name: new(found, one) for one in all_mistakes} for tool, found in tools.items()}
    finds = {tool: sum(map(bool, of.values())) for tool, of in brought.items()}
    good = {
        tool: [len(found[f"{one.name}/good.yaml"]) for one in all_mistakes] for tool, found in tools.items()
    }
    names = list(tools)
    row = lambda cells: "| " + " | ".join(cells) + " |"
    lines = [
        "# evb check beside other linters",
        "",
        f"{total} mistakes, each planted alone into a small template of CloudFormation, and what four tools find of them. The",
        "templates stand in [`comparison/mistakes`](comparison/mistakes), and `docs/comparison/run.py` writes this page: it installs the",
        "others from PyPI, runs all four over the same files, and compares. That evb's column holds is a test.",
        "",
        row(["", *names]),
        row(["---"] + ["---:"] * len(names)),
        row(["mistakes found", *(f"{finds[tool]} of {total}" for tool in names)]),
        row(["good twins with a finding", *(str(sum(map(bool, good[tool]))) for tool in names)]),
        row(["findings on good twins", *(str(sum(good[tool])) for tool in names)]),
        "",
        "## How it is judged",
        "",
        "* Each mistake has a good twin: the same template without it. A tool finds the mistake if it tells something of the",
        "  bad template that it does not tell of the twin, and that is about one of the resources concerned or about the template",
        "  as a whole. Whether it says what is wrong is not asked, and neither is how.",
        "* Warnings and errors count, of every tool, on both sides. Advice does not; checkov has no severities without an account, and",
        "  all that it tells counts.",
        "* Every tool runs with its defaults. The others know resources of all kinds and ask for much that evb does not, as",
        "  encryption and hard-coded ARNs: their findings on good twins are such, and not wrong for that.",
        "* The mistakes are those of evb's field, EventBridge and what stands around it, and were chosen by the authors of evb:",
        "  that it finds all of them is where it starts, and no measure of what others are for.",
        "",
    ]
    for group in dict.fromkeys(one.group for one in all_mistakes):
        lines += [f"## {group}", "", row(["mistake", *names]), row(["---"] * (len(names) + 1))]
        for one in (one for one in all_mistakes if one.group == group):
            link = f"[{one.name}](comparison/mistakes/{one.name}/bad.yaml)"
            cells = [", ".join(f"`{rule}`" for rule in brought[tool][one.name]) or "–" for tool in names]
            lines.append(row([f"{link}: {one.text}", *cells]))
        lines.append("")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--evb", type=pathlib.Path, default=ROOT / "target/debug/evb")
    parser.add_argument("--venv", type=pathlib.Path, default=ROOT / "target/comparison")
    arguments = parser.parse_args()
    all_mistakes = list(mistakes())
    files = [f"{one.name}/{kind}.yaml" for one in all_mistakes for kind in ("bad", "good")]
    programs = environment(arguments.venv.absolute())
    named = lambda tool: " ".join(tool)
    tools = {
        "evb": evb(arguments.evb.absolute(), files),
        named(CFN_LINT): cfn_lint(programs, files),
        named(VALIDATE): validate(programs, files),
        named(CHECKOV): checkov(programs, files),
    }
    PAGE.write_text(page(all_mistakes, tools))
    print(f"{PAGE.relative_to(ROOT)}: {len(all_mistakes)} mistakes")


if __name__ == "__main__":
    main()
