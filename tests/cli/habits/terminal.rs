//! What is told because somebody sits at a terminal.

use evb::commands::Exit;

use crate::support::Pretend;

#[test]
fn whoever_is_waited_for_is_told_so_in_one_line() {
    let host = || Pretend::default().at_a_terminal().stdin(r#"{"a":"x"}"#);
    let told = |arguments: &[&str]| host().run(arguments).stderr;
    let events = "reading events from the terminal; end with Ctrl-D\n";
    let pattern = r#"{"a":["x"]}"#;
    assert_eq!(
        told(&["test-pattern", "-p", pattern]).lines().next(),
        events.lines().next()
    );
    assert_eq!(told(&["test-pattern", "-p", pattern, "-"]), events);
    assert_eq!(told(&["route", "-r", pattern]), events);
    assert_eq!(told(&["transform", "--input-path", "$.a"]), events);
    for (arguments, what) in [
        (&["test-pattern", "-p", "-", "{}"][..], "the pattern"),
        (&["route", "-r", "-", "{}"], "the rules"),
        (&["next-fires", "-"], "the schedule"),
        (&["put-events", "-"], "the entries"),
        (&["test-pattern", "--requests", "-"], "requests"),
        (&["pipe", "--pipe", "-", "--check"], "`--pipe`"),
    ] {
        let line = format!("reading {what} from the terminal; end with Ctrl-D\n");
        let told = told(arguments);
        assert!(told.starts_with(&line), "{arguments:?}: {told}");
        assert_eq!(told.matches("from the terminal").count(), 1, "{told}");
    }
}

#[test]
fn nobody_is_told_to_type_what_is_not_read() {
    let host = Pretend::default().at_a_terminal();
    for arguments in [
        &["test-pattern", "-p", r#"{"a":["x"]}"#, r#"{"a":"x"}"#][..],
        &["test-pattern", "-p", "missing.json"],
        &["next-fires", "rate(5 minutes)"],
        &["-q", "route", "-r", r#"{"a":["x"]}"#],
    ] {
        let ended = host.run(arguments);
        assert!(
            !ended.stderr.contains("terminal"),
            "{arguments:?}: {}",
            ended.stderr
        );
    }
}

#[test]
fn on_a_terminal_the_words_of_a_diagnostic_wrap() {
    let drawn = |arguments: &[&str]| {
        let arguments = [arguments, &["--color", "never"]].concat();
        Pretend::default().on_a_terminal(60).evb(&arguments)
    };
    insta::assert_snapshot!(drawn(&["next-fires", "rate(5 minutes)", "--start-date", "2026-11-20T10:00:00Z", "--service", "rules"]), @r"
    exit: Failure
    --- stderr
    error[schedule/only-on-scheduler]: rules have no start date
     |
     = help: use EventBridge Scheduler: `--service scheduler`
    note[schedule/unsettled-rate-on-rules]: AWS does not say
        whether a rule's rate first fires at creation or an
        interval later; evb takes creation
     --> <expression>:1:1
      |
    1 | rate(5 minutes)
      | ^^^^^^^^^^^^^^^
    ");
    insta::assert_snapshot!(drawn(&["put-events", "missing.json"]), @r"
    exit: Failure
    --- stderr
    error[input/unreadable]: cannot read `missing.json`: no such
        file
     |
     = help: give the path of a file, `-` for standard input,
             or JSON itself
    ");
}

#[test]
fn without_a_terminal_each_message_stays_on_its_line() {
    let ended =
        Pretend::default().run(&["route", "-r", "r.json", "an event that is not there.json"]);
    assert_eq!(ended.exit, Exit::Failure);
    let line = ended.stderr.lines().next().unwrap();
    assert!(
        line.starts_with("error[input/unreadable]: cannot read"),
        "{line}"
    );
}

#[test]
fn the_lines_of_a_miss_are_cut_to_the_terminal() {
    let event = format!(
        r#"{{"a":"{}","state":"payd","b":"{}"}}"#,
        "x".repeat(100),
        "y".repeat(100)
    );
    let host = Pretend::default()
        .file("event.json", event)
        .on_a_terminal(60);
    let shown = host
        .run(&["test-pattern", "-p", r#"{"state":["paid"]}"#, "event.json"])
        .stdout;
    let has = shown.lines().find(|line| line.contains("has ")).unwrap();
    assert!(
        has.chars().count() <= 60 && has.contains(r#""state":"payd""#),
        "{has}"
    );
}
