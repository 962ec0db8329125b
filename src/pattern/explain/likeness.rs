//! A string that fails a test on strings: how near it comes.

use std::borrow::Cow;

use crate::json::JsonString;
use crate::pattern::ast::Test;
use crate::pattern::comparison::{Candidate, Folded, Form, Wildcard};

use super::contrast::Contrast;
use super::hint::{Advice, Proposal};
use super::pair::{Focus, MAXIMUM_COMPARED, NearMiss, OTHER_TYPE, Pair};
use super::wanted::{Part, Wanted};
use super::{Reason, code_points, quote, slip, words};
use crate::suggest::edit_distance;
use crate::sure::Sure as _;

/// From how many equal characters on it is said where two texts begin to differ.
const LONG_START: usize = 12;

/// A test on strings and a string that fails it.
struct Likeness<'a> {
    pair: &'a Pair<'a>,
    text: Cow<'a, str>,
    wanted: Option<Wanted<'a>>,
    /// How the part that counts differs from what is wanted.
    contrast: Option<Contrast>,
    focus: Focus,
}

/// How near a string comes to a test on strings that it fails.
pub(super) fn of(pair: &Pair<'_>, text: &JsonString) -> NearMiss {
    let like = Likeness::new(pair, text);
    let is_far = match &like.wanted {
        Some(wanted) => {
            let longest = wanted.longest_near();
            let is_whole = wanted.part == Part::Whole;
            longest > MAXIMUM_COMPARED || (is_whole && like.text.len() > longest)
        }
        None => like.text.len() > MAXIMUM_COMPARED,
    };
    if is_far {
        return like.another();
    }
    like.case()
        .or_else(|| like.white_space())
        .or_else(|| like.appearance())
        .or_else(|| like.slip())
        .or_else(|| like.spelling())
        .unwrap_or_else(|| like.another())
}

impl<'a> Likeness<'a> {
    fn new(pair: &'a Pair<'a>, text: &'a JsonString) -> Self {
        let text = text.to_java_utf8();
        let wanted = Wanted::of(&pair.comparison.test);
        let contrast = wanted.as_ref().and_then(|wanted| wanted.contrast(&text));
        let focus = match &contrast {
            Some((contrast, before)) => Focus {
                event: Some(contrast.characters_before + before),
                pattern: Some(contrast.characters_before),
            },
            None => Focus::default(),
        };
        let contrast = contrast.map(|(contrast, before)| contrast.behind(before));
        Self {
            pair,
            text,
            wanted,
            contrast,
            focus,
        }
    }

    fn found(&self, kind: Reason, reason: String, advice: Advice) -> NearMiss {
        NearMiss {
            kind,
            rank: 0,
            reason,
            advice,
            focus: self.focus,
        }
    }

    fn actual(&self) -> String {
        self.pair.actual(self.focus)
    }

    fn comparison(&self) -> String {
        self.pair.own(self.focus)
    }

    /// The string differs in case only, perhaps in a way that `equals-ignore-case` does not see.
    fn case(&self) -> Option<NearMiss> {
        let Some(wanted) = &self.wanted else {
            return self.wildcard_but_for_case();
        };
        let Wanted { part, text, .. } = wanted;
        let near = wanted.near(&self.text);
        if part.fits_in_ascii(near, text) == Some(false) {
            return None;
        }
        // Folded, a character of two UTF-16 units is as good as two question marks, which is no matter of case.
        let is_cased = |character: char| u32::from(character) <= 0xffff;
        let is_folded = part.folds_to(near, text) && text.chars().all(is_cased);
        let is_same = |fold: fn(&str) -> String| part.fits(&fold(near), &fold(text));
        if !is_folded && !is_same(str::to_lowercase) && !is_same(str::to_uppercase) {
            return None;
        }
        let spells = part.fits(&self.text, text);
        if !is_folded && !spells && is_same(code_points::reduced) {
            // It is not the case in which they differ: see `appearance`.
            return None;
        }
        let (actual, comparison) = (self.actual(), self.comparison());
        let mut reason = if spells {
            format!("`{actual}` is what `{comparison}` spells")
        } else {
            format!("`{actual}` differs from `{comparison}` only in case")
        };
        if !is_folded {
            reason.push_str(", but ");
            reason.push_str(&match unmatchable(text) {
                Some(character) => format!(
                    "`equals-ignore-case` never matches {} by itself: it compares UTF-16 units one by one",
                    code_points::name(character)
                ),
                None => "not letter by letter, as `equals-ignore-case` compares".to_owned(),
            });
        }
        Some(self.found(Reason::Case, reason, self.other_spelling(wanted)))
    }

    /// Comparisons that the string may pass, and what is wanted now as well.
    fn other_spelling(&self, wanted: &Wanted<'_>) -> Advice {
        let Wanted { part, text, .. } = wanted;
        let (own, _) = part.seen(&self.text, text, str::to_uppercase);
        let ignoring_case = |operand: &str| Proposal {
            comparison: part.ignoring_case(&quote::json_string(operand)),
            keeps: Some(text.clone().into_owned()),
            is_added: false,
            text: format!(
                "write `{}`",
                part.ignoring_case(&quote::text(operand, None))
            ),
        };
        let do_what = match part.fits(&self.text, text) {
            true => "write",
            false => "list both spellings: add",
        };
        let listed = Proposal {
            comparison: part.comparison(&quote::json_string(own)),
            keeps: None,
            is_added: !part.fits(&self.text, text),
            text: format!(
                "{do_what} `{}`",
                part.comparison(&quote::text(own, self.focus.event))
            ),
        };
        Advice::proposing(vec![ignoring_case(text), ignoring_case(own), listed])
            .sending(self.wanted_operand())
    }

    fn wildcard_but_for_case(&self) -> Option<NearMiss> {
        self.matches_changed(str::to_lowercase).then(|| {
            self.found(
                Reason::Case,
                format!(
                    "`{}` differs from `{}` only in case",
                    self.actual(),
                    self.comparison()
                ),
                Advice {
                    otherwise: Some(
                        "`wildcard` always tells cases apart: list the spellings that occur"
                            .to_owned(),
                    ),
                    ..Advice::proposing(self.wildcard_in_its_case().into_iter().collect())
                },
            )
        })
    }

    /// The wildcard in the case that the string has.
    fn wildcard_in_its_case(&self) -> Option<Proposal> {
        let Test::Wildcard(wildcard) = &self.pair.comparison.test else {
            return None;
        };
        if !self.text.is_ascii() {
            return None;
        }
        let text = format!("\"{}\"", self.text);
        let lower = text.to_lowercase();
        let mut from = 0;
        let count = wildcard.pieces.len();
        let mut pieces = Vec::new();
        for (at, piece) in wildcard.pieces.iter().enumerate() {
            let piece = String::from_utf8_lossy(piece).to_lowercase();
            let start = match at + 1 == count {
                true => lower.len().checked_sub(piece.len())?,
                false => from + lower.get(from..)?.find(&piece)?,
            };
            from = start + piece.len();
            pieces.push(text.get(start..from)?.as_bytes().into());
        }
        let expression = words::expression(&Wildcard { pieces });
        let comparison = format!(r#"{{"wildcard": {}}}"#, quote::json_string(&expression));
        let text = format!(
            "`wildcard` always tells cases apart: list both, add `{}`",
            quote::shortened(&comparison)
        );
        Some(Proposal {
            is_added: true,
            ..Proposal::new(comparison, text)
        })
    }

    /// Whether the string matches a wildcard once both are changed.
    fn matches_changed(&self, change: fn(&str) -> String) -> bool {
        let Test::Wildcard(wildcard) = &self.pair.comparison.test else {
            return false;
        };
        let changed = |piece: &[u8]| change(&String::from_utf8_lossy(piece)).into_bytes();
        let pieces = wildcard.pieces.iter().map(|piece| changed(piece).into());
        let form = Form::string(&change(&self.text).as_str().into());
        Wildcard {
            pieces: pieces.collect(),
        }
        .matches(form.as_bytes())
    }

    /// The string would do without the white space around it, or around what is wanted.
    fn white_space(&self) -> Option<NearMiss> {
        let trimmed = self.text.trim();
        let wanted = self.wanted.as_ref();
        let whole = wanted.filter(|wanted| wanted.part == Part::Whole);
        let wanted_trimmed = whole.map(|wanted| wanted.text.trim());
        let form = Form::string(&trimmed.into());
        let candidate = Candidate::from_form(form.as_bytes(), None, true);
        let passes = self.pair.comparison.test.admits(&candidate, false);
        if !passes && wanted_trimmed != Some(trimmed) {
            return None;
        }
        let reason = format!(
            "`{}` differs from `{}` only in the white space around it: {}",
            self.actual(),
            self.comparison(),
            around(&self.text, whole.map_or("", |wanted| &wanted.text))
        );
        let proposals = match wanted_trimmed == Some(&self.text) {
            true => vec![Proposal::new(
                quote::json_string(&self.text),
                format!("write `{}`", self.actual()),
            )],
            false => self.with_white_space(),
        };
        let advice = Advice::proposing(proposals).sending(match wanted {
            Some(_) => self.wanted_operand(),
            None => Some(quote::json_string(trimmed)),
        });
        Some(self.found(Reason::WhiteSpace, reason, advice))
    }

    /// What takes the string with the white space that it has.
    fn with_white_space(&self) -> Vec<Proposal> {
        let exact = match &self.wanted {
            Some(Wanted {
                part: Part::Start,
                text,
                ..
            }) => {
                let blanks = self.text.len() - self.text.trim_start().len();
                let blanks = self.text.get(..blanks).unwrap_or_default();
                Part::Start.comparison(&quote::json_string(&format!("{blanks}{text}")))
            }
            Some(Wanted {
                part: Part::End,
                text,
                ..
            }) => {
                let blanks = self.text.get(self.text.trim_end().len()..);
                let blanks = blanks.unwrap_or_default();
                Part::End.comparison(&quote::json_string(&format!("{text}{blanks}")))
            }
            Some(_) => quote::json_string(&self.text),
            None => return Vec::new(),
        };
        let text = format!("send it without, or write `{}`", quote::shortened(&exact));
        vec![Proposal::new(exact, text)]
    }

    /// What passes when it is sent: the very text that is wanted.
    fn wanted_operand(&self) -> Option<String> {
        let wanted = self.wanted.as_ref()?;
        (wanted.part == Part::Whole).then(|| quote::json_string(&wanted.text))
    }

    /// The string looks like what is wanted.
    fn appearance(&self) -> Option<NearMiss> {
        let Some(wanted) = &self.wanted else {
            return self.matches_changed(code_points::reduced).then(|| {
                let reason = format!(
                    "`{}` looks as `{}` wants it, but is made of other characters",
                    self.actual(),
                    self.comparison()
                );
                self.found(Reason::Appearance, reason, Advice::default())
            });
        };
        let Wanted {
            part,
            text,
            ignores_case,
        } = wanted;
        let near = wanted.near(&self.text);
        // In ASCII one character is hidden, and what is not the same in any case looks different.
        let hides = |text: &str| text.contains('\u{7f}');
        let fits = part.fits_in_ascii(near, text);
        if fits == Some(false) && !hides(near) && !hides(text) {
            return None;
        }
        let seen = |text: &str| match ignores_case {
            true => code_points::reduced(text).to_lowercase(),
            false => code_points::reduced(text),
        };
        let wanted_seen = seen(text);
        if wanted_seen.is_empty() || !part.fits(&seen(near), &wanted_seen) {
            return None;
        }
        let (actual, comparison) = (self.actual(), self.comparison());
        let (own, before) = part.seen(&self.text, text, seen);
        let how = match Contrast::new(own, text) {
            Some(contrast) if !ignores_case => contrast.behind(before).words(),
            _ => match &self.contrast {
                Some(contrast) => contrast.words(),
                None => "it is made of other characters".to_owned(),
            },
        };
        let reason = match (code_points::are_composed_differently(own, text), part) {
            (true, Part::Whole) => format!(
                "`{actual}` and `{comparison}` are the same text in different Unicode normal forms: {how}"
            ),
            (true, _) => format!(
                "`{actual}` has the text of `{comparison}` in another Unicode normal form: {how}"
            ),
            (false, Part::Whole) => format!("`{actual}` looks like `{comparison}`, but {how}"),
            (false, Part::Start) => format!("`{actual}` begins like `{comparison}`, but {how}"),
            (false, Part::End) => format!("`{actual}` ends like `{comparison}`, but {how}"),
        };
        let escaped = part.comparison(&quote::ascii_string(own));
        let shown = match escaped.len() <= quote::MAXIMUM_TEXT {
            true => format!("`{escaped}`"),
            false => "the other spelling".to_owned(),
        };
        let advice = Advice {
            event_fix: self.wanted_operand(),
            comparisons: vec![Proposal {
                is_added: !own.is_ascii(),
                text: match own.is_ascii() {
                    true => format!("write {shown}"),
                    false => format!(
                        "send the characters that the pattern has, or add {shown} to the list"
                    ),
                },
                comparison: escaped,
                keeps: None,
            }],
            otherwise: None,
        };
        Some(self.found(Reason::Appearance, reason, advice))
    }

    /// One of the slips that are made again and again.
    fn slip(&self) -> Option<NearMiss> {
        let slip = slip::find(self.pair, self.wanted.as_ref(), &self.text)?;
        let reason = format!(
            "`{}` is not {}{}",
            self.actual(),
            self.pair.wanted(self.focus),
            slip.reason
        );
        let advice = Advice::proposing(slip.proposals);
        Some(self.found(Reason::Slip, reason, advice))
    }

    /// The string, or the part of it that counts, differs in one or two characters.
    fn spelling(&self) -> Option<NearMiss> {
        let wanted = self.wanted.as_ref()?;
        if wanted.part != Part::Whole {
            return self.spelling_of_part(wanted);
        }
        let exactly = edit_distance(&wanted.text, &self.text).filter(|_| !wanted.ignores_case);
        let (distance, and_case) = match exactly {
            Some(distance) => (distance, ""),
            None => (
                edit_distance(&wanted.text.to_lowercase(), &self.text.to_lowercase())?,
                if wanted.ignores_case {
                    ""
                } else {
                    " and in case"
                },
            ),
        };
        let characters = if distance == 1 {
            "one character"
        } else {
            "two characters"
        };
        let reason = format!(
            "`{}` differs from `{}` in {characters}{and_case}{}",
            self.actual(),
            self.comparison(),
            self.where_it_differs()
        );
        let comparison = match wanted.ignores_case {
            true => Part::Whole.ignoring_case(&quote::json_string(&self.text)),
            false => quote::json_string(&self.text),
        };
        let advice = Advice::proposing(vec![if_meant(comparison)]);
        Some(NearMiss {
            rank: 2 * distance + usize::from(!and_case.is_empty()),
            ..self.found(
                Reason::Spelling,
                reason,
                advice.sending(self.wanted_operand()),
            )
        })
    }

    /// The string begins, or ends, with what differs in one character.
    fn spelling_of_part(&self, wanted: &Wanted<'_>) -> Option<NearMiss> {
        const SHORTEST: usize = 4;
        let count = wanted.text.chars().count();
        if count < SHORTEST {
            return None;
        }
        let fold = |text: &str| match wanted.ignores_case {
            true => text.to_lowercase(),
            false => text.to_owned(),
        };
        let text = fold(&wanted.text);
        let parts = [count, count + 1, count - 1];
        let mut parts = parts
            .map(|count| wanted.part.of(&self.text, count).0)
            .into_iter();
        let own = parts.find(|own| edit_distance(&text, &fold(own)) == Some(1))?;
        let how = match wanted.part {
            Part::End => "ends",
            _ => "begins",
        };
        let reason = format!(
            "`{}` {how} with `{}`, which differs from `{}` in one character",
            self.actual(),
            quote::text(own, None),
            self.comparison()
        );
        let operand = quote::json_string(own);
        let comparison = match wanted.ignores_case {
            true => wanted.part.ignoring_case(&operand),
            false => wanted.part.comparison(&operand),
        };
        let advice = Advice::proposing(vec![if_meant(comparison)]);
        Some(NearMiss {
            rank: 2,
            ..self.found(Reason::Spelling, reason, advice)
        })
    }

    /// The last resort: the string is simply another one.
    fn another(&self) -> NearMiss {
        let reason = format!(
            "`{}` is not {}{}",
            self.actual(),
            self.pair.wanted(self.focus),
            self.where_it_differs()
        );
        let same = self.contrast.as_ref();
        let same = same.map_or(0, |contrast| contrast.characters_before);
        NearMiss {
            // The more is the same before they differ, the nearer.
            rank: OTHER_TYPE - same.min(OTHER_TYPE),
            ..self.found(Reason::Value, reason, Advice::default())
        }
    }

    /// Where the string begins to differ, if that is not plain to see.
    fn where_it_differs(&self) -> String {
        let (Some(contrast), Some(wanted)) = (&self.contrast, &self.wanted) else {
            return String::new();
        };
        let before = contrast.characters_before;
        if contrast.is_subtle() {
            format!(": {}", contrast.words())
        } else if before >= LONG_START && wanted.part != Part::End {
            format!(": they first differ in character {}", before + 1)
        } else {
            String::new()
        }
    }
}

/// A comparison to write if the event has it right.
fn if_meant(comparison: String) -> Proposal {
    let text = format!(
        "if that is what the event should have, write `{}`",
        quote::shortened(&comparison)
    );
    Proposal::new(comparison, text)
}

/// The first character of a text that `equals-ignore-case` does not match in that very text.
fn unmatchable(text: &str) -> Option<char> {
    text.chars().find(|character| {
        let character = JsonString::from(character.encode_utf8(&mut [0; 4]) as &str);
        !Folded::new(&character).equals(Form::string(&character).as_bytes())
    })
}

/// Which white space stands around a text of the event or of the pattern and not around the other.
fn around(event: &str, pattern: &str) -> String {
    fn start(text: &str) -> &str {
        text.get(..text.len() - text.trim_start().len()).sure()
    }
    fn end(text: &str) -> &str {
        text.get(text.trim_end().len()..).sure()
    }
    const SHOWN: usize = 4;
    let names = |spaces: &str| {
        let names: Vec<String> = spaces.chars().take(SHOWN).map(code_points::name).collect();
        let more = if spaces.chars().nth(SHOWN).is_some() {
            " …"
        } else {
            ""
        };
        format!("{}{more}", names.join(" "))
    };
    // A text of nothing but white space has no end of its own.
    let end_of = |text| if start(text) == text { "" } else { end(text) };
    let sides = [
        (start(event), start(pattern), "start"),
        (end_of(event), end_of(pattern), "end"),
    ];
    let words: Vec<String> = sides
        .into_iter()
        .filter(|(event, pattern, _)| event != pattern)
        .map(|(event, pattern, side)| match (event, pattern) {
            (event, "") => format!("the event has {} at its {side}", names(event)),
            ("", pattern) => format!("the pattern has {} at its {side}", names(pattern)),
            (event, pattern) => format!(
                "at its {side} the event has {} and the pattern {}",
                names(event),
                names(pattern)
            ),
        })
        .collect();
    words.join(", ")
}
