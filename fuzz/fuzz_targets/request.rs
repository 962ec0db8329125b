//! Requests: any JSON is judged as the request of every operation, however much of it there is, and what a text declares as
//! the requests that it becomes. What is told lies in the text, and nothing that is not there is missed of an answer.

#![no_main]

use evb::api::{self, Client, Constraint, Operation, Refusal, Speaker};
use evb::check::{self, World};
use evb::iac::{self, Content};
use evb::json::{self, Value};
use evb::model::{Extent, Requested};
use evb::source::Source;
use libfuzzer_sys::fuzz_target;

const EXTENTS: [Extent; 4] = [Extent::Whole, Extent::Update, Extent::Part, Extent::Answer];

/// Every refusal has its place and its words, and every answer its reason.
fn told(text: &str, operation: Operation, refusals: &[Refusal]) {
    for refusal in refusals {
        assert!(text.get(refusal.span.start..refusal.span.end).is_some());
        assert!(!refusal.diagnostic(operation.as_str()).message.is_empty());
    }
    for client in [Client::AwsCli, Client::Other] {
        let answer = api::answer(operation, refusals, client);
        assert!(answer.is_none() || !refusals.is_empty());
        if let Some(answer) = answer {
            assert!(client == Client::AwsCli || answer.by != Speaker::AwsCli);
        }
    }
}

fn judged(text: &str, operation: Operation, value: &Value) {
    let mut refusals = api::judge(operation, value);
    refusals.extend(api::check(operation, value));
    told(text, operation, &refusals);
    for extent in EXTENTS {
        let value = value.clone();
        let refusals = api::refusals(operation, &Requested { value, extent });
        let is_missing = |one: &Refusal| one.constraint == Constraint::Required;
        assert!(extent != Extent::Answer || !refusals.iter().any(is_missing));
        told(text, operation, &refusals);
    }
}

fuzz_target!(|text: &str| {
    if let Ok(request) = json::parse(text) {
        for operation in Operation::ALL {
            judged(text, *operation, &request);
            judged(text, *operation, &api::sent(*operation, &request));
        }
        let target = api::sent_target(&request);
        judged(text, Operation::PutTargets, &target);
        let source = Source::new("entries.json", text);
        let _ = check::entries(&request, &source, &World::default());
    }
    if let Ok(Content::Declarations(inventory)) = iac::read(text) {
        for request in api::requests(&inventory) {
            told(text, request.operation, &request.refusals());
        }
        let source = Source::new("declared.json", text);
        let judged = check::inventory(&inventory, &source, &World::default());
        for finding in &judged.findings {
            assert!(finding.severity <= finding.lint.severity);
        }
    }
});
