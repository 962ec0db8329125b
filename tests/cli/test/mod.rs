//! `evb test`: do the rules do what the suites expect?

mod added;
mod because;
mod broken;
mod building;
mod buses;
mod checks;
mod command;
mod coverage;
mod delivers;
mod directories;
mod entries;
mod everything;
mod examples;
mod github;
mod junit;
mod markdown;
mod matches;
mod mistaken;
mod mutants;
mod nothing;
mod open;
mod pipes;
mod retries;
mod scale;
mod schedules;
mod tables;
mod watch;
mod write;

use crate::support::Pretend;

const TEMPLATE: &str = "\
Parameters:
  Stage: {Type: String}
Resources:
  Billing:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop], detail: {state: [shipped], total: [{numeric: ['>', 100]}]}}
  Audit:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
  Retired:
    Type: AWS::Events::Rule
    Properties:
      State: DISABLED
      EventPattern: {source: [shop]}
  Partners:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: partners
      EventPattern: {source: [shop]}
";

const SHIPPED: &str = r#"{"id":"1","detail-type":"Order","source":"shop","detail":{"id":4711,"state":"shipped","total":250,"items":[{"sku":"a"}]}}"#;

/// A directory with a template, an event and one suite.
fn host(suite: &str) -> Pretend {
    Pretend::default()
        .file("template.yaml", TEMPLATE)
        .file("shipped.json", SHIPPED)
        .file("shop.evb.yaml", suite)
}

/// A run of a suite of these cases.
fn cases(cases: &str) -> String {
    // The first line of a text in several lines of source loses its indentation.
    let cases = cases.trim_start_matches(['\n', ' ']);
    suite(&format!("template: template.yaml\ncases:\n  {cases}"))
}

/// A run of a suite.
fn suite(suite: &str) -> String {
    host(suite).evb(&["test"])
}
