//! Which tests every event passes which is to match, and how plain they are.

use super::candidate::{Candidate, Part};
use super::fields::Fields;
use super::sketch::{Affixes, Sketch, Sketches};
use super::{MOST_CANDIDATES, MOST_VALUES};
use crate::json::write_quoted;

/// How far a pattern may go beyond the values that it was shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Generalize {
    /// Not at all: lists of values, and whether a field is there.
    Exact,
    /// To texts that begin or end like those that were shown.
    Prefix,
    /// To these, and to numbers between those that were shown.
    #[default]
    Numeric,
}

/// The tests, the plainest first, and whether there were more than are looked at.
pub(super) fn propose(sketches: &Sketches, generalize: Generalize) -> (Vec<Candidate>, bool) {
    let fields = &sketches.fields;
    let mut all = Vec::new();
    for (field, sketch) in sketches.sketches.iter().enumerate() {
        let mut asked = Asked {
            field,
            array: fields.array(field),
            place: place_cost(&fields.path(field)),
            beside: None,
            all: &mut all,
        };
        asked.of(sketch, sketches.events, generalize, fields);
    }
    for anchor in &sketches.anchors {
        let Some(own) = Part::new(anchor.field, exactly(&anchor.value)) else {
            continue;
        };
        for (field, sketch) in &anchor.beside {
            let mut asked = Asked {
                field: *field,
                array: fields.array(*field),
                place: place_cost(&fields.path(*field)),
                beside: Some((anchor.array, &own)),
                all: &mut all,
            };
            asked.of(sketch, sketches.events, generalize, fields);
        }
    }
    // Among equals those whose field came first.
    let first = |one: &Candidate| one.parts.first().map(|part| part.field);
    all.sort_by_key(|one: &Candidate| (one.cost, first(one)));
    let most = MOST_CANDIDATES - RESERVED;
    let is_cut = all.len() > most;
    all.truncate(most);
    (all, is_cut)
}

/// How readily a field is taken: what an event is comes before what it holds, and what lies deep last.
fn place_cost(path: &[&str]) -> u32 {
    match path {
        ["source"] => 0,
        ["detail-type"] => 1,
        ["detail", rest @ ..] => 10 + 2 * u32::try_from(rest.len()).unwrap_or(u32::MAX / 4),
        ["account" | "region" | "resources" | "version"] => 30,
        other => 12 + 2 * u32::try_from(other.len()).unwrap_or(u32::MAX / 4),
    }
}

/// Fields of the envelope that every event has of its own.
fn is_of_one_event(path: &[&str]) -> bool {
    matches!(path, ["id" | "time"])
}

/// The test that a field is not there, which no event has that is to match.
pub(super) fn absence(field: usize, fields: &Fields) -> Option<Candidate> {
    let path = fields.path(field);
    if is_of_one_event(&path) {
        return None;
    }
    let cost = place_cost(&path) + 14;
    Candidate::new(
        field,
        fields.array(field),
        "{\"exists\":false}".to_owned(),
        cost,
    )
}

/// Tests that are kept free for what only events have that are to be kept out.
const RESERVED: usize = 64;

/// Values that every event has of one field, of which a test is made each.
const MOST_COMMON: usize = 16;

/// The tests of one field.
struct Asked<'a> {
    field: usize,
    array: Option<usize>,
    place: u32,
    /// What the same element of this array has, where something is asked together with it.
    beside: Option<(usize, &'a Part)>,
    all: &'a mut Vec<Candidate>,
}

impl Asked<'_> {
    fn of(&mut self, sketch: &Sketch, events: u64, generalize: Generalize, fields: &Fields) {
        let path = fields.path(self.field);
        if path.is_empty() || events == 0 || is_of_one_event(&path) {
            return;
        }
        if sketch.events < events {
            return;
        }
        if self.beside.is_none() {
            self.put("{\"exists\":true}".to_owned(), 12);
        }
        let values = sketch.values.as_ref();
        let differs = values.is_none_or(|values| values.len() as u64 == sketch.events);
        // What is made for each event says nothing of the next one.
        if sketch.is_made && differs && events > 1 {
            return;
        }
        // An array has several, and an event that is to be kept out may have the first of them.
        for value in sketch.common.iter().take(MOST_COMMON) {
            self.put(exactly(value), 0);
        }
        if let Some(values) =
            values.filter(|values| sketch.common.is_empty() && values.len() <= MOST_VALUES)
        {
            let list: Vec<String> = values.keys().map(|value| exactly(value)).collect();
            let count = u32::try_from(list.len()).unwrap_or(u32::MAX / 4);
            self.put(list.join(","), count);
        }
        if sketch.common.is_empty() && generalize >= Generalize::Prefix {
            self.affixes(sketch.affixes.as_ref());
        }
        if sketch.common.is_empty() && generalize >= Generalize::Numeric {
            self.range(sketch);
        }
    }

    fn affixes(&mut self, affixes: Option<&Affixes>) {
        let Some(affixes) = affixes else { return };
        let (prefix, suffix) = (&*affixes.prefix, &*affixes.suffix);
        let operator = |name: &str, text: &str| {
            let mut list = format!("{{\"{name}\":");
            write_quoted(text, &mut list);
            list + "}"
        };
        // A short affix is more often chance, and half a word too.
        let cost = |text: &str| 28 - u32::try_from(text.len().min(10)).unwrap_or_default();
        if !prefix.is_empty() {
            self.put(operator("prefix", prefix), cost(prefix));
            let whole = whole_words(prefix);
            if whole.len() < prefix.len() && !whole.is_empty() {
                self.put(operator("prefix", whole), cost(prefix) - 2);
            }
        }
        if !suffix.is_empty() {
            self.put(operator("suffix", suffix), cost(suffix));
            let behind = suffix.find(SEPARATORS).and_then(|at| suffix.get(at..));
            if let Some(whole) = behind.filter(|whole| whole.len() < suffix.len()) {
                self.put(operator("suffix", whole), cost(suffix) - 2);
            }
        }
        let is_apart = prefix.len() + suffix.len() <= affixes.shortest;
        if is_apart && !prefix.is_empty() && !suffix.is_empty() {
            let escaped = |text: &str| text.replace('\\', r"\\").replace('*', r"\*");
            let wildcard = format!("{}*{}", escaped(prefix), escaped(suffix));
            self.put(operator("wildcard", &wildcard), 30);
        }
    }

    fn range(&mut self, sketch: &Sketch) {
        let Some((least, greatest)) = &sketch.range else {
            return;
        };
        let (least, greatest) = (&least.text, &greatest.text);
        self.put(format!("{{\"numeric\":[\">=\",{least}]}}"), 20);
        self.put(format!("{{\"numeric\":[\"<=\",{greatest}]}}"), 20);
        self.put(
            format!("{{\"numeric\":[\">=\",{least},\"<=\",{greatest}]}}"),
            25,
        );
    }

    /// Adds a test, if AWS takes it.
    fn put(&mut self, list: String, cost: u32) {
        if list.len() > LONGEST_LIST {
            return;
        }
        let Some(part) = Part::new(self.field, list) else {
            return;
        };
        let mut parts = vec![part];
        parts.extend(self.beside.map(|(_, part)| part.clone()));
        parts.sort_by_key(|part| part.field);
        let candidate = Candidate {
            parts,
            inside: self.beside.map(|(array, _)| array),
            array: self.array,
            cost: self.place
                + cost
                + if self.beside.is_some() {
                    BESIDE_COST
                } else {
                    0
                },
        };
        // Either of two values may be the one that the other is beside of.
        let is_new = |all: &[Candidate]| !all.iter().any(|other| other.is_like(&candidate));
        if self.beside.is_none() || is_new(self.all) {
            self.all.push(candidate);
        }
    }
}

/// How much less plain two fields of an element are than one.
const BESIDE_COST: u32 = 8;

/// A list that is longer would leave no room for other fields, in bytes.
const LONGEST_LIST: usize = 1_024;

/// What words end with.
const SEPARATORS: [char; 7] = ['/', ':', '-', '_', '.', ' ', '#'];

/// A prefix up to the end of its last word, with what separates it from the next.
fn whole_words(prefix: &str) -> &str {
    let end = prefix.rfind(SEPARATORS).map_or(0, |at| at + 1);
    prefix.get(..end).unwrap_or_default()
}

/// A value as the pattern has it: a text that looks like an address stands for itself alone.
fn exactly(value: &str) -> String {
    let inside = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let is_address = |text: &str| {
        text.contains(['.', ':'])
            && text
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':'))
    };
    match inside.filter(|text| is_address(text)) {
        Some(_) => format!("{{\"exactly\":{value}}}"),
        None => value.to_owned(),
    }
}

/// How many fields of the detail a pattern has where nothing is to be kept out.
const USUAL_FIELDS: usize = 4;

/// A value must come so often for each of the values of its field.
const USUAL_REPEATS: u64 = 4;

/// The tests of a pattern that is only to describe its events: what they are, and what is the same in all of them.
pub(super) fn usual(seen: &Sketches, all: &[Candidate]) -> Vec<usize> {
    let (fields, events) = (&seen.fields, seen.events);
    let mut chosen = Vec::new();
    let mut of_detail = 0;
    for (index, candidate) in all.iter().enumerate() {
        // Two fields of an element say more than what the events are.
        let [part] = candidate.parts.as_slice() else {
            continue;
        };
        let path = fields.path(part.field);
        let Some(sketch) = seen.sketches.get(part.field) else {
            continue;
        };
        let is_taken = chosen.iter().any(|(field, array, _)| {
            *field == part.field || (candidate.array.is_some() && *array == candidate.array)
        });
        let is_exact = !part.list.starts_with("{\"exists") && !part.list.contains("{\"numeric");
        let values = sketch
            .values
            .as_ref()
            .map_or(u64::MAX, |values| values.len() as u64);
        let is_kind = matches!(path.as_slice(), ["source" | "detail-type"]);
        let is_word = part.list.starts_with(['"', 't', 'f']);
        let is_same = values == 1 && events > 1 && is_word;
        let is_few = values <= 3 && events >= values.saturating_mul(USUAL_REPEATS) && is_word;
        let is_detail = path.first() == Some(&"detail") && (is_same || is_few);
        if is_taken || !is_exact || !(is_kind || (is_detail && of_detail < USUAL_FIELDS)) {
            continue;
        }
        of_detail += usize::from(!is_kind);
        chosen.push((part.field, candidate.array, index));
    }
    if chosen.is_empty() && !all.is_empty() {
        return vec![0];
    }
    chosen.into_iter().map(|(_, _, index)| index).collect()
}
