//! `because`: the fields that decide.

use super::{cases, suite};

#[test]
fn just_the_fields_that_decide() {
    insta::assert_snapshot!(cases("\
  - name: one field
    event: {like: shipped.json, set: {detail.total: 99}}
    because: {Billing: detail.total}
  - name: two fields
    event: {like: shipped.json, set: {detail.total: 99, detail.state: new}}
    because: {Billing: [detail.state, detail.total]}
"), @r"
    exit: Success
    --- stdout
    2 passed: 2 cases in 1 suite
    ");
}

#[test]
fn another_field_or_none() {
    insta::assert_snapshot!(cases("\
  - name: another field
    event: {like: shipped.json, set: {detail.total: 99}}
    because: {Billing: detail.state}
  - name: one of two
    event: {like: shipped.json, set: {detail.total: 99, detail.state: new}}
    because: {Billing: detail.state}
  - name: it matches
    event: shipped.json
    because: {Billing: detail.total}
  - name: it is disabled
    event: shipped.json
    because: {Retired: source}
"), @r#"
    exit: Negative
    --- stdout
    failed another field (shop.evb.yaml:3)
      shop.evb.yaml:5:5: because: other fields decide that the event does not match `Billing`
        - detail.state
        + detail.total
        Billing: `detail.total` is 99, the pattern wants {"numeric":[">",100]}: `99` is not a number > 100: it misses the bound by 1
          pattern template.yaml:7:73
        change the suite: `because: {Billing: detail.total}`
    failed one of two (shop.evb.yaml:6)
      shop.evb.yaml:8:5: because: other fields decide that the event does not match `Billing`
          detail.state
        + detail.total
        Billing: `detail.total` is 99, the pattern wants {"numeric":[">",100]}: `99` is not a number > 100: it misses the bound by 1
          pattern template.yaml:7:73
        Billing: `detail.state` is "new", the pattern wants "shipped": `"new"` is not `"shipped"`
          pattern template.yaml:7:55
        change the suite: `because: {Billing: [detail.state, detail.total]}`
    failed it matches (shop.evb.yaml:9)
      shop.evb.yaml:11:5: because: the event matches `Billing`
        change the suite: `includes: [Billing]` instead of `because`
    failed it is disabled (shop.evb.yaml:12)
      shop.evb.yaml:14:5: because: no field decides that the event does not match `Retired`: it is disabled
    4 failed, 0 passed: 4 cases in 1 suite
    "#);
}

#[test]
fn of_alternatives_one_is_missed_by_these() {
    insta::assert_snapshot!(suite(r#"
rules:
  Either: {source: [shop], $or: [{detail: {a: [1]}}, {detail: {b: [1]}}]}
cases:
  - {name: first, event: {source: shop, detail: {a: 2, b: 2}}, because: {Either: detail.a}}
  - {name: second, event: {source: shop, detail: {a: 2, b: 2}}, because: {Either: detail.b}}
  - {name: neither, event: {source: shop, detail: {a: 2, b: 2}}, because: {Either: [detail.a, detail.b]}}
"#), @"
    exit: Negative
    --- stdout
    failed neither (shop.evb.yaml:7)
      shop.evb.yaml:7:66: because: other fields decide that the event does not match `Either`
          detail.a
        - detail.b
        Either: `detail.a` is 2, the pattern wants 1: `2` is not `1`
          pattern shop.evb.yaml:3:48, event shop.evb.yaml:7:55
        change the suite: `because: {Either: detail.a}`
    1 failed, 2 passed: 3 cases in 1 suite
    ");
}
