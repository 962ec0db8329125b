//! `evb schema`.

mod check;
mod diff;
mod infer;
mod validate;

use crate::support::Pretend;

fn evb(host: &Pretend, arguments: &[&str]) -> String {
    let arguments: Vec<&str> = std::iter::once("schema")
        .chain(arguments.iter().copied())
        .collect();
    host.evb(&arguments)
}

/// An event of a shop.
fn order(detail: &str) -> String {
    format!(
        r#"{{"version":"0","id":"7bf73129-1428-4cd3-a780-95db273d1602","detail-type":"Order Placed","source":"shop","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-west-1","resources":[],"detail":{detail}}}"#
    )
}

/// The schema of an order.
const SCHEMA: &str = r##"{
  "openapi": "3.0.0",
  "info": {"version": "1.0.0", "title": "OrderPlaced"},
  "paths": {},
  "components": {"schemas": {
    "AWSEvent": {
      "type": "object",
      "required": ["detail", "detail-type", "source"],
      "x-amazon-events-detail-type": "Order Placed",
      "x-amazon-events-source": "shop",
      "properties": {
        "detail": {"$ref": "#/components/schemas/OrderPlaced"},
        "detail-type": {"type": "string"},
        "source": {"type": "string"},
        "time": {"type": "string", "format": "date-time"}
      }
    },
    "OrderPlaced": {
      "type": "object",
      "required": ["id", "total"],
      "properties": {
        "id": {"type": "integer"},
        "total": {"type": "number", "format": "double", "nullable": true},
        "state": {"type": "string", "enum": ["open", "paid"]},
        "at": {"type": "string", "format": "date-time"},
        "lines": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}}
      }
    },
    "Line": {"type": "object", "required": ["sku"], "properties": {"sku": {"type": "string"}}}
  }}
}"##;
