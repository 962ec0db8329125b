//! Imports only point down, and inside a room they do not run in circles: see the picture in the crate
//! documentation.

mod imports;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use imports::{Circle, Imports};

/// Every top-level module and its height. Modules of the same height do not know each other.
const LAYERS: &[(&str, u8)] = &[
    ("sure", 0),
    ("source", 1),
    ("quota", 2),
    ("diagnostic", 2),
    ("suggest", 2),
    ("json", 3),
    ("model", 4),
    ("event", 5),
    ("pattern", 5),
    ("schedule", 5),
    ("transform", 5),
    ("delivery", 5),
    ("api", 6),
    ("policy", 6),
    ("convert", 6),
    ("infer", 6),
    ("schema", 6),
    ("iac", 7),
    ("sample", 7),
    ("lint", 8),
    ("compare", 8),
    ("simulate", 8),
    ("check", 9),
    ("suite", 10),
    ("report", 11),
    ("render", 12),
    ("commands", 13),
    ("cli", 14),
];

/// The last height whose modules work on values alone: no files, no clock, no environment.
const HIGHEST_PURE: u8 = 11;

/// Circles of imports between the children of one module that still stand. This list may only become shorter:
/// a circle that is not in it, or one in it that is none any more, fails the test.
const CIRCLES: &[(&str, &[&str])] = &[];

/// Crates that only one part of the house may know.
const CRATES: &[(&str, &[&str])] = &[
    ("clap", &["commands", "cli"]),
    ("clap_complete", &["commands", "cli"]),
    ("colored", &["render"]),
    ("annotate_snippets", &["render"]),
    ("quick_junit", &["render"]),
    ("similar", &["render", "report"]),
    ("granit_parser", &["iac"]),
    ("jiff", &["schedule"]),
    ("jsonschema", &["schema"]),
    ("glob", &["cli"]),
    // To walk, and to know which files a pattern of `.gitignore` names.
    ("ignore", &["cli", "commands"]),
    ("hcl_edit", &["iac"]),
    ("regex", &["iac", "commands"]),
    ("sha1", &["iac"]),
    ("sha2", &["iac"]),
    ("terminal_size", &["cli"]),
    ("unicode_normalization", &["pattern"]),
];

#[test]
fn imports_only_point_down() {
    let heights: BTreeMap<&str, u8> = LAYERS.iter().copied().collect();
    let mut broken = Vec::new();
    for (file, module, text) in sources() {
        let Some(&own) = heights.get(module.as_str()) else {
            assert!(
                matches!(module.as_str(), "lib" | "main"),
                "{module} has no layer: add it to LAYERS"
            );
            continue;
        };
        for used in mentioned(&text, "crate::")
            .into_iter()
            .filter(|used| *used != module)
        {
            let other = heights.get(used.as_str());
            if other.is_some_and(|other| *other >= own) {
                broken.push(format!("{}: {module} uses {used}", file.display()));
            }
        }
    }
    assert!(
        broken.is_empty(),
        "imports that do not point down:\n{}",
        broken.join("\n")
    );
}

#[test]
fn imports_inside_a_room_run_in_no_circle() {
    let files = sources();
    let modules = files.iter().filter_map(|(file, module, code)| {
        let inside = !matches!(module.as_str(), "lib" | "main");
        inside.then(|| (module_path(file), code.as_str()))
    });
    let imports = Imports::read(modules);
    let found = imports.circles();
    let allowed: Vec<Circle> = CIRCLES
        .iter()
        .map(|(parent, members)| Circle {
            parent: (*parent).to_owned(),
            members: members.iter().map(|&name| name.to_owned()).collect(),
        })
        .collect();
    let mut broken = Vec::new();
    for circle in found.iter().filter(|circle| !allowed.contains(circle)) {
        broken.push(format!(
            "a circle that is not in the list: move what both need into a file of its own below them\n  (\"{}\", &{:?}),\n    {}",
            circle.parent,
            circle.members,
            imports.inside(circle).join("\n    ")
        ));
    }
    for circle in allowed.iter().filter(|circle| !found.contains(circle)) {
        broken.push(format!(
            "no circle any more: shorten the list\n  (\"{}\", &{:?}),",
            circle.parent, circle.members
        ));
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn outside_crates_stay_where_they_belong() {
    let mut broken = Vec::new();
    for (file, module, text) in sources() {
        for (name, homes) in CRATES {
            let used =
                text.contains(&format!("use {name}::")) || text.contains(&format!("{name}::"));
            if used && !homes.contains(&module.as_str()) {
                broken.push(format!("{}: uses {name}", file.display()));
            }
        }
    }
    assert!(
        broken.is_empty(),
        "crates out of place:\n{}",
        broken.join("\n")
    );
}

#[test]
fn engines_do_not_touch_the_machine() {
    let outside = [
        "std::env",
        "std::fs",
        "std::process",
        "std::thread::sleep",
        "SystemTime::now",
        "Utc::now",
        "Instant::now",
    ];
    let heights: BTreeMap<&str, u8> = LAYERS.iter().copied().collect();
    let mut broken = Vec::new();
    for (file, module, text) in sources() {
        if heights
            .get(module.as_str())
            .is_some_and(|height| *height <= HIGHEST_PURE)
        {
            let found = outside.iter().filter(|name| text.contains(**name));
            broken.extend(found.map(|name| format!("{}: {name}", file.display())));
        }
    }
    assert!(
        broken.is_empty(),
        "only commands and cli may do this:\n{}",
        broken.join("\n")
    );
}

/// Every source file with its top-level module and its text up to the unit tests, comments left out.
fn sources() -> Vec<(PathBuf, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    files
        .into_iter()
        .map(|file| {
            let relative = file.strip_prefix(&root).unwrap().to_path_buf();
            let first = relative
                .components()
                .next()
                .unwrap()
                .as_os_str()
                .to_string_lossy()
                .into_owned();
            let module = first.trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&file).unwrap();
            let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
            let code: Vec<&str> = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect();
            (relative, module, code.join("\n"))
        })
        .collect()
}

/// The module that a file holds: `pattern`, `set`, `index` for `pattern/set/index.rs`.
fn module_path(file: &Path) -> Vec<String> {
    let mut path: Vec<String> = file
        .with_extension("")
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    path.pop_if(|last| last == "mod");
    path
}

/// Top-level modules named after `prefix`, also inside `use crate::{a, b::c}`.
fn mentioned(text: &str, prefix: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(prefix) {
        let rest = &text[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(group_heads(group)),
            None => found.push(identifier(rest)),
        }
    }
    found
}

/// The first identifier of each item of a brace group.
fn group_heads(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut heads = vec![identifier(group.trim_start())];
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(identifier(group[at + 1..].trim_start())),
            _ => {}
        }
    }
    heads
}

fn identifier(text: &str) -> String {
    text.chars()
        .take_while(|character| character.is_alphanumeric() || *character == '_')
        .collect()
}

fn walk(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
