//! Events of schemas.

use super::{evb, headings};

const ORDERS: &str = r#"{"$schema":"http://json-schema.org/draft-04/schema#","type":"object","required":["source","detail"],"properties":{
    "source":{"type":"string","enum":["shop"]},
    "detail":{"type":"object","additionalProperties":false,"required":["id","state","total","items"],"properties":{
        "id":{"type":"string","format":"uuid"},"state":{"type":"string","enum":["open","paid","shut"]},
        "total":{"type":"integer","minimum":100},"note":{"type":"string","maxLength":5},
        "items":{"type":"array","items":{"type":"object","required":["name"],"properties":{"name":{"type":"string"},"count":{"type":"integer"}}}}}}}}"#;

const USERS: &str = r#"{"type":"object","properties":{"source":{"enum":["users"]},"time":{"type":"string","format":"date-time"},"resources":{"type":"array","items":{"type":"string"}},"detail":{"type":"object","required":["name"],
    "properties":{"name":{"type":"string"},"code":{"type":"string","pattern":"^[A-Z]{3}$"},"state":{"enum":["new"]}}}}}"#;

#[test]
fn events_are_filled_from_a_schema_and_keep_to_it() {
    let pattern = r#"{"detail":{"state":["open","shut"],"items":{"count":[{"numeric":[">",3]}]}}}"#;
    insta::assert_snapshot!(evb(&[pattern, "--schema", ORDERS]), @r#"
    exit: Success
    --- stdout
    event 1: detail.items.count {"numeric":[">",3]}, detail.state "open"
      {"version":"0","id":"f1f67046-eec2-4175-a081-d6cf5b22a2c5","detail-type":"Example","source":"shop","account":"123456789012","time":"2026-11-20T11:37:19Z","region":"us-east-1","resources":[],"detail":{"id":"7365112c-db0d-454f-9fe0-c0bd87cb6105","items":[{"count":4,"name":"example-60"}],"state":"open","total":100}}
    event 2: detail.state "shut"
      {"version":"0","id":"1c825280-d709-44fd-809a-dddd93e50c33","detail-type":"Example","source":"shop","account":"123456789012","time":"2026-11-20T10:51:16Z","region":"us-east-1","resources":[],"detail":{"id":"c515dbf8-edf2-4986-853e-4de9c94f2ad2","items":[{"count":16,"name":"example-34"}],"state":"shut","total":100}}
    2 events exercise 3 of 3 alternatives, seed 0
    "#);
    insta::assert_snapshot!(headings(&evb(&[pattern, "--schema", ORDERS, "--near-miss"])), @r#"
    exit: Success
    --- stdout
    event 1: detail.state "paid" is another value that it can have; wanted "open"
    event 2: detail.items.count 3 is 3 itself, which is excluded; wanted {"numeric":[">",3]}
    event 3: detail.items.count is absent; wanted {"numeric":[">",3]}
    3 events fail by 2 of 2 fields, seed 0
    "#);
}

#[test]
fn what_no_schema_has_is_told() {
    let pattern = r#"{"detail":{"state":["open","gone"],"note":["brief","far too long",7],"$or":[{"total":[99,100]},{"sum":[1]}]}}"#;
    insta::assert_snapshot!(headings(&evb(&[pattern, "--schema", ORDERS])), @r#"
    exit: Negative
    --- stdout
    event 1: detail.note "brief", detail.state "open", detail.total 100
    1 event exercises 4 of 10 alternatives, seed 0
    --- stderr
    warning[sample/not-exercised]: no event exercises this part of `detail.state`
     --> <pattern>:1:28
      |
    1 | {"detail":{"state":["open","gone"],"note":["brief","far too long",7],"$or":[{"total":[99,100]},{"sum":[1]}]}}
      |                            ^^^^^^ no event has such a value there
    warning[sample/not-exercised]: no event exercises this part of `detail.note`
     --> <pattern>:1:52
      |
    1 | {"detail":{"state":["open","gone"],"note":["brief","far too long",7],"$or":[{"total":[99,100]},{"sum":[1]}]}}
      |                                                    ^^^^^^^^^^^^^^ no event has such a value there
    warning[sample/not-exercised]: no event exercises this part of `detail.note`
     --> <pattern>:1:67
      |
    1 | {"detail":{"state":["open","gone"],"note":["brief","far too long",7],"$or":[{"total":[99,100]},{"sum":[1]}]}}
      |                                                                   ^ no event has such a value there
    warning[sample/not-exercised]: no event exercises this part of `detail.total`
     --> <pattern>:1:87
      |
    1 | {"detail":{"state":["open","gone"],"note":["brief","far too long",7],"$or":[{"total":[99,100]},{"sum":[1]}]}}
      |                                                                                       ^^ no event has such a value there
    warning[sample/not-exercised]: no event exercises this part of `detail.sum`
     --> <pattern>:1:104
      |
    1 | {"detail":{"state":["open","gone"],"note":["brief","far too long",7],"$or":[{"total":[99,100]},{"sum":[1]}]}}
      |                                                                                                        ^ no event has such a value there
    "#);
}

#[test]
fn each_event_is_one_of_one_of_several_schemas() {
    let pattern = r#"{"source":["shop","users"],"detail":{"state":["paid","new"],"$or":[{"code":["ABC",{"prefix":"x"}]},{"total":[{"numeric":[">=",200]}]}]}}"#;
    insta::assert_snapshot!(evb(&[pattern, "--schema", ORDERS, "--schema", USERS]), @r#"
    exit: Negative
    --- stdout
    event 1: detail.state "paid", detail.total {"numeric":[">=",200]}, source "shop"
      {"version":"0","id":"f1f67046-eec2-4175-a081-d6cf5b22a2c5","detail-type":"Example","source":"shop","account":"123456789012","time":"2026-11-20T11:37:19Z","region":"us-east-1","resources":[],"detail":{"id":"7365112c-db0d-454f-9fe0-c0bd87cb6105","items":[{"name":"example-60"}],"state":"paid","total":200}}
    event 2: detail.code "ABC", detail.state "new", source "users"
      {"version":"0","id":"1f9788e3-aaf8-43ba-bcce-df422f1835cc","detail-type":"Example","source":"users","account":"123456789012","time":"2026-11-20T10:51:28Z","region":"us-east-1","resources":[],"detail":{"code":"ABC","name":"example-29","state":"new"}}
    2 events exercise 8 of 9 alternatives, seed 0
    --- stderr
    warning[sample/not-exercised]: no event exercises this part of `detail.code`
     --> <pattern>:1:83
      |
    1 | {"source":["shop","users"],"detail":{"state":["paid","new"],"$or":[{"code":["ABC",{"prefix":"x"}]},{"total":[{"numeric":[">=",200]}]}]}}
      |                                                                                   ^^^^^^^^^^^^^^ no event has such a value there
    "#);
    insta::assert_snapshot!(headings(&evb(&[pattern, "--schema", ORDERS, "--schema", USERS, "--near-miss"])), @r#"
    exit: Negative
    --- stdout
    event 1: detail.state "open" is another value that it can have; wanted "paid"
    event 2: detail.state is absent; wanted "new"
    event 3: detail.code is absent; wanted "ABC"
    event 4: detail.total 199 is one step below 200; wanted {"numeric":[">=",200]}
    4 events fail by 3 of 4 fields, seed 0
    --- stderr
    warning[sample/no-near-miss]: no event fails by `source` alone
     --> <pattern>:1:11
      |
    1 | {"source":["shop","users"],"detail":{"state":["paid","new"],"$or":[{"code":["ABC",{"prefix":"x"}]},{"total":[{"numeric":[">=",200]}]}]}}
      |           ^^^^^^^^^^^^^^^^ it is satisfied whatever the field is
    "#);
}

#[test]
fn what_every_event_has_need_not_stand_in_a_schema() {
    let schema = r#"{"properties":{"detail":{"type":"object","required":["n"],"properties":{"n":{"type":["integer","null"],"maximum":8}}}}}"#;
    let pattern = r#"{"source":["shop"],"detail":{"n":[{"numeric":[">",1.5]}]}}"#;
    insta::assert_snapshot!(evb(&[pattern, "--schema", schema]), @r#"
    exit: Success
    --- stdout
    event 1: detail.n {"numeric":[">",1.5]}, source "shop"
      {"version":"0","id":"f1f67046-eec2-4175-a081-d6cf5b22a2c5","detail-type":"Example","source":"shop","account":"123456789012","time":"2026-11-20T11:37:19Z","region":"us-east-1","resources":[],"detail":{"n":8}}
    1 event exercises 2 of 2 alternatives, seed 0
    "#);
    insta::assert_snapshot!(headings(&evb(&[pattern, "--schema", schema, "--near-miss", "-n", "3"])), @r#"
    exit: Success
    --- stdout
    event 1: source "sho" is one `p` short; wanted "shop"
    event 2: source "shopx" is one character longer at its end; wanted "shop"
    event 3: detail.n 1 is one step below 1.5; wanted {"numeric":[">",1.5]}
    3 events fail by 2 of 2 fields, seed 0
    --- stderr
    note[sample/left-out]: 4 more changes are possible
     |
     = help: without `-n` there is an event for each
    "#);
}

#[test]
fn a_schema_is_of_events() {
    insta::assert_snapshot!(evb(&[r#"{"body":{"a":[1]}}"#, "--for", "pipe", "--schema", ORDERS]), @r"
    exit: Failure
    --- stderr
    error[sample/records]: `--schema` is of events, and this filters records
     |
     = help: leave it out: records are what their source sends
    ");
    insta::assert_snapshot!(evb(&[r#"{"source":["shop"]}"#, "--schema", r##"{"properties":{"detail":{"$ref":"#/properties/detail"}}}"##]), @r##"
    exit: Failure
    --- stderr
    error[schema/endless]: the schema refers to itself without end
     --> --schema:1:33
      |
    1 | {"properties":{"detail":{"$ref":"#/properties/detail"}}}
      |                                 ^^^^^^^^^^^^^^^^^^^^^ leads back here, or to thousands of others, before it looks into a value
      |
      = help: let the reference stand inside `properties` or `items`
    "##);
}
