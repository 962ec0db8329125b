//! Corrected cron fields: Unix and Quartz forms, names, the `?` rule.

use crate::schedule::cron::Field;
use crate::sure::Sure as _;

/// Six fields.
type Fields = [String; 6];

/// Corrected expressions for a body, the best first. They are not checked yet.
pub(super) fn candidates(body: &str) -> Vec<String> {
    let forms = forms(body);
    let rates: Vec<String> = forms.iter().filter_map(rate).collect();
    forms
        .into_iter()
        .flat_map(|fields| [written(&fields), written(&with_one_question_mark(fields))])
        .chain(rates)
        .collect()
}

/// `*/90 * * * ? *` as a rate: no cron expression counts minutes beyond the hour.
fn rate(fields: &Fields) -> Option<String> {
    let [minutes, hours, dom, month, dow, year] = fields;
    let every: u16 = minutes.strip_prefix("*/")?.parse().ok()?;
    let always = [hours, month, year].into_iter().all(|field| field == "*")
        && [dom, dow]
            .into_iter()
            .all(|field| field == "*" || field == "?");
    (always && every > Field::Minutes.largest_step()).then(|| format!("rate({every} minutes)"))
}

/// Several expressions in place of one: for days of the month beside days of the week, and for a list
/// of forms that stand alone.
pub(super) fn parts(body: &str) -> Vec<String> {
    let Some(fields) = forms(body).into_iter().next() else {
        return Vec::new();
    };
    let [_, _, day_of_month, _, day_of_week, _] = &fields;
    let names_days = |field: &str| field != "?" && field != "*";
    if names_days(day_of_month) && names_days(day_of_week) {
        return [(4, day_of_month), (2, day_of_week)]
            .into_iter()
            .map(|(open, _)| written(&replaced(&fields, open, "?")))
            .collect();
    }
    let (listed, list) = if names_days(day_of_month) {
        (2, day_of_month)
    } else {
        (4, day_of_week)
    };
    let items: Vec<&str> = list.split(',').filter(|item| !item.is_empty()).collect();
    items
        .into_iter()
        .map(|item| written(&replaced(&fields, listed, item)))
        .collect()
}

fn written(fields: &Fields) -> String {
    format!("cron({})", fields.join(" "))
}

fn replaced(fields: &Fields, index: usize, by: &str) -> Fields {
    let mut fields = fields.clone();
    if let Some(field) = fields.get_mut(index) {
        by.clone_into(field);
    }
    fields
}

/// The six fields that the text may mean.
fn forms(body: &str) -> Vec<Fields> {
    if let Some(fields) = shorthand(body) {
        return vec![fields];
    }
    let mut tokens: Vec<&str> = body.split_ascii_whitespace().collect();
    if let [one] = tokens.as_slice()
        && one.matches(',').count() >= 4
    {
        tokens = one.split(',').collect();
    }
    let tokens: Vec<&str> = tokens
        .into_iter()
        .map(|token| {
            if token == "," {
                token
            } else {
                token.trim_matches(',')
            }
        })
        .filter(|token| !token.is_empty())
        .collect();
    match *tokens.as_slice() {
        // Five fields with a `?` are AWS's without the year; without, they are Unix's.
        [minutes, hours, dom, month, dow] if dom == "?" || dow == "?" => {
            vec![mended([minutes, hours, dom, month, dow, "*"], false)]
        }
        [minutes, hours, dom, month, dow] => {
            vec![mended([minutes, hours, dom, month, dow, "*"], true)]
        }
        [first, hours, dom, month, dow, year] => {
            // Six fields as Quartz and Spring write them: seconds first, no year.
            let with_seconds = mended([hours, dom, month, dow, year, "*"], false);
            // Who writes no `?` thinks of Unix, where 1 is Monday.
            let unix = has_day_zero(dow) || (dom != "?" && dow != "?");
            let as_it_is = mended([first, hours, dom, month, dow, year], unix);
            let year_is_no_year =
                !year.starts_with(|next: char| next.is_ascii_digit() || next == '*');
            if year_is_no_year {
                vec![with_seconds, as_it_is]
            } else {
                vec![as_it_is]
            }
        }
        [_, minutes, hours, dom, month, dow, year] => {
            vec![mended([minutes, hours, dom, month, dow, year], false)]
        }
        _ => Vec::new(),
    }
}

/// The names with `@` that Unix cron has.
fn shorthand(body: &str) -> Option<Fields> {
    let fields = match body.to_ascii_lowercase().as_str() {
        "@hourly" => ["0", "*", "*", "*", "?", "*"],
        "@daily" | "@midnight" => ["0", "0", "*", "*", "?", "*"],
        "@weekly" => ["0", "0", "?", "*", "SUN", "*"],
        "@monthly" => ["0", "0", "1", "*", "?", "*"],
        "@yearly" | "@annually" => ["0", "0", "1", "1", "?", "*"],
        _ => return None,
    };
    Some(fields.map(str::to_owned))
}

/// Whether the day-of-week field counts from 0, as Unix does.
fn has_day_zero(field: &str) -> bool {
    let mut numbers = field
        .split([',', '-'])
        .map(|part| part.split(['/', '#', 'L', 'l']).next().sure());
    numbers.any(|number| number == "0")
}

/// Each field corrected by itself. `unix`: days of the week count from 0 or 7, Sunday.
fn mended(fields: [&str; 6], unix: bool) -> Fields {
    let mut all = Field::ALL.into_iter();
    fields.map(|text| match all.next() {
        Some(Field::DayOfWeek) if unix => items(Field::DayOfWeek, &from_unix(text)),
        Some(field) => items(field, text),
        None => text.to_owned(),
    })
}

/// Every item of a list, corrected.
fn items(field: Field, text: &str) -> String {
    let items: Vec<String> = text.split(',').map(|item| one(field, item)).collect();
    items.join(",")
}

fn one(field: Field, item: &str) -> String {
    let (range, step) = match item.split_once('/') {
        Some((range, step)) => (range, Some(step)),
        None => (item, None),
    };
    let mut values: Vec<String> = range
        .split('-')
        .map(|value| short_name(field, value))
        .collect();
    if field == Field::Year
        && let [first, last] = values.as_mut_slice()
        && first > last
    {
        std::mem::swap(first, last);
    }
    let range = values.join("-");
    // `*/60` minutes and `*/24` hours are the first value; a larger step means something that no field can say.
    let whole_field = step
        .and_then(|step| step.parse::<u16>().ok())
        .is_some_and(|step| {
            step > field.largest_step() && step == field.last() - field.first() + 1
        });
    match step {
        Some(_) if whole_field && range == "*" => field.first().to_string(),
        Some(step) if range.is_empty() => format!("*/{step}"),
        Some(step) => format!("{range}/{step}"),
        None => range,
    }
}

/// `MONDAY` as `MON`; anything else as it is.
fn short_name(field: Field, value: &str) -> String {
    let letters = value.len() > 3 && value.bytes().all(|byte| byte.is_ascii_alphabetic());
    match value.get(..3) {
        Some(short)
            if letters && field.value_of(short).is_some() && !value.ends_with(['L', 'l']) =>
        {
            short.to_ascii_uppercase()
        }
        _ => value.to_owned(),
    }
}

/// Day numbers of Unix cron, 0 or 7 for Sunday, as names; each item once.
fn from_unix(text: &str) -> String {
    let mut items: Vec<String> = Vec::new();
    for item in text.split(',').map(item_from_unix) {
        if !items.contains(&item) {
            items.push(item);
        }
    }
    items.join(",")
}

fn item_from_unix(item: &str) -> String {
    let (range, step) = item
        .split_once('/')
        .map_or((item, None), |(range, step)| (range, Some(step)));
    let days: Vec<String> = range.split('-').map(day_from_unix).collect();
    let range = match days.as_slice() {
        [first, last] if first == last && Field::DayOfWeek.value_of(first).is_some() => match range
        {
            "0-7" => "*".to_owned(),
            // One day, so that a step has nowhere to go.
            _ => return first.clone(),
        },
        _ => days.join("-"),
    };
    match step {
        Some(step) => format!("{range}/{step}"),
        None => range,
    }
}

/// `5`, `5L` and `5#3` as `FRI`, `FRIL` and `FRI#3`; anything else as it is.
fn day_from_unix(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let Some((number, rest)) = text.split_at_checked(digits) else {
        return text.to_owned();
    };
    let day = number.parse::<usize>().ok().filter(|day| *day <= 7);
    let word = day.and_then(|day| Field::DayOfWeek.words().get(day % 7));
    word.map_or_else(|| text.to_owned(), |word| format!("{word}{rest}"))
}

/// Puts `?` into one of the day fields, where that changes nothing.
fn with_one_question_mark(fields: Fields) -> Fields {
    let [minutes, hours, mut dom, month, mut dow, year] = fields;
    match (dom.as_str(), dow.as_str()) {
        ("?", "?") => "*".clone_into(&mut dom),
        (_, "*") if dom != "?" => "?".clone_into(&mut dow),
        ("*", _) if dow != "?" => "?".clone_into(&mut dom),
        _ => {}
    }
    [minutes, hours, dom, month, dow, year]
}
