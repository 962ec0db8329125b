//! The lines of a crontab.

use super::Settings;
use super::more_fields::{is_years, more_fields, too_many, with_years};
use super::to_aws::to_aws;
use super::to_unix::to_unix;
use super::unix::{UnixCron, words, wrong_count};
use crate::convert::{Conversion, INVALID, LOST, NOTE, Output};
use crate::diagnostic::Diagnostic;
use crate::schedule::{Service, ZoneDatabase, parse};
use crate::source::Span;
use crate::suggest;
use crate::sure::Sure as _;

/// The names that stand for five fields.
///
/// crontab(5) of ISC cron, "EXTENSIONS".
const NICKNAMES: [(&str, &str); 7] = [
    ("yearly", "0 0 1 1 *"),
    ("annually", "0 0 1 1 *"),
    ("monthly", "0 0 1 * *"),
    ("weekly", "0 0 * * 0"),
    ("daily", "0 0 * * *"),
    ("midnight", "0 0 * * *"),
    ("hourly", "0 * * * *"),
];

/// A name that does not stand for times.
const REBOOT: &str = "reboot";

/// The settings that name the zone of the lines behind them.
const ZONES: [&str; 2] = ["CRON_TZ", "TZ"];

/// Converts every line of a text: lines of Unix cron to expressions of AWS, expressions of AWS to lines of Unix cron.
///
/// Comments and settings are passed. A line that cannot be converted does not keep the others from it.
#[must_use]
pub fn convert(text: &str, settings: &Settings) -> Conversion {
    let mut table = Table {
        zone: settings.timezone.clone(),
        is_zone_unknown: false,
        has_user_column: settings.has_user_column || shows_user_column(text),
        conversion: Conversion::default(),
    };
    // Editors of Windows put a mark in front.
    let lines = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut at = text.len() - lines.len();
    for line in lines.split_inclusive('\n') {
        table.line(line.trim_end(), at);
        at += line.len();
    }
    table.conversion
}

/// Whether a table says itself that its lines have a user: in the comment above them, or by `root` in every line.
fn shows_user_column(text: &str) -> bool {
    let names_user = |line: &str| {
        let comment = line.trim_start().strip_prefix('#').unwrap_or_default();
        let mut words = words(comment).map(|(_, word)| word);
        words
            .any(|word| word.eq_ignore_ascii_case("user") || word.eq_ignore_ascii_case("user-name"))
            && words.any(|word| word.eq_ignore_ascii_case("command"))
    };
    let mut of_root = text
        .lines()
        .map(str::trim)
        .filter(|line| {
            line.starts_with(|one: char| one.is_ascii_digit() || matches!(one, '*' | '@'))
        })
        .map(|line| {
            let field = if line.starts_with('@') { 1 } else { 5 };
            let mut rest = words(line).skip(field).map(|(_, word)| word);
            rest.next() == Some("root") && rest.next().is_some()
        })
        .peekable();
    text.lines().any(names_user) || (of_root.peek().is_some() && of_root.all(|is_root| is_root))
}

/// What is known while a table is read.
struct Table {
    zone: Option<String>,
    /// Whether the lines are on the clock of a zone that there is not, so that nothing can be said of them.
    is_zone_unknown: bool,
    has_user_column: bool,
    conversion: Conversion,
}

impl Table {
    /// A line, which begins at byte `at`.
    fn line(&mut self, line: &str, mut at: usize) {
        let trimmed = line.trim_start();
        at += line.len() - trimmed.len();
        let line = trimmed;
        if line.is_empty() || line.starts_with('#') {
            return;
        }
        if is_of_aws(line) {
            return self.of_aws(line, at, 0);
        }
        if is_body_of_aws(line) {
            return self.of_aws(&format!("{CRON}{line})"), at, CRON.len());
        }
        if let Some((name, value)) = setting(line) {
            // `CRON_TZ=Europe/Berlin 0 8 * * *`: the zone of this line alone.
            let behind = words(value).nth(1).map(|(begin, _)| begin);
            let begin = line.len() - value.len();
            return match behind {
                Some(behind) if ZONES.contains(&name) && !value.starts_with(['"', '\'']) => {
                    let (zone, rest) = value.split_at_checked(behind).sure();
                    let before = (self.zone.clone(), self.is_zone_unknown);
                    self.set(name, zone.trim(), Span::new(at, at + line.len()));
                    self.of_unix(rest, at + begin + behind);
                    (self.zone, self.is_zone_unknown) = before;
                }
                _ => {
                    let value = value.trim().trim_matches(['"', '\'']);
                    self.set(name, value, Span::new(at, at + line.len()));
                }
            };
        }
        self.of_unix(line, at);
    }

    fn set(&mut self, name: &str, value: &str, span: Span) {
        let conversion = &mut self.conversion;
        match name {
            "TZ" | "CRON_TZ" => {
                if let Err(unknown) = ZoneDatabase::bundled().zone(value) {
                    self.is_zone_unknown = true;
                    return conversion.invalid.push(unknown.at(span, "no time zone"));
                }
                self.is_zone_unknown = false;
                if name == "TZ" {
                    conversion.note_once(
                        Diagnostic::note(
                            NOTE,
                            "`TZ` is taken for the zone of the lines; cronie reads `CRON_TZ`, and gives `TZ` to the commands",
                        )
                        .at(span, ""),
                    );
                }
                self.zone = Some(value.to_owned());
            }
            "RANDOM_DELAY" => conversion.lost.push(
                Diagnostic::error(LOST, "an expression has no random delay")
                    .at(span, "not carried over")
                    .help("give the schedule a flexible time window of so many minutes"),
            ),
            _ => {}
        }
    }

    /// An expression, of which the first `added` bytes and the parenthesis behind them do not stand in the text.
    fn of_aws(&mut self, line: &str, at: usize, added: usize) {
        let span = Span::new(at, at + line.len() - added - usize::from(added > 0));
        let parsed = match parse(line, Service::Scheduler) {
            Ok(parsed) => parsed,
            Err(told) => {
                let told = told.0.into_iter().map(|one| match added {
                    0 => one.shifted(at),
                    _ => one.at(span, "read as an expression of AWS"),
                });
                return self.conversion.invalid.extend(told);
            }
        };
        match to_unix(&parsed.expression, span) {
            Ok(lines) => {
                let outputs = lines.into_iter().map(|text| self.output(text, span, None));
                let outputs: Vec<Output> = outputs.collect();
                self.conversion.outputs.extend(outputs);
            }
            Err(lost) => self.conversion.lost.push(*lost),
        }
    }

    fn of_unix(&mut self, line: &str, at: usize) {
        if self.is_zone_unknown {
            return;
        }
        let is_nickname = line.starts_with('@');
        let fields: Vec<(usize, &str)> = words(line).collect();
        let count = if is_nickname { 1 } else { 5 };
        let Some((times, rest)) = fields.split_at_checked(count) else {
            let told = wrong_count(line, fields.len()).shifted(at);
            return self.conversion.invalid.push(told);
        };
        let more = match is_nickname || self.has_user_column {
            true => 0,
            false => more_fields(rest),
        };
        let all = fields.get(..count + more).unwrap_or(times);
        let years = rest.first().filter(|(_, word)| more == 1 && is_years(word));
        if more > 0 && years.is_none() {
            return self.conversion.invalid.push(too_many(all, at));
        }
        let (begin, word) = times.first().copied().sure();
        let (last, last_word) = all.last().copied().sure();
        let span = Span::new(at + begin, at + last + last_word.len());
        let read = if is_nickname {
            self.nickname(word, span)
        } else {
            let times: Vec<(usize, &str)> =
                times.iter().map(|(to, word)| (at + to, *word)).collect();
            self.fields(&times)
        };
        let Some(cron) = read else { return };
        if years.is_some() && (cron.counts_weekdays() || cron.either_day()) {
            return self.conversion.invalid.push(too_many(all, at));
        }
        let mut notes = Vec::new();
        let texts = to_aws(&cron, span, &mut notes);
        match texts.and_then(|texts| self.dated(texts, years, at)) {
            Ok(texts) => {
                let command = self.command(line, rest.get(more..).unwrap_or_default(), at);
                let outputs = texts
                    .into_iter()
                    .map(|text| self.output(text, span, command.clone()));
                let outputs: Vec<Output> = outputs.collect();
                self.conversion.outputs.extend(outputs);
                self.conversion.notes.extend(notes);
                self.note_zone(&cron, span);
            }
            Err(lost) => self.conversion.lost.push(*lost),
        }
    }

    /// The expressions in the years that stand behind the five fields, if any do.
    fn dated(
        &mut self,
        texts: Vec<String>,
        years: Option<&(usize, &str)>,
        at: usize,
    ) -> Result<Vec<String>, Box<Diagnostic>> {
        let Some((begin, years)) = years else {
            return Ok(texts);
        };
        let span = Span::new(at + begin, at + begin + years.len());
        self.conversion.note_once(
            Diagnostic::note(
                NOTE,
                "the sixth field is read as the year, which Unix cron has not",
            )
            .at(span, "the year"),
        );
        with_years(texts, years).map_err(|why| {
            let message = format!("AWS would refuse the expression: {why}");
            Box::new(Diagnostic::error(LOST, message).at(span, "not carried over"))
        })
    }

    fn output(&self, text: String, span: Span, command: Option<String>) -> Output {
        Output {
            text,
            span,
            timezone: self.zone.clone(),
            command,
            ..Output::default()
        }
    }

    fn fields(&mut self, fields: &[(usize, &str)]) -> Option<UnixCron> {
        let mut told = Vec::new();
        let read = UnixCron::read(fields, &mut told);
        for one in told {
            match one.code {
                LOST => self.conversion.lost.push(one),
                INVALID => self.conversion.invalid.push(one),
                _ => self.conversion.notes.push(one),
            }
        }
        read
    }

    /// What a name with `@` stands for.
    fn nickname(&mut self, word: &str, span: Span) -> Option<UnixCron> {
        let name = word.trim_start_matches('@').to_ascii_lowercase();
        if let Some((_, fields)) = NICKNAMES.iter().find(|(known, _)| *known == name) {
            return UnixCron::parse(fields).ok();
        }
        if name == REBOOT {
            self.conversion.lost.push(
                Diagnostic::error(LOST, "`@reboot` is no time: AWS has no schedule for it")
                    .at(span, "not carried over")
                    .help("a rule on the event that something started, such as `EC2 Instance State-change Notification`, comes close"),
            );
            return None;
        }
        let known: Vec<&str> = NICKNAMES.iter().map(|(known, _)| *known).collect();
        let told = Diagnostic::error(INVALID, format!("`{word}` stands for no times"));
        let nearest =
            suggest::nearest(&name, &known).map(|name| format!("did you mean `@{name}`?"));
        let told = told.at(span, "unknown");
        let told = match nearest {
            Some(nearest) => told.help(nearest),
            None if name == "every" => told.help("on AWS that is a rate, `rate(5 minutes)` say"),
            None => told.help("known are `@yearly`, `@monthly`, `@weekly`, `@daily` and `@hourly`"),
        };
        self.conversion.invalid.push(told);
        None
    }

    /// What stands behind the times, without the user. A `%` without a backslash ends it.
    fn command(&mut self, line: &str, rest: &[(usize, &str)], at: usize) -> Option<String> {
        let first = usize::from(self.has_user_column && rest.len() > 1);
        let (begin, _) = rest.get(first)?;
        let mut command = String::new();
        let mut characters = line.get(*begin..)?.char_indices().peekable();
        while let Some((to, character)) = characters.next() {
            match character {
                '\\' if characters.next_if(|(_, next)| *next == '%').is_some() => command.push('%'),
                '%' => {
                    let span = Span::new(at + begin + to, at + line.len());
                    let note = "cron gives what stands behind `%` to the command as its input; on AWS the target has an input";
                    self.conversion
                        .note_once(Diagnostic::note(NOTE, note).at(span, ""));
                    break;
                }
                _ => command.push(character),
            }
        }
        Some(command.trim_end().to_owned())
    }

    /// Hours are those of some clock: of which one, has to be said to AWS.
    fn note_zone(&mut self, cron: &UnixCron, span: Span) {
        const ALL_HOURS: u64 = (1 << 24) - 1;
        let is_free = cron.hours() == ALL_HOURS && cron.is_every_day();
        let note = match &self.zone {
            _ if is_free => return,
            Some(zone) if zone == "UTC" || zone == "Etc/UTC" => return,
            None => Diagnostic::note(
                NOTE,
                "cron reads its lines on the clock of its machine, AWS in UTC unless a schedule names a zone",
            )
            .help("give the zone of the machine: `--timezone Europe/Berlin`"),
            Some(zone) => Diagnostic::note(
                NOTE,
                format!("only Scheduler takes a time zone: give the schedule `ScheduleExpressionTimezone` `{zone}`; rules read UTC"),
            )
            .help("in the hour that a clock change leaves out, cron runs a job right behind it; AWS leaves it out"),
        };
        self.conversion.note_once(note.at(span, ""));
    }
}

/// How an expression of AWS begins that has fields.
const CRON: &str = "cron(";

/// Whether a line is what stands in the parentheses of an expression of AWS: six fields, one of them `?`, which Unix has not.
fn is_body_of_aws(line: &str) -> bool {
    let fields: Vec<&str> = words(line).map(|(_, word)| word).collect();
    matches!(fields.as_slice(), [_, _, dom, _, dow, _] if *dom == "?" || *dow == "?")
}

/// Whether a line is an expression of AWS, as far as it begins as one.
fn is_of_aws(line: &str) -> bool {
    [CRON, "rate(", "at("]
        .iter()
        .any(|begin| line.starts_with(begin))
}

/// A line that sets something: its name, and what stands behind the `=`.
fn setting(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once('=')?;
    let name = name.trim_end().trim_matches(['"', '\'']);
    let is_name = name.starts_with(|one: char| one.is_ascii_alphabetic() || one == '_')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_name.then(|| (name, value.trim_start()))
}
