//! What holds for every command.

use evb::commands::Exit;

use crate::support::Pretend;

#[test]
fn a_wrong_option_is_a_failure_and_says_so_in_json_too() {
    let ended = Pretend::default().run(&["--wrong", "--format", "json"]);
    assert_eq!(ended.exit, Exit::Failure);
    assert!(
        ended
            .stdout
            .starts_with(r#"{"version":1,"error":{"code":"usage","message":""#),
        "{}",
        ended.stdout
    );
    assert!(ended.stderr.contains("--wrong"), "{}", ended.stderr);
}

#[test]
fn the_version_is_an_answer() {
    let ended = Pretend::default().run(&["--version"]);
    assert_eq!(ended.exit, Exit::Success);
    assert!(ended.stdout.starts_with("evb "), "{}", ended.stdout);
}

#[test]
fn help_without_a_topic_lists_commands_and_topics() {
    let ended = Pretend::default().run(&["help"]);
    assert_eq!(ended.exit, Exit::Success);
    for line in ["completions", "Topics"] {
        assert!(ended.stdout.contains(line), "{}", ended.stdout);
    }
}

#[test]
fn help_on_a_command_is_its_long_help() {
    let asked = Pretend::default().run(&["help", "completions"]).stdout;
    let flag = Pretend::default().run(&["completions", "--help"]).stdout;
    assert_eq!(asked, flag);
}

#[test]
fn help_on_nothing_known_says_what_there_is() {
    let ended = Pretend::default().run(&["help", "cookies"]);
    assert_eq!(ended.exit, Exit::Failure);
    assert!(
        ended.stderr.contains("no help on `cookies`"),
        "{}",
        ended.stderr
    );
    assert!(ended.stderr.contains("`completions`"), "{}", ended.stderr);
}

#[test]
fn every_topic_of_the_contract_has_its_text() {
    for topic in ["patterns", "schedules", "transforms", "retries"] {
        let ended = Pretend::default().run(&["help", topic]);
        assert_eq!(ended.exit, Exit::Success, "{topic}: {}", ended.stderr);
        assert!(ended.stdout.lines().count() > 50, "{topic}");
    }
}

#[test]
fn the_environment_decides_about_colours_unless_an_option_does() {
    let colored = |name: &str, value: &str, more: &[&str]| {
        let arguments = [
            &["test-pattern", "--pattern", r#"{"a":[1]}"#, r#"{"a":1}"#],
            more,
        ]
        .concat();
        let ended = Pretend::default().environment(name, value).run(&arguments);
        ended.stdout.contains('\u{1b}')
    };
    assert!(!colored("NO_COLOR", "", &[]));
    assert!(colored("CLICOLOR_FORCE", "1", &[]));
    assert!(!colored("CLICOLOR_FORCE", "0", &[]));
    assert!(!colored("CLICOLOR_FORCE", "1", &["--color", "never"]));
    assert!(colored("NO_COLOR", "1", &["--color", "always"]));
}
