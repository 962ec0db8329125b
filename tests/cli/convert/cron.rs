//! Lines of a crontab to expressions of AWS, and back.

use evb::commands::Exit;

use super::{evb, on};
use crate::support::Pretend;

/// What is printed, and how the run ended; what is said beside it is another matter.
fn printed(line: &str) -> (Exit, String) {
    let ended = Pretend::default().run(&["convert", "cron", line]);
    (ended.exit, ended.stdout.trim_end().replace('\n', " + "))
}

#[test]
fn lines_become_expressions() {
    for (line, expected) in [
        ("* * * * *", "cron(* * * * ? *)"),
        ("30 8 * * 1-5", "cron(30 8 ? * MON-FRI *)"),
        ("0 0 * * 0", "cron(0 0 ? * SUN *)"),
        ("0 0 * * 7", "cron(0 0 ? * SUN *)"),
        ("0 0 * * 0-7", "cron(0 0 * * ? *)"),
        ("0 0 * * 5-7", "cron(0 0 ? * SUN,FRI,SAT *)"),
        ("0 0 * * sun,Tue", "cron(0 0 ? * SUN,TUE *)"),
        ("0 0 * * */2", "cron(0 0 ? * SUN,TUE,THU,SAT *)"),
        ("*/15 * * * *", "cron(*/15 * * * ? *)"),
        ("*/1 * * * *", "cron(* * * * ? *)"),
        ("*/90 * * * *", "cron(0 * * * ? *)"),
        ("0-30/10,45 9-17 * * *", "cron(0-30/10,45 9-17 * * ? *)"),
        ("0 0 1 jan-mar,12 *", "cron(0 0 1 JAN-MAR,12 ? *)"),
        ("0 0 1 jan-jun/2 *", "cron(0 0 1 1-6/2 ? *)"),
        ("0 0 1-31 * 1", "cron(0 0 * * ? *)"),
        ("0 0 13 * 5", "cron(0 0 13 * ? *) + cron(0 0 ? * FRI *)"),
        ("0 0 1-7 * */7", "cron(0 0 ? * SUN#1 *)"),
        (
            "0 0 1-14 * */7",
            "cron(0 0 ? * SUN#1 *) + cron(0 0 ? * SUN#2 *)",
        ),
        ("@daily", "cron(0 0 * * ? *)"),
        ("@Weekly", "cron(0 0 ? * SUN *)"),
        ("@yearly /usr/bin/report", "cron(0 0 1 1 ? *)"),
        ("  0 4 * * * backup --all", "cron(0 4 * * ? *)"),
        ("\u{feff}0 4 * * *", "cron(0 4 * * ? *)"),
        ("0 0 1 1 * 2027", "cron(0 0 1 1 ? 2027)"),
        (
            "0 8 * * mon-fri 2027-2030 run",
            "cron(0 8 ? * MON-FRI 2027-2030)",
        ),
    ] {
        assert_eq!(
            printed(line),
            (Exit::Success, expected.to_owned()),
            "{line}"
        );
    }
}

#[test]
fn expressions_become_lines() {
    for (expression, expected) in [
        ("cron(* * * * ? *)", "* * * * *"),
        ("cron(30 8 ? * MON-FRI *)", "30 8 * * 1-5"),
        ("cron(0 20-2 ? * FRI-MON *)", "0 20-23,0-2 * * 0,1,5,6"),
        ("cron(0/15 5/6 1,15 JAN *)", ""),
        ("cron(0/15 5/6 1,15 JAN ? *)", "*/15 5-23/6 1,15 1 *"),
        ("cron(50-10/15 0 ? * L *)", "5,50 0 * * 6"),
        ("cron(0 0 L 4,6,7 ? *)", "0 0 31 7 * + 0 0 30 4,6 *"),
        ("cron(0 0 L-1 JUL ? *)", "0 0 30 7 *"),
        ("rate(1 minute)", "* * * * *"),
        ("30 8 ? * MON-FRI *", "30 8 * * 1-5"),
        ("30 8 ? * 8 *", ""),
    ] {
        let (exit, lines) = printed(expression);
        assert_eq!(lines, expected, "{expression}");
        let is_read = !expected.is_empty();
        assert_eq!(
            exit,
            if is_read {
                Exit::Success
            } else {
                Exit::Failure
            },
            "{expression}"
        );
    }
}

#[test]
fn what_the_other_side_cannot_say_is_not_said() {
    for line in [
        "0 0 */2 * 1",
        "@reboot",
        "0~30 0 * * *",
        "H 0 * * *",
        "rate(5 minutes)",
        "at(2026-11-20T10:00:00)",
        "cron(0 0 L * ? *)",
        "cron(0 0 LW * ? *)",
        "cron(0 0 15W * ? *)",
        "cron(0 0 ? * 6L *)",
        "cron(0 0 ? * 2#1 *)",
        "cron(0 0 1 1 ? 2027)",
    ] {
        assert_eq!(printed(line), (Exit::Negative, String::new()), "{line}");
    }
}

#[test]
fn what_has_no_meaning_is_refused() {
    for line in [
        "61 * * * *",
        "0 22-2 * * * ",
        "* * * *",
        "@fortnightly",
        "CRON_TZ=Europe/Berln 0 8 * * *",
        "0 */5 * * * *",
        "0 0 8 * * MON-FRI",
        "0 0 * * 1-5 2027",
        "0 0 13 * fri 2027",
        "* * * * * * *",
        "0 0 L * *",
        "0 0 * * 5#2",
        "*/0 * * * *",
        "0 0 * * 7-1",
        "# nothing\n",
    ] {
        assert_eq!(printed(line), (Exit::Failure, String::new()), "{line}");
    }
}

#[test]
fn a_table_is_converted_line_by_line() {
    let host = Pretend::default().file(
        "/etc/crontab",
        concat!(
            "SHELL=/bin/sh\nMAILTO=ops@example.com\n# m h dom mon dow user command\n\n",
            "17 *\t* * *\troot    cd / && run-parts /etc/cron.hourly\n",
            "CRON_TZ=Europe/Berlin\n",
            "25 6 * * 1-5\twww-data\ttest -x /usr/sbin/report\n",
            "@reboot root start\n",
            "0 0 */2 * 1 root odd Mondays\n",
            "0 24 * * * root never\n",
        ),
    );
    insta::assert_snapshot!(on(&host, &["cron", "/etc/crontab"]), @r"
    exit: Failure
    --- stdout
    cron(17 * * * ? *)
    cron(25 6 ? * MON-FRI *)
    --- stderr
    note[convert/note]: only Scheduler takes a time zone: give the schedule `ScheduleExpressionTimezone` `Europe/Berlin`; rules read UTC
     --> /etc/crontab:7:1
      |
    7 | 25 6 * * 1-5    www-data    test -x /usr/sbin/report
      | ^^^^^^^^^^^^
      |
      = help: in the hour that a clock change leaves out, cron runs a job right behind it; AWS leaves it out
    error[convert/not-expressible]: `@reboot` is no time: AWS has no schedule for it
     --> /etc/crontab:8:1
      |
    8 | @reboot root start
      | ^^^^^^^ not carried over
      |
      = help: a rule on the event that something started, such as `EC2 Instance State-change Notification`, comes close
    error[convert/not-expressible]: both day fields must match here, since one begins with `*`, and on AWS only one of them speaks
     --> /etc/crontab:9:1
      |
    9 | 0 0 */2 * 1 root odd Mondays
      | ^^^^^^^^^^^ not carried over
      |
      = help: let the target look at the day, or restrict both without `*` if either is to be enough
    error[convert/invalid]: `24` is no value of the hours field
      --> /etc/crontab:10:3
       |
    10 | 0 24 * * * root never
       |   ^^ 0 to 23
    ");
    insta::assert_snapshot!(host.run(&["convert", "cron", "/etc/crontab", "--format", "jsonl"]).stdout, @r#"
    {"version":1,"error":{"code":"convert/invalid","message":"`24` is no value of the hours field","diagnostics":[{"code":"convert/invalid","severity":"error","message":"`24` is no value of the hours field","source":"/etc/crontab","span":{"line":10,"column":3,"end_line":10,"end_column":5},"label":"0 to 23"}]}}
    {"source":"/etc/crontab","line":5,"input":"17 *\t* * *","output":"cron(17 * * * ? *)","command":"cd / && run-parts /etc/cron.hourly"}
    {"source":"/etc/crontab","line":7,"input":"25 6 * * 1-5","output":"cron(25 6 ? * MON-FRI *)","timezone":"Europe/Berlin","command":"test -x /usr/sbin/report"}
    "#);
}

#[test]
fn a_document_holds_what_is_lost() {
    insta::assert_snapshot!(evb(&["cron", "0 0 13 * 5", "cron(0 0 ? * 6L *)", "--format", "json", "--timezone", "UTC"]), @r#"
    exit: Negative
    --- stdout
    {"version":1,"results":[{"source":"<line>","line":1,"input":"0 0 13 * 5","output":"cron(0 0 13 * ? *)","timezone":"UTC"},{"source":"<line>","line":1,"input":"0 0 13 * 5","output":"cron(0 0 ? * FRI *)","timezone":"UTC"}],"lost":[{"code":"convert/not-expressible","severity":"error","message":"cron has no last weekday of a month","source":"<line>","span":{"line":1,"column":1,"end_line":1,"end_column":19},"label":"not carried over","help":"run it on that weekday, and let the command look whether a week later is another month"}],"notes":[{"code":"convert/note","severity":"note","message":"cron runs once on a day that is in both day fields, and the two expressions fire both: let the target take that","source":"<line>","span":{"line":1,"column":1,"end_line":1,"end_column":11},"label":"either day is enough"}]}
    "#);
}

#[test]
fn a_line_of_standard_input_is_converted() {
    let host = Pretend::default().stdin("*/5 * * * * sync\n");
    assert_eq!(
        on(&host, &["cron", "-"]),
        "exit: Success\n--- stdout\ncron(*/5 * * * ? *)\n"
    );
}

#[test]
fn a_file_that_is_not_there_and_a_zone_that_is_not_are_told() {
    insta::assert_snapshot!(evb(&["cron", "crontab"]), @r"
    exit: Failure
    --- stderr
    error[input/unreadable]: cannot read `crontab`: no such file
     |
     = help: give the path of a file, `-` for standard input, or JSON itself
    ");
    insta::assert_snapshot!(evb(&["cron", "0 8 * * *", "--timezone", "Berlin"]), @r"
    exit: Failure
    --- stderr
    error[schedule/unknown-timezone]: `Berlin` is no time zone of the IANA database, release 2026f
     |
     = help: did you mean `Europe/Berlin`?
    ");
}

#[test]
fn each_refusal_says_why_and_what_to_do() {
    insta::assert_snapshot!(evb(&["cron", "0 22-2 * * *"]), @r"
    exit: Failure
    --- stderr
    error[convert/invalid]: the range in the hours field ends before it begins
     --> <line>:1:3
      |
    1 | 0 22-2 * * *
      |   ^^^^ cron refuses it
      |
      = help: write `22-23,0-2`
    ");
    insta::assert_snapshot!(evb(&["cron", "0 0 ? * ?"]), @r"
    exit: Failure
    --- stderr
    error[convert/invalid]: `?` is no value of the day-of-month field
     --> <line>:1:5
      |
    1 | 0 0 ? * ?
      |     ^ 1 to 31
      |
      = help: `L`, `W`, `#` and `?` are of AWS, not of Unix cron: write six fields as AWS does, `cron(0 8 ? * 6L *)`, which counts Sunday as 1
    error[convert/invalid]: `?` is no value of the day-of-week field
     --> <line>:1:9
      |
    1 | 0 0 ? * ?
      |         ^ 0 to 7, SUN to SAT
      |
      = help: `L`, `W`, `#` and `?` are of AWS, not of Unix cron: write six fields as AWS does, `cron(0 8 ? * 6L *)`, which counts Sunday as 1
    ");
    insta::assert_snapshot!(evb(&["cron", "@dayly"]), @r"
    exit: Failure
    --- stderr
    error[convert/invalid]: `@dayly` stands for no times
     --> <line>:1:1
      |
    1 | @dayly
      | ^^^^^^ unknown
      |
      = help: did you mean `@daily`?
    ");
    insta::assert_snapshot!(evb(&["cron", "* * *"]), @r"
    exit: Failure
    --- stderr
    error[convert/invalid]: a line of Unix cron has five fields, and here are 3
     --> <line>:1:1
      |
    1 | * * *
      | ^^^^^ no five fields
      |
      = help: minute, hour, day of the month, month, day of the week; then the command
    ");
    insta::assert_snapshot!(evb(&["cron", "TZ=Europe/Berlin 5/20 8 * * *"]), @r"
    exit: Success
    --- stdout
    cron(5-59/20 8 * * ? *)
    --- stderr
    note[convert/note]: `TZ` is taken for the zone of the lines; cronie reads `CRON_TZ`, and gives `TZ` to the commands
     --> <line>:1:1
      |
    1 | TZ=Europe/Berlin 5/20 8 * * *
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    note[convert/note]: `5/20` is read as `5-59/20`, as cronie does; older crons take the first value alone
     --> <line>:1:18
      |
    1 | TZ=Europe/Berlin 5/20 8 * * *
      |                  ^^^^ a step without a range
    note[convert/note]: only Scheduler takes a time zone: give the schedule `ScheduleExpressionTimezone` `Europe/Berlin`; rules read UTC
     --> <line>:1:18
      |
    1 | TZ=Europe/Berlin 5/20 8 * * *
      |                  ^^^^^^^^^^^^
      |
      = help: in the hour that a clock change leaves out, cron runs a job right behind it; AWS leaves it out
    ");
}

#[test]
fn seconds_and_years_are_told_apart_as_far_as_they_can_be() {
    insta::assert_snapshot!(evb(&["cron", "0 */5 * * * *"]), @r"
    exit: Failure
    --- stderr
    error[convert/invalid]: a line of Unix cron has five fields, and here are 6
     --> <line>:1:1
      |
    1 | 0 */5 * * * *
      | ^^^^^^^^^^^^^ seconds first, or a year last?
      |
      = help: if the first is seconds, write `*/5 * * * *`; if the last is the year, write `0 */5 * * *`
    ");
    insta::assert_snapshot!(evb(&["cron", "0 0 12 * * ? 2027"]), @r"
    exit: Failure
    --- stderr
    error[convert/invalid]: a line of Unix cron has five fields, and here are 7
     --> <line>:1:1
      |
    1 | 0 0 12 * * ? 2027
      | ^^^^^^^^^^^^^^^^^ seconds first, or a year last?
      |
      = help: if the first is seconds, and the last is the year, write `cron(0 12 * * ? 2027)`
    ");
    insta::assert_snapshot!(evb(&["cron", "0 0 * * 1-5 2027"]), @r"
    exit: Failure
    --- stderr
    error[convert/invalid]: a line of Unix cron has five fields, and here are 6
     --> <line>:1:1
      |
    1 | 0 0 * * 1-5 2027
      | ^^^^^^^^^^^^^^^^ the last is a year
      |
      = help: days of the week by number, and two day fields that are restricted, mean different days where there are years: write it as AWS does, `cron(0 8 ? * MON-FRI 2027)`
    ");
    insta::assert_snapshot!(evb(&["cron", "0 0 1 1 * 2027", "--timezone", "UTC"]), @r"
    exit: Success
    --- stdout
    cron(0 0 1 1 ? 2027)
    --- stderr
    note[convert/note]: the sixth field is read as the year, which Unix cron has not
     --> <line>:1:11
      |
    1 | 0 0 1 1 * 2027
      |           ^^^^ the year
    ");
    insta::assert_snapshot!(evb(&["cron", "0 0 * * 5L"]), @r"
    exit: Failure
    --- stderr
    error[convert/invalid]: `5L` is no value of the day-of-week field
     --> <line>:1:9
      |
    1 | 0 0 * * 5L
      |         ^^ 0 to 7, SUN to SAT
      |
      = help: `L`, `W`, `#` and `?` are of AWS, not of Unix cron: write six fields as AWS does, `cron(0 8 ? * 6L *)`, which counts Sunday as 1
    ");
    insta::assert_snapshot!(evb(&["cron", "0 0 * * sat-sun"]), @r"
    exit: Failure
    --- stderr
    error[convert/invalid]: the range in the day-of-week field ends before it begins
     --> <line>:1:9
      |
    1 | 0 0 * * sat-sun
      |         ^^^^^^^ cron refuses it
      |
      = help: write `6-7`
    ");
}

#[test]
fn a_command_ends_at_its_percent_sign() {
    let host =
        Pretend::default().stdin("\"SHELL\"=/bin/sh\r\n0 8 * * * mail -s 50\\% ops%done%\r\n");
    let ended = on(
        &host,
        &["cron", "-", "--timezone", "UTC", "--format", "jsonl"],
    );
    insta::assert_snapshot!(ended, @r#"
    exit: Success
    --- stdout
    {"source":"<stdin>","line":2,"input":"0 8 * * *","output":"cron(0 8 * * ? *)","timezone":"UTC","command":"mail -s 50% ops"}
    --- stderr
    note[convert/note]: cron gives what stands behind `%` to the command as its input; on AWS the target has an input
     --> <stdin>:2:27
      |
    2 | 0 8 * * * mail -s 50\% ops%done%
      |                           ^^^^^^
    "#);
}
