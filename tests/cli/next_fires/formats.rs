//! The formats for programs, calendars and people who look.

use evb::commands::Exit;

use super::{evb, machine};
use crate::support::Pretend;

#[test]
fn the_json_document_has_every_key_of_the_contract() {
    insta::assert_snapshot!(evb(&["stop.json", "-n", "1", "--format", "json"]), @r#"
    exit: Success
    --- stdout
    {"version":1,"tzdata":"2026f","after":"2026-11-20T10:00:00Z","until":null,"schedules":[{"name":"office-stop","expression":"cron(0 6 * * ? *)","service":"scheduler","timezone":"Europe/Helsinki","description":"at 06:00 every day","fires":[{"at":"2026-11-21T04:00:00Z","local":"2026-11-21T06:00:00+02:00","weekday":"Saturday","window_end":"2026-11-21T04:15:00Z"}],"more":true,"skipped":[],"diagnostics":[]}]}
    "#);
}

#[test]
fn jsonl_is_one_fire_a_line() {
    insta::assert_snapshot!(evb(&["start.json", "stop.json", "-n", "1", "--format", "jsonl"]), @r#"
    exit: Success
    --- stdout
    {"name":"office-start","at":"2026-11-20T21:00:00Z","local":"2026-11-20T23:00:00+02:00","weekday":"Friday","window_end":null}
    {"name":"office-stop","at":"2026-11-21T04:00:00Z","local":"2026-11-21T06:00:00+02:00","weekday":"Saturday","window_end":"2026-11-21T04:15:00Z"}
    "#);
}

#[test]
fn csv_has_a_header() {
    insta::assert_snapshot!(evb(&["stop.json", "-n", "2", "--format", "csv"]), @r"
    exit: Success
    --- stdout
    name,at,local,weekday,timezone,window_end,clock_change,expression,note
    office-stop,2026-11-21T04:00:00Z,2026-11-21T06:00:00+02:00,Saturday,Europe/Helsinki,2026-11-21T04:15:00Z,,cron(0 6 * * ? *),
    office-stop,2026-11-22T04:00:00Z,2026-11-22T06:00:00+02:00,Sunday,Europe/Helsinki,2026-11-22T04:15:00Z,,cron(0 6 * * ? *),
    ");
}

#[test]
fn a_calendar_has_an_event_for_each_fire() {
    insta::assert_snapshot!(evb(&["stop.json", "-n", "1", "--format", "ics"]).replace("\r\n", "\n"), @r"
    exit: Success
    --- stdout
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//evb//evb 0.1.0//EN
    CALSCALE:GREGORIAN
    X-WR-CALNAME:EventBridge schedules
    BEGIN:VEVENT
    UID:20261121T040000Z-7de01c98b2de6a1e@evb
    DTSTAMP:20261120T100000Z
    DTSTART:20261121T040000Z
    DTEND:20261121T041500Z
    SUMMARY:office-stop
    DESCRIPTION:cron(0 6 * * ? *)\nat 06:00 every day\n2026-11-21T06:00:00+02:0
     0 in Europe/Helsinki
    TRANSP:TRANSPARENT
    END:VEVENT
    END:VCALENDAR
    ");
}

#[test]
fn a_picture_has_a_lane_for_each_schedule() {
    insta::assert_snapshot!(evb(&["start.json", "stop.json", "-n", "1", "--format", "svg"]), @r##"
    exit: Success
    --- stdout
    <svg xmlns="http://www.w3.org/2000/svg" width="960" height="178" viewBox="0 0 960 178" font-family="sans-serif" font-size="12">
    <title>Fires after 2026-11-20T10:00:00Z, times in UTC, time zone database 2026f</title>
    <rect width="960" height="178" fill="#ffffff"/>
    <text x="20" y="20" fill="#1f2430">Fires after 2026-11-20T10:00:00Z, times in UTC, time zone database 2026f</text>
    <line x1="20" y1="40" x2="20" y2="138" stroke="#e3e7ee"/>
    <text x="20" y="156" fill="#8a93a3">2026-11-20 21:00Z</text>
    <line x1="173" y1="40" x2="173" y2="138" stroke="#e3e7ee"/>
    <text x="173" y="156" fill="#8a93a3">2026-11-20 22:12Z</text>
    <line x1="326" y1="40" x2="326" y2="138" stroke="#e3e7ee"/>
    <text x="326" y="156" fill="#8a93a3">2026-11-20 23:25Z</text>
    <line x1="479" y1="40" x2="479" y2="138" stroke="#e3e7ee"/>
    <text x="479" y="156" fill="#8a93a3">2026-11-21 00:37Z</text>
    <line x1="632" y1="40" x2="632" y2="138" stroke="#e3e7ee"/>
    <text x="632" y="156" fill="#8a93a3">2026-11-21 01:50Z</text>
    <line x1="785" y1="40" x2="785" y2="138" stroke="#e3e7ee"/>
    <text x="785" y="156" fill="#8a93a3">2026-11-21 03:02Z</text>
    <line x1="938" y1="40" x2="938" y2="138" stroke="#e3e7ee"/>
    <text x="20" y="60" fill="#1f2430">office-start: at 23:00 every day</text>
    <line x1="20" y1="84" x2="940" y2="84" stroke="#e3e7ee"/>
    <rect x="20" y="68" width="2" height="16" fill="#c7361d"><title>2026-11-20T23:00:00+02:00 (2026-11-20T21:00:00Z)</title></rect>
    <text x="20" y="104" fill="#1f2430">office-stop: at 06:00 every day</text>
    <line x1="20" y1="128" x2="940" y2="128" stroke="#e3e7ee"/>
    <rect x="906.34" y="116" width="31.66" height="12" fill="#f4b9ae"><title>2026-11-21T06:00:00+02:00 to 2026-11-21 04:15Z</title></rect>
    <rect x="906.34" y="112" width="2" height="16" fill="#c7361d"><title>2026-11-21T06:00:00+02:00 (2026-11-21T04:00:00Z)</title></rect>
    </svg>
    "##);
}

#[test]
fn every_event_has_an_identifier_of_its_own() {
    let ended = machine().run(&[
        "next-fires",
        "stop.json",
        "stop.json",
        "-n",
        "2",
        "--format",
        "ics",
    ]);
    let all: Vec<&str> = ended
        .stdout
        .lines()
        .filter(|line| line.starts_with("UID:"))
        .collect();
    let distinct: std::collections::BTreeSet<&&str> = all.iter().collect();
    assert_eq!((all.len(), distinct.len()), (4, 4), "{}", ended.stdout);
}

/// Standard output whose reader goes away after what was written first.
#[derive(Default)]
struct OneBlock(Vec<u8>);

impl std::io::Write for OneBlock {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if !self.0.is_empty() {
            return Err(std::io::ErrorKind::BrokenPipe.into());
        }
        self.0.extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn fires_are_written_while_others_are_looked_for() {
    for format in ["jsonl", "json", "csv", "ics"] {
        let (mut out, mut errors) = (OneBlock::default(), Vec::new());
        let all = [
            "evb",
            "next-fires",
            "rate(1 minute)",
            "--created",
            "2026-11-20T10:00:00Z",
            "-n",
            "18446744073709551615",
            "--format",
            format,
        ];
        let all = all.map(Into::into).to_vec();
        let exit = evb::cli::run(all, &Pretend::default(), false, &mut out, &mut errors);
        assert_eq!(exit, Exit::Success);
        assert_eq!(String::from_utf8(errors).unwrap(), "", "{format}");
    }
}

#[test]
fn a_picture_counts_the_fires_that_there_are() {
    // Forty days of hours are few, however many are asked for.
    let ended = machine().run(&[
        "next-fires",
        "cron(0 * * * ? *)",
        "-n",
        "5000000",
        "--until",
        "2026-12-30T10:00:00Z",
        "--format",
        "svg",
    ]);
    assert_eq!(ended.exit, Exit::Success, "{}", ended.stderr);
    assert_eq!(ended.stdout.matches("fill=\"#c7361d\"").count(), 960);
}
