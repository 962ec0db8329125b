//! Texts and numbers by the names of their fields.
//!
//! Nobody publishes what the fields of AWS's events hold, only what type they are. What stands in a field of a given
//! name is much the same in all services: an `…Arn` is an ARN, a `…Time` a time. Names that tell nothing get a text that
//! reads as made up.

use super::Scene;

/// A name of the bucket that AWS keeps for examples.
const BUCKET: &str = "amzn-s3-demo-bucket";

/// Ids of which AWS publishes the form: what the name of the field ends with, and what the id begins with.
const IDS: [(&str, &str); 10] = [
    ("instanceid", "i-"),
    ("volumeid", "vol-"),
    ("snapshotid", "snap-"),
    ("vpcid", "vpc-"),
    ("subnetid", "subnet-"),
    ("imageid", "ami-"),
    ("securitygroupid", "sg-"),
    ("networkinterfaceid", "eni-"),
    ("allocationid", "eipalloc-"),
    ("serverid", "s-"),
];

/// A text for the field at a path.
pub(super) fn text(scene: &Scene, path: &[&str]) -> String {
    let name = path.last().copied().unwrap_or_default();
    let parent = path.iter().rev().nth(1).copied().unwrap_or_default();
    let draw = scene.draw(&path.join("."));
    let plain: String = (name.chars().filter(|one| one.is_alphanumeric()))
        .flat_map(char::to_lowercase)
        .collect();
    named(scene, &plain, parent, draw)
        .or_else(|| ending(scene, &plain, draw))
        .unwrap_or_else(|| format!("example-{}", draw % 100))
}

fn named(scene: &Scene, plain: &str, parent: &str, draw: u64) -> Option<String> {
    let text = match plain {
        "account" | "owner" | "requester" | "recipientaccountid" => &scene.account,
        "region" | "awsregion" => &scene.region,
        "eventsource" | "invokedby" => &scene.cloudtrail,
        "eventname" => "UpdateItem",
        "eventtype" => "AwsApiCall",
        "eventversion" => "1.11",
        "eventcategory" => "Management",
        "schemaversion" | "version" => "1",
        "useragent" => "aws-cli/2.31.0",
        "mfaauthenticated" => "false",
        "bucket" | "bucketname" => BUCKET,
        "name" if parent == "bucket" => BUCKET,
        "severity" => "HIGH",
        "protocol" => "https",
        "instancetype" => "t3.micro",
        "username" => "jane",
        "email" => "jane@example.com",
        "type" if parent == "userIdentity" => "AssumedRole",
        "type" if parent == "sessionIssuer" => "Role",
        "message" | "description" | "reason" | "cause" => "an example",
        "accesskeyid" => "ASIAIOSFODNN7EXAMPLE",
        "principalid" => "AROAIOSFODNN7EXAMPLE:jane",
        "availabilityzone" => return Some(format!("{}a", scene.region)),
        "key" if parent == "object" => return Some(format!("example/{}.json", draw % 10_000)),
        "etag" => return Some(format!("{draw:016x}{:016x}", draw.rotate_left(21))),
        "sequencer" => return Some(format!("00{draw:016X}")),
        "code" | "statuscode" => "200",
        _ => return None,
    };
    Some(text.to_owned())
}

fn ending(scene: &Scene, plain: &str, draw: u64) -> Option<String> {
    let Scene {
        account,
        region,
        service,
        time,
        ..
    } = scene;
    let ends = |ends: &[&str]| ends.iter().any(|one| plain.ends_with(one));
    let short = draw >> 32;
    if ends(&["arn"]) {
        return Some(format!(
            "arn:aws:{service}:{region}:{account}:example/{short:08x}"
        ));
    }
    if ends(&["accountid"]) {
        return Some(account.clone());
    }
    if ends(&[
        "time",
        "timestamp",
        "date",
        "createdat",
        "updatedat",
        "startedat",
        "stoppedat",
    ]) {
        return Some(time.clone());
    }
    if ends(&["ipaddress", "clientip", "ip", "ipaddressv4"]) {
        return Some(format!("192.0.2.{}", draw % 254 + 1));
    }
    if let Some((_, begin)) = IDS.iter().find(|(end, _)| plain.ends_with(end)) {
        return Some(format!("{begin}0{draw:016x}"));
    }
    if ends(&[
        "requestid",
        "eventid",
        "executionid",
        "taskid",
        "jobid",
        "uuid",
    ]) {
        return Some(uuid(draw, draw.rotate_left(29)));
    }
    if ends(&["s3uri"]) {
        return Some(format!("s3://{BUCKET}/example/{}", draw % 10_000));
    }
    if ends(&["url", "uri"]) {
        return Some(format!("https://example.com/{}", draw % 10_000));
    }
    if ends(&["status", "state"]) {
        let states = ["SUCCEEDED", "RUNNING", "FAILED"];
        let chosen = states.get(usize::try_from(draw % 3).unwrap_or_default());
        return chosen.map(|one| (*one).to_owned());
    }
    ends(&["id", "identifier"]).then(|| format!("example-{short:08x}"))
}

/// A number for the field at a path.
pub(super) fn number(scene: &Scene, path: &[&str]) -> String {
    let name = path.last().copied().unwrap_or_default().to_lowercase();
    let draw = scene.draw(&path.join("."));
    let ends = |ends: &[&str]| ends.iter().any(|one| name.ends_with(one));
    if ends(&["size", "bytes"]) {
        return (draw % 1_000_000).to_string();
    }
    if ends(&["time", "timestamp", "at"]) {
        // 2026-11-20 and some hours, in seconds.
        return (1_795_132_800 + draw % 86_400).to_string();
    }
    if ends(&["port"]) {
        return "443".to_owned();
    }
    if ends(&["exitcode"]) {
        return "0".to_owned();
    }
    (draw % 20 + 1).to_string()
}

/// An id of 32 hex digits in the form of a UUID of version 4.
pub(super) fn uuid(draw: u64, other: u64) -> String {
    let version = draw & 0xFFFF_FFFF_FFFF_0FFF | 0x4000;
    let variant = other & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000;
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        version >> 32,
        version >> 16 & 0xFFFF,
        version & 0xFFFF,
        variant >> 48,
        variant & 0xFFFF_FFFF_FFFF
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene() -> Scene {
        Scene {
            seed: 0,
            number: 0,
            account: "123456789012".to_owned(),
            region: "eu-west-1".to_owned(),
            time: "2026-11-20T10:00:00Z".to_owned(),
            service: "ec2".to_owned(),
            cloudtrail: "ec2.amazonaws.com".to_owned(),
        }
    }

    #[test]
    fn ids_have_the_forms_that_services_use() {
        assert!(text(&scene(), &["instance-id"]).starts_with("i-0"));
        assert!(text(&scene(), &["source-ip-address"]).starts_with("192.0.2."));
        let id = text(&scene(), &["requestID"]);
        assert_eq!((id.len(), id.get(14..15)), (36, Some("4")));
        assert_eq!(number(&scene(), &["port"]), "443");
        let arn = text(&scene(), &["clusterArn"]);
        assert!(arn.starts_with("arn:aws:ec2:eu-west-1:123456789012:example/"));
        assert_eq!(
            text(&scene(), &["userIdentity", "accountId"]),
            "123456789012"
        );
        assert_eq!(text(&scene(), &["bucket", "name"]), BUCKET);
        assert_eq!(text(&scene(), &["start-timestamp"]), "2026-11-20T10:00:00Z");
        assert!(text(&scene(), &["thing"]).starts_with("example-"));
    }
}
