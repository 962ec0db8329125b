//! Nothing is read outside of what is named: on real files, with links.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A directory that is gone afterwards.
struct Root(PathBuf);

impl Root {
    fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("outside-{}-{number}", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        // What stays behind harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A directory `in` that is named, and one beside it, `out`, to which links and paths lead.
fn tree(script: &str) -> Root {
    let root = Root::new();
    let path = |name: &str| root.path().join(name);
    fs::create_dir_all(path("in/sub")).unwrap();
    fs::create_dir_all(path("out/modules")).unwrap();
    fs::write(path("in/pattern.json"), r#"{"source":["inside"]}"#).unwrap();
    fs::write(path("out/pattern.json"), r#"{"source":["outside"]}"#).unwrap();
    fs::write(
        path("out/nested.yaml"),
        "Resources: {B: {Type: AWS::Events::EventBus, Properties: {Name: outside}}}\n",
    )
    .unwrap();
    fs::write(
        path("out/modules/m.tf"),
        "resource \"aws_cloudwatch_event_bus\" \"b\" { name = \"outside\" }\n",
    )
    .unwrap();
    symlink("../out", path("in/link")).unwrap();
    symlink("../../out/pattern.json", path("in/sub/pattern.json")).unwrap();
    symlink("pattern.json", path("in/good.json")).unwrap();
    fs::write(path("in/s.sh"), script).unwrap();
    root
}

/// What a run says on both streams, in `root`.
fn evb(root: &Path, arguments: &[&str]) -> String {
    let ended = Command::new(env!("CARGO_BIN_EXE_evb"))
        .args(arguments)
        .current_dir(root)
        .output()
        .unwrap();
    String::from_utf8([ended.stdout, ended.stderr].concat()).unwrap()
}

#[test]
fn what_lies_outside_is_told_and_read_only_when_that_is_allowed() {
    for (file, text) in [
        (
            "in/s.sh",
            "aws events put-rule --name r --event-pattern file://../out/pattern.json\n",
        ),
        (
            "in/s.sh",
            "aws events put-rule --name r --event-pattern file://ROOT/out/pattern.json\n",
        ),
        (
            "in/s.sh",
            "aws events put-rule --name r --event-pattern file://link/pattern.json\n",
        ),
        (
            "in/s.sh",
            "aws events put-rule --name r --event-pattern file://sub/pattern.json\n",
        ),
        (
            "in/s.sh",
            "aws events put-rule --name r --event-pattern file://link/../out/pattern.json\n",
        ),
        (
            "in/s.sh",
            "aws events put-rule --name r --event-pattern \"$(cat ../out/pattern.json)\"\n",
        ),
        (
            "in/t.yaml",
            "Resources: {N: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ../out/nested.yaml}}}\n",
        ),
        (
            "in/t.yaml",
            "Resources: {N: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: link/nested.yaml}}}\n",
        ),
        (
            "in/main.tf",
            "module \"m\" { source = \"../out/modules\" }\n",
        ),
        (
            "in/main.tf",
            "module \"m\" { source = \"./link/modules\" }\n",
        ),
        (
            "in/serverless.yml",
            "service: s\nprovider: {name: aws}\nfunctions: {f: {handler: a.b, events: [{eventBridge: {pattern: \"${file(../out/pattern.json)}\"}}]}}\n",
        ),
    ] {
        let root = tree("");
        let text = text.replace("ROOT", root.path().to_str().unwrap());
        fs::write(root.path().join(file), &text).unwrap();
        let refused = evb(root.path(), &["list", file]);
        assert!(
            refused.contains("outside of the directory that is read"),
            "{text}{refused}"
        );
        assert!(refused.contains("--allow-outside"), "{text}{refused}");
        assert!(
            !refused.contains("\"outside\"") && !refused.contains("name  outside"),
            "{text}{refused}"
        );
        let allowed = evb(root.path(), &["list", file, "--allow-outside"]);
        assert!(
            allowed.contains("[\"outside\"]") || allowed.contains("name  outside"),
            "{text}{allowed}"
        );
    }
}

#[test]
fn links_that_stay_inside_are_followed_and_others_are_told() {
    let root = tree("aws events put-rule --name r --event-pattern file://good.json\n");
    let script = evb(root.path(), &["list", "in/s.sh"]);
    assert!(script.contains("[\"inside\"]"), "{script}");
    for command in [
        &["list", "in"][..],
        &["route", "--rules", "in", "{}", "--shape", "event"],
    ] {
        let below = evb(root.path(), command);
        assert!(
            below.contains("`in/sub/pattern.json` is left out: it is a link that leads out"),
            "{below}"
        );
        assert!(!below.contains("[\"outside\"]"), "{below}");
    }
    let allowed = evb(root.path(), &["list", "in", "--allow-outside"]);
    assert!(allowed.contains("[\"outside\"]"), "{allowed}");
}
