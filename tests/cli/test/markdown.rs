//! `--format markdown`: a text for a pull request.

use super::host;

fn page(suite: &str) -> String {
    host(suite).run(&["test", "--format", "markdown"]).stdout
}

#[test]
fn everything_passes() {
    insta::assert_snapshot!(page("\
template: template.yaml
cases:
  - {name: good, event: shipped.json, includes: [Audit]}
"), @r"
    ### evb test: 1 passed: 1 case in 1 suite

    | suite | passed | failed | errors |
    |---|---:|---:|---:|
    | `shop.evb.yaml` | 1 | 0 | 0 |
    ");
}

#[test]
fn what_does_not_pass_is_compared_and_explained() {
    insta::assert_snapshot!(page("\
template: template.yaml
events:
  small: {like: shipped.json, set: {detail.total: 12.5}}
cases:
  - {name: too many, event: shipped.json, matches: [Audit]}
  - {name: too few, event: small, matches: [Audit, Billing]}
  - {name: worse, event: gone.json, matches: [Audit]}
"), @r#"
    ### evb test: 2 failed, 1 could not be answered, 0 passed: 3 cases in 1 suite

    | suite | passed | failed | errors |
    |---|---:|---:|---:|
    | `shop.evb.yaml` | 0 | 2 | 1 |

    #### error: `worse`

    `shop.evb.yaml:7:26`: cannot read `gone.json`: no such file

    - paths are seen from the directory of the suite

    #### failed: `too many`

    `shop.evb.yaml:5:43`: matches: the event matches `Billing`

    ```diff
    + Billing
      Audit
    ```

    - change the suite: `matches: [Billing, Audit]`

    #### failed: `too few`

    `shop.evb.yaml:6:35`: matches: the event does not match `Billing`

    ```diff
    - Billing
      Audit
    ```

    - `Billing`: `detail.total` is `12.5`, the pattern wants `{"numeric":[">",100]}`: `12.5` is not a number \> 100 (pattern `template.yaml:7:73`)
    - change the suite: `matches: [Audit]`
    - change the template: `Billing`: let `detail.total` take `12.5`
    "#);
}

#[test]
fn a_suite_that_cannot_be_read_stands_first() {
    insta::assert_snapshot!(page("cases: [{name: a"), @r"
    ### evb test: 1 error beside the cases, 0 passed: 0 cases in 0 suites; 1 suite not read

    #### not read: `shop.evb.yaml`

    `shop.evb.yaml:1:9`: a bracket is not closed
    ");
    insta::assert_snapshot!(page("template: gone.yaml\ncases: []\n"), @r"
    ### evb test: 1 error beside the cases, 0 passed: 0 cases in 1 suite

    | suite | passed | failed | errors |
    |---|---:|---:|---:|
    | `shop.evb.yaml` | 0 | 0 | 0 |

    #### error: `shop.evb.yaml`

    `shop.evb.yaml:1:11`: cannot read `gone.yaml`: no such file

    - paths are seen from the directory of the suite
    ");
}

#[test]
fn foreign_text_is_no_markdown() {
    insta::assert_snapshot!(page(r##"rules:
  "Bill`ing | <b>@team</b>": {source: [shop], detail: {state: ["```", "](https://x.example)"]}}
cases:
  - name: "# ` <script>\n*a* | b"
    event: {source: shop, detail: {state: "````"}}
    includes: ["Bill`ing | <b>@team</b>"]
"##), @r#"
    ### evb test: 1 failed, 0 passed: 1 case in 1 suite

    | suite | passed | failed | errors |
    |---|---:|---:|---:|
    | `shop.evb.yaml` | 0 | 1 | 0 |

    #### failed: `` # ` <script>\n*a* | b ``

    `shop.evb.yaml:6:5`: includes: `` the event does not match `Bill`ing | <b>@team</b>` ``

    - `` Bill`ing | <b>@team</b> ``: `detail.state` is ````` "````" `````, the pattern wants ```` "```" ````: ````` `"````"` differs from `"```"` in one character ````` (pattern `shop.evb.yaml:2:64`, event `shop.evb.yaml:5:43`)
    - change the suite: `` `excludes: [Bill`ing | <b>@team</b>]` instead of `includes` ``
    - change the template: ````` `Bill`ing | <b>@team</b>`, `detail.state`: if that is what the event should have, write `"````"` `````
    "#);
}

#[test]
fn a_page_is_no_longer_than_a_comment_may_be() {
    let cases: String = (0..2_000)
        .map(|number| {
            format!("  - {{name: case {number}, event: shipped.json, matches: [Audit]}}\n")
        })
        .collect();
    let page = page(&format!("template: template.yaml\ncases:\n{cases}"));
    assert!(
        page.len() <= 65_536 && page.len() > 60_000,
        "{}",
        page.len()
    );
}
