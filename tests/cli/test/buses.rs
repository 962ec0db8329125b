//! A bus that is called otherwise: it is told killed only where the suite fails when its template is really changed so.

use crate::support::Pretend;

const DECLARED: &str = "\
Resources:
  Tills:
    Type: AWS::Events::EventBus
    Properties: {Name: tills}
  Rule:
    Type: AWS::Events::Rule
    Properties: {EventBusName: BUS, EventPattern: {source: [shop]}}
";

const EVENT: &str = "\
template: t.yaml
cases:
  - name: taken
    bus: tills
    event: {source: shop, detail-type: Order, detail: {}}
    matches: [Rule]
";

const ENTRY: &str = "\
template: t.yaml
put_events:
  - name: taken
    entries: [{EventBusName: tills, Source: shop, DetailType: Order, Detail: '{}'}]
    answers: [ok]
";

/// A suite over the template in which the rule is on a bus that is given so.
fn over(bus: &str, suite: &str) -> (Pretend, Pretend) {
    let template = DECLARED.replace("BUS", bus);
    let host = |template: &str| {
        Pretend::default()
            .file("t.yaml", template)
            .file("s.evb.yaml", suite)
    };
    let renamed = template.replace("Name: tills}", "Name: tills-2}");
    assert_ne!(template, renamed);
    (host(&template), host(&renamed))
}

#[test]
fn a_bus_is_told_killed_only_where_the_changed_template_fails() {
    for (bus, suite, is_killed) in [
        ("!Ref Tills", EVENT, true),
        ("{Ref: Tills}", EVENT, true),
        ("!Sub '${Tills}'", EVENT, true),
        ("tills", EVENT, false),
        ("!Ref Tills", ENTRY, true),
        ("tills", ENTRY, false),
    ] {
        let (declared, renamed) = over(bus, suite);
        let really = renamed.run(&["test"]).exit != evb::commands::Exit::Success;
        assert_eq!(really, is_killed, "{bus} {suite}");
        let told = declared
            .run(&["test", "--mutants", "--format", "json"])
            .stdout;
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        let mutants = told["mutants"]["mutants"].as_array().unwrap();
        let of_bus = |one: &&serde_json::Value| one["mutator"] == "bus-renamed";
        let status = &mutants.iter().find(of_bus).unwrap()["status"];
        let expected = if is_killed { "killed" } else { "undecided" };
        assert_eq!(status, expected, "{bus} {suite}");
    }
}

#[test]
fn an_entry_for_a_bus_that_is_not_there_is_an_error() {
    let (_, renamed) = over("!Ref Tills", ENTRY);
    insta::assert_snapshot!(renamed.run(&["test"]).stderr, @r"
    error[suite/unknown-name]: there is no bus `tills`
     --> s.evb.yaml:4:30
      |
    4 |     entries: [{EventBusName: tills, Source: shop, DetailType: Order, Detail: '{}'}]
      |                              ^^^^^ AWS takes what is sent there, and loses it
      |
      = help: did you mean `tills-2`?
    ");
}
