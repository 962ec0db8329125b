//! Command lines of the AWS CLI, wherever declarations are taken: behind `--`, in scripts, on pages.

use crate::support::Pretend;

const EVENT: &str = r#"{"id":"1","account":"123456789012","source":"shop","time":"2024-01-01T00:00:00Z","region":"us-east-1","resources":[],"detail-type":"t","detail":{}}"#;

fn host() -> Pretend {
    Pretend::default().file("e.json", EVENT)
}

#[test]
fn a_command_behind_dashes_is_what_is_asked() {
    let pattern = r#"{"source":["shop"]}"#;
    let rule = [
        "--",
        "aws",
        "events",
        "put-rule",
        "--name",
        "r",
        "--event-pattern",
        pattern,
    ];
    let ask = |before: &[&str]| host().evb(&[before, &rule].concat());
    insta::assert_snapshot!(ask(&["test-pattern", "e.json"]), @r#"
    exit: Success
    --- stdout
    match e.json: source is "shop"
    "#);
    insta::assert_snapshot!(ask(&["list"]), @r#"
    exit: Success
    --- stdout
    <file> (command lines): 1 rule

    rules
      r  <file>:1
        bus      default
        pattern  {"source":["shop"]}
    "#);
    let target = [
        "--",
        "aws",
        "events",
        "put-targets",
        "--rule",
        "r",
        "--targets",
        "Id=1,Arn=a,InputPath=$.source",
    ];
    insta::assert_snapshot!(host().evb(&[&["transform", "e.json"][..], &target].concat()), @r#"
    exit: Success
    --- stdout
    "shop"
    "#);
}

#[test]
fn slips_of_pasted_commands_are_told() {
    let script = "# once\naws scheduler create-schedule --name once \\ \n  --schedule-expression 'at(2026-12-24T18:00:00)' \\\n  --target Arn=arn:aws:sqs:eu-west-1:ACCOUNT_ID:q,RoleArn=r\n";
    let fires = |script: &str| {
        host().file("once.sh", script).evb(&[
            "next-fires",
            "once.sh",
            "-n",
            "1",
            "--after",
            "2026-12-01",
        ])
    };
    insta::assert_snapshot!(fires(script), @r"
    exit: Failure
    --- stderr
    warning[command-line/cut]: a blank stands behind the backslash, so the command ends with this line
     --> once.sh:2:43
      |
    2 | aws scheduler create-schedule --name once \ 
      | ------------------------------------------^^
      | |                                         |
      | |                                         only a line break behind the backslash continues the line
      | this is what the shell runs
      |
      = help: delete the blank at the end of the line
    error[schedule/declaration]: this schedule has no expression
     --> once.sh:2:1
      |
    2 | aws scheduler create-schedule --name once \ 
      | ^ an object without `ScheduleExpression`
      |
      = help: give the JSON of `create-schedule`, `get-schedule`, `put-rule` or `describe-rule`
    ");
    insta::assert_snapshot!(fires(&script.replace("\\ \n", "\\\n")), @r#"
    exit: Success
    --- stdout
    once: at(2026-12-24T18:00:00) (UTC): once, on 2026-12-24 at 18:00

    day  local                    UTC                in
    Thu  2026-12-24 18:00 +00:00  2026-12-24 18:00Z  23 d 18 h

    after 2026-12-01T00:00:00Z, time zone database 2026f
    --- stderr
    warning[command-line/placeholder]: `ACCOUNT_ID` in this ARN is no account: an account has twelve digits
     --> once.sh:4:16
      |
    4 |   --target Arn=arn:aws:sqs:eu-west-1:ACCOUNT_ID:q,RoleArn=r
      |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a placeholder is left in it
      |
      = help: put in the number of your account: `aws sts get-caller-identity` prints it
    warning[schedule/refused]: AWS refuses this schedule all the same, for 2 reasons: `FlexibleTimeWindow` is missing
     --> once.sh:2:1
      |
    2 | aws scheduler create-schedule --name once \
      | ^ its times hold once this is mended
      |
      = help: add `--flexible-time-window '{"Mode": "OFF"}'`, unless it may fire later than its time; `evb check once.sh` tells all
    "#);
}

#[test]
fn a_page_declares_what_its_code_does() {
    let page = "# Set up\n\n```sh\naws events put-rule --name \"nightly-$STAGE\" \\\n  --schedule-expression 'cron(0 3 * * ? *)'\naws events put-targets --rule \"nightly-$STAGE\" --targets 'Id=1,Arn=arn:aws:sqs:eu-west-1:123456789012:q'\n```\n";
    let host = host().file("README.md", page);
    insta::assert_snapshot!(host.evb(&["list", "README.md"]), @r"
    exit: Success
    --- stdout
    README.md (command lines): 1 rule

    rules
      nightly-${STAGE}  README.md:4
        bus       default
        schedule  cron(0 3 * * ? *)
        target    1 → arn:aws:sqs:eu-west-1:123456789012:q
        open      STAGE
    ");
}

#[test]
fn entries_of_a_command_are_answered() {
    let put = |entries: &str| {
        let command = ["--", "aws", "events", "put-events", "--entries", entries];
        host().evb(&[&["put-events", "--time", "2026-12-01"][..], &command].concat())
    };
    insta::assert_snapshot!(put(r#"Source=shop,DetailType=order,Detail="{\"id\":7}""#), @r#"
    exit: Success
    --- stdout
    entry 1: EventId a706dd2f-4d19-7e6f-2382-75bc38fcbe91, to the bus `default`
      {"version":"0","id":"a706dd2f-4d19-7e6f-2382-75bc38fcbe91","detail-type":"order","source":"shop","account":"123456789012","time":"2026-12-01T00:00:00Z","region":"us-east-1","resources":[],"detail":{"id":7}}
    FailedEntryCount 0, 17 bytes, seed 0
    "#);
    insta::assert_snapshot!(put(r#"[{"Source":"shop","DetailTpe":"order","Detail":"{}"}]"#), @r#"
    exit: Failure
    --- stderr
    error[put-events/unknown-member]: an entry has no member `DetailTpe`
     --> <entries>:1:52
      |
    1 | aws events put-events --entries '[{"Source":"shop","DetailTpe":"order","Detail":"{}"}]'
      |                                                    ^^^^^^^^^^^ not known to AWS
      |
      = help: did you mean `DetailType`?
    "#);
}

#[test]
fn files_of_a_command_are_read_where_it_would_run() {
    let host = host().file("pattern.json", r#"{"source":["shop"]}"#);
    let command = [
        "--",
        "aws",
        "events",
        "put-rule",
        "--name",
        "r",
        "--event-pattern",
        "file://pattern.json",
    ];
    insta::assert_snapshot!(host.evb(&[&["route", "e.json"][..], &command].concat()), @r"
    exit: Success
    --- stdout
    e.json:1 1: r
    1 event: 1 matches a rule, 0 match none
    ");
}

#[test]
fn a_script_is_read_as_it_is_written_and_to_its_end() {
    let workflow = "on: push\njobs:\n  deploy:\n    steps:\n      - run: aws events put-rule --name \"r-${{ inputs.stage }}\" --event-pattern '{\"source\":[\"shop\"]}'\n      - run: |\n          aws events put-targets --rule \"r-${{ inputs.stage }}\" \\\n            --targets 'Id=1,Arn=arn:aws:sqs:eu-west-1:ACCOUNT_ID:q'\n          aws events disable-rule --name \"r-${{ inputs.stage }}\"\n          aws events put-rule --name old --schedule-expression 'rate(1 day)'\n      - run: aws events delete-rule --name old\n";
    let host = host().file("deploy.yml", workflow);
    insta::assert_snapshot!(host.evb(&["list", "deploy.yml"]), @r#"
    exit: Success
    --- stdout
    deploy.yml (command lines): 1 rule

    rules
      r-${inputs.stage}  deploy.yml:5
        bus      default
        state    DISABLED
        pattern  {"source":["shop"]}
        target   1 → arn:aws:sqs:eu-west-1:ACCOUNT_ID:q
        open     inputs.stage
    --- stderr
    note[template/left-out]: `aws events delete-rule` deletes this later, so it is left out
      --> deploy.yml:10:11
       |
    10 |           aws events put-rule --name old --schedule-expression 'rate(1 day)'
       |           ^^^ made here
    11 |       - run: aws events delete-rule --name old
       |              --- deleted here
    warning[command-line/placeholder]: `ACCOUNT_ID` in this ARN is no account: an account has twelve digits
     --> deploy.yml:8:33
      |
    8 |             --targets 'Id=1,Arn=arn:aws:sqs:eu-west-1:ACCOUNT_ID:q'
      |                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a placeholder is left in it
      |
      = help: put in the number of your account: `aws sts get-caller-identity` prints it
    "#);
    let recipe = "NAME = nightly\ndeploy:\n\t@aws events put-rule --name $(NAME)-$(STAGE) --schedule-expression 'cron(0 $(HOUR) * * ? *)' && ssh h \"aws events disable-rule --name $(NAME)-$(STAGE)\"\n";
    let host = host.file("Makefile", recipe);
    insta::assert_snapshot!(host.evb(&["list", "Makefile", "--parameter", "STAGE=prod"]), @r"
    exit: Success
    --- stdout
    Makefile (command lines): 1 rule

    rules
      nightly-prod  Makefile:3
        bus       default
        state     DISABLED
        schedule  cron(0 ${HOUR} * * ? *)
        open      HOUR
    ");
    let script = "param($Stage)\n$pattern = @'\n{\"source\": [\"shop\"]}\n'@\naws events put-rule `\n  --name \"orders-$Stage\" `\n  --event-pattern $pattern `\n  --stat ENABLED\n";
    let host = host.file("deploy.ps1", script);
    insta::assert_snapshot!(host.evb(&["route", "--rules", "deploy.ps1", "e.json"]), @r"
    exit: Success
    --- stdout
    e.json:1 1: orders-${Stage}
    1 event: 1 matches a rule, 0 match none
    ");
}
