//! What a text means that stands where an ARN is wanted: the URL of a queue, a name, an ARN with something missing or around it.
//!
//! # What this module does not do
//!
//! It does not know which account and which region a name is of: of a name it tells the form of the ARN, and no text to write.

use super::path::{MemberPath, Step};

/// Members that take ARNs only.
const MEMBERS: [&str; 7] = [
    "Arn",
    "Enrichment",
    "EventSourceArn",
    "KmsKeyArn",
    "RoleArn",
    "Source",
    "Target",
];

/// What stands in the place of an ARN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// This ARN and nothing else is meant.
    Arn(String),
    /// What to do, where the ARN is not known whole.
    Help(String),
}

/// What a text means in a member that takes ARNs; `None` of other members, and where nothing is evident.
pub(super) fn named(member: &MemberPath, text: &str) -> Option<Named> {
    let last = member.last();
    if !MEMBERS.contains(&last) {
        return None;
    }
    let bare =
        text.trim_matches(|one: char| one.is_whitespace() || matches!(one, '"' | '\'' | '`'));
    if let Some(arn) = of_queue(bare) {
        return Some(Named::Arn(arn));
    }
    if bare.starts_with("arn:") {
        return match bare.splitn(6, ':').count() {
            6 if bare != text => Some(Named::Arn(bare.to_owned())),
            6 => None,
            count => Some(Named::Help(format!(
                "an ARN is `arn:partition:service:region:account:resource`, and this one has {count} of the six parts"
            ))),
        };
    }
    if bare.starts_with("http://") || bare.starts_with("https://") {
        let is_end = matches!(last, "Target" | "Enrichment");
        let is_end = is_end
            || matches!(member.0.as_slice(), [Step::Member(all), Step::Element(_), _] if all == "Targets");
        return is_end.then(|| {
            Named::Help(
                "an HTTP endpoint is reached by an API destination: give the ARN of one, `arn:aws:events:…:…:api-destination/…`".to_owned(),
            )
        });
    }
    is_name(bare).then(|| Named::Help(of_name(member, bare)))
}

/// The ARN of the queue that has a URL.
///
/// AWS: SQS Developer Guide, "Amazon SQS queue and message identifiers": `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME`, and the
/// older `https://REGION.queue.amazonaws.com/ACCOUNT/NAME`; IAM User Guide, "Amazon Resource Names": the partitions of regions.
fn of_queue(url: &str) -> Option<String> {
    let path = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let (host, rest) = path.split_once('/')?;
    let host = host.split(':').next()?;
    let domain = host
        .strip_suffix(".cn")
        .unwrap_or(host)
        .strip_suffix(".amazonaws.com")?;
    let region = domain
        .strip_prefix("sqs.")
        .or_else(|| domain.strip_suffix(".queue"))?;
    let (account, name) = rest.split_once('/')?;
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    let is_region = region.contains('-')
        && region
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let partition = match region.split('-').next() {
        Some("cn") => "aws-cn",
        Some("us") if region.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    };
    let is_queue = is_name(name.strip_suffix(".fifo").unwrap_or(name));
    (is_account && is_region && is_queue)
        .then(|| format!("arn:{partition}:sqs:{region}:{account}:{name}"))
}

/// Whether it may be the name of a resource.
fn is_name(text: &str) -> bool {
    let is_sign = |one: char| one.is_ascii_alphanumeric() || matches!(one, '-' | '_' | '.');
    (1..=140).contains(&text.len())
        && text.starts_with(|one: char| one.is_ascii_alphabetic())
        && text.chars().all(is_sign)
}

/// What to write in place of the name of something.
fn of_name(member: &MemberPath, name: &str) -> String {
    let (what, form) = match member.last() {
        "RoleArn" => ("the role", format!("arn:aws:iam::…:role/{name}")),
        "KmsKeyArn" => ("the key", "arn:aws:kms:…:…:key/…".to_owned()),
        "Arn" if member.is_dead_letter_queue() => ("the queue", format!("arn:aws:sqs:…:…:{name}")),
        "EventSourceArn" => return "give the ARN of the source, and not its name".to_owned(),
        "Source" => {
            return format!(
                "give the ARN of the source, and not its name: of a queue `arn:aws:sqs:…:…:{name}`"
            );
        }
        _ => {
            return format!(
                "give the ARN of what is invoked, and not its name: of a function `arn:aws:lambda:…:…:function:{name}`"
            );
        }
    };
    format!("give the ARN of {what}, and not its name: `{form}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arn(text: &str) -> Named {
        Named::Arn(text.to_owned())
    }

    #[test]
    fn what_stands_for_an_arn_is_known_by_its_form() {
        let target = MemberPath(vec![
            Step::Member("Target".to_owned()),
            Step::Member("Arn".to_owned()),
        ]);
        let meant = |text| named(&target, text);
        for (text, expected) in [
            (
                "https://sqs.eu-west-1.amazonaws.com/123456789012/q.fifo",
                Some(arn("arn:aws:sqs:eu-west-1:123456789012:q.fifo")),
            ),
            (
                "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/q",
                Some(arn("arn:aws-cn:sqs:cn-north-1:123456789012:q")),
            ),
            (
                "https://us-gov-west-1.queue.amazonaws.com/123456789012/q",
                Some(arn("arn:aws-us-gov:sqs:us-gov-west-1:123456789012:q")),
            ),
            ("https://sqs.eu-west-1.amazonaws.com/1234/q", None),
            ("https://example.com/123456789012/q", None),
            (
                " arn:aws:sns:eu-west-1:123456789012:t\n",
                Some(arn("arn:aws:sns:eu-west-1:123456789012:t")),
            ),
            ("arn:aws:sns:eu-west-1:123456789012:t", None),
            ("${Queue}", None),
            ("", None),
        ] {
            assert_eq!(meant(text), expected, "{text}");
        }
        for (member, text, start) in [
            (
                "RoleArn",
                "runner",
                "give the ARN of the role, and not its name: `arn:aws:iam::…:role/runner`",
            ),
            (
                "Arn",
                "arn:aws:sqs:q",
                "an ARN is `arn:partition:service:region:account:resource`, and this one has 4",
            ),
            ("Source", "orders", "give the ARN of the source"),
            (
                "Target",
                "https://example.com/hook",
                "an HTTP endpoint is reached by an API destination",
            ),
        ] {
            let member = MemberPath(vec![Step::Member(member.to_owned())]);
            let Some(Named::Help(help)) = named(&member, text) else {
                panic!("no help for {text}");
            };
            assert!(help.starts_with(start), "{help}");
        }
        let name = MemberPath(vec![Step::Member("Name".to_owned())]);
        assert_eq!(named(&name, "orders"), None);
    }
}
