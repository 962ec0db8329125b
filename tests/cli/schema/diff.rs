//! Two versions of a schema.

use super::{SCHEMA, evb};
use crate::support::Pretend;

fn host() -> Pretend {
    let new = SCHEMA
        .replace(
            r#""required": ["id", "total"]"#,
            r#""required": ["id", "state"]"#,
        )
        .replace(
            r#""enum": ["open", "paid"]"#,
            r#""enum": ["open", "paid", "lost"]"#,
        )
        .replace(
            r#""id": {"type": "integer"}"#,
            r#""id": {"type": "string"}, "note|": {"type": "string"}"#,
        );
    Pretend::default()
        .file("old.json", SCHEMA)
        .file("new.json", new)
}

#[test]
fn what_breaks_whom_is_told() {
    insta::assert_snapshot!(evb(&host(), &["diff", "old.json", "new.json"]), @r#"
    exit: Negative
    --- stdout
    shop / Order Placed: changed
    breaks     field         change       old             new                     at
    both       detail.id     type         integer         string                  new.json:22:15
    producers  detail.state  required     optional        required                new.json:24:9
    consumers  detail.state  values       "open", "paid"  "open", "paid", "lost"  new.json:24:18
    consumers  detail.total  optional     required        optional                new.json:23:9
               detail.note|  field-added  no such field   string, optional        new.json:22:35

    5 changes: 3 break consumers, 2 break producers
    "#);
}

#[test]
fn a_table_for_a_pull_request() {
    insta::assert_snapshot!(evb(&host(), &["diff", "old.json", "new.json", "--format", "markdown"]), @r#"
    exit: Negative
    --- stdout
    ### `shop / Order Placed`: changed

    | breaks | field | change | old | new |
    |---|---|---|---|---|
    | both | `detail.id` | type | `integer` | `string` |
    | producers | `detail.state` | required | `optional` | `required` |
    | consumers | `detail.state` | values | `"open", "paid"` | `"open", "paid", "lost"` |
    | consumers | `detail.total` | optional | `required` | `optional` |
    |  | `detail.note\|` | field-added | `no such field` | `string, optional` |

    5 changes: 3 break consumers, 2 break producers
    "#);
}

#[test]
fn a_line_for_each_change() {
    insta::assert_snapshot!(evb(&host(), &["diff", "old.json", "new.json", "--format", "jsonl"]), @r#"
    exit: Negative
    --- stdout
    {"version":1,"schema":"shop / Order Placed","path":"detail.id","change":"type","old":"integer","new":"string","breaks_consumers":true,"breaks_producers":true,"old_place":{"source":"old.json","span":{"line":22,"column":15,"end_line":22,"end_column":16}},"new_place":{"source":"new.json","span":{"line":22,"column":15,"end_line":22,"end_column":16}}}
    {"version":1,"schema":"shop / Order Placed","path":"detail.state","change":"required","old":"optional","new":"required","breaks_consumers":false,"breaks_producers":true,"old_place":{"source":"old.json","span":{"line":24,"column":9,"end_line":24,"end_column":16}},"new_place":{"source":"new.json","span":{"line":24,"column":9,"end_line":24,"end_column":16}}}
    {"version":1,"schema":"shop / Order Placed","path":"detail.state","change":"values","old":"\"open\", \"paid\"","new":"\"open\", \"paid\", \"lost\"","breaks_consumers":true,"breaks_producers":false,"old_place":{"source":"old.json","span":{"line":24,"column":18,"end_line":24,"end_column":19}},"new_place":{"source":"new.json","span":{"line":24,"column":18,"end_line":24,"end_column":19}}}
    {"version":1,"schema":"shop / Order Placed","path":"detail.total","change":"optional","old":"required","new":"optional","breaks_consumers":true,"breaks_producers":false,"old_place":{"source":"old.json","span":{"line":23,"column":9,"end_line":23,"end_column":16}},"new_place":{"source":"new.json","span":{"line":23,"column":9,"end_line":23,"end_column":16}}}
    {"version":1,"schema":"shop / Order Placed","path":"detail.note|","change":"field-added","old":"no such field","new":"string, optional","breaks_consumers":false,"breaks_producers":false,"old_place":{"source":"old.json","span":{"line":18,"column":20,"end_line":18,"end_column":21}},"new_place":{"source":"new.json","span":{"line":22,"column":35,"end_line":22,"end_column":42}}}
    "#);
}

#[test]
fn what_is_allowed_to_break_is_told_and_no_failure() {
    let told = evb(
        &host(),
        &[
            "diff",
            "old.json",
            "new.json",
            "--allow",
            "consumers,producers",
        ],
    );
    assert!(told.starts_with("exit: Success"), "{told}");
    let told = evb(
        &host(),
        &["diff", "old.json", "new.json", "--allow", "consumers"],
    );
    assert!(told.starts_with("exit: Negative"), "{told}");
}

#[test]
fn the_same_is_no_change() {
    insta::assert_snapshot!(evb(&host(), &["diff", "old.json", "old.json"]), @r"
    exit: Success
    --- stdout
    nothing changed
    ");
}

#[test]
fn schemas_are_paired_by_their_events() {
    let refund = SCHEMA.replace("Order Placed", "Refund");
    let parcel = SCHEMA.replace("Order Placed", "Parcel Sent");
    let host = Pretend::default()
        .file("old.json", format!("{SCHEMA}\n{refund}"))
        .file("new.json", format!("[{parcel},{SCHEMA}]"));
    insta::assert_snapshot!(evb(&host, &["diff", "old.json", "new.json"]), @r"
    exit: Negative
    --- stdout
    shop / Refund: removed
    breaks     field        change   old       new        at
    consumers  (the event)  removed  a schema  no schema  old.json:1:1

    shop / Parcel Sent: added
    field        change  old        new       at
    (the event)  added   no schema  a schema  new.json:1:1

    2 changes: 1 breaks consumers, none breaks producers
    ");
}

#[test]
fn the_document() {
    insta::assert_snapshot!(evb(&host(), &["diff", "old.json", r#"{"type":"object"}"#, "--format", "json"]), @r#"
    exit: Negative
    --- stdout
    {"version":1,"breaks_consumers":true,"breaks_producers":true,"schemas":[{"schema":"<new schema>","status":"changed","changes":[{"path":"","change":"event","old":"shop / Order Placed","new":"any event","breaks_consumers":true,"breaks_producers":true,"old_place":{"source":"old.json","span":{"line":6,"column":17,"end_line":6,"end_column":18}},"new_place":{"source":"<new schema>","span":{"line":1,"column":1,"end_line":1,"end_column":2}}},{"path":"detail","change":"field-removed","old":"object, required","new":"no such field","breaks_consumers":true,"breaks_producers":false,"old_place":{"source":"old.json","span":{"line":12,"column":9,"end_line":12,"end_column":17}},"new_place":{"source":"<new schema>","span":{"line":1,"column":1,"end_line":1,"end_column":2}}},{"path":"detail-type","change":"field-removed","old":"string, required","new":"no such field","breaks_consumers":true,"breaks_producers":false,"old_place":{"source":"old.json","span":{"line":13,"column":9,"end_line":13,"end_column":22}},"new_place":{"source":"<new schema>","span":{"line":1,"column":1,"end_line":1,"end_column":2}}},{"path":"source","change":"field-removed","old":"string, required","new":"no such field","breaks_consumers":true,"breaks_producers":false,"old_place":{"source":"old.json","span":{"line":14,"column":9,"end_line":14,"end_column":17}},"new_place":{"source":"<new schema>","span":{"line":1,"column":1,"end_line":1,"end_column":2}}},{"path":"time","change":"field-removed","old":"string, optional","new":"no such field","breaks_consumers":false,"breaks_producers":false,"old_place":{"source":"old.json","span":{"line":15,"column":9,"end_line":15,"end_column":15}},"new_place":{"source":"<new schema>","span":{"line":1,"column":1,"end_line":1,"end_column":2}}}]}]}
    "#);
}

#[test]
fn what_is_compared_in_part_only_is_told() {
    let schema = |inside: &str| {
        format!(
            r#"{{"$schema":"http://json-schema.org/draft-04/schema#","type":"object","properties":{{"detail":{{"type":"object","properties":{{"not":{{"type":"string"}},"a":{{{inside}}}}}}}}}}}"#
        )
    };
    let diff = |old: &str, new: &str| {
        Pretend::default()
            .file("old.json", schema(old))
            .file("new.json", schema(new))
            .evb(&["schema", "diff", "old.json", "new.json"])
    };
    insta::assert_snapshot!(diff(r#""not":{"type":"string"}"#, r#""not":{"type":"integer"}"#), @r"
    exit: Failure
    --- stdout
    nothing changed
    --- stderr
    warning[schema/partly-compared]: the versions of `new.json` differ in `not`, which is compared in part only
     |
     = help: look at these yourself: they may break what is not told here
    ");
    insta::assert_snapshot!(diff(r#""items":{"type":"string"}"#, r#""items":{"type":"string"}"#), @r"
    exit: Success
    --- stdout
    nothing changed
    ");
}

#[test]
fn alternatives_are_compared_one_by_one() {
    let schema = |inside: &str| {
        format!(r#"{{"type":"object","properties":{{"detail":{{"oneOf":[{inside}]}}}}}}"#)
    };
    let card = r#"{"required":["card"],"properties":{"card":{"type":"string"}}}"#;
    let iban = r#"{"required":["iban"],"properties":{"iban":{"type":"string"}}}"#;
    let short = r#"{"required":["iban"],"properties":{"iban":{"type":"string","maxLength":34}}}"#;
    let diff = |old: &[&str], new: &[&str]| {
        Pretend::default()
            .file("old.json", schema(&old.join(",")))
            .file("new.json", schema(&new.join(",")))
            .evb(&["schema", "diff", "old.json", "new.json"])
    };
    insta::assert_snapshot!(diff(&[card, iban], &[iban, card]), @r"
    exit: Success
    --- stdout
    nothing changed
    ");
    insta::assert_snapshot!(diff(&[card], &[card, iban]), @r"
    exit: Negative
    --- stdout
    new.json: changed
    breaks     field   change        old                           new                   at
    consumers  detail  alternatives  no alternative that takes it  anything with `iban`  new.json:1:41

    1 change: 1 breaks consumers, none breaks producers
    ");
    insta::assert_snapshot!(diff(&[card, iban], &[card]), @r"
    exit: Negative
    --- stdout
    new.json: changed
    breaks     field   change        old                   new                           at
    producers  detail  alternatives  anything with `iban`  no alternative that takes it  new.json:1:41

    1 change: none breaks consumers, 1 breaks producers
    ");
    insta::assert_snapshot!(diff(&[card, iban], &[card, short]), @r"
    exit: Negative
    --- stdout
    new.json: changed
    breaks     field        change  old           new           at
    producers  detail.iban  bound   no maxLength  maxLength 34  new.json:1:155

    1 change: none breaks consumers, 1 breaks producers
    ");
}
