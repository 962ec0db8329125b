//! Which of a thousand rules does each of many events match?
//!
//! ```sh
//! cargo run --release --no-default-features --example thousand_rules
//! ```

use std::error::Error;
use std::time::Instant;

use evb::pattern::set::Reading;
use evb::pattern::{Dialect, Pattern, PatternSet, parse};

const RULES: usize = 1_000;
const EVENTS: usize = 20_000;

/// Rule `number` wants the orders of one customer above a total.
fn rule(number: usize) -> Result<Pattern, Box<dyn Error>> {
    let text = format!(
        r#"{{"source": ["com.acme.orders"], "detail": {{
            "customer": ["c-{number}"], "total": [{{"numeric": [">=", {}]}}] }} }}"#,
        number % 100
    );
    Ok(parse(&text, Dialect::Bus)?)
}

/// Event `number`: an order of one of as many customers as there are rules.
fn event(number: usize) -> String {
    format!(
        r#"{{"source": "com.acme.orders", "detail-type": "OrderPlaced",
            "detail": {{"customer": "c-{}", "total": {}.50, "items": [{{"sku": "s-{number}", "count": 1}}]}}}}"#,
        number % RULES,
        number % 150
    )
}

fn main() -> Result<(), Box<dyn Error>> {
    let patterns: Vec<Pattern> = (0..RULES).map(rule).collect::<Result<_, _>>()?;
    let set = PatternSet::new(&patterns);
    let events: Vec<String> = (0..EVENTS).map(event).collect();

    // Each thread keeps a scratch of its own: it learns what the events look like.
    let mut scratch = set.scratch();
    let mut matches = 0;
    let begun = Instant::now();
    for event in &events {
        matches += set
            .matches(event.as_bytes(), Reading::Validated, &mut scratch)?
            .len();
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{EVENTS} events, {} rules: {matches} matches, {:.0} events a second",
        set.len(),
        EVENTS as f64 / seconds
    );

    // The plain evaluator asks one rule of one event, and comes to the same.
    let read: Vec<_> = events
        .iter()
        .take(100)
        .map(|event| evb::json::parse(event))
        .collect::<Result<_, _>>()?;
    for (event, text) in read.iter().zip(&events) {
        let found = set.matches(text.as_bytes(), Reading::Validated, &mut scratch)?;
        for (number, pattern) in patterns.iter().enumerate() {
            let is_found = found.iter().any(|&rule| rule as usize == number);
            assert_eq!(evb::pattern::evaluate(pattern, event), is_found);
        }
    }
    Ok(())
}
