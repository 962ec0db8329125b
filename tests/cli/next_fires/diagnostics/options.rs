//! Options and arguments.

use super::{Cases, drawn};

pub const CASES: &[Cases] = &[OPTIONS];

const OPTIONS: Cases = &[
    &["cron(0 12 * * ? *)", "--count", "-1"],
    &["cron(0 12 * * ? *)", "--collisions", "--format", "ics"],
    &["cron(0 12 * * ? *)", "--collisions", "5"],
    &["cron(0 12 * * ? *)", "--collisions=5m"],
    &["cron(0 12 * * ? *)", "--until", "2026-11-20T09:00:00Z"],
    &[
        "cron(0 12 * * ? *)",
        "--after",
        "2026-11-21T09:00:00Z",
        "--until",
        "2026-11-20T09:00:00Z",
    ],
    &["-", "-"],
    &["rate", "5", "minutes"],
    &["zones"],
    &[
        "cron(0 * * * ? *)",
        "cron(0 12 * * ? 2026)",
        "-n",
        "2",
        "--until",
        "2026-11-21T10:00:00Z",
        "--format",
        "jsonl",
    ],
    &[
        "rate(1 minute)",
        "--created",
        "2026-11-20T10:00:00Z",
        "-n",
        "1000001",
        "--format",
        "svg",
    ],
];

#[test]
fn options_and_arguments() {
    insta::assert_snapshot!(drawn(OPTIONS), @r"
    $ cron(0 12 * * ? *) --count -1
    error[usage]: invalid value '-1' for '--count <N>': choose a whole number of fires, 1 or more
     |
     = help: For more information, try '--help'.

    $ cron(0 12 * * ? *) --collisions --format ics
    error[usage]: collisions cannot be written as ics
     |
     = help: choose `--format human`, `json`, `jsonl` or `csv`

    $ cron(0 12 * * ? *) --collisions 5
    error[usage]: `5` is no schedule and no file
     |
     = help: the number of schedules follows `=`: `--collisions=5`

    $ cron(0 12 * * ? *) --collisions=5m
    error[usage]: invalid value '5m' for '--collisions[=<K>]': choose a whole number of schedules, 0 or more, without a unit
     |
     = help: For more information, try '--help'.

    $ cron(0 12 * * ? *) --until 2026-11-20T09:00:00Z
    error[usage]: `--until`, 2026-11-20T09:00:00Z, is before now, 2026-11-20T10:00:00Z
     |
     = help: give `--after` a time before it

    $ cron(0 12 * * ? *) --after 2026-11-21T09:00:00Z --until 2026-11-20T09:00:00Z
    error[usage]: `--until`, 2026-11-20T09:00:00Z, is before `--after`, 2026-11-21T09:00:00Z
     |
     = help: give `--after` a time before it

    $ - -
    error[input/stdin-twice]: standard input is asked for twice
     |
     = help: give `-` once: it may hold several schedules

    $ rate 5 minutes
    error[usage]: `rate` alone is no schedule and no file
     |
     = help: put the whole expression in quotes: `'cron(0 8 ? * MON *)'`

    $ zones
    error[input/unreadable]: cannot read `zones`: it is a directory
     |
     = help: name its files: `zones/*.json`

    $ cron(0 * * * ? *) cron(0 12 * * ? 2026) -n 2 --until 2026-11-21T10:00:00Z --format jsonl
    note[schedule/more-fires]: the list is cut: 1 of 2 schedules fire more often until 2026-11-21T10:00:00Z than `--count` allows, 2
     |
     = help: give a larger `--count`

    $ rate(1 minute) --created 2026-11-20T10:00:00Z -n 1000001 --format svg
    error[input/too-many-fires]: there are more than 1,000,000 fires, which cannot be held at once
     |
     = help: ask for fewer with `--count` or `--until`
    ");
}
