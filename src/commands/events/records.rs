//! Records that are no lines: elements of arrays, messages, events over several lines, answered on several threads.
//!
//! One thread cuts the input into records. A record that is [plain](event::plain) is answered wherever a thread is free,
//! any other between the answers to its neighbours, as the sequential form does.
//!
//! To cut is what no other thread can help with, so it takes objects [on trust](event::Splitter::trusting): whoever
//! answers for one reads every byte of it. Where one turns out not to be sound, the input is cut again from there with a
//! closer look, to its end.

use std::io::Read;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::answers::{Answers, AnswersLines, Line, Part, TakesLines, Within};
use super::chunks::ReadSoFar;
use super::cut::{CutInput, Records};
use super::lines::LineReader;
use super::ordered::{Ending, Ordered};
use super::record::BrokenRecord;
use super::told::Told;
use crate::commands::{Context, Failure};
use crate::event::{self, Origin, Plain};
use crate::json;

/// A run of plain records with their answers and how long their events are, or a record that is none.
enum PartOrRecord<A> {
    Part(A, std::ops::Range<usize>, usize),
    Record(usize),
    /// One that was taken on trust and is not sound. What comes behind it may have been cut wrong.
    Unsound(usize),
}

/// How many empty lists were known when a chunk was answered, and what was found in it.
type Found<A> = (usize, Vec<PartOrRecord<A>>);

impl Told<'_> {
    /// The answers for plain records, and which records are others.
    fn answer<L: AnswersLines>(&self, lines: &L) -> Vec<PartOrRecord<L::Answers>> {
        let mut parts = Vec::new();
        let mut scratch = lines.scratch();
        let mut carried = Vec::new();
        let (mut answers, mut first, mut bytes) = (L::Answers::default(), 0, 0);
        let pieces = &self.records.pieces;
        let count = pieces.len();
        for number in 0..count {
            let line = self.line(number, lines, &mut carried);
            let length = line.as_ref().map_or(0, |line| line.bytes().len());
            if line.is_some_and(|line| lines.line(&line, &mut scratch, &mut answers)) {
                bytes += length;
                continue;
            }
            let is_sound = || {
                pieces
                    .get(number)
                    .is_some_and(|piece| json::scan::is_value(piece.bytes))
            };
            let is_record = !pieces.is_trusted(number) || is_sound();
            if first < number {
                let answers = std::mem::take(&mut answers);
                parts.push(PartOrRecord::Part(answers, first..number, bytes));
            }
            if !is_record {
                parts.push(PartOrRecord::Unsound(number));
                lines.give_back(scratch);
                return parts;
            }
            parts.push(PartOrRecord::Record(number));
            (first, bytes) = (number + 1, 0);
        }
        if first < count {
            parts.push(PartOrRecord::Part(answers, first..count, bytes));
        }
        lines.give_back(scratch);
        parts
    }

    /// The event in a record that is plain.
    fn line<'l>(
        &'l self,
        number: usize,
        lines: &impl AnswersLines,
        carried: &'l mut Vec<u8>,
    ) -> Option<Line<'l>> {
        let pieces = &self.records.pieces;
        let piece = pieces.get(number)?;
        let plain = event::plain(&piece, self.shape, lines.wanted_header(), carried)?;
        let place = lines.wants_places().then(|| self.place(number));
        let nth = u32::try_from(number).ok()?;
        match plain {
            Plain::Itself(header) => {
                let (buffer, span) = pieces.in_memory(number)?;
                // Whoever reads every byte of it finds what is no text.
                if !lines.checks_events() {
                    std::str::from_utf8(buffer.get(span.0..span.1)?).ok()?;
                }
                let line = Line::new(buffer, span, nth, place).beginning(header);
                Some(match place {
                    Some(_) => line.within(pieces.around(number), Origin::Itself),
                    None => line,
                })
            }
            Plain::Message(member) => {
                Line::carried(carried, member, (nth, place), lines.checks_events())
            }
        }
    }
}

impl LineReader<'_> {
    /// Hands over the rest of an input, behind so much of it, as records.
    pub(super) fn records<T: TakesLines>(
        &mut self,
        name: &str,
        (reader, may_wait): (Box<dyn Read + Send>, bool),
        read: &mut ReadSoFar,
        taker: &mut T,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let cutter = CutInput::new(name.to_owned(), reader, self.shape);
        let cutter = cutter.behind(read.records, read.lines);
        let lines = taker.lines();
        let mut cutter = Some(cutter.trusting(lines.checks_events()));
        // Whoever answers reads how many are known so far.
        let empty = AtomicUsize::new(0);
        while let Some(present) = cutter.take() {
            let ordered = Ordered::new(present, self.threads, may_wait, Vec::new());
            let ending = ordered.each(
                context,
                |records| {
                    let empty = empty.load(Ordering::Relaxed);
                    (empty, self.told(name, records, empty).answer(&*lines))
                },
                |records, answered, context| {
                    let is_placed = lines.wants_places();
                    let told = self.chunk(
                        name,
                        records,
                        (answered, is_placed),
                        (&empty, taker),
                        context,
                    )?;
                    if told.is_continue() {
                        read.records = records.count.saturating_sub(empty.load(Ordering::Relaxed));
                    }
                    Ok(told)
                },
            )?;
            match ending {
                Ending::Ended {
                    error: Some(error), ..
                } => taker.refuse(BrokenRecord::unreadable(name.to_owned(), &error), context)?,
                Ending::Ended { .. } => {}
                Ending::Stopped {
                    chunk: records,
                    why: passed,
                    behind,
                } => {
                    cutter = CutInput::again(name, (records, passed), read.lines, behind);
                    debug_assert!(cutter.is_some(), "what was cut once can be cut again");
                }
            }
        }
        self.end.had_empty_list |= empty.into_inner() > 0;
        Ok(())
    }

    /// What is known of records, if so many of all turned out to be empty lists.
    fn told<'c>(&'c self, name: &'c str, records: &'c Records, empty: usize) -> Told<'c> {
        Told {
            name,
            records,
            shape: self.shape,
            settings: &self.settings,
            empty,
        }
    }

    /// Hands over all records of a chunk, or those before the first that is not sound: so many. The answers were found when so
    /// many empty lists were known as they say.
    fn chunk<T: TakesLines>(
        &self,
        name: &str,
        records: &Records,
        (found, is_placed): (Found<Answers<T>>, bool),
        (empty, taker): (&AtomicUsize, &mut T),
        context: &mut Context<'_>,
    ) -> Result<ControlFlow<usize>, Failure> {
        let (known, parts) = found;
        for part in parts {
            if let PartOrRecord::Unsound(passed) = part {
                return Ok(ControlFlow::Break(passed));
            }
            let before = empty.load(Ordering::Relaxed);
            // The places behind an empty list were counted wrong.
            let is_right = before == known || !is_placed;
            let told = self.told(name, records, before);
            empty.store(
                before + tell(told, part, is_right, taker, context)?,
                Ordering::Relaxed,
            );
        }
        Ok(ControlFlow::Continue(()))
    }
}

/// Hands over answers, or the records themselves where the answers are not right; how many of them were empty lists.
fn tell<T: TakesLines>(
    told: Told<'_>,
    part: PartOrRecord<Answers<T>>,
    is_right: bool,
    taker: &mut T,
    context: &mut Context<'_>,
) -> Result<usize, Failure> {
    let records = match part {
        PartOrRecord::Part(answers, _, bytes) if is_right => {
            let part = Part {
                answers,
                source: told.name,
                bytes,
                within: Within::Records(told),
            };
            taker.take_part(part, context)?;
            return Ok(0);
        }
        PartOrRecord::Part(_, records, _) => records,
        PartOrRecord::Record(number) | PartOrRecord::Unsound(number) => number..number + 1,
    };
    let mut empty = 0;
    for number in records {
        let told = Told {
            empty: told.empty + empty,
            ..told
        };
        match told.record(number) {
            Some(Ok(record)) => taker.take(&record, context)?,
            Some(Err(broken)) => taker.refuse(*broken, context)?,
            None => empty += 1,
        }
    }
    Ok(empty)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::super::nowhere::in_context;
    use super::super::record::EventRecord;
    use super::*;
    use crate::commands::events::Threads;
    use crate::commands::events::slices::Slices;
    use crate::commands::events::stream::{EventStream, Takes};
    use crate::event::Shape;
    use crate::event::put_events::Settings;
    use crate::pattern::set::{Reading, Scratch};
    use crate::pattern::{Dialect, PatternSet, parse};

    /// Tells everything that it is told, and what a pattern answers.
    struct Teller {
        lines: Arc<Tells>,
        told: Vec<String>,
    }

    /// What a pattern answers, on any thread.
    struct Tells {
        set: PatternSet,
        wants_places: bool,
        /// Whether it tells what stands around a record.
        looks_around: bool,
    }

    impl Teller {
        fn new((wants_places, looks_around): (bool, bool)) -> Self {
            let pattern = parse(r#"{"detail":{"n":[{"numeric":["<",5]}]}}"#, Dialect::Bus).unwrap();
            let lines = Tells {
                set: PatternSet::new([&pattern]),
                wants_places,
                looks_around,
            };
            Self {
                lines: Arc::new(lines),
                told: Vec::new(),
            }
        }
    }

    impl Tells {
        fn matched(
            &self,
            text: &[u8],
            span: (usize, usize),
            scratch: &mut Scratch,
        ) -> Option<bool> {
            let reading = Reading::Validated;
            let matched = self
                .set
                .matches_at(text, span.0, span.1, reading, scratch)
                .ok()?;
            (matched.end == Some(span.1)).then_some(!matched.rules.is_empty())
        }

        fn tell(&self, record: &EventRecord<'_>, matched: Option<bool>) -> String {
            let EventRecord {
                place,
                text,
                origin,
                bus,
                ..
            } = record;
            let source = self.looks_around.then(|| record.source());
            format!("{place:?} {text} {origin:?} {bus:?} {source:?} {matched:?}")
        }
    }

    impl Takes for Teller {
        fn take(&mut self, record: &EventRecord<'_>, _: &mut Context<'_>) -> Result<(), Failure> {
            let text = record.text.as_bytes();
            let lines = &self.lines;
            let matched = lines.matched(text, (0, text.len()), &mut lines.set.scratch());
            self.told.push(lines.tell(record, matched));
            Ok(())
        }

        fn refuse(&mut self, broken: BrokenRecord, _: &mut Context<'_>) -> Result<(), Failure> {
            let codes = broken
                .findings
                .iter()
                .map(|finding| finding.diagnostic.code.as_str());
            let codes: Vec<&str> = codes.collect();
            let findings = self.lines.looks_around.then_some(&broken.findings);
            let place = broken.index_and_line;
            self.told.push(format!("{place:?} {codes:?} {findings:?}"));
            Ok(())
        }
    }

    impl AnswersLines for Tells {
        type Scratch = Scratch;
        type Answers = Vec<(String, bool, u32, (usize, usize))>;

        fn scratch(&self) -> Scratch {
            self.set.scratch()
        }

        fn wants_places(&self) -> bool {
            self.wants_places
        }

        fn line(
            &self,
            line: &Line<'_>,
            scratch: &mut Scratch,
            answers: &mut Self::Answers,
        ) -> bool {
            let Some(matched) = self.matched(line.buffer, line.span, scratch) else {
                return false;
            };
            let record = line.record().filter(|_| self.wants_places);
            let told = record.map(|record| self.tell(&record, Some(matched)));
            answers.push((told.unwrap_or_default(), matched, line.number, line.span));
            true
        }
    }

    impl TakesLines for Teller {
        type Lines = Tells;

        fn lines(&self) -> Arc<Tells> {
            Arc::clone(&self.lines)
        }

        fn take_part(
            &mut self,
            part: Part<'_, Answers<Self>>,
            _: &mut Context<'_>,
        ) -> Result<(), Failure> {
            for (nth, (told, matched, number, span)) in part.answers.iter().enumerate() {
                let record = part.record(nth, *number, *span).unwrap();
                assert_eq!(record.place, part.place(nth, *number));
                let later = self.lines.tell(&record, Some(*matched));
                assert!(!self.lines.wants_places || *told == later, "{told} {later}");
                self.told.push(later);
            }
            Ok(())
        }
    }

    /// What is told of a text that is read in slices of these sizes, on so many threads; one after the other without any.
    fn told(
        (text, sizes): (&str, &[usize]),
        shape: Shape,
        threads: Option<(usize, bool)>,
        wants: (bool, bool),
    ) -> (Vec<String>, usize, bool) {
        let mut teller = Teller::new(wants);
        let settings = Settings::default();
        let reader: Box<dyn Read + Send> = Box::new(Slices::new(text.as_bytes(), sizes, false));
        let Some((count, may_wait)) = threads else {
            let mut stream = EventStream::over_rest("f", reader, (shape, settings), 0, 0);
            in_context(|context| stream.each(&mut teller, context)).unwrap();
            return (
                teller.told,
                stream.records_before(),
                stream.had_empty_list(),
            );
        };
        let threads = Threads::of(count);
        let mut lines = LineReader::new(shape, settings, &threads);
        in_context(|context| lines.reader("f", (reader, may_wait), &mut teller, context)).unwrap();
        (
            teller.told,
            lines.settings.first_number,
            lines.end.had_empty_list,
        )
    }

    fn events() -> impl Strategy<Value = String> {
        let members = Just(vec![
            r#""version":"0""#,
            r#""id":"a\u00e9""#,
            r#""detail-type":"T \"}{\"""#,
            r#""source":"é""#,
            r#""resources":["a","b"]"#,
            r#""time":1e3"#,
        ]);
        (members.prop_shuffle(), 0..10_u32, 0..7_usize, any::<bool>()).prop_map(
            |(mut members, number, at, pretty)| {
                let detail = format!(r#""detail":{{"n":{number},"b":[null,{{"c":"\\"}}]}}"#);
                members.insert(at, &detail);
                let text = format!("{{{}}}", members.join(","));
                if pretty {
                    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
                    serde_json::to_string_pretty(&value).unwrap()
                } else {
                    text
                }
            },
        )
    }

    /// Records of all kinds, some of them broken.
    fn records() -> impl Strategy<Value = String> {
        let message = |name: &'static str, id: &'static str| {
            events().prop_map(move |event| {
                let body = serde_json::to_string(&event).unwrap();
                format!(r#"{{"{id}":"1","{name}":{body},"attributes":{{"n":1}}}}"#)
            })
        };
        let list = |open: &'static str, of: BoxedStrategy<String>, close: &'static str| {
            let separator = prop_oneof![Just(","), Just(",\n"), Just(" ,\n  ")];
            (prop::collection::vec(of, 0..5), separator).prop_map(move |(records, separator)| {
                format!("{open}{}{close}", records.join(separator))
            })
        };
        let bodies = || message("Body", "MessageId").boxed();
        prop_oneof![
            4 => events(),
            2 => bodies(),
            2 => list("[", events().boxed(), "]"),
            1 => list("[\n", bodies(), "\n]"),
            1 => list(r#"{"Messages":["#, bodies(), "]}"),
            1 => list(r#"{"Messages": ["#, events().boxed(), "]}"),
            1 => list(r#"{"Records":["#, message("body", "messageId").boxed(), "],\"x\":1}"),
            1 => list(r#"{"events":["#, message("message", "eventId").boxed(), "]}"),
            1 => Just(r#"{"Messages":[]}"#.to_owned()),
            1 => Just(r#"{"Source":"s","DetailType":"T","Detail":"{\"n\":1}"}"#.to_owned()),
            1 => Just(r#"{"MessageId":"1","Body":"no JSON"}"#.to_owned()),
            1 => Just(r#"{"MessageId":"1","Body":" {\"n\":1}\n"}"#.to_owned()),
            1 => Just(r#"[{"detail-type":"T","detail":{"n":1]},"#.to_owned()),
            1 => Just("{\"detail-type\":\"T\",\n".to_owned()),
            1 => Just("{\"detail-type\":\"T\",\"detail\":[\n{\"n\":1}\n]}".to_owned()),
            1 => Just("{\"detail-type\":\"T\" \"n\":1} {\"n\":[\n{\"n\":1}]}".to_owned()),
            1 => Just(r#"{"detail-type":"T","detail":{"n":1]}"#.to_owned()),
            1 => Just("7".to_owned()),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(120))]

        #[test]
        fn however_a_text_is_read_the_same_is_told(
            records in prop::collection::vec(records(), 1..12),
            separator in prop_oneof![Just("\n"), Just(" "), Just("\r\n\n")],
            times in prop_oneof![3 => Just(1_usize), 1 => 60..200_usize],
            sizes in prop_oneof![
                Just(vec![usize::MAX]),
                prop::collection::vec(1..9_usize, 1..6),
                prop::collection::vec(100..90_000_usize, 1..4),
            ],
            shape in prop_oneof![
                3 => Just(Shape::Recognised),
                1 => Just(Shape::Record),
                1 => Just(Shape::Event),
            ],
            wants_places in any::<bool>(),
        ) {
            let text = vec![records.join(separator); times].join(separator);
            let sizes = if text.len() > 20_000 { &[70_000, 5_000, usize::MAX] } else { &sizes[..] };
            // What stands behind a record on its line is told as far as it has come.
            let comes_at_once = sizes == [usize::MAX] && text.len() < 16_000;
            let wants = (wants_places, comes_at_once);
            let one_after_the_other = told((&text, sizes), shape, None, wants);
            for threads in [(1, false), (2, true), (2, false), (3, true), (3, false)] {
                let at_once = told((&text, sizes), shape, Some(threads), wants);
                prop_assert_eq!(&at_once, &one_after_the_other, "{:?} {:?}", threads, text);
            }
        }
    }
}
