//! Requests: any JSON is judged as the request of every operation, and what is told lies in the text.

#![no_main]

use evb::api::{self, Client, Operation, Speaker};
use evb::json;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(request) = json::parse(text) else {
        return;
    };
    for operation in Operation::ALL {
        let sent = api::sent(*operation, &request);
        for request in [&request, &sent] {
            let mut refusals = api::judge(*operation, request);
            refusals.extend(api::check(*operation, request));
            for refusal in &refusals {
                assert!(text.get(refusal.span.start..refusal.span.end).is_some());
                assert!(!refusal.diagnostic(operation.as_str()).message.is_empty());
            }
            for client in [Client::AwsCli, Client::Other] {
                let answer = api::answer(*operation, &refusals, client);
                assert!(answer.is_none() || !refusals.is_empty());
                if let Some(answer) = answer {
                    assert!(client == Client::AwsCli || answer.by != Speaker::AwsCli);
                }
            }
        }
    }
});
