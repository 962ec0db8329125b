//! The nearest of several names, for everything that somebody may have misspelt.
//!
//! # Example
//!
//! ```
//! use evb::suggest;
//!
//! let known = ["DetailType", "Source"];
//! assert_eq!(suggest::nearest("detailType", &known), Some("DetailType"));
//! assert_eq!(suggest::did_you_mean("Sorce", &known).as_deref(), Some("did you mean `Source`?"));
//! assert_eq!(suggest::nearest("EventBusName", &known), None);
//! ```
//!
//! # What this module does not do
//!
//! It knows no names: whoever asks knows which are meant.

/// Longer texts are not compared: what is so long is no name.
const MAXIMUM_CHARACTERS: usize = 64;

/// With more edits no text is taken for a slip of another.
const MAXIMUM_DISTANCE: usize = 2;

/// The number of characters to insert, delete, replace or swap that lead from one text to the other, if it is 1 or 2 and
/// less than half of the longer text; of more than 64 characters nothing is said.
///
/// The bound keeps `cd` from being a misspelt `ab`.
#[must_use]
pub fn edit_distance(one: &str, other: &str) -> Option<usize> {
    let mut characters = [['\0'; MAXIMUM_CHARACTERS]; 2];
    let [one_characters, other_characters] = &mut characters;
    let one = short(one, one_characters)?;
    let other = short(other, other_characters)?;
    let longest = one.len().max(other.len());
    if one.len().abs_diff(other.len()) > MAXIMUM_DISTANCE || have_other_letters(one, other) {
        return None;
    }
    const FAR: usize = usize::MAX / 2;
    // A row has a cell more than there are characters.
    let (mut before, mut row) = ([FAR; MAXIMUM_CHARACTERS + 1], [FAR; MAXIMUM_CHARACTERS + 1]);
    for (cell, distance) in row.iter_mut().zip(0..=other.len()) {
        *cell = distance;
    }
    let mut previous = None;
    let mut was_near = true;
    for (at, character) in one.iter().enumerate() {
        let mut next = [FAR; MAXIMUM_CHARACTERS + 1];
        let mut left = at + 1;
        let [first, ..] = &mut next;
        *first = left;
        let mut least = left;
        for (to, against) in other.iter().enumerate() {
            let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(FAR);
            let mut best = (cell(&row, to) + usize::from(character != against))
                .min(cell(&row, to + 1) + 1)
                .min(left + 1);
            let swapped =
                to > 0 && previous == Some(against) && other.get(to - 1) == Some(character);
            if swapped {
                best = best.min(cell(&before, to - 1) + 1);
            }
            if let Some(cell) = next.get_mut(to + 1) {
                *cell = best;
            }
            (left, least) = (best, least.min(best));
        }
        // Whatever follows is reached from this row or, by a swap, from the one before.
        let is_near = least <= MAXIMUM_DISTANCE;
        if !is_near && !was_near {
            return None;
        }
        was_near = is_near;
        previous = Some(character);
        before = std::mem::replace(&mut row, next);
    }
    let distance = row.get(other.len()).copied();
    distance.filter(|distance| (1..=MAXIMUM_DISTANCE).contains(distance) && distance * 2 < longest)
}

/// The characters of a text, if it is no longer than there is room.
fn short<'r>(text: &str, room: &'r mut [char; MAXIMUM_CHARACTERS]) -> Option<&'r [char]> {
    let mut count = 0;
    for character in text.chars() {
        *room.get_mut(count)? = character;
        count += 1;
    }
    room.get(..count)
}

/// Whether one of two texts has more different characters that the other lacks than edits could bring in.
fn have_other_letters(one: &[char], other: &[char]) -> bool {
    // Characters that share a bit only make the count smaller.
    let letters = |text: &[char]| {
        let bits = text
            .iter()
            .map(|character| 1_u64 << (u32::from(*character) % 64));
        bits.fold(0, |all, bit| all | bit)
    };
    let (one, other) = (letters(one), letters(other));
    let most = MAXIMUM_DISTANCE.try_into().unwrap_or(u32::MAX);
    (one & !other).count_ones() > most || (other & !one).count_ones() > most
}

/// The known name that is most likely meant: one that differs in case and in `-`, `_` and blanks only, or else of those
/// that are nearest by [`edit_distance`] the first that begins with the same letter, or the first. A name that is known
/// itself is its own nearest.
#[must_use]
pub fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    if name.is_empty() {
        return None;
    }
    let folded = folded(name);
    if let Some(same) = known.iter().find(|known| self::folded(known) == folded) {
        return Some(same);
    }
    let near = known.iter().filter_map(|known| {
        let as_written = edit_distance(name, known);
        let distance = as_written.or_else(|| edit_distance(&folded, &self::folded(known)))?;
        let begins_alike = name.chars().next() == known.chars().next();
        Some(((distance, !begins_alike), *known))
    });
    near.min_by_key(|(rank, _)| *rank).map(|(_, known)| known)
}

/// The shortest of the known names that has all words of a name, or all of whose words a name has, one behind the other:
/// `Pattern` and `EventPattern` are kindred. Words begin with a capital letter.
#[must_use]
pub fn kindred<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let ours = words(name);
    let has = |all: &[String], some: &[String]| {
        !some.is_empty() && all.windows(some.len()).any(|window| window == some)
    };
    let kindred = known.iter().filter(|known| {
        let theirs = words(known);
        has(&ours, &theirs) || has(&theirs, &ours)
    });
    kindred.min_by_key(|known| known.len()).copied()
}

/// The only known name whose words are those of a name with others between them: `LambdaParameters` is short for
/// `LambdaFunctionParameters`. Words begin with a capital letter.
#[must_use]
pub fn unabridged<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let ours = words(name);
    let is_short_for = |known: &&&str| {
        let theirs = words(known);
        let mut left = theirs.iter();
        ours.first() == theirs.first()
            && ours.last() == theirs.last()
            && ours.len() > 1
            && ours.len() < theirs.len()
            && ours.iter().all(|word| left.any(|one| one == word))
    };
    let mut all = known.iter().filter(is_short_for);
    let only = all.next()?;
    all.next().is_none().then_some(*only)
}

/// The words of a name, in small letters.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for letter in name.chars().take(MAXIMUM_CHARACTERS) {
        match words.last_mut() {
            Some(word) if !letter.is_uppercase() => word.push(letter),
            _ => words.push(letter.to_lowercase().collect()),
        }
    }
    words
}

/// A help that names the nearest, if there is one.
#[must_use]
pub fn did_you_mean(name: &str, known: &[&str]) -> Option<String> {
    nearest(name, known).map(|meant| format!("did you mean `{meant}`?"))
}

/// What is left of a name where case and word breaks do not count: of `detailType` and `detail-type` the same.
#[must_use]
pub fn folded(name: &str) -> String {
    let letters = name
        .chars()
        .filter(|character| !matches!(character, '-' | '_' | ' '));
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_what_is_inserted_deleted_replaced_or_swapped() {
        for (one, other, expected) in [
            ("state", "stare", Some(1)),
            ("state", "satte", Some(1)),
            ("detail", "detal", Some(1)),
            ("detail", "details2", Some(2)),
            ("detail", "details34", None),
            ("a", "a", None),
            ("ab", "cd", None),
        ] {
            assert_eq!(edit_distance(one, other), expected, "{one} {other}");
            assert_eq!(edit_distance(other, one), expected, "{other} {one}");
        }
        let (long, longer) = ("a".repeat(64), "a".repeat(65));
        assert_eq!(edit_distance(&long, &longer), None);
    }

    #[test]
    fn a_name_that_leaves_words_out_is_short_for_one_alone() {
        let known = [
            "LambdaFunctionParameters",
            "SqsQueueParameters",
            "InputTemplate",
            "SqsTopicParameters",
        ];
        for (name, expected) in [
            ("LambdaParameters", Some("LambdaFunctionParameters")),
            // Two may be meant.
            ("SqsParameters", None),
            ("Parameters", None),
            ("InputTemplate", None),
            ("QueueParameters", None),
        ] {
            assert_eq!(unabridged(name, &known), expected, "{name}");
        }
    }

    #[test]
    fn the_nearest_differs_least() {
        let known = ["Source", "DetailType", "Resources"];
        for (name, expected) in [
            ("source", Some("Source")),
            ("detail-type", Some("DetailType")),
            ("Detail_Typ", Some("DetailType")),
            ("Resource", Some("Resources")),
            ("Sourec", Some("Source")),
            ("Time", None),
        ] {
            assert_eq!(nearest(name, &known), expected, "{name}");
        }
    }

    #[test]
    fn kindred_names_share_their_words() {
        for (name, known, expected) in [
            ("EventPattern", &["Pattern", "State"][..], Some("Pattern")),
            (
                "Schedule",
                &["ScheduleExpressionTimezone", "ScheduleExpression"],
                Some("ScheduleExpression"),
            ),
            (
                "Timezone",
                &["ScheduleExpressionTimezone"],
                Some("ScheduleExpressionTimezone"),
            ),
            ("Names", &["Name"], None),
            ("", &["Name"], None),
        ] {
            assert_eq!(kindred(name, known), expected, "{name}");
        }
    }
}
