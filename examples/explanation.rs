//! Why does an event not match? The fields that decided, the nearest miss first.
//!
//! ```sh
//! cargo run --no-default-features --example explanation
//! ```

use std::error::Error;

use evb::json;
use evb::pattern::{Dialect, Explainer, parse};
use evb::source::Source;

const PATTERN: &str = r#"{
  "source": ["aws.ec2"],
  "detail-type": ["EC2 Instance State-change Notification"],
  "detail": {"state": ["running"], "region": ["eu-central-1"]}
}"#;

const EVENT: &str = r#"{
  "source": "aws.ec2",
  "detail-type": "EC2 Instance State-change Notification",
  "detail": {"state": "Running", "instance-id": "i-0123456789abcdef0"}
}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let pattern = parse(PATTERN, Dialect::Bus)?;
    let event = json::parse(EVENT)?;
    let explanation = Explainer::new(&pattern).explain(&event);
    assert!(!explanation.matched);

    // Places are spans of bytes; a source turns them into lines and columns.
    let source = Source::new("pattern.json", PATTERN);
    for field in explanation.fields() {
        let place = source.position(field.pattern_span.start);
        println!(
            "{}:{}:{}: {}: {}",
            source.name(),
            place.line,
            place.column,
            field.path,
            field.reason
        );
        if let Some(hint) = &field.hint {
            println!("    {}", hint.text);
        }
    }

    // The kind of reason is for programs: what is nearest to a match comes first.
    let kinds: Vec<&str> = explanation
        .fields()
        .iter()
        .map(|field| field.kind.as_str())
        .collect();
    assert_eq!(kinds, ["case", "missing"]);
    Ok(())
}
