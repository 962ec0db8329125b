//! Corrected cron expressions: Unix and Quartz forms, fields too few or too many, the `?` rule, fields in another order.

use super::days::{self, Counting};
use super::fields::{mended, spelt};
use super::tokens::{Fields, short_name};
use super::{Reading, check};
use crate::schedule::Service;
use crate::schedule::cron::{FIRST_YEAR, Field};

/// Six fields that a text may mean, as they were written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Form<'a> {
    fields: [&'a str; 6],
    counting: Counting,
    /// The seconds that were left out.
    seconds: Option<&'a str>,
    is_sure: bool,
}

/// What a body may mean, the best first.
pub(super) fn readings(body: &str) -> Vec<Reading> {
    if let Some(fields) = shorthand(body) {
        return vec![Reading::one(fields)];
    }
    let layouts = layouts(body);
    let mut readings = Vec::new();
    for layout in &layouts {
        let pieces: Vec<&str> = layout.iter().map(String::as_str).collect();
        let forms = forms(&pieces);
        let each: Vec<Vec<Reading>> = forms.iter().map(of_form).collect();
        if let [one, other] = each.as_slice()
            && let (Some(Reading::Either(one)), Some(Reading::Either(other))) =
                (one.first(), other.first())
        {
            readings.push(Reading::Either([one.clone(), other.clone()].concat()));
        }
        readings.extend(each.into_iter().flatten());
    }
    readings
}

/// The names that Unix cron has for whole expressions, with and without `@`.
fn shorthand(body: &str) -> Option<&'static str> {
    let name = body.to_ascii_lowercase();
    Some(match name.trim().trim_start_matches('@') {
        "hourly" => "cron(0 * * * ? *)",
        "daily" | "midnight" | "nightly" => "cron(0 0 * * ? *)",
        "noon" => "cron(0 12 * * ? *)",
        "weekly" => "cron(0 0 ? * SUN *)",
        "monthly" => "cron(0 0 1 * ? *)",
        "quarterly" => "cron(0 0 1 1/3 ? *)",
        "yearly" | "annually" => "cron(0 0 1 1 ? *)",
        "every_minute" | "minutely" => "cron(* * * * ? *)",
        _ => return None,
    })
}

/// The fields that the text may be made of, the most likely first.
fn layouts(body: &str) -> Vec<Vec<String>> {
    let body = without_zone(body);
    let mut pieces: Vec<String> = body.split_ascii_whitespace().map(str::to_owned).collect();
    if let [one] = pieces.as_slice()
        && let Some(sign) = [',', ';', '|', '_']
            .into_iter()
            .find(|sign| one.matches(*sign).count() >= 4)
    {
        pieces = one.split(sign).map(str::to_owned).collect();
    }
    let Some((_, before)) = pieces.split_last() else {
        return Vec::new();
    };
    let separates = |piece: &String| piece.ends_with([',', ';', '|']);
    let trim = |pieces: &[String]| -> Vec<String> {
        let trimmed = pieces
            .iter()
            .map(|piece| piece.trim_matches([',', ';', '|', '[', ']']).to_owned());
        trimmed.filter(|piece| !piece.is_empty()).collect()
    };
    if !before.is_empty() && before.iter().all(separates) {
        return vec![with_time(trim(&pieces))];
    }
    if pieces.len() < Field::ALL.len() {
        pieces = apart(&pieces);
    }
    let joined = joined(&pieces);
    let mut layouts = Vec::new();
    if joined.len() != pieces.len() && joined.len() >= 5 {
        layouts.push(with_time(trim(&joined)));
    }
    layouts.push(with_time(trim(&pieces)));
    layouts
}

/// The pieces, with a star that stands right behind another field as one of its own: `*/5* * * ? *`.
fn apart(pieces: &[String]) -> Vec<String> {
    let two = |piece: &String| match piece.strip_suffix('*') {
        Some(before) if before.ends_with(|one: char| one.is_ascii_digit() || one == '*') => {
            vec![before.to_owned(), "*".to_owned()]
        }
        _ => vec![piece.clone()],
    };
    pieces.iter().flat_map(two).collect()
}

/// The text without the name of a zone at its head, as crontabs have it.
fn without_zone(body: &str) -> &str {
    let head = body.split_ascii_whitespace().next().unwrap_or_default();
    match head.starts_with("TZ=") || head.starts_with("CRON_TZ=") {
        true => body.get(head.len()..).unwrap_or_default(),
        false => body,
    }
}

/// The pieces, with those joined that belong to one field: `9, 17`, `9 - 17`, `MON to FRI`, `MON FRI`.
fn joined(pieces: &[String]) -> Vec<String> {
    const SIGNS: [char; 4] = [',', '-', '/', '#'];
    let mut joined: Vec<String> = Vec::new();
    let is_too_many = pieces.len() > Field::ALL.len();
    let mut by: Option<&str> = None;
    for piece in pieces {
        let connector = match piece.to_ascii_lowercase().as_str() {
            "to" | "thru" | "through" | "until" | "til" | "bis" => Some("-"),
            "and" | "or" | "&" | "+" => Some(","),
            _ => None,
        };
        if connector.is_some() {
            by = connector;
            continue;
        }
        let is_day = |word: &str| {
            let last = word.rsplit([',', '-']).next().unwrap_or_default();
            short_name(Field::DayOfWeek, last).is_some()
        };
        let sign = by.take();
        match joined.last_mut() {
            Some(before) if sign.is_some() => {
                before.push_str(sign.unwrap_or_default());
                before.push_str(piece);
            }
            // Of six fields, `/5` and `-5` are fields of their own.
            Some(before)
                if before.ends_with(',')
                    || (is_too_many && (before.ends_with(SIGNS) || piece.starts_with(SIGNS))) =>
            {
                before.push_str(piece);
            }
            Some(before) if matches!(piece.to_ascii_lowercase().as_str(), "am" | "pm") => {
                before.push_str(piece);
            }
            Some(before)
                if is_too_many
                    && ((is_day(before) && is_day(piece))
                        || (has_years(before) && has_years(piece))) =>
            {
                before.push(',');
                before.push_str(piece);
            }
            _ => joined.push(piece.clone()),
        }
    }
    joined
}

/// The fields, with a time such as `9:30` as minutes and hours.
fn with_time(pieces: Vec<String>) -> Vec<String> {
    let read = |piece: &String| -> Option<[String; 2]> {
        let lower = piece.to_ascii_lowercase();
        let half = ["am", "pm"].into_iter().find(|half| lower.ends_with(half));
        let digits = half.map_or(lower.as_str(), |half| lower.trim_end_matches(half));
        let (hours, minutes) = digits.split_once(':')?;
        let minutes = minutes.split(':').next()?;
        let is_number = |text: &str| {
            !text.is_empty() && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        let is_time = is_number(hours) && is_number(minutes);
        let plain = |number: &str| {
            number
                .parse::<u8>()
                .map_or_else(|_| number.to_owned(), |number| number.to_string())
        };
        let hours = format!("{}{}", plain(hours), half.unwrap_or_default());
        is_time.then(|| [plain(minutes), hours])
    };
    let Some((at, time)) = pieces
        .iter()
        .take(2)
        .enumerate()
        .find_map(|(at, piece)| Some((at, read(piece)?)))
    else {
        return pieces;
    };
    // Behind minutes of its own, `9:30` stands in the place of the hours.
    let from = if at == 1 && pieces.len() != 4 { 0 } else { at };
    let before = pieces.iter().take(from).cloned();
    let behind = pieces.iter().skip(at + 1).cloned();
    before.chain(time).chain(behind).collect()
}

/// The six fields that so many pieces may mean.
fn forms<'a>(pieces: &[&'a str]) -> Vec<Form<'a>> {
    let form = |fields: [&'a str; 6], counting| Form {
        fields,
        counting,
        seconds: None,
        is_sure: true,
    };
    let doubted = |fields: [&'a str; 6]| Form {
        is_sure: false,
        ..form(fields, Counting::Unclear)
    };
    match *pieces {
        [minutes, hours] => vec![doubted([minutes, hours, "*", "*", "?", "*"])],
        [minutes, hours, dom] => vec![doubted([minutes, hours, dom, "*", "?", "*"])],
        [minutes, hours, dom, month] => vec![doubted([minutes, hours, dom, month, "?", "*"])],
        [minutes, hours, dom, month, dow] => of_five([minutes, hours, dom, month, dow]),
        [minutes, hours, dom, month, dow, year] => of_six([minutes, hours, dom, month, dow, year]),
        [first, second, third, fourth, fifth, sixth, last] => {
            of_seven([first, second, third, fourth, fifth, sixth, last])
        }
        _ => Vec::new(),
    }
}

fn is_open(piece: &str) -> bool {
    piece.contains('?')
}

/// Whether a field names days of the week by words.
fn has_days(piece: &str) -> bool {
    let words = piece.split([',', '-', '/', '#', '.', ':']);
    words.into_iter().any(|word| {
        word.len() >= 3
            && short_name(Field::DayOfWeek, word).is_some()
            && short_name(Field::Month, word).is_none()
    })
}

/// Whether a field names months by words.
fn has_months(piece: &str) -> bool {
    let mut words = piece.split([',', '-', '/']);
    words.any(|word| word.len() >= 3 && short_name(Field::Month, word).is_some())
}

/// Whether a field can only be one of years.
fn has_years(piece: &str) -> bool {
    piece
        .split([',', '-', '/'])
        .any(|part| part.parse::<u16>().is_ok_and(|year| year >= FIRST_YEAR))
}

/// Five fields: Unix's, or AWS's with one missing.
fn of_five(pieces: [&str; 5]) -> Vec<Form<'_>> {
    let [one, two, three, four, five] = pieces;
    let form = |fields, counting, is_sure| Form {
        fields,
        counting,
        seconds: None,
        is_sure,
    };
    // What stands in front of the year: a day field, or the month.
    let before_year = form([one, two, three, "*", four, five], Counting::Aws, true);
    if has_years(five) && !is_open(three) && !is_open(four) && !has_days(four) {
        return vec![form(
            [one, two, three, four, "?", five],
            Counting::Aws,
            true,
        )];
    }
    if is_open(four) || has_days(four) {
        return vec![before_year];
    }
    if is_open(two) {
        return vec![form(
            [one, "*", two, three, four, five],
            Counting::Aws,
            false,
        )];
    }
    // With a `?` they are AWS's without the year; without, they are Unix's.
    let counting = match is_open(three) || is_open(five) {
        true => Counting::Unclear,
        false => Counting::Unix,
    };
    vec![form([one, two, three, four, five, "*"], counting, true)]
}

/// Six fields: AWS's, or those of Quartz and Spring, which write seconds first and no year.
fn of_six(pieces: [&str; 6]) -> Vec<Form<'_>> {
    let [one, two, three, four, five, six] = pieces;
    let is_aws = is_open(three) || is_open(five);
    let any_open = pieces.into_iter().any(is_open);
    let with_seconds = Form {
        fields: [two, three, four, five, six, "*"],
        // Quartz counts as AWS does; who writes no `?` thinks of Unix or Spring, where 1 is Monday.
        counting: if any_open {
            Counting::Aws
        } else {
            Counting::Unix
        },
        seconds: Some(one),
        is_sure: true,
    };
    let as_it_is = Form {
        fields: pieces,
        counting: if is_aws {
            Counting::Aws
        } else {
            Counting::UnixLike
        },
        seconds: None,
        is_sure: true,
    };
    let is_no_year = !six.starts_with('*') && !has_years(six);
    let are_minutes = two.contains('/') || two.parse::<u8>().is_ok_and(|two| two == 0 || two > 23);
    let is_second = one.bytes().all(|byte| byte == b'0');
    // No day has so many hours; with a zero in front, hours and minutes are not in each other's place either.
    let are_no_hours = is_second && two.parse::<u8>().is_ok_and(|two| (25..60).contains(&two));
    if !is_aws && (is_no_year || is_open(six) || (is_open(four) && are_minutes) || are_no_hours) {
        return vec![with_seconds];
    }
    // `0 0 12 * * *` is midnight of the twelfth here, and noon in Spring; `0 */5 * * * *` every five hours here, and there every
    // five minutes.
    let is_either =
        !any_open && is_second && (two == "0" || two.contains('/')) && five == "*" && six == "*";
    match is_either {
        true => vec![
            Form {
                is_sure: false,
                ..as_it_is
            },
            Form {
                is_sure: false,
                ..with_seconds
            },
        ],
        false => vec![as_it_is],
    }
}

fn is_number(piece: &str) -> bool {
    !piece.is_empty() && piece.bytes().all(|byte| byte.is_ascii_digit())
}

/// Seven fields: Quartz's with seconds, or AWS's with one too many.
fn of_seven(pieces: [&str; 7]) -> Vec<Form<'_>> {
    let [one, two, three, four, five, six, seven] = pieces;
    let any_open = pieces.into_iter().any(is_open);
    let quartz = Form {
        fields: [two, three, four, five, six, seven],
        counting: if any_open {
            Counting::Aws
        } else {
            Counting::Unix
        },
        seconds: Some(one),
        is_sure: true,
    };
    let year = if has_years(seven) { seven } else { six };
    let one_too_many = Form {
        fields: [one, two, three, four, five, year],
        counting: if any_open {
            Counting::Aws
        } else {
            Counting::UnixLike
        },
        seconds: None,
        is_sure: true,
    };
    let is_aws = (is_open(three) || is_open(five) || has_days(five))
        && !is_open(six)
        && !is_open(four)
        && !has_days(six);
    match is_aws {
        true => vec![one_too_many, quartz],
        false => vec![quartz, one_too_many],
    }
}

/// What a form means once its fields are corrected.
fn of_form(form: &Form<'_>) -> Vec<Reading> {
    let mut all = Field::ALL.into_iter();
    let fields = form.fields.map(|text| {
        all.next()
            .map_or_else(String::new, |field| spelt(field, text))
    });
    let (remark, is_told) = match form.is_sure {
        true => seconds_remark(form.seconds),
        false if form.seconds.is_some() => (" if the first field is seconds".to_owned(), false),
        false => (String::new(), false),
    };
    let is_sure = form.is_sure && !is_told;
    let made = |fields: &Fields| Reading::One(written(fields), remark.clone());
    let (counted, doubted) = days::named(&fields, form.counting);
    let mut readings = Vec::new();
    let either: Vec<(String, String)> = counted
        .iter()
        .filter_map(|(fields, why)| {
            let fields = settled(fields)?;
            Some((written(&fields), format!("{why}{remark}")))
        })
        .collect();
    if doubted && either.len() > 1 {
        return vec![Reading::Either(either)];
    }
    let Some((fields, _)) = counted.into_iter().next() else {
        return readings;
    };
    if let Some(rate) = rate(&fields) {
        readings.push(Reading::one(rate));
    }
    readings.extend(settled(&fields).map(|fields| made(&fields)));
    let several = parts(&fields);
    readings.extend(several);
    readings.extend(swapped(&fields));
    match is_sure {
        true => readings,
        false => readings
            .into_iter()
            .map(|reading| at_the_hour(&fields, reading.doubted()))
            .collect(),
    }
}

/// Every minute of an hour is rarely meant: where there is doubt anyway, the hour itself is asked for first.
fn at_the_hour(fields: &Fields, reading: Reading) -> Reading {
    let [minutes, hours, ..] = fields;
    let once = || settled(&replaced(fields, 0, "0"));
    match reading {
        Reading::Either(mut all) if minutes == "*" && is_number(hours) => {
            let asked = once().map(|once| (written(&once), String::new()));
            if let Some(asked) = asked.filter(|asked| !all.contains(asked)) {
                all.insert(0, asked);
            }
            Reading::Either(all)
        }
        other => other,
    }
}

/// The fields as they are taken: values in their ranges, one `?`; `None` if they are not taken.
fn settled(fields: &Fields) -> Option<Fields> {
    let carried = days::carried(fields);
    let fields = carried.as_ref().unwrap_or(fields);
    let mended = mended(fields);
    let asked = [with_one_question_mark(&mended), mended];
    asked.into_iter().find(is_taken)
}

fn is_taken(fields: &Fields) -> bool {
    check(&written(fields), Service::Rules).is_ok()
}

pub(super) fn written(fields: &Fields) -> String {
    format!("cron({})", fields.join(" "))
}

/// What is to be said of seconds that are left out, and whether what is left may not be meant.
fn seconds_remark(seconds: Option<&str>) -> (String, bool) {
    match seconds {
        None => (String::new(), false),
        Some(number) if number.trim_start_matches('0').is_empty() => (String::new(), false),
        Some(number) if is_number(number) => (": there are no seconds".to_owned(), false),
        Some(_) => (" (a schedule fires once a minute at most)".to_owned(), true),
    }
}

/// `*/90 * * * ? *` as a rate: no cron expression counts minutes beyond the hour.
fn rate(fields: &Fields) -> Option<String> {
    let [minutes, hours, dom, month, dow, year] = fields;
    let every: u16 = minutes.strip_prefix("*/")?.parse().ok()?;
    let always = [hours, month, year].into_iter().all(|field| field == "*")
        && [dom, dow]
            .into_iter()
            .all(|field| field == "*" || field == "?");
    let is_beyond = every > Field::Minutes.largest_step() + 1;
    (always && is_beyond).then(|| match every % 60 {
        0 => format!("rate({} hours)", every / 60),
        _ => format!("rate({every} minutes)"),
    })
}

/// Several expressions in place of one: for days of the month beside days of the week, and for a list of forms that
/// stand alone.
fn parts(fields: &Fields) -> Option<Reading> {
    let [_, _, day_of_month, _, day_of_week, _] = fields;
    let names_days = |field: &str| field != "?" && field != "*";
    let (listed, list) = match (names_days(day_of_month), names_days(day_of_week)) {
        (true, true) => {
            if let Some(nth) = nth(fields) {
                return Some(nth);
            }
            let parts =
                [(4, "?"), (2, "?")].map(|(open, mark)| written(&replaced(fields, open, mark)));
            return Some(Reading::Each(parts.into()));
        }
        (true, false) => (2, day_of_month),
        _ => (4, day_of_week),
    };
    let items = list.split(',').filter(|item| !item.is_empty());
    let parts = items.map(|item| written(&with_one_question_mark(&replaced(fields, listed, item))));
    Some(Reading::Each(parts.collect()))
}

/// `1-7` beside one day of the week: the first of the month is meant.
fn nth(fields: &Fields) -> Option<Reading> {
    let [_, _, day_of_month, _, day_of_week, _] = fields;
    let nth = match day_of_month.as_str() {
        "1-7" => "1",
        "8-14" => "2",
        "15-21" => "3",
        "22-28" => "4",
        _ => return None,
    };
    let is_one = Field::DayOfWeek.value_of(day_of_week).is_some();
    let named = replaced(
        &replaced(fields, 2, "?"),
        4,
        &format!("{day_of_week}#{nth}"),
    );
    is_one.then(|| Reading::one(written(&named)).doubted())
}

fn replaced(fields: &Fields, index: usize, by: &str) -> Fields {
    let mut fields = fields.clone();
    if let Some(field) = fields.get_mut(index) {
        by.clone_into(field);
    }
    fields
}

/// The same with two fields in each other's place, where that alone makes it right.
fn swapped(fields: &Fields) -> Option<Reading> {
    let [minutes, hours, dom, month, dow, _] = fields;
    let is_beyond = month.parse::<u8>().is_ok_and(|month| month > 12);
    let days = [
        (has_days(dom), (2, 4)),
        (has_months(dom) || is_beyond, (2, 3)),
        (has_days(month) || has_months(dow), (3, 4)),
    ];
    let days = days
        .into_iter()
        .filter_map(|(is_evident, pair)| is_evident.then_some(pair));
    let number = |text: &str| text.parse::<u16>().ok();
    let is_time = number(minutes).is_some_and(|value| (1..=23).contains(&value))
        && number(hours).is_some_and(|value| (25..=59).contains(&value));
    let pairs = is_time.then_some((0, 1)).into_iter().chain(days);
    let mut taken: Vec<(String, String)> = Vec::new();
    for (one, other) in pairs {
        let mut swapped = fields.clone();
        swapped.swap(one, other);
        if let Some(fields) = settled(&swapped) {
            taken.push((written(&fields), String::new()));
        }
    }
    taken.dedup();
    let sure = taken.len() == 1 && (!is_time || number(hours).is_some_and(|value| value % 5 == 0));
    match (sure, taken.pop()) {
        (true, Some((text, remark))) => Some(Reading::One(text, remark)),
        (false, Some(last)) => {
            taken.push(last);
            Some(Reading::Either(taken))
        }
        (_, None) => None,
    }
}

/// Puts `?` into one of the day fields, where that changes nothing.
fn with_one_question_mark(fields: &Fields) -> Fields {
    let [minutes, hours, mut dom, month, mut dow, year] = fields.clone();
    match (dom.as_str(), dow.as_str()) {
        ("?", "?") => "*".clone_into(&mut dom),
        (_, "*") if dom != "?" => "?".clone_into(&mut dow),
        ("*", _) if dow != "?" => "?".clone_into(&mut dom),
        _ => {}
    }
    [minutes, hours, dom, month, dow, year]
}
