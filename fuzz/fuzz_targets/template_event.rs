//! A template and an event, a line end between them: neither makes anything panic, what is delivered as JSON is JSON,
//! what is lost is not, and every place that is told lies in its text.
//!
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run template_event -- -max_total_time=600` (libFuzzer's flags need the unstable
//! compiler).

#![no_main]

use evb::diagnostic::Diagnostic;
use evb::json;
use evb::transform::{
    InputPaths, Record, RecordSource, Rendered, ScheduleInput, Template, TemplateKind, Variables,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (template, event) = text.split_once('\n').unwrap_or((text, "{}"));
    let Ok(event) = json::parse(event) else {
        return;
    };
    let paths = InputPaths::from([("a", "$.detail.a"), ("b", "$.b[0]"), ("whole", "$")]);
    for read in [
        Template::rule(template, &paths, "t"),
        Template::pipe(template),
    ] {
        match read {
            Ok(read) => render(&read, &event),
            Err(refused) => refused
                .diagnostics
                .iter()
                .for_each(|one| lies_in(one, template)),
        }
    }
    let _ = ScheduleInput::check(None, Some(template));
});

fn render(template: &Template, event: &json::Value) {
    template
        .notes()
        .iter()
        .for_each(|one| lies_in(one, template.text()));
    for source in [RecordSource::Sqs, RecordSource::Kafka, RecordSource::Other] {
        match template.render(&Record::from_source(event, source), &Variables::new()) {
            Rendered::Delivered { raw, notes } => {
                assert!(template.kind() != TemplateKind::Json || json::parse(&raw).is_ok());
                notes.iter().for_each(|one| lies_in(one, template.text()));
            }
            Rendered::Undelivered(why) => {
                lies_in(&why.diagnostic, template.text());
                if let Some(fault) = why.fault {
                    assert!(json::parse(&why.rendered).is_err());
                    lies_in(&fault.diagnostic, &why.rendered);
                }
            }
        }
    }
}

fn lies_in(diagnostic: &Diagnostic, text: &str) {
    for label in diagnostic.primary.iter().chain(&diagnostic.related) {
        assert!(text.get(label.span.start..label.span.end).is_some());
    }
}
