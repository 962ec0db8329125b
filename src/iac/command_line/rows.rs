//! What command lines declare, a row each.

use super::*;
use crate::iac::{FileError, Files, NoFiles};
use crate::model::{Declared, PatternText};

struct Beside;

impl Files for Beside {
    fn read(&self, path: &str) -> Result<String, FileError> {
        match path {
            "pattern.json" => Ok(r#"{"source":["file"]}"#.to_owned()),
            "targets.json" => Ok(r#"[{"Id":"1","Arn":"a"}]"#.to_owned()),
            _ => Err(FileError::Missing),
        }
    }

    fn list(&self, _: &str) -> Result<Vec<String>, FileError> {
        Err(FileError::Missing)
    }
}

fn inventory(name: &str, text: &str) -> Option<Inventory> {
    let mut texts = Texts::new(name, text, &Beside);
    Some(read(&mut texts, &Settings::default())?.unwrap())
}

fn word(text: Option<&Declared<String>>) -> String {
    text.map_or_else(|| "-".to_owned(), Declared::to_display)
}

/// What an inventory holds, in a line.
fn shown(inventory: &Inventory) -> String {
    let mut all = Vec::new();
    for rule in &inventory.rules {
        let pattern = rule.pattern.as_ref().map(|one| match &one.text {
            PatternText::Encoded(text) => format!(" {text}"),
            PatternText::Open(_) => " open".to_owned(),
            _ => " in place".to_owned(),
        });
        let schedule = rule
            .schedule
            .as_ref()
            .map(|one| format!(" {}", one.to_display()));
        let targets = rule
            .targets
            .iter()
            .map(|one| format!(" > {}={}", word(one.id.as_ref()), word(one.arn.as_ref())));
        let targets: String = targets.collect();
        let name = word(rule.name.as_ref());
        let state = rule.state.as_ref().map(|state| match state.get() {
            Some(state) => format!(" {}", state.as_str()),
            None => " open".to_owned(),
        });
        let state = state.unwrap_or_default();
        all.push(format!(
            "rule {name}{}{}{state}{targets}",
            pattern.unwrap_or_default(),
            schedule.unwrap_or_default()
        ));
    }
    for schedule in &inventory.schedules {
        let target = schedule.target.as_ref().and_then(|one| one.arn.as_ref());
        let window = schedule.window.as_ref().and_then(|one| one.mode.as_ref());
        all.push(format!(
            "schedule {} {} {} {}",
            word(schedule.name.as_ref()),
            word(schedule.expression.as_ref()),
            word(window),
            word(target)
        ));
    }
    for pipe in &inventory.pipes {
        let filters = pipe.filters.len();
        all.push(format!("pipe {} {filters}", word(pipe.name.as_ref())));
    }
    for target in &inventory.unattached_targets {
        let rule = word(target.rule.as_ref());
        all.push(format!("target {rule}/{}", word(target.id.as_ref())));
    }
    for bus in &inventory.buses {
        all.push(format!("bus {}", word(bus.name.as_ref())));
    }
    for mapping in &inventory.event_source_mappings {
        let batch = mapping.batch_size.as_ref().and_then(Declared::get);
        let enabled = mapping.enabled.as_ref().and_then(Declared::get);
        let filters = mapping.filters.len();
        all.push(format!("mapping {filters} {batch:?} {enabled:?}"));
    }
    for subscription in &inventory.subscriptions {
        let policy = subscription.filter_policy.is_some();
        all.push(format!(
            "subscription {} {policy}",
            word(subscription.protocol.as_ref())
        ));
    }
    for archive in &inventory.archives {
        all.push(format!("archive {}", word(archive.name.as_ref())));
    }
    let told = inventory.diagnostics.iter();
    all.extend(told.map(|one| one.code.as_str().replace("command-line/", "!")));
    all.join(", ")
}

fn declares(text: &str) -> String {
    inventory("commands.sh", text).map_or_else(|| "nothing".to_owned(), |one| shown(&one))
}

#[test]
fn a_command_declares_what_its_request_does() {
    for (text, expected) in [
        (
            r#"aws events put-rule --name r --event-pattern '{"source":["a"]}'"#,
            r#"rule r {"source":["a"]}"#,
        ),
        (
            r#"aws events put-rule --name r --schedule-expression "rate(1 hour)" --state DISABLED"#,
            "rule r rate(1 hour) DISABLED",
        ),
        (
            "aws --region eu-west-1 events put-rule --no-cli-pager --name=r --output json --event-pattern {}",
            "rule r {}",
        ),
        (
            "aws scheduler create-schedule --name s --schedule-expression 'at(2022-11-01T11:00:00)' --flexible-time-window Mode=OFF --target '{\"Arn\":\"a\"}'",
            "schedule s at(2022-11-01T11:00:00) OFF a",
        ),
        (
            "aws scheduler create-schedule --name s --flexible-time-window '{\"Mode\":\"OFF\"}' --target RoleArn=r,Arn=a,Input='{}'",
            "schedule s - OFF a",
        ),
        (
            "aws events put-rule --name r --schedule-expression 'rate(1 day)'\naws events put-targets --rule r --targets Id=1,Arn=a \"Id\"=\"2\",\"Arn\"=\"b\"",
            "rule r rate(1 day) > 1=a > 2=b",
        ),
        (
            "aws events put-targets --rule r --event-bus-name b --targets '[{\"Id\":\"1\",\"Arn\":\"a\"}]'\naws events put-rule --name r",
            "rule r, target r/1",
        ),
        (
            "aws events put-targets --rule r --targets file://targets.json",
            "target r/1",
        ),
        (
            "aws events put-rule --name r --event-pattern file://pattern.json",
            r#"rule r {"source":["file"]}"#,
        ),
        (
            r#"aws events put-rule --name r --event-pattern "$(cat ./pattern.json)""#,
            r#"rule r {"source":["file"]}"#,
        ),
        (
            "aws events put-rule --name r --event-pattern file://other.json",
            "rule r open, !file-not-read",
        ),
        (
            "aws events put-rule --cli-input-json '{\"Name\":\"r\",\"EventPattern\":\"{}\"}' --name q",
            "rule q {}",
        ),
        (
            "aws events put-rule --name r --schedule-expression a\naws events put-rule --name r --schedule-expression b\naws events put-rule --name r --event-bus-name c",
            "rule r b, rule r",
        ),
        (
            "if true; then aws scheduler update-schedule --name s; else aws scheduler create-schedule --name s; fi",
            "schedule s - - -",
        ),
        ("aws events create-event-bus --name orders", "bus orders"),
        (
            "aws events create-archive --archive-name a --event-source-arn b --retention-days 3",
            "archive a",
        ),
        (
            r#"aws pipes create-pipe --name p --source a --target b --source-parameters '{"FilterCriteria":{"Filters":[{"Pattern":"{}"}]}}'"#,
            "pipe p 1",
        ),
        (
            r#"aws lambda create-event-source-mapping --function-name f --event-source-arn a --batch-size 5 --no-enabled --filter-criteria 'Filters=[{Pattern="{\"a\":[1]}"}]'"#,
            "mapping 1 Some(5) Some(false)",
        ),
        (
            r#"aws sns subscribe --topic-arn t --protocol sqs --notification-endpoint e --attributes '{"FilterPolicy":"{}"}'"#,
            "subscription sqs true",
        ),
        (
            "aws sns set-subscription-attributes --subscription-arn s --attribute-name FilterPolicy --attribute-value '{}'",
            "subscription - true",
        ),
        (
            "aws events put-events --entries file://entries.json",
            "!file-not-read, !sends-events",
        ),
        (
            "aws events put-rule --name r --event-patern {}",
            "rule r, !unknown-option",
        ),
        ("aws events put-rule --generate-cli-skeleton", "nothing"),
        ("aws events list-rules\naws s3 ls", "nothing"),
        ("echo aws events put-rule", "nothing"),
    ] {
        assert_eq!(declares(text), expected, "{text}");
    }
}

#[test]
fn words_are_those_of_a_shell() {
    let named = |text: &str| {
        let shown = declares(&format!("{text}\n"));
        shown.strip_prefix("rule ").unwrap_or(&shown).to_owned()
    };
    for (text, expected) in [
        (r#"aws events put-rule --name 'a b'\''c'"#, "a b'c"),
        (r#"aws events put-rule --name "a\"b\$c\d""#, r#"a"b$c\d"#),
        (r"aws events put-rule --name $'a\tb\x41'", "a\tbA"),
        (r"aws events put-rule --name a\ b", "a b"),
        ("aws events put-rule \\\n  --name x # the name\n", "x"),
        ("aws events put-rule \\\r\n  --name x", "x"),
        ("N=x; aws events put-rule --name \"$N-${N}\"", "x-x"),
        ("export N='x y'\naws events put-rule --name \"$N\"", "x y"),
        ("N='x y'\naws events put-rule --name $N", "x, !stray-word"),
        ("aws events put-rule --name \"a-$STAGE\"", "a-${STAGE}"),
        ("aws events put-rule --name \"${STAGE:-dev}\"", "dev"),
        ("aws events put-rule --name \"$(date)\"", "${$(date)}"),
        ("A=$(aws events put-rule --name x --query RuleArn)", "x"),
        (
            "printf '{\"Name\":\"%s\"}\\n' \"$N\" > f\naws events put-rule --cli-input-json file://f",
            "${N}",
        ),
        (
            "read -r -d '' P <<'EOF'\n{\"a\":[1]}\nEOF\naws events put-rule --name x --event-pattern \"$P\"",
            "x {\"a\":[1]}",
        ),
        ("N=$(date)\naws events put-rule --name a$N", "a${N}"),
        (
            "aws events put-rule --name x --event-pattern file://p <<EOF > p\nEOF",
            "x open, !file-not-read",
        ),
        (
            "cat <<EOF > p\n{\"a\":[\"\\\"\"]}\nEOF\naws events put-rule --name x --event-pattern file://p",
            "x {\"a\":[\"\\\"\"]}\n",
        ),
        (
            "if true; then N=a; else N=b; fi; aws events put-rule --name $N",
            "${N}",
        ),
        (
            "for n in a b; do aws events put-rule --name $n; done",
            "${n}",
        ),
        (
            "i=0\nwhile true; do\naws events put-rule --name r$i\ni=$((i+1))\ndone",
            "r${i}",
        ),
        (
            "main() { local N=a; aws events put-rule --name $N; }\nmain",
            "a",
        ),
        ("true && aws events put-rule --name x || exit 1", "x"),
        ("sudo aws events put-rule --name x >/dev/null 2>&1", "x"),
        ("AWS_PROFILE=p aws events put-rule --name x", "x"),
        ("aws events put-rule --name a-<STAGE>", "a-${<STAGE>}"),
        (
            "cat > p.json <<'EOF'\n{\"a\":[\"$x\"]}\nEOF\naws events put-rule --name x --event-pattern file://p.json",
            "x {\"a\":[\"$x\"]}\n",
        ),
        (
            "aws events put-rule --cli-input-json file:///dev/stdin <<EOF\n{\"Name\": \"x\"}\nEOF\n",
            "x",
        ),
        (
            "echo '{\"Name\":\"x\"}' | aws events put-rule --cli-input-json file:///dev/stdin",
            "x",
        ),
        (
            "P=$(cat <<EOF\n{\"a\":[1]}\nEOF\n)\naws events put-rule --name x --event-pattern \"$P\"",
            "x {\"a\":[1]}",
        ),
    ] {
        assert_eq!(named(text), expected, "{text}");
    }
}

#[test]
fn what_people_paste_gets_its_word() {
    for (text, expected) in [
        (
            "aws scheduler create-schedule --name s \\ \n  --schedule-expression 'rate(1 hour)'",
            "schedule s - - -, !cut",
        ),
        (
            "aws scheduler create-schedule --name s\n  --schedule-expression 'rate(1 hour)'",
            "schedule s - - -, !cut",
        ),
        (
            "aws events put-targets --rule r --targets Id=1,Arn=arn:aws:sqs:eu-west-1:xxxx:q",
            "target r/1, !placeholder",
        ),
        (
            "aws events put-targets --rule r --targets Id=1,Arn=arn:aws:sqs:eu-west-1:ACCOUNT_ID:q",
            "target r/1, !placeholder",
        ),
        (
            "aws events put-rule --name r --role-arn 'arn:aws:iam::123456789012: role/x'",
            "rule r, !blank-in-arn",
        ),
        ("aws events put-rule --name 'r", "rule r, !unclosed-quote"),
        ("aws events put-rule --name r extra", "rule r, !stray-word"),
    ] {
        assert_eq!(declares(text), expected, "{text}");
    }
}

#[test]
fn pages_are_read_where_code_stands() {
    for (text, expected) in [
        (
            "# Setup\n\nRun `aws events put-rule --name no`:\n\n```bash\naws events put-rule \\\n  --name r\n```\n",
            "rule r",
        ),
        (
            "```console\n$ aws events put-rule --name r\n{ \"RuleArn\": \"it's\" }\n$ aws events put-rule --name q\n```\n",
            "rule r, rule q",
        ),
        ("```json\naws events put-rule --name r\n```\n", "nothing"),
        (
            "Do this:\n\n    aws events put-rule --name r\n\nIt's done.\n",
            "rule r",
        ),
        (
            "jobs:\n  - run: |\n      aws events put-rule \\\n        --name r\n",
            "rule r",
        ),
    ] {
        let read = inventory("README", text);
        let read = read.map_or_else(|| "nothing".to_owned(), |one| shown(&one));
        assert_eq!(read, expected, "{text}");
    }
}

#[test]
fn scripts_are_read_however_they_are_written() {
    for (name, text, expected) in [
        (
            ".github/workflows/x.yml",
            "jobs:\n  a:\n    steps:\n      - run: aws events put-rule --name r --event-pattern '{\"source\":[\"a\"]}'\n",
            r#"rule r {"source":["a"]}"#,
        ),
        (
            "x.yml",
            "run: |\n  set -e\n  aws events put-rule \\\n    --name 'r'\n",
            "rule r",
        ),
        (
            "x.yml",
            "run: \"aws events put-rule --name r --event-pattern '{\\\"source\\\":[\\\"${{ inputs.source }}\\\"]}'\"\n",
            "rule r open",
        ),
        (
            "x.yml",
            "run: >\n  aws events put-rule\n  --name r\n",
            "rule r",
        ),
        (
            "x.yml",
            "run: 'aws events put-rule --name ''r s'''\n",
            "rule r s",
        ),
        (
            "x.yml",
            "run: aws events put-rule --name r-${{ github.sha }}\n",
            "rule r-${github.sha}",
        ),
        (
            "buildspec.yml",
            "version: 0.2\nphases:\n  build:\n    commands:\n      - N=r\n      - aws events put-rule --name $N\n",
            "rule r",
        ),
        (
            ".gitlab-ci.yml",
            "spec: {}\n---\ndeploy:\n  script:\n    - aws events put-rule --name r\n",
            "rule r",
        ),
        (
            "job.yaml",
            "command: [\"aws\", \"events\", \"put-rule\", \"--name\", \"it's\"]\n",
            "rule it's",
        ),
        (
            "package.json",
            r#"{"scripts":{"deploy":"npm run x && aws events put-rule --name r --event-pattern '{\"a\":[1]}'"}}"#,
            r#"rule r {"a":[1]}"#,
        ),
        (
            "Makefile",
            "NAME := r\nSTAGE ?= dev\ndeploy: build\n\t@aws events put-rule --name $(NAME)-$(STAGE)-$${X} \\\n\t  --event-pattern '{\"a\":[\"$(OTHER)\"]}'\n",
            "rule r-dev-${X} open",
        ),
        (
            "x.mk",
            "all:\n\t-aws events put-rule --name \"$$(date)\"\n",
            "rule ${$(date)}",
        ),
        ("Makefile", "aws events put-rule --name no\n", "nothing"),
        (
            "Dockerfile",
            "FROM x\nARG N=r\nRUN --mount=type=secret,id=a true && \\\n # why\n aws events put-rule --name $N\nCMD [\"aws\", \"events\", \"put-rule\", \"--name\", \"q\"]\n",
            "rule r, rule q",
        ),
        (
            "x.cmd",
            "@echo off\r\nset NAME=r\r\nREM aws events put-rule --name no\r\naws events put-rule ^\r\n  --name %NAME%-%STAGE% --event-pattern \"{\\\"a\\\":[\\\"$x\\\"]}\"\r\n",
            r#"rule r-${STAGE} {"a":["$x"]}"#,
        ),
        (
            "x.bat",
            "call aws events put-rule --name 'r' & aws events put-rule --name \"a b\"",
            "rule 'r', rule a b",
        ),
        (
            "x.bat",
            "set \"P=C:\\a\"\nif exist x (\n  aws events put-rule --name \"%P%\"\n)\n",
            "rule C:\\a",
        ),
        (
            "x.ps1",
            "$name = 'r'\n$p = '{\"a\":[\"it''s\"]}'\naws events put-rule `\n  --name \"$name-$($x.y)\" `\n  --event-pattern $p # the pattern\n",
            r#"rule r-${$(${x}.y)} {"a":["it's"]}"#,
        ),
        (
            "x.ps1",
            "$arn = aws events put-rule --name \"r$env:STAGE\" --event-pattern '{\\\"a\\\":[1]}' | ConvertFrom-Json\n",
            r#"rule r${STAGE} {"a":[1]}"#,
        ),
        (
            "x.ps1",
            "$p = @'\n{\"a\":[\"'\"]}\n'@\n<# aws events put-rule --name no #>\nif ($x) { aws events put-rule --name r --event-pattern $p }\n",
            r#"rule r {"a":["'"]}"#,
        ),
        (
            "README.md",
            "```powershell\nPS C:\\> aws events put-rule `\n  --name r\n```\n",
            "rule r",
        ),
        (
            "README.md",
            "```\nC:\\> aws events put-rule ^\n  --name r\n```\n",
            "rule r",
        ),
        (
            "README.md",
            "```yaml\n- run: aws events put-rule --name r\n```\n",
            "rule r",
        ),
    ] {
        let read = inventory(name, text);
        let read = read.map_or_else(|| "nothing".to_owned(), |one| shown(&one));
        assert_eq!(read, expected, "{name}: {text}");
    }
}

#[test]
fn later_commands_replace_change_and_delete() {
    let rule = "aws events put-rule --name r --schedule-expression 'rate(1 day)'\n";
    let targets = "aws events put-targets --rule r --targets Id=1,Arn=a Id=2,Arn=b\n";
    for (text, expected) in [
        (format!("{rule}aws events disable-rule --name r"), "rule r rate(1 day) DISABLED"),
        (format!("{rule}aws events disable-rule --name r\naws events enable-rule --name r"), "rule r rate(1 day) ENABLED"),
        (format!("{rule}aws events disable-rule --name r\n{rule}"), "rule r rate(1 day)"),
        (format!("{rule}aws events disable-rule --name r --event-bus-name b"), "rule r rate(1 day), template/left-out"),
        (format!("{rule}if $X; then aws events disable-rule --name r; fi"), "rule r rate(1 day) open"),
        (format!("{rule}aws events delete-rule --name r"), "template/left-out"),
        (format!("{rule}stop() {{ aws events delete-rule --name r; }}"), "rule r rate(1 day), template/left-out"),
        (format!("{rule}{targets}aws events remove-targets --rule r --ids 1"), "rule r rate(1 day) > 2=b"),
        (format!("{rule}{targets}aws events put-targets --rule r --targets Id=1,Arn=c"), "rule r rate(1 day) > 2=b > 1=c"),
        (format!("{rule}{targets}aws events delete-rule --name r"), "template/left-out"),
        (
            "aws scheduler create-schedule --name s --schedule-expression 'rate(1 day)' --target Arn=a,RoleArn=r\naws scheduler update-schedule --name s --schedule-expression 'rate(2 days)'".to_owned(),
            "schedule s rate(2 days) - -",
        ),
        (
            "aws scheduler create-schedule --name s --group-name g\naws scheduler delete-schedule --name s --group-name g".to_owned(),
            "template/left-out",
        ),
        (
            "aws pipes create-pipe --name p --source-parameters '{\"FilterCriteria\":{\"Filters\":[{\"Pattern\":\"{}\"}]}}'\naws pipes update-pipe --name p --target t".to_owned(),
            "pipe p 1",
        ),
        ("aws events disable-rule --name r".to_owned(), "nothing"),
    ] {
        assert_eq!(declares(&text), expected, "{text}");
    }
}

#[test]
fn commands_that_other_commands_run_are_read() {
    for (text, expected) in [
        ("ssh host \"aws events put-rule --name r\"", "rule r"),
        ("ssh -i k host aws events put-rule --name r", "rule r"),
        (
            "bash -ec 'set -x; aws events put-rule --name \"r s\"'",
            "rule r s",
        ),
        ("bash -c \"aws events put-rule --name '$N'\"", "rule ${N}"),
        ("N=r; bash -c \"aws events put-rule --name '$N'\"", "rule r"),
        ("eval \"aws events put-rule --name r\"", "rule r"),
        ("env -u X A=b aws events put-rule --name r", "rule r"),
        ("sudo -u me -E aws events put-rule --name r", "rule r"),
        ("time nohup aws events put-rule --name r &", "rule r"),
        (
            "if ! aws events describe-rule --name r; then aws events put-rule --name r; fi",
            "rule r",
        ),
        ("docker exec c aws events put-rule --name r", "rule r"),
        (
            "bash -c \"bash -c \\\"aws events put-rule --name r\\\"\"",
            "rule r",
        ),
        ("echo \"aws events put-rule --name r\"", "nothing"),
    ] {
        assert_eq!(declares(text), expected, "{text}");
    }
}

#[test]
fn what_is_quoted_in_another_file_has_its_place_there() {
    let text = "- run: \"aws events put-rule --name r --event-pattern '{\\\"sou\\u0072ce\\\":[\\\"${{ x }}\\\"]}' --nme x\"\n";
    let inventory = inventory("x.yml", text).unwrap();
    let slice = |span: Span| text.get(span.start..span.end).unwrap();
    let name = inventory.rules[0].name.as_ref().unwrap();
    assert_eq!(slice(name.span), "r");
    let hole = inventory.rules[0].pattern.as_ref().unwrap().hole().unwrap();
    assert_eq!(hole.from, "x");
    assert!(slice(hole.span).starts_with("'{\\\"sou\\u0072ce"));
    let told = inventory.diagnostics.iter();
    let places = told.filter_map(|one| Some(slice(one.primary.as_ref()?.span)));
    assert_eq!(places.collect::<Vec<&str>>(), ["--nme"]);
}

#[test]
fn json_around_a_hole_is_known_and_stands_at_its_place() {
    let text =
        r#"aws scheduler create-schedule --name s --target "{\"Arn\":\"$ARN\",\"Input\":\"x\"}""#;
    let inventory = inventory("x.sh", text).unwrap();
    let target = inventory.schedules[0].target.as_ref().unwrap();
    assert_eq!(word(target.arn.as_ref()), "${ARN}");
    assert_eq!(word(target.input.as_ref()), "x");
    let place = |one: &Declared<String>| text.get(one.span.start..one.span.end).unwrap();
    assert!(place(target.input.as_ref().unwrap()).contains('x'));
    assert!(place(target.arn.as_ref().unwrap()).contains("$ARN"));
}

#[test]
fn a_variable_that_holds_itself_twice_does_not_grow_without_an_end() {
    let mut text = "A=aaaaaaaaaaaaaaaa\n".to_owned();
    for _ in 0..60 {
        text.push_str("A=\"$A$A\"\n");
    }
    text.push_str("aws events put-rule --name \"$A\"\n");
    let mut texts = Texts::new("x.sh", &text, &NoFiles);
    let read = read(&mut texts, &Settings::default()).unwrap().unwrap();
    assert!(read.rules[0].name.as_ref().unwrap().get().is_none());
}

#[test]
fn deep_nesting_ends() {
    let text = format!(
        "aws events put-rule --name {}{}",
        "$(".repeat(50_000),
        ")".repeat(50_000)
    );
    declares(&text);
    let text = format!("aws events put-rule --tags {}", "a=[".repeat(50_000));
    declares(&text);
    let text = format!("aws events put-rule --name {}x", "\"$X".repeat(50_001));
    declares(&text);
}

#[test]
fn a_variable_that_is_not_closed_ends_with_the_script() {
    for name in ["x.ps1", "x.bat", "x.sh", "Makefile"] {
        for text in [
            "aws events ${a€",
            "aws events \"${a€",
            "aws events %a€",
            "set a=^€ aws",
        ] {
            let _ = read(&mut Texts::new(name, text, &Beside), &Settings::default());
        }
    }
}

proptest::proptest! {
    #[test]
    fn whatever_a_script_holds_is_read_to_its_end(
        tokens in proptest::collection::vec(proptest::sample::select(TOKENS), 0..40),
    ) {
        let text = tokens.concat();
        let text = format!("aws events put-rule --name {text}");
        for name in ["x.sh", "x.md", "x.yml", "x.ps1", "x.bat", "Makefile", "Dockerfile"] {
            let mut texts = Texts::new(name, &text, &Beside);
            let Some(Ok(read)) = read(&mut texts, &Settings::default()) else {
                continue;
            };
            let told = read.diagnostics.iter();
            for label in told.filter_map(|one| one.primary.as_ref()) {
                let span = label.span;
                proptest::prop_assert!(texts.text().get(span.start..span.end).is_some(), "{text}");
            }
        }
    }
}

/// What scripts are made of.
const TOKENS: &[&str] = &[
    "aws events put-rule ",
    "aws scheduler create-schedule ",
    "--name ",
    "--target ",
    "--targets ",
    "--event-pattern ",
    "--cli-input-json ",
    "'",
    "\"",
    "$'",
    "${",
    "%a€",
    "${a€",
    "```powershell\n",
    "\\",
    "\\\n",
    "\\ \n",
    "\n",
    " ",
    ";",
    "|",
    "&&",
    "&",
    "(",
    ")",
    "$(",
    "`",
    "${",
    "}",
    "{",
    "$A",
    "A=",
    "A+=",
    "<<EOF\n",
    "EOF\n",
    "<<'E'\n",
    ">f ",
    "<f ",
    "<X>",
    "file://f ",
    "file://pattern.json ",
    "cat ",
    "echo ",
    "if ",
    "then ",
    "fi ",
    "for A in ",
    "do ",
    "done ",
    "# c",
    "Key=",
    ",",
    "[",
    "]",
    "{\"a\":",
    "[\"b\"]",
    "\u{e9}",
    "\u{1f600}",
    "```\n",
    "$ ",
    "$((",
    "))",
    "\r\n",
    "@=",
    ":-d}",
    "\u{e000}",
    "1",
    "2>&1 ",
    "bash -c ",
    "\n\taws events put-rule --name ",
    "\nRUN ",
    "$(X)",
    "$$",
    "%X%",
    "^\n",
    "`\n",
    "@'\n",
    "'@",
    "${{ x }}",
    "\n- run: ",
    "\nset X=",
    "\nX := ",
];
