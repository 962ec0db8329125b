//! The text of a regular expression as a tree.

use std::iter::Peekable;
use std::str::Chars;

/// How deep groups may lie in each other.
const MAXIMUM_DEPTH: usize = 32;
/// The most times that something is repeated.
const MAXIMUM_COUNT: u32 = 1_000;

/// Letters of which one is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Class {
    ranges: Vec<(char, char)>,
    has_unicode_letters: bool,
    has_unicode_numbers: bool,
    is_negated: bool,
}

/// A part of an expression.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// One letter.
    One(Class),
    /// One behind the other.
    All(Vec<Node>),
    /// One of several.
    Any(Vec<Node>),
    /// So often.
    Repeated(Box<Node>, u32, Option<u32>),
    /// Before the first letter.
    Start,
    /// Behind the last letter, or before a last line terminator.
    End,
    /// What follows matches, or does not.
    Ahead { is_wanted: bool, inside: Box<Node> },
}

impl Class {
    pub(super) fn has(&self, letter: char) -> bool {
        let in_range = |(first, last): &(char, char)| (*first..=*last).contains(&letter);
        let has = self.ranges.iter().any(in_range)
            || self.has_unicode_letters && letter.is_alphabetic()
            || self.has_unicode_numbers && letter.is_numeric();
        has != self.is_negated
    }

    fn letter(letter: char) -> Self {
        Self::of(&[(letter, letter)])
    }

    fn of(ranges: &[(char, char)]) -> Self {
        Self {
            ranges: ranges.to_vec(),
            ..Self::default()
        }
    }

    fn negated(self) -> Self {
        Self {
            is_negated: !self.is_negated,
            ..self
        }
    }

    /// Takes the letters of another class, if that can be said.
    fn add(&mut self, other: Self) {
        if other.is_negated {
            self.ranges.extend(complement(&other.ranges));
        } else {
            self.ranges.extend(other.ranges);
        }
        self.has_unicode_letters |= other.has_unicode_letters;
        self.has_unicode_numbers |= other.has_unicode_numbers;
    }
}

/// All letters that are in no range. Ranges are sorted and do not touch.
fn complement(ranges: &[(char, char)]) -> Vec<(char, char)> {
    let mut from = Some('\0');
    let mut all = Vec::new();
    for (first, last) in ranges {
        if let Some(from) = from
            && let Some(before) = (from..*first).next_back()
        {
            all.push((from, before));
        }
        from = (*last..=char::MAX).nth(1);
    }
    all.extend(from.map(|from| (from, char::MAX)));
    all
}

/// `\s`, without what is not in ASCII.
const BLANKS: [(char, char); 2] = [('\t', '\r'), (' ', ' ')];
/// Line terminators of Java.
const TERMINATORS: [(char, char); 4] = [
    ('\n', '\n'),
    ('\r', '\r'),
    ('\u{85}', '\u{85}'),
    ('\u{2028}', '\u{2029}'),
];
/// `\p{Z}`: the general categories Zs, Zl and Zp.
const SEPARATORS: [(char, char); 8] = [
    (' ', ' '),
    ('\u{A0}', '\u{A0}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{2000}', '\u{200A}'),
    ('\u{2028}', '\u{2029}'),
    ('\u{202F}', '\u{202F}'),
    ('\u{205F}', '\u{205F}'),
    ('\u{3000}', '\u{3000}'),
];

/// Whether a letter ends a line.
pub(super) fn is_terminator(letter: char) -> bool {
    Class::of(&TERMINATORS).has(letter)
}

/// Reads an expression; `None` if it has something that is not known here.
pub(super) fn read(written: &str) -> Option<Node> {
    let mut reader = Reader {
        rest: written.chars().peekable(),
        depth: 0,
    };
    let node = reader.alternatives()?;
    reader.rest.next().is_none().then_some(node)
}

struct Reader<'w> {
    rest: Peekable<Chars<'w>>,
    depth: usize,
}

impl Reader<'_> {
    fn alternatives(&mut self) -> Option<Node> {
        let mut all = vec![self.sequence()?];
        while self.rest.next_if_eq(&'|').is_some() {
            all.push(self.sequence()?);
        }
        Some(match all.len() {
            1 => all.pop()?,
            _ => Node::Any(all),
        })
    }

    fn sequence(&mut self) -> Option<Node> {
        let mut all = Vec::new();
        while self
            .rest
            .peek()
            .is_some_and(|next| !matches!(next, '|' | ')'))
        {
            let one = self.one()?;
            all.push(self.repeated(one)?);
        }
        Some(Node::All(all))
    }

    fn one(&mut self) -> Option<Node> {
        Some(match self.rest.next()? {
            '^' => Node::Start,
            '$' => Node::End,
            '.' => Node::One(Class::of(&TERMINATORS).negated()),
            '(' => return self.group(),
            '[' => Node::One(self.class()?),
            '\\' => Node::One(self.escape()?),
            '*' | '+' | '?' | '{' | '}' | ']' => return None,
            letter => Node::One(Class::letter(letter)),
        })
    }

    fn group(&mut self) -> Option<Node> {
        self.depth += 1;
        let mut is_wanted = None;
        if self.rest.next_if_eq(&'?').is_some() {
            is_wanted = match self.rest.next()? {
                ':' => None,
                '=' => Some(true),
                '!' => Some(false),
                _ => return None,
            };
        }
        let inside = (self.depth < MAXIMUM_DEPTH).then(|| self.alternatives())??;
        self.depth -= 1;
        self.rest.next_if_eq(&')')?;
        Some(match is_wanted {
            None => inside,
            Some(is_wanted) => Node::Ahead {
                is_wanted,
                inside: Box::new(inside),
            },
        })
    }

    fn repeated(&mut self, one: Node) -> Option<Node> {
        let (least, most) = match self.rest.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.rest.next();
                let counts = self.counts()?;
                self.lazy()?;
                return Some(Node::Repeated(Box::new(one), counts.0, counts.1));
            }
            _ => return Some(one),
        };
        self.rest.next();
        self.lazy()?;
        Some(Node::Repeated(Box::new(one), least, most))
    }

    /// Whether a whole text matches does not depend on whether it is repeated as rarely as it may be.
    fn lazy(&mut self) -> Option<()> {
        self.rest.next_if_eq(&'?');
        let is_again = matches!(self.rest.peek(), Some('*' | '+' | '?' | '{'));
        (!is_again).then_some(())
    }

    fn counts(&mut self) -> Option<(u32, Option<u32>)> {
        let least = self.number()?;
        let most = match self.rest.next()? {
            '}' => return Some((least, Some(least))),
            ',' if self.rest.next_if_eq(&'}').is_some() => return Some((least, None)),
            ',' => self.number()?,
            _ => return None,
        };
        self.rest.next_if_eq(&'}')?;
        (least <= most).then_some((least, Some(most)))
    }

    fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        let mut is_any = false;
        while let Some(digit) = self.rest.peek().and_then(|next| next.to_digit(10)) {
            self.rest.next();
            number = number * 10 + digit;
            is_any = true;
            if number > MAXIMUM_COUNT {
                return None;
            }
        }
        is_any.then_some(number)
    }

    /// The inside of brackets.
    fn class(&mut self) -> Option<Class> {
        let is_negated = self.rest.next_if_eq(&'^').is_some();
        let mut class = Class::default();
        loop {
            let first = match self.rest.next()? {
                ']' => break,
                '[' => return None,
                '&' if self.rest.peek() == Some(&'&') => return None,
                '\\' => {
                    let escaped = self.escape()?;
                    match escaped.ranges.as_slice() {
                        [(one, other)] if one == other && !escaped.is_negated => *one,
                        _ => {
                            class.add(escaped);
                            continue;
                        }
                    }
                }
                letter => letter,
            };
            let last = match self.range_end()? {
                Some(last) => last,
                None => first,
            };
            if first > last {
                return None;
            }
            class.ranges.push((first, last));
        }
        class.is_negated = is_negated;
        Some(class)
    }

    /// What follows a hyphen that makes a range; a hyphen before the bracket is a letter.
    fn range_end(&mut self) -> Option<Option<char>> {
        let mut ahead = self.rest.clone();
        if ahead.next() != Some('-') || ahead.next() == Some(']') {
            return Some(None);
        }
        self.rest.next();
        match self.rest.next()? {
            '\\' => match self.escape()?.ranges.as_slice() {
                [(one, other)] if one == other => Some(Some(*one)),
                _ => None,
            },
            letter => Some(Some(letter)),
        }
    }

    fn escape(&mut self) -> Option<Class> {
        Some(match self.rest.next()? {
            'd' => Class::of(&[('0', '9')]),
            'w' => Class::of(&[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]),
            's' => Class::of(&BLANKS),
            'S' => Class::of(&BLANKS).negated(),
            't' => Class::letter('\t'),
            'x' => self.hexadecimal(2)?,
            'u' => self.hexadecimal(4)?,
            'p' => self.category()?,
            letter if letter.is_ascii_alphanumeric() => return None,
            letter => Class::letter(letter),
        })
    }

    fn hexadecimal(&mut self, digits: usize) -> Option<Class> {
        let mut code = 0;
        for _ in 0..digits {
            code = code * 16 + self.rest.next()?.to_digit(16)?;
        }
        Some(Class::letter(char::from_u32(code)?))
    }

    fn category(&mut self) -> Option<Class> {
        self.rest.next_if_eq(&'{')?;
        let class = match self.rest.next()? {
            'L' => Class {
                has_unicode_letters: true,
                ..Class::default()
            },
            'N' => Class {
                has_unicode_numbers: true,
                ..Class::default()
            },
            'Z' => Class::of(&SEPARATORS),
            _ => return None,
        };
        self.rest.next_if_eq(&'}')?;
        Some(class)
    }
}

/// Letters of which the first that is in a class is taken, if a place in them is drawn.
#[cfg(test)]
const LETTERS: &str = "aB7-_ .:/x0Z!~é";

/// Puts letters that a part of an expression may match behind others.
#[cfg(test)]
pub(super) fn sample(node: &Node, next: &mut impl FnMut(u64) -> u64, out: &mut String) {
    match node {
        Node::One(class) => {
            let letters: Vec<char> = LETTERS.chars().filter(|one| class.has(*one)).collect();
            let first = class.ranges.first().map(|(first, _)| *first);
            let any = usize::try_from(next(letters.len() as u64)).unwrap_or_default();
            out.extend(letters.get(any).copied().or(first));
        }
        Node::All(all) => all.iter().for_each(|one| sample(one, next, out)),
        Node::Any(all) => {
            let any = usize::try_from(next(all.len() as u64)).unwrap_or_default();
            all.iter()
                .skip(any)
                .take(1)
                .for_each(|one| sample(one, next, out));
        }
        Node::Repeated(one, least, most) => {
            let most = most.unwrap_or(least + 16).min(least + 16);
            let count = u64::from(*least) + next(u64::from(most - least) + 1);
            (0..count).for_each(|_| sample(one, next, out));
        }
        Node::Start | Node::End | Node::Ahead { .. } => {}
    }
}
