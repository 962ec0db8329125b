//! Which lines a change touches, out of a unified diff: what `git diff` and `diff -u` write.
//!
//! # What this module does not do
//!
//! It applies no diff and checks none against files: lines are those of the new side, as the diff says. Which
//! files it means is left to who knows where its paths begin.

use std::collections::BTreeMap;

use crate::sure::Sure as _;

/// The lines of files that a change touches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangedLines {
    /// By path.
    files: BTreeMap<String, Changed>,
}

/// What a change does to one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Changed {
    /// The numbers of new lines, ascending.
    lines: Vec<usize>,
    /// The numbers of the lines before which lines are gone, ascending.
    gaps: Vec<usize>,
}

/// Lines that stand together in a hunk, of which each is new or gone.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    new: usize,
    gone: usize,
}

impl ChangedLines {
    /// Reads a unified diff; `None` if the text is none. Nothing between two versions is an empty one.
    ///
    /// A line is touched if it is new. Where more lines are gone than new ones stand in their place, the place is known too:
    /// it is what is around it that has changed.
    #[must_use]
    pub fn read(diff: &str) -> Option<Self> {
        let mut changed = Self::default();
        let mut file: Option<String> = None;
        // How many lines of the old and of the new side the hunk still has, and the number of the next new one.
        let (mut old, mut new, mut line) = (0_usize, 0_usize, 0_usize);
        let mut run = Run::default();
        let mut has_hunk = false;
        for text in diff.lines() {
            if old > 0 || new > 0 {
                match text.as_bytes().first() {
                    Some(b'+') => {
                        if let Some(file) = changed.file(file.as_deref()) {
                            file.lines.push(line);
                        }
                        run.new += 1;
                        (new, line) = (new.saturating_sub(1), line + 1);
                    }
                    Some(b'-') => {
                        run.gone += 1;
                        old = old.saturating_sub(1);
                    }
                    Some(b'\\') => {}
                    _ => {
                        changed.end(&mut run, file.as_deref(), line);
                        (old, new) = (old.saturating_sub(1), new.saturating_sub(1));
                        line += 1;
                    }
                }
                if old == 0 && new == 0 {
                    changed.end(&mut run, file.as_deref(), line);
                }
            } else if let Some(name) = text.strip_prefix("+++ ") {
                file = path(name);
            } else if let Some(hunk) = text.strip_prefix("@@ -") {
                let (before, rest) = hunk.split_once(" +")?;
                let (after, _) = rest.split_once(" @@")?;
                old = range(before)?.1;
                (line, new) = range(after)?;
                // Where nothing is left, the number is that of the line before.
                line = line.saturating_add(usize::from(new == 0));
                has_hunk = true;
            }
        }
        (has_hunk || diff.trim().is_empty()).then_some(changed)
    }

    /// Ends a run before the line `next`.
    fn end(&mut self, run: &mut Run, file: Option<&str>, next: usize) {
        if run.gone > run.new
            && let Some(file) = self.file(file)
        {
            file.gaps.push(next);
        }
        *run = Run::default();
    }

    fn file(&mut self, path: Option<&str>) -> Option<&mut Changed> {
        Some(self.files.entry(path?.to_owned()).or_default())
    }

    /// The files that are changed, as the diff calls them.
    pub fn paths(&self) -> impl Iterator<Item = &str> + Clone {
        self.files.keys().map(String::as_str)
    }

    /// The same with other names of the files.
    #[must_use]
    pub fn renamed(self, name: impl Fn(&str) -> String) -> Self {
        let files = self.files.into_iter();
        Self {
            files: files
                .map(|(path, changed)| (name(&path), changed))
                .collect(),
        }
    }

    /// The last line of a file that has to be there.
    #[must_use]
    pub fn last(&self, file: &str) -> Option<usize> {
        let changed = self.files.get(file)?;
        let gap = changed.gaps.last().map(|next| next.saturating_sub(1));
        changed.lines.last().copied().max(gap)
    }

    /// Whether one of the lines from `first` to `last` of a file is new, both inside.
    #[must_use]
    pub fn touches(&self, file: &str, (first, last): (usize, usize)) -> bool {
        let changed = self.files.get(file);
        changed.is_some_and(|changed| {
            let mut lines = changed.lines.iter();
            lines.any(|line| (first..=last).contains(line))
        })
    }

    /// Whether something is gone from what stands on the lines from `first` to `last` of a file: within it, or at its edge.
    #[must_use]
    pub fn takes_from(&self, file: &str, (first, last): (usize, usize)) -> bool {
        let changed = self.files.get(file);
        changed.is_some_and(|changed| {
            let mut gaps = changed.gaps.iter();
            gaps.any(|next| (first..=last.saturating_add(1)).contains(next))
        })
    }
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

    fn lines(asks: impl Fn((usize, usize)) -> bool) -> Vec<usize> {
        (1..40).filter(|line| asks((*line, *line))).collect()
    }

    #[test]
    fn lines_are_those_of_the_new_side() {
        let changed = ChangedLines::read(DIFF).unwrap();
        let touched = |file: &str| lines(|range| changed.touches(file, range));
        assert_eq!(touched("infra/template.yaml"), [2, 3, 5]);
        assert_eq!(touched("ä.json"), [1]);
        for other in ["old.json", "template.yaml", "/repo/infra/template.yaml"] {
            assert!(touched(other).is_empty(), "{other}");
        }
    }

    #[test]
    fn what_is_gone_is_missed_by_what_stands_around_it() {
        let changed = ChangedLines::read(DIFF).unwrap();
        let missed = |file: &str| lines(|range| changed.takes_from(file, range));
        assert_eq!(missed("infra/template.yaml"), [21, 22]);
        assert!(missed("ä.json").is_empty());
        for (first, last, expected) in [
            (1, 20, false),
            (1, 21, true),
            (20, 40, true),
            (22, 23, true),
            (23, 40, false),
        ] {
            let misses = changed.takes_from("infra/template.yaml", (first, last));
            assert_eq!(misses, expected, "{first} to {last}");
        }
        let fewer = "--- a\n+++ a\n@@ -1,3 +1,2 @@\n-one\n-two\n+both\n three\n";
        let changed = ChangedLines::read(fewer).unwrap();
        assert_eq!(lines(|range| changed.touches("a", range)), [1]);
        assert_eq!(lines(|range| changed.takes_from("a", range)), [1, 2]);
    }

    #[test]
    fn files_are_found_by_the_names_that_they_are_given() {
        let changed = ChangedLines::read(DIFF).unwrap();
        let paths: Vec<&str> = changed.paths().collect();
        assert_eq!(paths, ["infra/template.yaml", "ä.json"]);
        let renamed = changed.renamed(|path| format!("/repo/{path}"));
        assert!(renamed.touches("/repo/infra/template.yaml", (1, 2)));
        assert!(!renamed.touches("infra/template.yaml", (1, 2)));
    }

    #[test]
    fn what_is_no_diff_is_told_from_an_empty_one() {
        assert_eq!(ChangedLines::read("\n"), Some(ChangedLines::default()));
        assert_eq!(ChangedLines::read("Resources:\n  a: 1\n"), None);
        assert_eq!(ChangedLines::read("@@ -x +y @@\n"), None);
    }
}
