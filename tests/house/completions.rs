//! The completion scripts in `completions/` are what the program prints today.
//!
//! When this fails, write them again: `EVB_WRITE_COMPLETIONS=1 cargo test --test house completions`.

use std::path::Path;
use std::{env, fs};

use assert_cmd::Command;

const SCRIPTS: [(&str, &str); 5] = [
    ("bash", "evb.bash"),
    ("zsh", "_evb"),
    ("fish", "evb.fish"),
    ("powershell", "evb.ps1"),
    ("elvish", "evb.elv"),
];

#[test]
fn the_committed_completion_scripts_are_up_to_date() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("completions");
    let mut stale = Vec::new();
    for (shell, name) in SCRIPTS {
        let output = Command::cargo_bin("evb")
            .unwrap()
            .args(["completions", shell])
            .output()
            .unwrap();
        assert!(output.status.success(), "evb completions {shell}");
        let path = directory.join(name);
        if env::var_os("EVB_WRITE_COMPLETIONS").is_some() {
            fs::create_dir_all(&directory).unwrap();
            fs::write(&path, &output.stdout).unwrap();
        } else if fs::read(&path).ok().as_deref() != Some(&output.stdout[..]) {
            stale.push(format!("completions/{name}"));
        }
    }
    assert!(
        stale.is_empty(),
        "stale: {}; run EVB_WRITE_COMPLETIONS=1 cargo test --test house completions",
        stale.join(", ")
    );
}
