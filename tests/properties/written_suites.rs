//! Suites: what is written into them.

use std::fmt::Write as _;

use evb::check::World;
use evb::diagnostic::Finding;
use evb::event::Shape;
use evb::event::put_events::Settings;
use evb::source::Source;
use evb::suite::writing::{Addition, Step, write};
use evb::suite::{Event, Loader, Prepared, Runner, Template, read};
use proptest::prelude::*;

/// There are no files.
struct Nowhere;

impl Loader for Nowhere {
    fn template(&mut self, _: &str) -> Result<Template, Vec<Finding>> {
        Err(Vec::new())
    }

    fn events(
        &mut self,
        _: &str,
        _: Shape,
        _: &Settings,
        _: usize,
    ) -> Result<Vec<Event>, Vec<Finding>> {
        Err(Vec::new())
    }

    fn text(&mut self, _: &str) -> Result<Source, Vec<Finding>> {
        Err(Vec::new())
    }
}

/// How a case is written, and of what the event is.
type Written = (u8, bool, &'static str);

/// The text of a suite whose cases expect nothing.
fn suite(cases: &[Written], line: &str, begin: &str, end: &str) -> String {
    let mut text = format!(
        "{begin}rules:\n  Shop: {{source: [shop]}}\n  \"no: 1\": {{source: [shop, mine]}}\ncases: # all\n"
    );
    for (number, (style, comment, source)) in cases.iter().enumerate() {
        let remark = if *comment { "  # ü, {x: y}" } else { "" };
        let case = match style {
            0 => {
                format!("  - name: c{number}{remark}\n    event:\n      source: {source}{remark}\n")
            }
            1 => format!("  - {{name: c{number}, event: {{source: {source}}}}}{remark}\n"),
            2 => format!(
                "  - {{\n      name: c{number},{remark}\n      event: {{source: '{source}'}}{remark}\n    }}\n"
            ),
            3 => format!(
                "  - {{ \"name\": \"c{number}\", \"event\": {{\"source\": \"{source}\"}}, }}{remark}\n"
            ),
            4 => format!(
                "  -{remark}\n      event: {{source: {source},\n        detail: {{}}}}{remark}\n      name: c{number}\n\n{remark}\n"
            ),
            5 => format!(
                "  - matches:{remark}\n    name: c{number}\n    event: {{source: {source}}}\n"
            ),
            _ => format!(
                "  - name: c{number}\n    event:\n      source: |-\n        {source}\n{remark}\n"
            ),
        };
        let _ = write!(text, "{case}");
    }
    text.push_str(end);
    text.replace('\n', line)
}

proptest! {
    #[test]
    fn what_is_written_passes_and_without_it_the_file_is_as_it_was(
        cases in prop::collection::vec((0_u8..7, any::<bool>(), prop::sample::select(vec!["shop", "mine", "other"])), 1..6),
        line in prop::sample::select(vec!["\n", "\r\n"]),
        begin in prop::sample::select(vec!["", "\u{feff}", "# first\n---\n"]),
        end in prop::sample::select(vec!["", "# last", "...\n", "\n\nevents: {}\n"]),
    ) {
        let before = suite(&cases, line, begin, end);
        let source = Source::new("s.evb.yaml", before.as_str());
        let (read_suite, told) = read(&source).unwrap();
        prop_assert!(told.iter().all(|one| !one.is_error()), "{told:?}");
        let (prepared, _) = Prepared::new(read_suite, &mut Nowhere, &World::default());
        let runner = Runner::new(&prepared);
        let mut additions = Vec::new();
        for (number, case) in prepared.suite.cases.iter().enumerate() {
            prop_assert!(!runner.run(number).passes());
            for found in runner.found(number).unwrap() {
                let path = vec![Step::Name(case.place.list.to_owned()), Step::Index(case.place.number)];
                additions.push(Addition::member(path, found.word, found.value));
            }
        }
        let written = write(&source, &additions).unwrap();
        prop_assert!(written.places.iter().all(Result::is_ok));
        let after = Source::new("s.evb.yaml", written.text.as_str());
        let (again, _) = Prepared::new(read(&after).unwrap().0, &mut Nowhere, &World::default());
        let runner = Runner::new(&again);
        for number in 0..again.suite.cases.len() {
            prop_assert!(runner.run(number).passes(), "{}", written.text);
        }
        // Everything was put in, nothing exchanged.
        let mut rest = written.text.clone();
        for (number, (span, text)) in written.edits.iter().enumerate().rev() {
            prop_assert!(span.is_empty());
            let put: usize = written.edits[..number]
                .iter()
                .map(|(_, text)| text.len())
                .sum();
            let at = span.start + put;
            prop_assert_eq!(&rest[at..at + text.len()], text.as_str());
            rest.replace_range(at..at + text.len(), "");
        }
        prop_assert_eq!(rest, before);
    }
}
