//! Discoverers of schemas, trails and deliveries of logs, out of the object that holds their members. What cannot be read of
//! them is open.
//!
//! # Source
//!
//! AWS: CloudFormation Template Reference, the types by their names; hashicorp/terraform-provider-aws, `website/docs/r`:
//! `schemas_discoverer`, `cloudtrail`, `cloudwatch_log_delivery_source`, `cloudwatch_log_delivery_destination`,
//! `cloudwatch_log_delivery`.

use super::reader::Reader;
use crate::json::Value;
use crate::json::fields::present;
use crate::model::{Discoverer, LogDelivery, LogEnd, Trail, Watching};

/// The members that are read of resources of a type; `None` of a type of which nothing is.
pub(super) fn read_members(kind: &str) -> Option<&'static [&'static str]> {
    Some(match kind {
        "AWS::EventSchemas::Discoverer" => &["SourceArn"],
        "AWS::CloudTrail::Trail" => &[],
        "AWS::Logs::DeliverySource" => &["Name", "ResourceArn"],
        "AWS::Logs::DeliveryDestination" => &["Name", "DestinationResourceArn"],
        "AWS::Logs::Delivery" => &["DeliverySourceName", "DeliveryDestinationArn"],
        _ => return None,
    })
}

/// What a resource of such a type declares.
pub(super) fn watching(kind: &str, mut reader: Reader<'_>, given: &Value) -> Option<Watching> {
    let mut watching = Watching::default();
    match kind {
        "AWS::EventSchemas::Discoverer" => watching.discoverers.push(Discoverer {
            source: reader.text(given, "SourceArn"),
            span: given.span,
            ..Discoverer::default()
        }),
        "AWS::CloudTrail::Trail" => watching.trails.push(Trail {
            span: given.span,
            ..Trail::default()
        }),
        "AWS::Logs::DeliverySource" => watching.log_sources.push(LogEnd {
            name: reader.text(given, "Name"),
            resource: reader.text(given, "ResourceArn"),
            span: given.span,
            ..LogEnd::default()
        }),
        "AWS::Logs::DeliveryDestination" => {
            // The provider has a block for it.
            let block = present(given, "DeliveryDestinationConfiguration");
            watching.log_destinations.push(LogEnd {
                name: reader.text(given, "Name"),
                resource: reader.text(block.unwrap_or(given), "DestinationResourceArn"),
                span: given.span,
                ..LogEnd::default()
            });
        }
        "AWS::Logs::Delivery" => watching.log_deliveries.push(LogDelivery {
            source: reader.text(given, "DeliverySourceName"),
            destination: reader.text(given, "DeliveryDestinationArn"),
            span: given.span,
            ..LogDelivery::default()
        }),
        _ => return None,
    }
    Some(watching)
}
