//! Many files: in their order on any number of threads, and every one that is not read is told.

use super::{GOOD, TEMPLATE};
use crate::support::Pretend;

/// What lies below a directory of a project.
fn project() -> Pretend {
    let mut host = Pretend::default()
        .file("infra/good.yaml", GOOD)
        .file("infra/notes.md", "# notes\n")
        .file("infra/app.ts", "export {}\n")
        .file("infra/package.json", r#"{"name": "shop"}"#)
        .file("infra/compose.yaml", "services: {web: {image: nginx}}\n")
        .file(
            "infra/chart.yaml",
            "{{- if .Values.on }}\nkind: A\n{{- end }}\n",
        )
        .file("infra/node_modules/a/template.yaml", GOOD)
        .file("infra/.github/template.yaml", GOOD)
        .file("infra/sub/.secret/template.yaml", GOOD)
        .file("infra/sub/.hidden.yaml", GOOD)
        .file("infra/.idea/template.yaml", GOOD)
        .file(
            "infra/tf/main.tf",
            "resource \"aws_cloudwatch_event_bus\" \"b\" { name = \"b\" }\n",
        )
        .file(
            "infra/tf/more.tf",
            "resource \"aws_cloudwatch_event_bus\" \"c\" { name = \"c\" }\n",
        )
        .file("infra/tf/terraform.tfstate", "{}")
        .file(
            "infra/cdk.out/manifest.json",
            r#"{"version": "36.0.0", "artifacts": {}}"#,
        )
        .file("infra/cdk.out/asset.json", "{}");
    for number in 0..150 {
        let text = match number % 5 {
            0 => "Resources: [".to_owned(),
            1 => GOOD.to_owned(),
            2 => "{\"a\": 1}".to_owned(),
            3 => format!("{{\"source\": \"shop-{number}\"}}"),
            _ => TEMPLATE.to_owned(),
        };
        host = host.file(format!("many/{number}.rule.yaml"), text);
    }
    host
}

#[test]
fn the_output_is_the_same_on_any_number_of_threads() {
    let host = project();
    for format in [
        "human", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit",
    ] {
        let run = |threads: &str| {
            let ended = host.run(&["check", "-v", "--format", format, "--threads", threads]);
            (ended.exit.code(), ended.stdout, ended.stderr)
        };
        let one = run("1");
        assert_eq!(one.0, 2, "{}", one.2);
        assert!(one.1.len() > 5000, "{format}: {}", one.1);
        for threads in ["2", "3", "8"] {
            assert!(run(threads) == one, "{format} on {threads} threads");
        }
    }
}

#[test]
fn every_file_that_is_not_read_is_told_with_the_reason() {
    insta::assert_snapshot!(project().evb(&["check", "infra", "-v", "--format", "concise", "--ignore", "no-dead-letter-queue,no-retry-policy"]), @"
    exit: Success
    --- stderr
    skipped infra/.github/: it is hidden: name it to have it read
    skipped infra/.idea/: it is hidden: name it to have it read
    skipped infra/sub/.hidden.yaml: it is hidden: name it to have it read
    skipped infra/sub/.secret/: it is hidden: name it to have it read
    skipped infra/app.ts: no file that is called so declares something
    skipped infra/node_modules/a/template.yaml: it belongs to a package that others wrote
    skipped infra/cdk.out/asset.json: it belongs to an assembly whose manifest is read
    skipped infra/tf/terraform.tfstate: the configuration of Terraform beside it is read
    skipped infra/notes.md: a page shows what is wrong as often as what is right
    skipped infra/chart.yaml: it declares nothing, so far as evb reads it
    skipped infra/compose.yaml: this is YAML, which is not read
    skipped infra/package.json: it declares nothing, and is not plainly meant as a pattern
    skipped infra/cdk.out/manifest.json: it declares nothing, so far as evb reads it
    ");
    let host = project();
    insta::assert_snapshot!(host.evb(&["check", "infra/tf/main.tf", "infra/tf/more.tf", "infra/package.json", "-v"]), @"
    exit: Success
    --- stdout
    evb finds nothing that AWS refuses in 2 files
    1 file declares nothing, so far as evb reads it
    --- stderr
    skipped infra/tf/more.tf: it was read already, alone or with another file
    skipped infra/package.json: it declares nothing, and is not plainly meant as a pattern
    ");
    insta::assert_snapshot!(host.evb(&["check", "infra", "--ignore", "no-dead-letter-queue,no-retry-policy"]), @"
    exit: Success
    --- stdout
    evb finds nothing that AWS refuses in 1 rule and 1 target of 3 files
    2 hidden directories are not read unless named: .github/, sub/.secret/
    4 files declare nothing, so far as evb reads them
    ");
    assert_eq!(host.run(&["check", "infra", "-v", "-q"]).stderr, "");
}

#[test]
fn what_git_ignores_is_told_too() {
    let path = std::env::temp_dir().join(format!("evb-walking-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&path);
    for (name, text) in [
        (".gitignore", "build/\n*.bak.yaml\n"),
        ("build/a.yaml", GOOD),
        ("a.bak.yaml", GOOD),
        ("sub/.cache/a.yaml", GOOD),
        (".git/config", ""),
        ("rule.json", r#"{"source": ["shop"]}"#),
    ] {
        let file = path.join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_evb"))
        .args(["check", "-v"])
        .current_dir(&path)
        .output()
        .unwrap();
    std::fs::remove_dir_all(&path).unwrap();
    let text = String::from_utf8([run.stdout, run.stderr].concat()).unwrap();
    insta::assert_snapshot!(text, @"
    evb finds nothing that AWS refuses in 1 rule of 1 file
    1 hidden directory is not read unless named: sub/.cache/
    skipped .git/: it is hidden: name it to have it read
    skipped .gitignore: it is hidden: name it to have it read
    skipped sub/.cache/: it is hidden: name it to have it read
    skipped a.bak.yaml: git ignores it
    skipped build/a.yaml: git ignores it
    ");
}
