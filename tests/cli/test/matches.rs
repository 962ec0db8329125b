//! `matches`, `includes`, `excludes`.

use super::{cases, suite};

#[test]
fn the_complete_set_of_rules() {
    insta::assert_snapshot!(cases("\
  - {name: all, event: shipped.json, matches: [Audit, Billing]}
  - {name: none, event: {source: bank}, matches: []}
  - {name: another bus, event: shipped.json, bus: partners, matches: Partners}
  - {name: some, event: shipped.json, includes: [Audit], excludes: [Retired, Partners]}
"), @r"
    exit: Success
    --- stdout
    4 passed: 4 cases in 1 suite
    ");
}

#[test]
fn another_set_is_compared_and_explained() {
    insta::assert_snapshot!(cases("\
  - name: another set
    event: {like: shipped.json, set: {detail.total: 99}}
    matches: [Billing, Retired, Partners]
"), @r#"
    exit: Negative
    --- stdout
    failed another set (shop.evb.yaml:3)
      shop.evb.yaml:5:5: matches: the event does not match `Billing`, `Partners` and `Retired`, and matches `Audit`
        - Billing
        - Partners
        - Retired
        + Audit
        Billing: `detail.total` is 99, the pattern wants {"numeric":[">",100]}: `99` is not a number > 100: it misses the bound by 1
          pattern template.yaml:7:73
        Partners: it is on the bus `partners`, and the event on `default`
        Retired: it is disabled
        change the suite: `matches: [Audit]`
        change the template: `Billing`, `detail.total`: if it is to be inside, write `{"numeric": [">=", 99]}`
    1 failed, 0 passed: 1 case in 1 suite
    "#);
}

#[test]
fn a_rule_that_is_missing_or_too_many() {
    insta::assert_snapshot!(cases("\
  - {name: missing, event: {source: Shop}, includes: [Audit]}
  - {name: too many, event: shipped.json, excludes: [Audit, Retired]}
  - {name: none, event: shipped.json, matches: []}
"), @r#"
    exit: Negative
    --- stdout
    failed missing (shop.evb.yaml:3)
      shop.evb.yaml:3:44: includes: the event does not match `Audit`
        Audit: `source` is "Shop", the pattern wants "shop": `"Shop"` differs from `"shop"` only in case
          pattern template.yaml:11:31, event shop.evb.yaml:3:37
        change the suite: `excludes: [Audit]` instead of `includes`
        change the template: `Audit`, `source`: write `{"equals-ignore-case": "shop"}`
    failed too many (shop.evb.yaml:4)
      shop.evb.yaml:4:43: excludes: the event matches `Audit`
        change the suite: `excludes: [Retired]` and `includes: [Audit]`
    failed none (shop.evb.yaml:5)
      shop.evb.yaml:5:39: matches: the event matches `Billing` and `Audit`
        + Billing
        + Audit
        change the suite: `matches: [Billing, Audit]`
    3 failed, 0 passed: 3 cases in 1 suite
    "#);
}

#[test]
fn an_entry_of_put_events_names_its_bus() {
    insta::assert_snapshot!(cases(r#"
  - name: an entry
    event: {Source: shop, DetailType: Order, Detail: '{"state": "new"}', EventBusName: partners}
    matches: [Partners]
"#), @r"
    exit: Success
    --- stdout
    1 passed: 1 case in 1 suite
    ");
}

#[test]
fn every_event_of_a_file_is_asked() {
    insta::assert_snapshot!(cases(r#"
  - name: several
    events: [shipped.json, {source: bank}, {source: shop}]
    matches: [Audit]
"#), @r#"
    exit: Negative
    --- stdout
    failed several (shop.evb.yaml:3)
      shop.evb.yaml:5:5: matches: the event `shipped.json:1` matches `Billing`
        + Billing
          Audit
        change the suite: `matches: [Billing, Audit]`, in a case of its own for this event
      shop.evb.yaml:5:5: matches: the event `events[1]` does not match `Audit`
        - Audit
        Audit: `source` is "bank", the pattern wants "shop": `"bank"` is not `"shop"`
          pattern template.yaml:11:31, event shop.evb.yaml:4:37
        change the suite: `matches: []`, in a case of its own for this event
        change the template: `Audit`: let `source` take `"bank"`
    1 failed, 0 passed: 1 case in 1 suite
    "#);
}

#[test]
fn rules_in_place_need_no_template() {
    insta::assert_snapshot!(suite(r#"
rules:
  Shop: {source: [shop]}
  Other: {pattern: {source: [shop]}, bus: other}
  Text: {pattern: '{"source": ["bank"]}'}
cases:
  - {name: a, event: {source: shop}, matches: [Shop]}
  - {name: b, event: {source: shop}, bus: other, matches: [Shop, Other]}
  - {name: c, event: {source: shop}, matches: [Text]}
"#), @r#"
    exit: Negative
    --- stdout
    failed c (shop.evb.yaml:9)
      shop.evb.yaml:9:38: matches: the event does not match `Text`, and matches `Shop`
        - Text
        + Shop
        Text: `source` is "shop", the pattern wants "bank": `"shop"` is not `"bank"`
          pattern shop.evb.yaml:5:32, event shop.evb.yaml:9:31
        change the suite: `matches: [Shop]`
        change the template: `Text`: let `source` take `"shop"`
    1 failed, 2 passed: 3 cases in 1 suite
    "#);
}
