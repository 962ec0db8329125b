#!/usr/bin/env python3
"""Writes events.gz anew from a newer release of the npm package `@aws-cdk/aws-service-spec`.

    npm pack @aws-cdk/aws-service-spec && tar xzf aws-cdk-aws-service-spec-*.tgz
    python3 src/event/catalogue/build.py package/db.json.gz

What the package tells of events (names and fields) is taken from it. The names, levels of delivery and CloudTrail
services that are documented only stay as they are in events.gz, which is gzip of a text to read and to edit:

    source ⇥ its eventSource in CloudTrail, if it has one
    ⇥ detail-type ⇥ delivery: `d` durable, `b` best effort, or nothing ⇥ `r` if the registry has a schema
    ⇥⇥ field ⇥ type, `!` behind it where it is always there; ⇥⇥⇥ a field in that field, and so on

    gzip -dc src/event/catalogue/events.gz >events.txt
    gzip -9nc events.txt >src/event/catalogue/events.gz
"""

import gzip
import json
import pathlib
import sys

CATALOGUE = pathlib.Path(__file__).with_name("events.gz")
# Deeper trees than this are not shipped; no event has one.
DEEPEST = 24


def read(text):
    """The catalogue as it stands: source -> (CloudTrail service, detail-type -> (delivery, lines of fields or None))."""
    sources = {}
    for line in text.splitlines():
        depth = len(line) - len(line.lstrip("\t"))
        cells = line.strip("\t").split("\t") if depth > 1 else line[depth:].split("\t")
        if depth == 0:
            types = {}
            sources[cells[0]] = (cells[1], types)
        elif depth == 1:
            fields = [] if cells[2] else None
            types[cells[0]] = (cells[1], fields)
        else:
            fields.append(line)
    return sources


def written(sources):
    lines = []
    for source, (service, types) in sorted(sources.items()):
        lines.append(f"{source}\t{service}")
        for detail_type, (delivery, fields) in sorted(types.items()):
            lines.append(f"\t{detail_type}\t{delivery}\t{'' if fields is None else 'r'}")
            lines.extend(fields or [])
    return "\n".join(lines) + "\n"


def registry(database):
    """Every event of the package: source, detail-type, lines of fields."""
    definitions = {one["$id"]: one for one in database["schema"]["eventTypeDefinition"]["entities"]}

    def word(kind, depth):
        """A type as a word, and the definition of what is in it."""
        name = kind["type"]
        if name == "ref":
            definition = definitions[kind["reference"]["$ref"]]
            return ("object", definition) if definition["properties"] and depth < DEEPEST else ("json", None)
        if name == "array":
            element, definition = word(kind["element"], depth)
            return f"array<{element}>", definition
        return {"union": "json"}.get(name, name), None

    def lines(definition, depth):
        for name, field in sorted(definition["properties"].items()):
            kind, inside = word(field["type"], depth)
            yield "\t" * depth + f"{name}\t{kind}{'!' if field.get('required') else ''}"
            if inside:
                yield from lines(inside, depth + 1)

    for event in database["schema"]["event"]["entities"]:
        yield event["source"], event["detailType"], list(lines(definitions[event["rootProperty"]["$ref"]], 2))


def main():
    with gzip.open(CATALOGUE, "rt", encoding="utf-8") as old:
        sources = read(old.read())
    with gzip.open(sys.argv[1], "rt", encoding="utf-8") as package:
        events = list(registry(json.load(package)))
    for service, types in sources.values():
        for detail_type, (delivery, _) in list(types.items()):
            types[detail_type] = (delivery, None)
    for source, detail_type, fields in events:
        _, types = sources.setdefault(source, ("", {}))
        delivery, _ = types.get(detail_type, ("", None))
        types[detail_type] = (delivery, fields)
    CATALOGUE.write_bytes(gzip.compress(written(sources).encode(), 9, mtime=0))


main()
