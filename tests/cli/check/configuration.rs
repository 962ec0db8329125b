//! What a project says in `evb.toml`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::{TEMPLATE, shop};
use crate::support::Pretend;

/// The names of what is told, in order.
fn told(host: &Pretend, arguments: &[&str]) -> String {
    let ended = host.run(&[&["check", "--format", "concise"], arguments].concat());
    let names = ended.stdout.lines().map(|line| {
        let (_, behind) = line.split_once('[').unwrap();
        behind.split_once(']').unwrap().0
    });
    let names: Vec<&str> = names.collect();
    format!("{} {}", ended.exit.code(), names.join(" "))
}

#[test]
fn what_the_command_line_says_adds_to_what_the_project_says() {
    let host = shop().file(
        "evb.toml",
        "[check]\nignore = [\"no-dead-letter-queue\", \"no-retry-policy\", \"retry-policy\"]\n",
    );
    assert_eq!(
        told(
            &host,
            &["shop.yaml", "--ignore", "pattern-scalar,pattern-operator"]
        ),
        "1 input-placeholder dead-letter-queue schedule-cron"
    );
    assert_eq!(told(&host, &["good.yaml"]), "0 ");
    assert_eq!(
        told(&host, &["good.yaml", "--no-config"]),
        "0 no-dead-letter-queue no-retry-policy"
    );
    insta::assert_snapshot!(host.evb(&["check", "good.yaml"]), @r"
    exit: Success
    --- stdout
    evb finds nothing that AWS refuses in 1 rule and 1 target of 1 file
    not told: 2 findings that `evb.toml` ignores
    ");
    let host = host.file("other.toml", "check.select = [\"schedule-cron\"]\n");
    assert_eq!(
        told(
            &host,
            &[
                "shop.yaml",
                "--config",
                "other.toml",
                "--select",
                "pattern-scalar"
            ]
        ),
        "1 pattern-scalar schedule-cron"
    );
}

#[test]
fn files_have_ignores_of_their_own() {
    let host = shop()
        .file("old/shop.yaml", TEMPLATE)
        .file("old/newer/shop.yaml", TEMPLATE)
        .file(
            "evb.toml",
            "[check]\nselect = [\"pattern-scalar\", \"schedule-cron\"]\n\
             [check.per-file-ignores]\n\"old/\" = [\"pattern-scalar\"]\n\"/old/*.yaml\" = [\"schedule-cron\"]\n",
        );
    insta::assert_snapshot!(host.evb(&["check", "--format", "concise"]), @"
    exit: Negative
    --- stdout
    shop.yaml:8:17: error[pattern-scalar]: the field `source` has a string where a list of values must stand
    shop.yaml:24:40: error[schedule-cron]: one of day-of-month and day-of-week must be `?`
    old/newer/shop.yaml:24:40: error[schedule-cron]: one of day-of-month and day-of-week must be `?`
    ");
    assert_eq!(
        told(&host, &["old/../old/newer/shop.yaml"]),
        "1 schedule-cron"
    );
}

#[test]
fn a_project_says_of_what_a_run_fails() {
    let star = r#"{"source": ["a"], "detail": {"key": ["a*"]}}"#;
    let twice = r#"{"source": ["a"], "source": ["b"]}"#;
    let exit = |toml: &str, arguments: &[&str]| {
        let host = shop().file("evb.toml", toml);
        host.run(&[&["check"], arguments].concat()).exit.code()
    };
    assert_eq!(exit("check.fail-on = \"info\"", &[star]), 1);
    assert_eq!(exit("check.fail-on = [\"error\"]", &[twice]), 0);
    assert_eq!(
        exit(
            "check.fail-on = [\"error\"]",
            &[twice, "--fail-on", "warning"]
        ),
        1
    );
    assert_eq!(
        exit("check.fail-on = \"info\"", &[star, "--fail-on", "error"]),
        1
    );
}

#[test]
fn a_project_has_a_baseline_beside_that_of_the_command_line() {
    let write = |select: &str| {
        let host = shop();
        let arguments = [
            "check",
            "shop.yaml",
            "--select",
            select,
            "--write-baseline",
            "b.json",
        ];
        assert_eq!(host.run(&arguments).exit.code(), 0);
        host.written("b.json").unwrap()
    };
    let host = shop()
        .file("evb.toml", "check.baseline = \"known.json\"\n")
        .file("known.json", write("pattern-scalar"))
        .file("more.json", write("pattern-operator,retry-policy"));
    let select = [
        "shop.yaml",
        "--select",
        "pattern-scalar,pattern-operator,schedule-cron",
    ];
    assert_eq!(told(&host, &select), "1 pattern-operator schedule-cron");
    let both = [&select[..], &["--baseline", "more.json"]].concat();
    assert_eq!(told(&host, &both), "1 schedule-cron");
    insta::assert_snapshot!(shop().file("evb.toml", "check.baseline = \"gone.json\"\n").evb(&["check", "good.yaml"]), @"
    exit: Failure
    --- stderr
    error[input/unreadable]: cannot read `gone.json`: no such file
     |
     = help: give the path of a file, `-` for standard input, or JSON itself
    ");
}

#[test]
fn values_for_templates_stand_there_too() {
    let open = "Parameters: {Rate: {Type: String}}\nResources:\n  Nightly:\n    Type: AWS::Scheduler::Schedule\n    Properties: {ScheduleExpression: !Ref Rate, FlexibleTimeWindow: {Mode: \"OFF\"}, Target: {Arn: a, RoleArn: r}}\n";
    let host = Pretend::default()
        .file("a.yaml", open)
        .file("other/a.yaml", open)
        .file("evb.toml", "parameters.Rate = \"rate(1 day)\"\nper-file-parameters.\"other/\" = {Rate = \"rate(2 days)\"}\n");
    let daily = |rate: &str, words: &str| format!("Nightly: {rate} (UTC): {words}");
    let fires = |file: &str, more: &[&str]| {
        let host = host.run(
            &[
                &[
                    "next-fires",
                    file,
                    "-n",
                    "1",
                    "--after",
                    "2026-11-20T10:00:00Z",
                ],
                more,
            ]
            .concat(),
        );
        host.stdout.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(fires("a.yaml", &[]), daily("rate(1 day)", "every 24 hours"));
    assert_eq!(
        fires("other/a.yaml", &[]),
        daily("rate(2 days)", "every 2 days of 24 hours")
    );
    assert_eq!(
        fires("a.yaml", &["--parameter", "Rate=rate(3 days)"]),
        daily("rate(3 days)", "every 3 days of 24 hours")
    );
    assert_eq!(
        fires("other/a.yaml", &["--parameter", "Rate=rate(3 days)"]),
        daily("rate(3 days)", "every 3 days of 24 hours")
    );
    assert!(!fires("a.yaml", &["--no-config"]).contains("rate("));
    // A suite knows its templates better.
    let suite = "template: a.yaml\nparameters: {Rate: cron(0 8 * * ? *)}\nschedules:\n  - schedule: Nightly\n    after: 2027-03-01T00:00:00Z\n    fires: [\"2027-03-01T08:00:00Z\"]\n";
    let host = host.file("a.evb.yaml", suite);
    let ended = host.run(&["test", "a.evb.yaml"]);
    assert_eq!(ended.exit.code(), 0, "{}{}", ended.stdout, ended.stderr);
}

#[test]
fn everything_that_is_wrong_is_told_at_once_with_its_place() {
    let toml = r#"[chek]
[check]
ignores = []
select = ["pattern-scaler", 1]
fail-on = "warnings"
baseline = 3
[check.per-file-ignores]
"!a.yaml" = ["no-such-thing-at-all"]
[parameters]
Ratio = nan
"#;
    let host = shop().file("evb.toml", toml);
    insta::assert_snapshot!(host.evb(&["check", "good.yaml"]), @r#"
    exit: Failure
    --- stderr
    error[config/unknown-key]: there is no table `chek`
     --> evb.toml:1:2
      |
    1 | [chek]
      |  ^^^^
      |
      = help: did you mean `check`?
    error[config/unknown-key]: the table `check` has no key `ignores`
     --> evb.toml:3:1
      |
    3 | ignores = []
      | ^^^^^^^
      |
      = help: did you mean `ignore`?
    error[config/unknown-name]: no finding is called `pattern-scaler`
     --> evb.toml:4:11
      |
    4 | select = ["pattern-scaler", 1]
      |           ^^^^^^^^^^^^^^^^
      |
      = help: did you mean `pattern-scalar`?
    error[config/wrong-type]: `select` has an integer in its list, not a name
     --> evb.toml:4:29
      |
    4 | select = ["pattern-scaler", 1]
      |                             ^
    error[config/unknown-name]: nothing of which a run may fail is called `warnings`
     --> evb.toml:5:11
      |
    5 | fail-on = "warnings"
      |           ^^^^^^^^^^
      |
      = help: did you mean `warning`?
    error[config/wrong-type]: `baseline` is an integer, not a path
     --> evb.toml:6:12
      |
    6 | baseline = 3
      |            ^
    error[config/paths]: `!a.yaml` is no pattern of paths: it names no files
     --> evb.toml:8:1
      |
    8 | "!a.yaml" = ["no-such-thing-at-all"]
      | ^^^^^^^^^
      |
      = help: write it as in `.gitignore`: `infra/legacy/`, `*.tf`
    error[config/unknown-name]: no finding is called `no-such-thing-at-all`
     --> evb.toml:8:14
      |
    8 | "!a.yaml" = ["no-such-thing-at-all"]
      |              ^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: `evb explain` lists them
    error[config/wrong-type]: `Ratio` is a float, not a value that JSON has
      --> evb.toml:10:9
       |
    10 | Ratio = nan
       |         ^^^
    "#);
    insta::assert_snapshot!(shop().file("evb.toml", "[check").evb(&["list", "good.yaml"]), @"
    exit: Failure
    --- stderr
    error[input/not-toml]: this is no TOML: unclosed table, expected `]`
     --> evb.toml:1:7
      |
    1 | [check
      |       ^
    ");
    insta::assert_snapshot!(shop().evb(&["list", "good.yaml", "--config", "gone.toml"]), @"
    exit: Failure
    --- stderr
    error[input/unreadable]: cannot read `gone.toml`: no such file
     |
     = help: give the path of a file, `-` for standard input, or JSON itself
    ");
}

/// A directory of its own, which is gone at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("evb-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("project/infra")).unwrap();
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_nearest_file_of_the_repository_counts() {
    let scratch = Scratch::new("configuration");
    let project = scratch.0.join("project");
    let infra = project.join("infra");
    let ignore =
        |name: &str| format!("[check.per-file-ignores]\n\"/infra/*.json\" = [\"{name}\"]\n");
    fs::write(infra.join("rule.json"), r#"{"source": "a"}"#).unwrap();
    let told = || {
        let run = Command::new(env!("CARGO_BIN_EXE_evb"))
            .args(["check", "rule.json", "--format", "concise"])
            .current_dir(&infra)
            .output()
            .unwrap();
        assert!(
            run.stderr.is_empty(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
        String::from_utf8(run.stdout).unwrap().lines().count()
    };
    assert_eq!(told(), 1);
    // Nothing says that this is the project's.
    fs::write(project.join("evb.toml"), ignore("pattern-scalar")).unwrap();
    assert_eq!(told(), 1);
    fs::create_dir(project.join(".git")).unwrap();
    assert_eq!(told(), 0);
    // Nearer, and of other files.
    fs::write(infra.join("evb.toml"), ignore("pattern-scalar")).unwrap();
    assert_eq!(told(), 1);
    fs::remove_file(infra.join("evb.toml")).unwrap();
    // A repository of its own.
    fs::write(infra.join(".git"), "gitdir: elsewhere\n").unwrap();
    assert_eq!(told(), 1);
}
