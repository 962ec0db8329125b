//! Patterns that match something: of AWS's events as the catalogue has them, and of events of one's own.

use evb::event::catalogue::{self, FieldKind};

use super::choices::Choices;
use super::tree::Tree;

/// Services that targets start: their events would come back.
const STARTED: [&str; 3] = ["aws.codebuild", "aws.codepipeline", "aws.states"];

/// A pattern for events of a service, which come to the default bus.
pub fn of_aws(choices: &mut Choices<'_>) -> Tree {
    if choices.is(4) {
        return of_call(choices);
    }
    let known: Vec<_> = catalogue::sources()
        .iter()
        .flat_map(|source| source.detail_types.iter().map(move |one| (source, one)))
        .filter(|(source, one)| one.fields.is_some() && !STARTED.contains(&source.name))
        .collect();
    let (source, detail_type) = known[choices.below(known.len())];
    let mut top = vec![
        ("source".to_owned(), Tree::texts(&[source.name])),
        ("detail-type".to_owned(), Tree::texts(&[detail_type.name])),
    ];
    let fields = detail_type.fields.as_deref().unwrap_or_default();
    let plain: Vec<_> = fields
        .iter()
        .filter(|one| one.path.len() == 1 && !one.is_array)
        .filter(|one| matches!(one.kind, FieldKind::String | FieldKind::Number))
        .collect();
    if !plain.is_empty() && choices.is(2) {
        let field = plain[choices.below(plain.len())];
        let value = match field.kind {
            FieldKind::Number => numeric(choices),
            _ => choices.of_all(&[
                operator("exists", Tree::Flag(true)),
                operator("anything-but", Tree::texts(&["none of these"])),
                operator("anything-but", operator("prefix", Tree::text("none"))),
            ]),
        };
        let detail = Tree::Map(vec![(field.path[0].to_owned(), Tree::List(vec![value]))]);
        top.push(("detail".to_owned(), detail));
    }
    if choices.is(5) {
        top.push(("account".to_owned(), Tree::texts(&["123456789012"])));
    }
    Tree::Map(top)
}

/// A pattern for calls that CloudTrail records.
fn of_call(choices: &mut Choices<'_>) -> Tree {
    let (source, endpoint, call) = choices.of_all(&[
        ("aws.ec2", "ec2.amazonaws.com", "RunInstances"),
        ("aws.kms", "kms.amazonaws.com", "ScheduleKeyDeletion"),
        ("aws.s3", "s3.amazonaws.com", "PutBucketPolicy"),
        ("aws.ecs", "ecs.amazonaws.com", "UpdateService"),
        (
            "aws.lambda",
            "lambda.amazonaws.com",
            "UpdateFunctionCode20150331v2",
        ),
    ]);
    Tree::map([
        ("source", Tree::texts(&[source])),
        ("detail-type", Tree::texts(&["AWS API Call via CloudTrail"])),
        (
            "detail",
            Tree::map([
                ("eventSource", Tree::texts(&[endpoint])),
                ("eventName", Tree::texts(&[call])),
            ]),
        ),
    ])
}

fn operator(name: &str, operand: Tree) -> Tree {
    Tree::map([(name, operand)])
}

fn numeric(choices: &mut Choices<'_>) -> Tree {
    let least = Tree::Number(choices.below(100) as i64);
    let range = match choices.below(3) {
        0 => vec![Tree::text(">="), least],
        1 => vec![Tree::text("<"), Tree::Number(1000)],
        _ => vec![Tree::text(">"), least, Tree::text("<="), Tree::Number(1000)],
    };
    operator("numeric", Tree::List(range))
}

/// A pattern for events of one's own; `number` keeps those of different rules apart.
pub fn own(choices: &mut Choices<'_>, number: usize) -> Tree {
    let mut top = vec![(
        "source".to_owned(),
        Tree::texts(&[&format!("shop.part{number}")]),
    )];
    if choices.is(2) {
        let detail_type = choices.of_all(&["Order Paid", "OrderSent", "order.returned", "Größe"]);
        top.push(("detail-type".to_owned(), Tree::texts(&[detail_type])));
    }
    if choices.is(2) {
        let values = match choices.is(3) {
            true => vec![
                Tree::text("paid"),
                Tree::text("sent"),
                operator("prefix", Tree::text("back-")),
            ],
            false => vec![value(choices)],
        };
        let mut detail = vec![("state".to_owned(), Tree::List(values))];
        if choices.is(3) {
            let inside = Tree::map([("sku", Tree::List(vec![value(choices)]))]);
            detail.push(("item".to_owned(), inside));
        }
        top.push(("detail".to_owned(), Tree::Map(detail)));
    }
    if choices.is(4) {
        let alternatives = Tree::List(vec![
            Tree::map([("region", Tree::texts(&["eu-west-1"]))]),
            Tree::map([(
                "resources",
                Tree::List(vec![operator("prefix", Tree::text("arn:aws:s3:::"))]),
            )]),
        ]);
        top.push(("$or".to_owned(), alternatives));
    }
    if choices.is(4) {
        let absent = Tree::List(vec![operator("exists", Tree::Flag(false))]);
        top.push(("replay-name".to_owned(), absent));
    }
    Tree::Map(top)
}

/// A test of a value.
fn value(choices: &mut Choices<'_>) -> Tree {
    match choices.below(10) {
        0 => Tree::text("paid"),
        1 => operator("prefix", Tree::text("pa")),
        2 => operator("suffix", Tree::text("-id")),
        3 => operator("anything-but", Tree::texts(&["lost", "late"])),
        4 => numeric(choices),
        5 => operator("exists", Tree::Flag(true)),
        6 => operator("equals-ignore-case", Tree::text("PAID")),
        7 => operator("wildcard", Tree::text("a*z")),
        8 => operator("cidr", Tree::text("10.0.0.0/24")),
        _ => operator("prefix", operator("equals-ignore-case", Tree::text("Pa"))),
    }
}
