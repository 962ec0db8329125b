//! The tables of `fixtures/transforms`: a file of rows for each kind, and what is asked of a row of that kind.

use std::fs;

use libtest_mimic::{Failed, Trial};

/// A row that says what it is called.
pub trait Row: Send + Sized + 'static {
    /// Reads a line.
    fn read(line: &str) -> Self;
    /// Its `id`.
    fn id(&self) -> String;
}

impl Row for serde_json::Value {
    fn read(line: &str) -> Self {
        serde_json::from_str(line).unwrap()
    }

    fn id(&self) -> String {
        self["id"].as_str().unwrap().to_owned()
    }
}

impl Row for evb::json::Value {
    fn read(line: &str) -> Self {
        evb::json::parse(line).unwrap()
    }

    fn id(&self) -> String {
        let id = self.get("id").and_then(Self::as_str);
        id.unwrap().to_owned()
    }
}

/// A kind of rows: the name of its file, how many rows it has, and the check.
pub type Kind<R> = (&'static str, usize, fn(&R) -> Result<(), Failed>);

/// A test for every row, named `area/id`.
pub fn trials<R: Row>(area: &str, kinds: &[Kind<R>]) -> Vec<Trial> {
    let mut trials = Vec::new();
    for &(kind, rows, check) in kinds {
        let path = format!(
            "{}/fixtures/transforms/{kind}.jsonl",
            env!("CARGO_MANIFEST_DIR")
        );
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.lines().count(), rows, "{path}: no row is dropped");
        trials.extend(text.lines().map(|line| {
            let row = R::read(line);
            Trial::test(format!("{area}/{}", row.id()), move || check(&row))
        }));
    }
    trials
}
