//! `evb convert s3-notification`: notifications of buckets to event patterns.

use std::ffi::OsString;

use super::Results;
use crate::commands::declarations::{Named, Read};
use crate::commands::{Context, Exit, Failure, StageArgument, TemplateArguments, formats};
use crate::convert::s3_notification::{Settings, convert, wrong_bucket_name};
use crate::convert::{Conversion, INVALID};
use crate::diagnostic::{Diagnostic, Finding};
use crate::iac::Content;
use crate::json::fields::first;
use crate::json::{Kind, Value};
use crate::model::{Bucket, Declared};
use crate::report::Format;

/// Notifications of S3 buckets to event patterns.
///
/// Each notification becomes the pattern of one rule: types of events become `detail-type`, `reason` and `deletion-type`,
/// a prefix and a suffix of the key become one `wildcard`. Types of which EventBridge has no event are told.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What `aws s3api get-bucket-notification-configuration` prints or `put-…` takes, or a template with buckets; `FILE#NAME`
    /// for one bucket, `-` for standard input.
    #[arg(value_name = "FILE")]
    file: OsString,
    /// The bucket, where the file does not say.
    #[arg(long, value_name = "NAME")]
    bucket: Option<String>,
    /// One pattern for all notifications of a bucket, with `$or`, in place of one for each.
    #[arg(long)]
    one_rule: bool,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl]))]
    format: Format,
    // Last: their heading would stand above what follows.
    #[command(flatten)]
    templates: TemplateArguments,
    #[command(flatten)]
    stage: StageArgument,
}

/// Converts the notifications of every bucket.
///
/// # Errors
///
/// The file cannot be read; `convert/invalid`: `--bucket` is no name of a bucket.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let named = args.bucket.as_deref();
    if let Some(told) = named.and_then(|name| wrong_bucket_name(name, None)) {
        let told = told.help("give the name alone: `--bucket images`");
        return Err(Failure::refused(Finding::without_source(told)));
    }
    args.templates.read(args.stage.stage.as_deref(), context)?;
    let Read {
        source, content, ..
    } = Named::new(&args.file, context).read("<notifications>", context)?;
    let mut results = Results::new(args.format);
    let mut all = Conversion::default();
    match &content {
        Content::Declarations(inventory) => {
            results.told(inventory, &source, context)?;
            for bucket in &inventory.buckets {
                if let Some(configuration) = &bucket.notifications {
                    all.append(convert(configuration, &settings(args, Some(bucket))));
                }
            }
            if inventory
                .buckets
                .iter()
                .all(|one| one.notifications.is_none())
            {
                all.invalid.push(nothing(source.name()));
            }
        }
        Content::Value(value) => all.append(of_value(args, value)),
        Content::Broken(error) => {
            let told = error.diagnostic(source.text());
            return Err(Failure::refused(Finding::new(told, &source)));
        }
    }
    results.add(&all, &source, context)?;
    results.write(context)
}

/// What PutBucketNotificationConfiguration takes, or the configuration in it.
fn of_value(args: &Args, value: &Value) -> Conversion {
    let mut settings = settings(args, None);
    let configuration = first(value, &["NotificationConfiguration"]).unwrap_or(value);
    if let (None, Some(bucket)) = (&settings.bucket, value.get("Bucket"))
        && let Some(name) = bucket.as_str()
    {
        if let Some(told) = wrong_bucket_name(name, Some(bucket.span)) {
            return Conversion {
                invalid: vec![told],
                ..Conversion::default()
            };
        }
        settings.bucket = Some(name.to_owned());
    }
    settings.sends_events = first(configuration, &["EventBridgeConfiguration"]).is_some();
    match configuration.kind {
        Kind::Object(_) => convert(configuration, &settings),
        _ => Conversion {
            invalid: vec![nothing("<notifications>")],
            ..Conversion::default()
        },
    }
}

fn settings(args: &Args, bucket: Option<&Bucket>) -> Settings {
    let name = bucket.and_then(|bucket| bucket.name.as_ref()?.get().cloned());
    let sends = bucket.and_then(|bucket| bucket.eventbridge.as_ref());
    Settings {
        bucket: args.bucket.clone().or(name),
        is_one_rule: args.one_rule,
        sends_events: sends.and_then(Declared::get).is_some_and(|sends| *sends),
    }
}

fn nothing(file: &str) -> Diagnostic {
    Diagnostic::error(INVALID, format!("`{file}` has no notifications of buckets"))
        .help("give what `aws s3api get-bucket-notification-configuration` prints, or a template with the bucket")
}
