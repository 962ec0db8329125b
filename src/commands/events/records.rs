//! Records that are no lines: elements of arrays, messages, events over several lines, answered on several threads.
//!
//! One thread cuts the input into records. A record that is [plain](event::plain) is answered wherever a thread is free,
//! any other between the answers to its neighbours, as the sequential form does.
//!
//! To cut is what no other thread can help with, so it takes objects [on trust](event::Splitter::trusting): whoever
//! answers for one reads every byte of it. Where one turns out not to be sound, the input is cut again from there with a
//! closer look, to its end.

use std::io::Read;

use super::answers::{Line, Part, TakesLines, Within};
use super::batches::Batches;
use super::chunks::ReadSoFar;
use super::cut::{CutInput, Records};
use super::lines::LineReader;
use super::record::BrokenRecord;
use super::told::Told;
use crate::commands::{Context, Failure};
use crate::event::{self, Origin, Plain};
use crate::json;

/// What is kept free behind the text of a message, so that the reader can look beyond an event.
const ROOM_BYTES: usize = 64;

/// A run of plain records with their answers and how long their events are, or a record that is none.
enum PartOrRecord<A> {
    Part(A, std::ops::Range<usize>, usize),
    Record(usize),
    /// One that was taken on trust and is not sound. What comes behind it may have been cut wrong.
    Unsound(usize),
}

/// Records of which one is not sound, how many come before that, and what comes behind them.
type Unsound = (Records, usize, Box<dyn Read + Send>);

impl Told<'_> {
    /// The answers for plain records, and which records are others.
    fn answer<T: TakesLines>(&self, taker: &T) -> Vec<PartOrRecord<T::Answers>> {
        let mut parts = Vec::new();
        let mut scratch = taker.scratch();
        let mut carried = Vec::new();
        let (mut answers, mut first, mut bytes) = (T::Answers::default(), 0, 0);
        let pieces = &self.records.pieces;
        let count = pieces.len();
        for number in 0..count {
            let line = self.line(number, taker, &mut carried);
            let length = line.as_ref().map_or(0, |line| line.bytes().len());
            if line.is_some_and(|line| taker.line(&line, &mut scratch, &mut answers)) {
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
                taker.give_back(scratch);
                return parts;
            }
            parts.push(PartOrRecord::Record(number));
            (first, bytes) = (number + 1, 0);
        }
        if first < count {
            parts.push(PartOrRecord::Part(answers, first..count, bytes));
        }
        taker.give_back(scratch);
        parts
    }

    /// The event in a record that is plain.
    fn line<'l>(
        &'l self,
        number: usize,
        taker: &impl TakesLines,
        carried: &'l mut Vec<u8>,
    ) -> Option<Line<'l>> {
        let pieces = &self.records.pieces;
        let plain = event::plain(&pieces.get(number)?, self.shape, carried)?;
        let place = taker.wants_places().then(|| self.place(number));
        let nth = u32::try_from(number).ok()?;
        match plain {
            Plain::Itself(header) => {
                let (buffer, span) = pieces.in_memory(number)?;
                // Whoever reads every byte of it finds what is no text.
                if !taker.checks_events() {
                    std::str::from_utf8(buffer.get(span.0..span.1)?).ok()?;
                }
                let line = Line::new(buffer, span, nth, place).beginning(header);
                Some(match place {
                    Some(_) => line.within(pieces.around(number), Origin::Itself),
                    None => line,
                })
            }
            Plain::Message(member) => {
                let length = carried.len();
                if !taker.checks_events() && !json::scan::is_value(carried) {
                    return None;
                }
                carried.resize(length + ROOM_BYTES, 0);
                let line = Line::new(carried, (0, length), nth, place);
                Some(line.within((b"", b""), Origin::Message(member)))
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
        let mut cutter = Some(cutter.trusting(taker.checks_events()));
        let mut empty = 0;
        while let Some(present) = cutter.take() {
            let batches = Batches::new(present, self.threads, may_wait, Vec::new());
            let unsound = self.batches(name, batches, (read, &mut empty), taker, context)?;
            if let Some((records, passed, unread)) = unsound {
                cutter = CutInput::again(name, (records, passed), read.lines, unread);
                debug_assert!(cutter.is_some(), "what was cut once can be cut again");
            }
        }
        self.end.had_empty_list |= empty > 0;
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

    /// Hands over all records, or those before the first that is not sound.
    fn batches<T: TakesLines>(
        &self,
        name: &str,
        mut batches: Batches<'_, CutInput>,
        (read, empty): (&mut ReadSoFar, &mut usize),
        taker: &mut T,
        context: &mut Context<'_>,
    ) -> Result<Option<Unsound>, Failure> {
        loop {
            let empty_before = *empty;
            let answer = |records: &Records| self.told(name, records, empty_before).answer(&*taker);
            let mut batch = batches.next_batch(context.stdout, answer)?.into_iter();
            let Some((last, _)) = batch.as_slice().last() else {
                break;
            };
            let count = last.count;
            while let Some((records, parts)) = batch.next() {
                for part in parts {
                    if let PartOrRecord::Unsound(passed) = part {
                        taker.took_all(context)?;
                        let behind = batch.map(|(records, _)| records);
                        return Ok(Some((records, passed, batches.rest(behind, 0))));
                    }
                    // The places behind an empty list were counted wrong.
                    let is_right = *empty == empty_before || !taker.wants_places();
                    let told = self.told(name, &records, *empty);
                    *empty += tell(told, part, is_right, taker, context)?;
                }
                batches.give_back(records);
            }
            taker.took_all(context)?;
            read.records = count.saturating_sub(*empty);
        }
        if let (_, Some(error)) = batches.ended() {
            taker.refuse(BrokenRecord::unreadable(name.to_owned(), &error), context)?;
        }
        Ok(None)
    }
}

/// Hands over answers, or the records themselves where the answers are not right; how many of them were empty lists.
fn tell<T: TakesLines>(
    told: Told<'_>,
    part: PartOrRecord<T::Answers>,
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
    use std::io;
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    use chrono::{DateTime, Utc};
    use proptest::prelude::*;

    use super::super::record::EventRecord;
    use super::*;
    use crate::commands::events::Threads;
    use crate::commands::events::slices::Slices;
    use crate::commands::events::stream::{EventStream, Takes};
    use crate::commands::host::{Host, ProcessEnd, ScratchFile};
    use crate::commands::reads::Reads;
    use crate::commands::{Templates, Told};
    use crate::event::Shape;
    use crate::event::put_events::Settings;
    use crate::pattern::set::{Reading, Scratch};
    use crate::pattern::{Dialect, PatternSet, parse};
    use crate::render::snippet::Look;
    use crate::render::stream::Stream;

    /// A machine that nobody asks.
    struct Nothing;

    impl Host for Nothing {
        fn open(&self, _: &Path) -> io::Result<Box<dyn Read + Send>> {
            Err(io::Error::other("nothing is here"))
        }
        fn stdin(&self) -> Box<dyn Read + Send> {
            Box::new(io::empty())
        }
        fn stdin_is_terminal(&self) -> bool {
            false
        }
        fn prompt(&self, _: &str) {}
        fn files_under(&self, _: &str) -> io::Result<Vec<PathBuf>> {
            Err(io::Error::other("nothing is here"))
        }
        fn files_below(&self, _: &Path) -> io::Result<Vec<PathBuf>> {
            Err(io::Error::other("nothing is here"))
        }
        fn names_in(&self, _: &Path) -> io::Result<Vec<String>> {
            Err(io::Error::other("nothing is here"))
        }
        fn real_path(&self, _: &Path) -> io::Result<PathBuf> {
            Err(io::Error::other("nothing is here"))
        }
        fn is_directory(&self, _: &Path) -> bool {
            false
        }
        fn now(&self) -> DateTime<Utc> {
            DateTime::UNIX_EPOCH
        }
        fn environment(&self, _: &str) -> Option<String> {
            None
        }
        fn stderr_is_terminal(&self) -> bool {
            false
        }
        fn terminal_width(&self) -> usize {
            80
        }
        fn processors(&self) -> usize {
            1
        }
        fn write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
            Err(io::Error::other("nothing is here"))
        }
        fn append(&self, _: &Path, _: &[u8]) -> io::Result<()> {
            Err(io::Error::other("nothing is here"))
        }
        fn scratch_file(&self) -> io::Result<Box<dyn ScratchFile>> {
            Err(io::Error::other("nothing is here"))
        }
        fn run_process(&self, _: &str, _: &[u8], _: Duration, _: usize) -> io::Result<ProcessEnd> {
            Err(io::Error::other("nothing is here"))
        }
    }

    /// Tells everything that it is told, and what a pattern answers.
    struct Teller {
        set: PatternSet,
        wants_places: bool,
        /// Whether it tells what stands around a record.
        looks_around: bool,
        told: Vec<String>,
    }

    impl Teller {
        fn new((wants_places, looks_around): (bool, bool)) -> Self {
            let pattern = parse(r#"{"detail":{"n":[{"numeric":["<",5]}]}}"#, Dialect::Bus).unwrap();
            Self {
                set: PatternSet::new([&pattern]),
                wants_places,
                looks_around,
                told: Vec::new(),
            }
        }

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
            let matched = self.matched(text, (0, text.len()), &mut self.set.scratch());
            self.told.push(self.tell(record, matched));
            Ok(())
        }

        fn refuse(&mut self, broken: BrokenRecord, _: &mut Context<'_>) -> Result<(), Failure> {
            let codes = broken
                .findings
                .iter()
                .map(|finding| finding.diagnostic.code.as_str());
            let codes: Vec<&str> = codes.collect();
            let findings = self.looks_around.then_some(&broken.findings);
            let place = broken.index_and_line;
            self.told.push(format!("{place:?} {codes:?} {findings:?}"));
            Ok(())
        }
    }

    impl TakesLines for Teller {
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

        fn take_part(
            &mut self,
            part: Part<'_, Self::Answers>,
            _: &mut Context<'_>,
        ) -> Result<(), Failure> {
            for (nth, (told, matched, number, span)) in part.answers.iter().enumerate() {
                let record = part.record(nth, *number, *span).unwrap();
                assert_eq!(record.place, part.place(nth, *number));
                let later = self.tell(&record, Some(*matched));
                assert!(!self.wants_places || *told == later, "{told} {later}");
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
        let host = Nothing;
        let reads = Reads::new(&host);
        let (mut out, mut errors) = (io::sink(), io::sink());
        let (mut out, mut errors) = (Stream::new(&mut out), Stream::new(&mut errors));
        let mut context = Context {
            host: &host,
            reads: &reads,
            command_line: || clap::Command::new("evb"),
            color: false,
            color_stderr: Look::default(),
            width: 80,
            quiet: false,
            fail_on: Vec::new(),
            templates: Templates::default(),
            stdout: &mut out,
            stderr: &mut errors,
            told: Told::default(),
        };
        let mut teller = Teller::new(wants);
        let settings = Settings::default();
        let reader: Box<dyn Read + Send> = Box::new(Slices::new(text.as_bytes(), sizes, false));
        let Some((count, may_wait)) = threads else {
            let mut stream = EventStream::over_rest("f", reader, (shape, settings), 0, 0);
            stream.each(&mut teller, &mut context).unwrap();
            return (
                teller.told,
                stream.records_before(),
                stream.had_empty_list(),
            );
        };
        let threads = Threads::of(count);
        let mut lines = LineReader::new(shape, settings, &threads);
        lines
            .reader("f", (reader, may_wait), &mut teller, &mut context)
            .unwrap();
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
