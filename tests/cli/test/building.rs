//! Events that are built on others, and come out of files.

use super::{cases, host, suite};

#[test]
fn events_are_built_on_others() {
    insta::assert_snapshot!(suite("\
template: template.yaml
events:
  shipped: shipped.json
  small: {like: shipped, set: {detail.total: 1}}
  smaller: {like: small, set: {'detail.items[1].sku': b, 'detail[\"a.b\"]': 1}, remove: [detail.state, 'detail.items[0]']}
cases:
  - {name: small, event: small, because: {Billing: detail.total}}
  - {name: smaller, event: smaller, because: {Billing: [detail.state, detail.total]}}
"), @r"
    exit: Success
    --- stdout
    2 passed: 2 cases in 1 suite
    ");
}

#[test]
fn a_circle_is_told_with_its_way() {
    insta::assert_snapshot!(suite("\
template: template.yaml
events:
  a: {like: b}
  b: {like: c}
  c: {like: a}
cases:
  - {name: one, event: a, matches: []}
  - {name: others go on, event: shipped.json, includes: [Audit]}
"), @r"
    exit: Failure
    --- stdout
    error one (shop.evb.yaml:7)
      the event `a` is built upon itself
    1 could not be answered, 1 passed: 2 cases in 1 suite
    --- stderr
    error[suite/cycle]: the event `a` is built upon itself
     --> shop.evb.yaml:5:13
      |
    5 |   c: {like: a}
      |             ^ `a` is like `b` is like `c` is like `a`
      |
      = help: write one of them down
    ");
}

#[test]
fn paths_that_lead_nowhere() {
    insta::assert_snapshot!(cases("\
  - {name: no path, event: {like: shipped.json, set: {'detail..a': 1}}, matches: []}
  - {name: through a text, event: {like: shipped.json, set: {source.a: 1}}, matches: []}
  - {name: not there, event: {like: shipped.json, remove: [detail.totl, 'detail.items[3]']}, matches: []}
"), @r#"
    exit: Failure
    --- stdout
    error no path (shop.evb.yaml:3)
      `detail..a` is no path in an event
    error through a text (shop.evb.yaml:4)
      `source.a` leads nowhere in the event
    error not there (shop.evb.yaml:5)
      the event has no `detail.totl`
      the event has no `detail.items[3]`
    3 could not be answered, 0 passed: 3 cases in 1 suite
    --- stderr
    error[suite/path]: `detail..a` is no path in an event
     --> shop.evb.yaml:3:55
      |
    3 |   - {name: no path, event: {like: shipped.json, set: {'detail..a': 1}}, matches: []}
      |                                                       ^^^^^^^^^^^ a name is missing
      |
      = help: write `detail.items[0].sku`, and a name with a dot as `detail["a.b"]`
    error[suite/path]: `source.a` leads nowhere in the event
     --> shop.evb.yaml:4:62
      |
    4 |   - {name: through a text, event: {like: shipped.json, set: {source.a: 1}}, matches: []}
      |                                                              ^^^^^^^^ `a` would have to be in an object, and there is a string
    error[suite/path]: the event has no `detail.totl`
     --> shop.evb.yaml:5:60
      |
    5 |   - {name: not there, event: {like: shipped.json, remove: [detail.totl, 'detail.items[3]']}, matches: []}
      |                                                            ^^^^^^^^^^^ nothing there is called `totl`
      |
      = help: did you mean `total`?
    error[suite/path]: the event has no `detail.items[3]`
     --> shop.evb.yaml:5:73
      |
    5 |   - {name: not there, event: {like: shipped.json, remove: [detail.totl, 'detail.items[3]']}, matches: []}
      |                                                                         ^^^^^^^^^^^^^^^^^ no element has the number 3
    "#);
}

#[test]
fn events_that_are_not_there() {
    insta::assert_snapshot!(suite("\
template: template.yaml
events:
  shipped: shipped.json
cases:
  - {name: misspelt, event: shiped, matches: []}
  - {name: no file, event: events/gone.json, matches: []}
  - {name: no event, event: broken.json, matches: []}
  - {name: built on several, event: {like: two.jsonl}, matches: []}
  - {name: nothing, event: {set: {a: 1}}, matches: []}
  - {name: an entry that is refused, event: {Source: aws.ec2, DetailType: a, Detail: '{}'}, matches: []}
"), @r"
    exit: Failure
    --- stdout
    error misspelt (shop.evb.yaml:5)
      no event is called `shiped`
    error no file (shop.evb.yaml:6)
      cannot read `events/gone.json`: no such file
    error no event (shop.evb.yaml:7)
      cannot read `broken.json`: no such file
    error built on several (shop.evb.yaml:8)
      cannot read `two.jsonl`: no such file
    error nothing (shop.evb.yaml:9)
      nothing says on which event this one is built
    error an entry that is refused (shop.evb.yaml:10)
      `PutEvents` answers `NotAuthorizedForSourceException`
    6 could not be answered, 0 passed: 6 cases in 1 suite
    --- stderr
    error[suite/unknown-name]: no event is called `shiped`
     --> shop.evb.yaml:5:29
      |
    5 |   - {name: misspelt, event: shiped, matches: []}
      |                             ^^^^^^ neither a name under `events` nor a path
      |
      = help: did you mean `shipped`?
    error[input/unreadable]: cannot read `events/gone.json`: no such file
     --> shop.evb.yaml:6:28
      |
    6 |   - {name: no file, event: events/gone.json, matches: []}
      |                            ^^^^^^^^^^^^^^^^ named here
      |
      = help: paths are seen from the directory of the suite
    error[input/unreadable]: cannot read `broken.json`: no such file
     --> shop.evb.yaml:7:29
      |
    7 |   - {name: no event, event: broken.json, matches: []}
      |                             ^^^^^^^^^^^ named here
      |
      = help: paths are seen from the directory of the suite
    error[input/unreadable]: cannot read `two.jsonl`: no such file
     --> shop.evb.yaml:8:44
      |
    8 |   - {name: built on several, event: {like: two.jsonl}, matches: []}
      |                                            ^^^^^^^^^ named here
      |
      = help: paths are seen from the directory of the suite
    error[suite/case]: nothing says on which event this one is built
     --> shop.evb.yaml:9:28
      |
    9 |   - {name: nothing, event: {set: {a: 1}}, matches: []}
      |                            ^ `set` and `remove` without `like`
      |
      = help: name the event: `like: shipped`
    error[event/entry-refused]: `PutEvents` answers `NotAuthorizedForSourceException`
      --> shop.evb.yaml:10:45
       |
    10 |   - {name: an entry that is refused, event: {Source: aws.ec2, DetailType: a, Detail: '{}'}, matches: []}
       |                                             ^ this event
       |
       = help: give an event of AWS as it is delivered, not as an entry
    ");
}

#[test]
fn a_glob_names_many_events() {
    let host = host(
        "\
template: template.yaml
cases:
  - {name: refunds, events: events/*.jsonl, matches: [Audit]}
",
    )
    .file(
        "events/a.jsonl",
        "{\"source\": \"shop\"}\n{\"source\": \"shop\", \"detail\": {}}\n",
    )
    .file("events/b.jsonl", "{\"source\": \"bank\"}\n");
    insta::assert_snapshot!(host.evb(&["test"]), @r#"
    exit: Negative
    --- stdout
    failed refunds (shop.evb.yaml:3)
      shop.evb.yaml:3:45: matches: the event `events/b.jsonl:1` does not match `Audit`
        - Audit
        Audit: `source` is "bank", the pattern wants "shop": `"bank"` is not `"shop"`
          pattern template.yaml:11:31, event events/b.jsonl:1:12
        change the suite: `matches: []`, in a case of its own for this event
        change the template: `Audit`: let `source` take `"bank"`
    1 failed, 0 passed: 1 case in 1 suite
    "#);
}

#[test]
fn chains_are_bounded() {
    let mut events = String::from("  e0: shipped.json\n");
    for number in 1..=5_000 {
        events += &format!("  e{number}: {{like: e{}}}\n", number - 1);
    }
    insta::assert_snapshot!(suite(&format!("\
template: template.yaml
events:
{events}cases:
  - {{name: near, event: e50, includes: [Audit]}}
  - {{name: far, event: e5000, includes: [Audit]}}
")), @r"
    exit: Failure
    --- stdout
    error far (shop.evb.yaml:5006)
      the event `e5000` is built upon more than 100 others
    1 could not be answered, 1 passed: 2 cases in 1 suite
    --- stderr
    error[suite/cycle]: the event `e5000` is built upon more than 100 others
        --> shop.evb.yaml:5003:17
         |
    5003 |   e5000: {like: e4999}
         |                 ^^^^^ its chain begins here
    ");
}

#[test]
fn what_is_built_upon_has_a_name() {
    insta::assert_snapshot!(cases("\
  - {name: a, event: {like: {source: shop}, set: {detail.total: 1}}, matches: []}
"), @r"
    exit: Failure
    --- stdout
    error a (shop.evb.yaml:3)
      `like` is an object, not a name or a path
    1 could not be answered, 0 passed: 1 case in 1 suite
    --- stderr
    error[suite/member]: `like` is an object, not a name or a path
     --> shop.evb.yaml:3:29
      |
    3 |   - {name: a, event: {like: {source: shop}, set: {detail.total: 1}}, matches: []}
      |                             ^ a name or a path was expected
      |
      = help: give the event a name and build on that: `events: {base: {…}}`, `like: base`
    ");
}
