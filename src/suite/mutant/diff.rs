//! Which lines a change touches, out of a unified diff: what `git diff` and `diff -u` write.
//!
//! # What this module does not do
//!
//! It applies no diff and checks none against files: lines are those of the new side, as the diff says.

use std::collections::BTreeMap;

use crate::sure::Sure as _;

/// The lines of files that a change touches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangedLines {
    /// By path, the numbers of lines, ascending.
    files: BTreeMap<String, Vec<usize>>,
}

impl ChangedLines {
    /// Reads a unified diff; `None` if the text is none. Nothing between two versions is an empty one.
    ///
    /// A line is touched if it is new, or if lines are gone before it: those that stood there are on neither side.
    #[must_use]
    pub fn read(diff: &str) -> Option<Self> {
        let mut changed = Self::default();
        let mut file: Option<String> = None;
        // How many lines of the old and of the new side the hunk still has, and the number of the next new one.
        let (mut old, mut new, mut line) = (0_usize, 0_usize, 0_usize);
        let mut has_hunk = false;
        for text in diff.lines() {
            if old > 0 || new > 0 {
                match text.as_bytes().first() {
                    Some(b'+') => {
                        changed.touch(file.as_deref(), line);
                        (new, line) = (new.saturating_sub(1), line + 1);
                    }
                    Some(b'-') => {
                        changed.touch(file.as_deref(), line.max(1));
                        old = old.saturating_sub(1);
                    }
                    Some(b'\\') => {}
                    _ => {
                        (old, new) = (old.saturating_sub(1), new.saturating_sub(1));
                        line += 1;
                    }
                }
            } else if let Some(name) = text.strip_prefix("+++ ") {
                file = path(name);
            } else if let Some(hunk) = text.strip_prefix("@@ -") {
                let (before, rest) = hunk.split_once(" +")?;
                let (after, _) = rest.split_once(" @@")?;
                old = range(before)?.1;
                (line, new) = range(after)?;
                // Where nothing is left, the number is that of the line before.
                line += usize::from(new == 0);
                has_hunk = true;
            }
        }
        (has_hunk || diff.trim().is_empty()).then_some(changed)
    }

    fn touch(&mut self, file: Option<&str>, line: usize) {
        let Some(file) = file else {
            return;
        };
        let lines = self.files.entry(file.to_owned()).or_default();
        if lines.last() != Some(&line) {
            lines.push(line);
        }
    }

    /// Whether a change touches one of the lines from `first` to `last` of a file, both inside. A diff may call the file by
    /// a longer path, seen from the root of a repository, or by a shorter one.
    #[must_use]
    pub fn touches(&self, file: &str, first: usize, last: usize) -> bool {
        let mut lines = self
            .files
            .iter()
            .filter(|(path, _)| is_the_same(path, file))
            .flat_map(|(_, lines)| lines);
        lines.any(|line| (first..=last).contains(line))
    }
}

/// Whether one path ends in the other, name by name.
fn is_the_same(one: &str, other: &str) -> bool {
    let mut names = std::iter::zip(names(one), names(other));
    names.all(|(one, other)| one == other)
}

/// The names of a path, the last one first.
fn names(path: &str) -> impl Iterator<Item = &str> {
    let names = path.rsplit(['/', '\\']);
    names.filter(|name| !matches!(*name, "" | "." | ".."))
}

/// `12,3` or `12`: the first line, and how many there are.
fn range(text: &str) -> Option<(usize, usize)> {
    match text.split_once(',') {
        Some((first, count)) => Some((first.parse().ok()?, count.parse().ok()?)),
        None => Some((text.parse().ok()?, 1)),
    }
}

/// The path behind `+++`: without what git puts before it, and without a time behind it; `None` for a file that is gone.
fn path(text: &str) -> Option<String> {
    let text = text.split('\t').next().unwrap_or(text).trim_end();
    let text = match text.strip_prefix('"') {
        Some(quoted) => unquoted(quoted),
        None => text.to_owned(),
    };
    if text == "/dev/null" {
        return None;
    }
    let bare = ["b/", "w/", "i/", "c/", "o/"]
        .into_iter()
        .find_map(|prefix| text.strip_prefix(prefix));
    Some(bare.unwrap_or(&text).to_owned())
}

/// What git writes in quotes: bytes as `\303`, and a few letters.
fn unquoted(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (one, behind) = rest.split_at_checked(first.len_utf8()).sure();
        if first == '"' {
            break;
        }
        let octal = behind
            .get(..3)
            .and_then(|digits| u8::from_str_radix(digits, 8).ok());
        rest = match (first, octal) {
            ('\\', Some(byte)) => {
                bytes.push(byte);
                behind.get(3..).sure()
            }
            ('\\', None) => {
                let mut escaped = behind.chars();
                bytes.extend(match escaped.next() {
                    Some('t') => Some(b'\t'),
                    Some('n') => Some(b'\n'),
                    Some(other) => u8::try_from(other).ok(),
                    None => None,
                });
                escaped.as_str()
            }
            _ => {
                bytes.extend(one.bytes());
                behind
            }
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIFF: &str = "\
diff --git a/infra/template.yaml b/infra/template.yaml
index 1..2 100644
--- a/infra/template.yaml
+++ b/infra/template.yaml
@@ -1,4 +1,5 @@ Resources:
 one
-two
+zwei
+zwei und ein halb
 three
--- no header
++++ a line that begins with pluses
@@ -20 +21,0 @@
-gone
diff --git a/old.json b/old.json
--- a/old.json
+++ /dev/null
@@ -1 +0,0 @@
-{}
--- \"a/\\303\\244.json\"
+++ \"b/\\303\\244.json\"
@@ -0,0 +1 @@
+{}
\\ No newline at end of file
";

    fn touched(file: &str) -> Vec<usize> {
        let changed = ChangedLines::read(DIFF).unwrap();
        (1..40)
            .filter(|line| changed.touches(file, *line, *line))
            .collect()
    }

    #[test]
    fn lines_are_those_of_the_new_side() {
        assert_eq!(touched("infra/template.yaml"), [2, 3, 5, 22]);
        assert_eq!(touched("ä.json"), [1]);
        assert!(touched("old.json").is_empty());
    }

    #[test]
    fn a_file_is_known_by_the_end_of_its_path() {
        assert_eq!(touched("template.yaml").len(), 4);
        assert_eq!(touched("/home/me/repo/infra/template.yaml").len(), 4);
        assert_eq!(touched("./template.yaml").len(), 4);
        assert!(touched("other/template.yaml").is_empty());
        assert!(touched("my-template.yaml").is_empty());
    }

    #[test]
    fn what_is_no_diff_is_told_from_an_empty_one() {
        assert_eq!(ChangedLines::read("\n"), Some(ChangedLines::default()));
        assert_eq!(ChangedLines::read("Resources:\n  a: 1\n"), None);
        assert_eq!(ChangedLines::read("@@ -x +y @@\n"), None);
    }
}
