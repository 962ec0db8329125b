#!/usr/bin/env python3
"""Writes models.gz anew from a newer release of the Python package `botocore`.

    pip download --no-deps botocore
    python3 src/api/models/build.py botocore-*.whl

models.gz is gzip of a text to read, cells between tabs:

    service ⇥ name
    operation ⇥ name ⇥ shape of its request
    type ⇥ name of a shape ⇥ least ⇥ most ⇥ flags: `u` union, `s` sensitive ⇥ what it holds

A structure holds members: `Name=Shape`, with `!` before the `=` where it is required. A list holds its shape, a map those
of its keys and values. A string holds `=` and its words, or `~` and its pattern, or nothing.
"""

import glob
import gzip
import json
import pathlib
import sys
import zipfile

MODELS = pathlib.Path(__file__).with_name("models.gz")
OPERATIONS = {
    "events": [
        "PutRule",
        "PutTargets",
        "PutEvents",
        "CreateEventBus",
        "UpdateEventBus",
        "PutPermission",
        "CreateArchive",
        "UpdateArchive",
        "StartReplay",
        "CreateApiDestination",
        "CreateConnection",
    ],
    "scheduler": ["CreateSchedule", "UpdateSchedule", "CreateScheduleGroup"],
    "pipes": ["CreatePipe", "UpdatePipe"],
    "lambda": [
        "CreateEventSourceMapping",
        "PutFunctionEventInvokeConfig",
        "UpdateFunctionEventInvokeConfig",
    ],
    "sns": ["Subscribe"],
    "eventbridgev2": [
        "CreateEventBus",
        "CreateSubscriber",
        "UpdateSubscriber",
        "PutEvents",
        "PutRawEvents",
        "CreateEventSource",
        "PutResourcePolicy",
    ],
}


def held(shape):
    """The shapes that a shape names, and what it holds as a cell."""
    kind = shape["type"]
    if kind == "structure":
        required = shape.get("required", [])
        members = {name: member["shape"] for name, member in shape["members"].items()}
        words = (f"{name}{'!' if name in required else ''}={inside}" for name, inside in members.items())
        return list(members.values()), " ".join(words)
    if kind == "list":
        return [shape["member"]["shape"]], shape["member"]["shape"]
    if kind == "map":
        both = [shape["key"]["shape"], shape["value"]["shape"]]
        return both, " ".join(both)
    if "enum" in shape:
        return [], "=" + " ".join(shape["enum"])
    if "pattern" in shape:
        return [], "~" + shape["pattern"]
    return [], ""


def lines(service, model):
    yield f"service\t{service}"
    due = []
    for operation in OPERATIONS[service]:
        shape = model["operations"][operation]["input"]["shape"]
        yield f"operation\t{operation}\t{shape}"
        due.append(shape)
    seen = set()
    while due:
        name = due.pop(0)
        if name in seen:
            continue
        seen.add(name)
        shape = model["shapes"][name]
        inside, cell = held(shape)
        due.extend(inside)
        flags = "u" * bool(shape.get("union")) + "s" * bool(shape.get("sensitive"))
        yield "\t".join([shape["type"], name, str(shape.get("min", "")), str(shape.get("max", "")), flags, cell])


def main():
    with zipfile.ZipFile(glob.glob(sys.argv[1])[0]) as wheel:
        text = []
        for service in OPERATIONS:
            names = [name for name in wheel.namelist() if name.startswith(f"botocore/data/{service}/")]
            name = max(name for name in names if name.endswith("service-2.json.gz"))
            text.extend(lines(service, json.loads(gzip.decompress(wheel.read(name)))))
    MODELS.write_bytes(gzip.compress(("\n".join(text) + "\n").encode(), 9, mtime=0))


main()
