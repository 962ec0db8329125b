//! The hooks of pre-commit: that they run whenever either side of what they ask changes.

use std::collections::BTreeMap;
use std::path::Path;

/// A hook: its members, as they are written.
type Hook = BTreeMap<String, String>;

fn read(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(root.join(name)).unwrap()
}

/// The hooks, each by its id. The file has nothing but a list of objects of plain texts.
fn hooks() -> BTreeMap<String, Hook> {
    let text = read(".pre-commit-hooks.yaml");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let mut hooks: Vec<Hook> = Vec::new();
    for line in lines {
        let (start, member) = line.split_at(2);
        if start == "- " {
            hooks.push(Hook::new());
        }
        let (name, value) = member.split_once(": ").unwrap();
        let hook = hooks.last_mut().unwrap();
        assert!(hook.insert(name.to_owned(), value.to_owned()).is_none());
    }
    let named = hooks.into_iter().map(|hook| (hook["id"].clone(), hook));
    named.collect()
}

/// The endings of the files for which a hook runs.
fn endings(hook: &Hook) -> Vec<&str> {
    let files = &hook["files"];
    let inside = files
        .strip_prefix(r"\.(")
        .and_then(|rest| rest.strip_suffix(")$"));
    inside
        .unwrap_or_else(|| panic!("{files}"))
        .split('|')
        .collect()
}

#[test]
fn a_hook_runs_whichever_of_the_files_that_it_reads_changes() {
    let hooks = hooks();
    let declarations = ["json", "ya?ml", "tf", "sh"];
    let events = ["jsonl", "ndjson", "gz"];
    for (id, hook) in &hooks {
        // A kind of file would keep back what is not named after it: events are lines, and packed.
        for kind in ["types", "types_or", "exclude", "stages"] {
            assert!(!hook.contains_key(kind), "{id}: {kind}");
        }
        let reads_events = !id.starts_with("evb-check");
        let wanted = declarations
            .iter()
            .chain(events.iter().filter(|_| reads_events));
        for ending in wanted {
            assert!(endings(hook).contains(ending), "{id}: {ending}");
        }
        // What asks two sides is told of both, whichever changed; each file stands for itself only where one is judged alone.
        let passes_names = hook.get("pass_filenames").map(String::as_str);
        assert_eq!(passes_names, reads_events.then_some("false"), "{id}");
    }
}

#[test]
fn each_hook_comes_built_and_installed_and_asks_the_command_that_it_is_named_after() {
    let hooks = hooks();
    let built: Vec<&String> = hooks.keys().filter(|id| !id.ends_with("-system")).collect();
    assert_eq!(built.len() * 2, hooks.len());
    for id in built {
        let (own, system) = (&hooks[id], &hooks[&format!("{id}-system")]);
        assert_eq!(
            (own["language"].as_str(), system["language"].as_str()),
            ("rust", "system")
        );
        assert_eq!(
            own["entry"],
            format!("evb {}", id.strip_prefix("evb-").unwrap())
        );
        assert_eq!(
            (&own["entry"], &own["files"]),
            (&system["entry"], &system["files"])
        );
        // The README tells of each, and a real pre-commit runs each.
        for file in ["README.md", ".ci/pre-commit"] {
            assert!(read(file).contains(id.as_str()), "{file}: {id}");
        }
    }
}
