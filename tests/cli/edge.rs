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
