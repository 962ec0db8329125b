//! Does an event match a pattern?
//!
//! ```sh
//! cargo run --no-default-features --example verdict
//! cargo run --no-default-features --example verdict -- '{"a": [{"prefix": "x"}]}' '{"a": "xyz"}'
//! ```

use std::error::Error;
use std::process::ExitCode;

use evb::json;
use evb::pattern::{Dialect, evaluate_as_service, parse};

const PATTERN: &str = r#"{
  "source": ["com.acme.orders"],
  "detail": {"total": [{"numeric": [">", 100]}], "status": [{"anything-but": "CANCELLED"}]}
}"#;

const EVENT: &str = r#"{
  "source": "com.acme.orders",
  "detail-type": "OrderPlaced",
  "detail": {"id": "ord-4711", "total": 129.90, "status": "PLACED"}
}"#;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let pattern = arguments.next().unwrap_or_else(|| PATTERN.to_owned());
    let event = arguments.next().unwrap_or_else(|| EVENT.to_owned());

    // Everything that is wrong with a pattern comes at once, each mistake with its place, and with AWS's own words.
    let pattern = match parse(&pattern, Dialect::Bus) {
        Ok(pattern) => pattern,
        Err(refused) => {
            for mistake in &refused.diagnostics {
                eprintln!("{mistake}");
            }
            eprintln!("AWS answers: {}", refused.aws_message());
            return Ok(ExitCode::from(2));
        }
    };

    // The answer of the service, which has defects of its own: the notes say where it is not what the pattern means.
    let event = json::parse(&event)?;
    let verdict = evaluate_as_service(&pattern, &event);
    println!("{}", if verdict.matched { "match" } else { "no match" });
    for note in &verdict.notes {
        println!("note: {note}");
    }
    Ok(if verdict.matched {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
