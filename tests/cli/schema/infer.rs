//! Schemas from events.

use super::{evb, order};
use crate::support::Pretend;

/// Twenty orders, one of another type, and two records that are no events.
fn host() -> Pretend {
    let mut lines: Vec<String> = (0..20)
        .map(|number| {
            let state = ["open", "paid"][number % 2];
            let note = if number == 7 { r#","note":null"# } else { "" };
            order(&format!(
                r#"{{"id":{number},"state":"{state}","at":"2026-11-20T10:00:00Z","total":{}{note},"lines":[{{"sku":"a{number}"}}]}}"#,
                ["1", "2.5"][number % 2]
            ))
        })
        .collect();
    lines.push(
        r#"{"detail-type":"Refund","source":"shop","detail":{"a\u001b":[1,"x"]}}"#.to_owned(),
    );
    let broken = [
        r#"{"detail-type":"Refund","source":7}"#,
        r#"{"detail-type":"Refund","source":"#,
    ];
    Pretend::default()
        .file("events.jsonl", lines.join("\n"))
        .file("broken.jsonl", [&lines[0], broken[0], broken[1]].join("\n"))
}

#[test]
fn what_was_seen_how_often_is_told() {
    insta::assert_snapshot!(evb(&host(), &["infer", "events.jsonl"]), @r"
    exit: Success
    --- stdout
    shop / Order Placed: shop@OrderPlaced, from 20 events
    field               type                       seen     values
    account             string                     always   `123456789012` (20)
    detail              object                     always
    detail.at           date-time                  always
    detail.id           integer                    always
    detail.lines        array                      always
    detail.lines[]      object                     always
    detail.lines[].sku  string                     always
    detail.note         null                       1 of 20
    detail.state        string                     always   `open` (10), `paid` (10)
    detail.total        integer (10), number (10)  always
    detail-type         string                     always   `Order Placed` (20)
    id                  uuid                       always
    region              string                     always   `eu-west-1` (20)
    resources           array                      always
    source              string                     always   `shop` (20)
    time                date-time                  always
    version             string                     always   `0` (20)

    shop / Refund: shop@Refund, from 1 event
    field             type                     seen    values
    detail            object                   always
    detail.a\u001b    array                    always
    detail.a\u001b[]  integer (1), string (1)  always  `x` (1)
    detail-type       string                   always  `Refund` (1)
    source            string                   always  `shop` (1)
    ");
}

#[test]
fn the_schema_alone() {
    insta::assert_snapshot!(evb(&host(), &["infer", "events.jsonl", "--format", "openapi3"]), @r##"
    exit: Success
    --- stdout
    {
      "openapi": "3.0.0",
      "info": {
        "version": "1.0.0",
        "title": "OrderPlaced"
      },
      "paths": {},
      "components": {
        "schemas": {
          "AWSEvent": {
            "type": "object",
            "required": [
              "detail",
              "account",
              "detail-type",
              "id",
              "region",
              "resources",
              "source",
              "time",
              "version"
            ],
            "x-amazon-events-detail-type": "Order Placed",
            "x-amazon-events-source": "shop",
            "properties": {
              "detail": {
                "$ref": "#/components/schemas/OrderPlaced"
              },
              "account": {
                "type": "string"
              },
              "detail-type": {
                "type": "string"
              },
              "id": {
                "type": "string"
              },
              "region": {
                "type": "string"
              },
              "resources": {
                "type": "array",
                "items": {
                  "type": "string"
                }
              },
              "source": {
                "type": "string"
              },
              "time": {
                "type": "string",
                "format": "date-time"
              },
              "version": {
                "type": "string"
              }
            }
          },
          "OrderPlaced": {
            "type": "object",
            "required": [
              "at",
              "id",
              "lines",
              "state",
              "total"
            ],
            "properties": {
              "at": {
                "type": "string",
                "format": "date-time"
              },
              "id": {
                "type": "integer"
              },
              "lines": {
                "type": "array",
                "items": {
                  "$ref": "#/components/schemas/Lines"
                }
              },
              "note": {},
              "state": {
                "type": "string",
                "enum": [
                  "open",
                  "paid"
                ]
              },
              "total": {
                "type": "number",
                "format": "double"
              }
            }
          },
          "Lines": {
            "type": "object",
            "required": [
              "sku"
            ],
            "properties": {
              "sku": {
                "type": "string"
              }
            }
          }
        }
      }
    }
    {
      "openapi": "3.0.0",
      "info": {
        "version": "1.0.0",
        "title": "Refund"
      },
      "paths": {},
      "components": {
        "schemas": {
          "AWSEvent": {
            "type": "object",
            "required": [
              "detail",
              "detail-type",
              "source"
            ],
            "x-amazon-events-detail-type": "Refund",
            "x-amazon-events-source": "shop",
            "properties": {
              "detail": {
                "$ref": "#/components/schemas/Refund"
              },
              "detail-type": {
                "type": "string"
              },
              "source": {
                "type": "string"
              }
            }
          },
          "Refund": {
            "type": "object",
            "required": [
              "a\u001b"
            ],
            "properties": {
              "a\u001b": {
                "type": "array",
                "items": {
                  "anyOf": [
                    {
                      "type": "integer"
                    },
                    {
                      "type": "string"
                    }
                  ]
                }
              }
            }
          }
        }
      }
    }
    "##);
}

#[test]
fn the_schema_as_draft_4() {
    let event = order(r#"{"a":{"b":null,"b":1}}"#);
    insta::assert_snapshot!(evb(&host(), &["infer", &event, "--format", "draft4"]), @r##"
    exit: Success
    --- stdout
    {
      "$schema": "http://json-schema.org/draft-04/schema#",
      "title": "OrderPlaced",
      "definitions": {
        "OrderPlaced": {
          "type": "object",
          "required": [
            "a"
          ],
          "properties": {
            "a": {
              "$ref": "#/definitions/A"
            }
          }
        },
        "A": {
          "type": "object",
          "required": [
            "b"
          ],
          "properties": {
            "b": {
              "type": [
                "integer",
                "null"
              ]
            }
          }
        }
      },
      "type": "object",
      "required": [
        "detail",
        "account",
        "detail-type",
        "id",
        "region",
        "resources",
        "source",
        "time",
        "version"
      ],
      "x-amazon-events-detail-type": "Order Placed",
      "x-amazon-events-source": "shop",
      "properties": {
        "detail": {
          "$ref": "#/definitions/OrderPlaced"
        },
        "account": {
          "type": "string"
        },
        "detail-type": {
          "type": "string"
        },
        "id": {
          "type": "string"
        },
        "region": {
          "type": "string"
        },
        "resources": {
          "type": "array",
          "items": {
            "type": "string"
          }
        },
        "source": {
          "type": "string"
        },
        "time": {
          "type": "string",
          "format": "date-time"
        },
        "version": {
          "type": "string"
        }
      }
    }
    "##);
}

#[test]
fn a_line_for_each_schema() {
    insta::assert_snapshot!(evb(&host(), &["infer", r#"{"detail-type":"Refund","source":"shop","detail":{"sum":1}}"#, "--format", "jsonl"]), @r##"
    exit: Success
    --- stdout
    {"version":1,"name":"shop@Refund","source":"shop","detail_type":"Refund","type":"OpenApi3","events":1,"fields":[{"path":"detail","seen":1,"of":1,"types":{"object":1}},{"path":"detail.sum","seen":1,"of":1,"types":{"integer":1}},{"path":"detail-type","seen":1,"of":1,"types":{"string":1},"values":[{"value":"Refund","seen":1}]},{"path":"source","seen":1,"of":1,"types":{"string":1},"values":[{"value":"shop","seen":1}]}],"schema":{"openapi":"3.0.0","info":{"version":"1.0.0","title":"Refund"},"paths":{},"components":{"schemas":{"AWSEvent":{"type":"object","required":["detail","detail-type","source"],"x-amazon-events-detail-type":"Refund","x-amazon-events-source":"shop","properties":{"detail":{"$ref":"#/components/schemas/Refund"},"detail-type":{"type":"string"},"source":{"type":"string"}}},"Refund":{"type":"object","required":["sum"],"properties":{"sum":{"type":"integer"}}}}}}}
    "##);
}

#[test]
fn a_record_that_is_no_event_never_loses_the_others() {
    insta::assert_snapshot!(evb(&host(), &["infer", "broken.jsonl"]), @r#"
    exit: Failure
    --- stdout
    shop / Order Placed: shop@OrderPlaced, from 1 event
    field               type       seen    values
    account             string     always  `123456789012` (1)
    detail              object     always
    detail.at           date-time  always
    detail.id           integer    always
    detail.lines        array      always
    detail.lines[]      object     always
    detail.lines[].sku  string     always  `a0` (1)
    detail.state        string     always  `open` (1)
    detail.total        integer    always
    detail-type         string     always  `Order Placed` (1)
    id                  uuid       always
    region              string     always  `eu-west-1` (1)
    resources           array      always
    source              string     always  `shop` (1)
    time                date-time  always
    version             string     always  `0` (1)
    --- stderr
    error[schema/no-detail-type]: there is no schema for what has no `source` or no `detail-type`
     --> broken.jsonl:2:1
      |
    2 | {"detail-type":"Refund","source":7}
      | ^ the event
      |
      = help: give events as EventBridge delivers them, or entries of PutEvents
    error[json/unexpected-end]: the text ends inside an object
     --> broken.jsonl:3:34
      |
    3 | {"detail-type":"Refund","source":
      | - opened here                    ^ the text ends here
      |
      = help: close it with `}`
    "#);
}

#[test]
fn no_event_is_no_answer() {
    insta::assert_snapshot!(evb(&host(), &["infer", "--format", "json"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"error":{"code":"event/none","message":"there is no event in the input","diagnostics":[{"code":"event/none","severity":"error","message":"there is no event in the input","help":"give events as arguments or on standard input"}]}}
    --- stderr
    error[event/none]: there is no event in the input
     |
     = help: give events as arguments or on standard input
    "#);
}

/// Lines may turn into something else when some of them are answered ahead.
#[test]
fn no_event_is_seen_twice() {
    let order = |number| {
        order(&format!(
            r#"{{"id":{number},"text":"{}"}}"#,
            "x".repeat(900)
        ))
    };
    let mut lines: Vec<String> = (0..4_000).map(order).collect();
    let value: serde_json::Value = serde_json::from_str(&lines[3_000]).unwrap();
    lines[3_000] = serde_json::to_string_pretty(&value).unwrap();
    let host = Pretend::default().file("events.jsonl", lines.join("\n"));
    for threads in ["1", "2", "3"] {
        let told = evb(&host, &["infer", "events.jsonl", "--threads", threads]);
        assert!(told.contains("from 4,000 events"), "{threads}: {told}");
    }
}

#[test]
fn any_number_of_threads_gives_the_same() {
    let one = evb(
        &host(),
        &[
            "infer",
            "events.jsonl",
            "--threads",
            "1",
            "--format",
            "json",
        ],
    );
    let four = evb(
        &host(),
        &[
            "infer",
            "events.jsonl",
            "--threads",
            "4",
            "--format",
            "json",
        ],
    );
    assert_eq!(one, four);
}
