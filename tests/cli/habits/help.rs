//! `evb`, `evb help …`.

use evb::commands::Exit;

use crate::support::Pretend;

#[test]
fn without_a_command_there_is_the_short_help_and_no_error() {
    let ended = Pretend::default().run(&[]);
    assert_eq!(ended.exit, Exit::Failure);
    assert_eq!(ended.stdout, "");
    assert_eq!(ended.stderr, Pretend::default().run(&["-h"]).stdout);
    assert!(
        ended.stderr.starts_with("Author and test"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_name_between_singular_and_plural_or_in_another_case_is_answered() {
    let answer = |name: &str| Pretend::default().run(&["help", name]);
    for (asked, meant) in [
        ("pattern", "patterns"),
        ("Patterns", "patterns"),
        ("schedule", "schedules"),
        ("retry", "retries"),
        ("Pipes", "pipes"),
        ("next-fire", "next-fires"),
    ] {
        let ended = answer(asked);
        assert_eq!(ended.exit, Exit::Success, "{asked}: {}", ended.stderr);
        assert_eq!(ended.stdout, answer(meant).stdout, "{asked}");
    }
}

#[test]
fn a_name_like_one_that_there_is_leads_to_it() {
    for (asked, meant) in [
        ("patern", "patterns"),
        ("shedules", "schedules"),
        ("simulate", "simulate-retries"),
        ("put", "put-events"),
    ] {
        let ended = Pretend::default().run(&["help", asked]);
        assert_eq!(ended.exit, Exit::Failure);
        let help = format!("did you mean `{meant}`?");
        assert!(ended.stderr.contains(&help), "{asked}: {}", ended.stderr);
    }
}

#[test]
fn helps_wrap_to_the_terminal() {
    for arguments in [&["help", "retries"][..], &["help", "route"], &["-h"]] {
        let ended = Pretend::default().on_a_terminal(60).run(arguments);
        let mut is_code = false;
        for line in ended.stdout.lines() {
            is_code ^= line.starts_with("```");
            let has_words = line.trim().contains(' ') && !line.contains("  evb ");
            let is_free = is_code || !has_words || line.starts_with('#');
            assert!(
                is_free || line.chars().count() <= 60,
                "{arguments:?}: {line}"
            );
        }
    }
}

#[test]
fn shells_are_told_of_topics_and_of_zones() {
    let script = Pretend::default().run(&["completions", "bash"]).stdout;
    for offered in ["patterns schedules", "Europe/Berlin", "opts=\"-p "] {
        assert!(script.contains(offered), "{offered}");
    }
}
