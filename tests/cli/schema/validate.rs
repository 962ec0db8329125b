//! Events against schemas.

use super::{SCHEMA, evb, order};
use crate::support::Pretend;

fn host() -> Pretend {
    let lines = [
        order(r#"{"id":1,"total":2.5}"#),
        order(r#"{"id":"1","total":"2.5","state":"lost"}"#),
        r#"{"detail-type":"Refund","source":"shop","detail":{}}"#.to_owned(),
        r#"{"detail-type":"Order Placed","source":"shop","detail":"#.to_owned(),
        order(r#"{"total":null,"lines":[{"sku":7}],"at":"soon"}"#),
    ];
    Pretend::default()
        .file("events.jsonl", lines.join("\n"))
        .file("order.json", SCHEMA)
        .file(
            "described.json",
            format!(
                r#"{{"SchemaName":"shop@OrderPlaced","Type":"OpenApi3","Content":{}}}"#,
                serde_json::to_string(SCHEMA).unwrap()
            ),
        )
}

#[test]
fn every_value_that_is_not_as_the_schema_says_is_told_at_its_place() {
    insta::assert_snapshot!(evb(&host(), &["validate", "--schema", "order.json", "events.jsonl"]), @r#"
    exit: Failure
    --- stdout
    events.jsonl:2: not valid by the schema of `shop / Order Placed`
      2:211: `detail.id` is a string, not of the type integer  (order.json:22:24)
      2:223: `detail.total` is a string, not of the type null or number  (order.json:23:27)
      2:237: `detail.state` is none of the 2 values that the schema lists  (order.json:24:45)
    events.jsonl:3: not valid
      3:1: there is no schema for the source `shop` and the detail-type `Refund`
    events.jsonl:5: not valid by the schema of `shop / Order Placed`
      5:205: `detail` has no `id`  (order.json:20:19)
      5:235: `detail.lines[0].sku` is a number, not of the type string  (order.json:29:84)
      5:244: `detail.at` is no date-time  (order.json:25:44)
    4 events, 1 valid, 3 not valid
    --- stderr
    error[json/unexpected-end]: the text ends inside an object
     --> events.jsonl:4:56
      |
    4 | {"detail-type":"Order Placed","source":"shop","detail":
      | - opened here                                          ^ the text ends here
      |
      = help: close it with `}`
    "#);
}

#[test]
fn events_without_a_schema_can_be_left_out() {
    let event = r#"{"detail-type":"Refund","source":"shop","detail":{}}"#;
    insta::assert_snapshot!(evb(&host(), &["validate", "-s", "order.json", "--skip-others", event]), @r"
    exit: Success
    --- stdout
    1 event, 0 valid, 1 left out
    ");
}

#[test]
fn a_line_for_each_event() {
    insta::assert_snapshot!(evb(&host(), &["validate", "--schema", "described.json", "events.jsonl", "--format", "jsonl"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"event":{"source":"events.jsonl","index":0,"line":1,"id":"7bf73129-1428-4cd3-a780-95db273d1602"},"schema":"shop / Order Placed","valid":true,"violations":[]}
    {"version":1,"event":{"source":"events.jsonl","index":1,"line":2,"id":"7bf73129-1428-4cd3-a780-95db273d1602"},"schema":"shop / Order Placed","valid":false,"violations":[{"path":"detail.id","keyword":"type","message":"`detail.id` is a string, not of the type integer","event_span":{"line":2,"column":211,"end_line":2,"end_column":214},"schema_source":"described.json","schema_pointer":"/components/schemas/OrderPlaced/properties/id/type","schema_span":{"line":1,"column":854,"end_line":1,"end_column":865}},{"path":"detail.total","keyword":"type","message":"`detail.total` is a string, not of the type null or number","event_span":{"line":2,"column":223,"end_line":2,"end_column":228},"schema_source":"described.json","schema_pointer":"/components/schemas/OrderPlaced/properties/total/type","schema_span":{"line":1,"column":899,"end_line":1,"end_column":909}},{"path":"detail.state","keyword":"enum","message":"`detail.state` is none of the 2 values that the schema lists","event_span":{"line":2,"column":237,"end_line":2,"end_column":243},"schema_source":"described.json","schema_pointer":"/components/schemas/OrderPlaced/properties/state/enum","schema_span":{"line":1,"column":1009,"end_line":1,"end_column":1010}}]}
    {"version":1,"event":{"source":"events.jsonl","index":2,"line":3},"schema":null,"valid":false,"violations":[{"path":"","keyword":"x-amazon-events-detail-type","message":"there is no schema for the source `shop` and the detail-type `Refund`","event_span":{"line":3,"column":1,"end_line":3,"end_column":2}}]}
    {"version":1,"event":{"source":"events.jsonl","index":3,"line":4},"error":{"code":"json/unexpected-end","message":"the text ends inside an object","diagnostics":[{"code":"json/unexpected-end","severity":"error","message":"the text ends inside an object","source":"events.jsonl","span":{"line":4,"column":56,"end_line":4,"end_column":56},"label":"the text ends here","related":[{"span":{"line":4,"column":1,"end_line":4,"end_column":2},"label":"opened here"}],"help":"close it with `}`"}]}}
    {"version":1,"event":{"source":"events.jsonl","index":4,"line":5,"id":"7bf73129-1428-4cd3-a780-95db273d1602"},"schema":"shop / Order Placed","valid":false,"violations":[{"path":"detail","keyword":"required","message":"`detail` has no `id`","event_span":{"line":5,"column":205,"end_line":5,"end_column":206},"schema_source":"described.json","schema_pointer":"/components/schemas/OrderPlaced/required","schema_span":{"line":1,"column":780,"end_line":1,"end_column":781}},{"path":"detail.lines[0].sku","keyword":"type","message":"`detail.lines[0].sku` is a number, not of the type string","event_span":{"line":5,"column":235,"end_line":5,"end_column":236},"schema_source":"described.json","schema_pointer":"/components/schemas/Line/properties/sku/type","schema_span":{"line":1,"column":1313,"end_line":1,"end_column":1323}},{"path":"detail.at","keyword":"format","message":"`detail.at` is no date-time","event_span":{"line":5,"column":244,"end_line":5,"end_column":250},"schema_source":"described.json","schema_pointer":"/components/schemas/OrderPlaced/properties/at/format","schema_span":{"line":1,"column":1084,"end_line":1,"end_column":1097}}]}
    --- stderr
    error[json/unexpected-end]: the text ends inside an object
     --> events.jsonl:4:56
      |
    4 | {"detail-type":"Order Placed","source":"shop","detail":
      | - opened here                                          ^ the text ends here
      |
      = help: close it with `}`
    "#);
}

#[test]
fn the_document_holds_what_could_not_be_read() {
    insta::assert_snapshot!(evb(&host(), &["validate", "--schema", "order.json", "events.jsonl", "--skip-others", "--format", "json"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"results":[{"version":1,"event":{"source":"events.jsonl","index":0,"line":1,"id":"7bf73129-1428-4cd3-a780-95db273d1602"},"schema":"shop / Order Placed","valid":true,"violations":[]},{"version":1,"event":{"source":"events.jsonl","index":1,"line":2,"id":"7bf73129-1428-4cd3-a780-95db273d1602"},"schema":"shop / Order Placed","valid":false,"violations":[{"path":"detail.id","keyword":"type","message":"`detail.id` is a string, not of the type integer","event_span":{"line":2,"column":211,"end_line":2,"end_column":214},"schema_source":"order.json","schema_pointer":"/components/schemas/OrderPlaced/properties/id/type","schema_span":{"line":22,"column":24,"end_line":22,"end_column":33}},{"path":"detail.total","keyword":"type","message":"`detail.total` is a string, not of the type null or number","event_span":{"line":2,"column":223,"end_line":2,"end_column":228},"schema_source":"order.json","schema_pointer":"/components/schemas/OrderPlaced/properties/total/type","schema_span":{"line":23,"column":27,"end_line":23,"end_column":35}},{"path":"detail.state","keyword":"enum","message":"`detail.state` is none of the 2 values that the schema lists","event_span":{"line":2,"column":237,"end_line":2,"end_column":243},"schema_source":"order.json","schema_pointer":"/components/schemas/OrderPlaced/properties/state/enum","schema_span":{"line":24,"column":45,"end_line":24,"end_column":46}}]},{"version":1,"event":{"source":"events.jsonl","index":4,"line":5,"id":"7bf73129-1428-4cd3-a780-95db273d1602"},"schema":"shop / Order Placed","valid":false,"violations":[{"path":"detail","keyword":"required","message":"`detail` has no `id`","event_span":{"line":5,"column":205,"end_line":5,"end_column":206},"schema_source":"order.json","schema_pointer":"/components/schemas/OrderPlaced/required","schema_span":{"line":20,"column":19,"end_line":20,"end_column":20}},{"path":"detail.lines[0].sku","keyword":"type","message":"`detail.lines[0].sku` is a number, not of the type string","event_span":{"line":5,"column":235,"end_line":5,"end_column":236},"schema_source":"order.json","schema_pointer":"/components/schemas/Line/properties/sku/type","schema_span":{"line":29,"column":84,"end_line":29,"end_column":92}},{"path":"detail.at","keyword":"format","message":"`detail.at` is no date-time","event_span":{"line":5,"column":244,"end_line":5,"end_column":250},"schema_source":"order.json","schema_pointer":"/components/schemas/OrderPlaced/properties/at/format","schema_span":{"line":25,"column":44,"end_line":25,"end_column":55}}]}],"summary":{"events":4,"valid":1,"not_valid":2,"skipped":1},"error":{"code":"json/unexpected-end","message":"the text ends inside an object","diagnostics":[{"code":"json/unexpected-end","severity":"error","message":"the text ends inside an object","source":"events.jsonl","span":{"line":4,"column":56,"end_line":4,"end_column":56},"label":"the text ends here","related":[{"span":{"line":4,"column":1,"end_line":4,"end_column":2},"label":"opened here"}],"help":"close it with `}`"}]}}
    --- stderr
    error[json/unexpected-end]: the text ends inside an object
     --> events.jsonl:4:56
      |
    4 | {"detail-type":"Order Placed","source":"shop","detail":
      | - opened here                                          ^ the text ends here
      |
      = help: close it with `}`
    "#);
}

#[test]
fn a_schema_that_cannot_be_used_is_refused() {
    insta::assert_snapshot!(evb(&host(), &["validate", "--schema", r##"{"$ref":"#"}"##, "events.jsonl"]), @r##"
    exit: Failure
    --- stderr
    error[schema/endless]: the schema refers to itself without end
     --> --schema:1:9
      |
    1 | {"$ref":"#"}
      |         ^^^ leads back here, or to thousands of others, before it looks into a value
      |
      = help: let the reference stand inside `properties` or `items`
    "##);
    insta::assert_snapshot!(evb(&host(), &["validate", "--schema", r#"{"properties":{"a":{"type":"strin"}}}"#, "events.jsonl"]), @r#"
    exit: Failure
    --- stderr
    error[schema/unusable]: there is no type `strin`
     --> --schema:1:28
      |
    1 | {"properties":{"a":{"type":"strin"}}}
      |                            ^^^^^^^ one of object, array, string, number, integer, boolean, null
      |
      = help: did you mean `string`?
    "#);
    insta::assert_snapshot!(evb(&host(), &["validate", "--schema", r#"[{"openapi":"3.0.0"},{}]"#, "events.jsonl"]), @r#"
    exit: Failure
    --- stderr
    error[schema/no-event]: there is no event in this document
     --> --schema:1:2
      |
    1 | [{"openapi":"3.0.0"},{}]
      |  ^ has no component `AWSEvent`
      |
      = help: the registry takes the component `AWSEvent` for the event: `{"components": {"schemas": {"AWSEvent": …}}}`
    error[schema/not-a-schema]: this is not a schema
     --> --schema:1:22
      |
    1 | [{"openapi":"3.0.0"},{}]
      |                      ^ has none of the members of a schema
      |
      = help: give OpenAPI 3 with the component `AWSEvent`, JSON Schema draft 4, or what `aws schemas describe-schema` prints
    "#);
}

#[test]
fn what_was_inferred_takes_its_events() {
    let host = host().file(
        "one.jsonl",
        [
            order(r#"{"a":[1,null,"x"],"b":{"c":null}}"#),
            order(r#"{"a":[],"b":null}"#),
        ]
        .join("\n"),
    );
    for format in ["openapi3", "draft4"] {
        let inferred = host.run(&["schema", "infer", "one.jsonl", "--format", format]);
        let host = Pretend::default()
            .file("schema.json", inferred.stdout)
            .file(
                "one.jsonl",
                [
                    order(r#"{"a":[1,null,"x"],"b":{"c":null}}"#),
                    order(r#"{"a":[],"b":null}"#),
                ]
                .join("\n"),
            );
        let told = evb(&host, &["validate", "--schema", "schema.json", "one.jsonl"]);
        assert_eq!(told, "exit: Success\n--- stdout\n2 events, 2 valid\n");
    }
}

#[test]
fn the_formats_that_are_inferred_are_held_to() {
    let events = [
        r#"{"trace":"7bf73129-1428-4cd3-a780-95db273d1602","count":9007199254740993,"on":"2026-11-20","sum":1.5}"#,
        r#"{"trace":"7bf73129-1428-4cd3-a780-95db273d160X","count":9223372036854775808,"on":"2026-02-30","sum":1}"#,
        r#"{"trace":"7bf73129-1428-4cd3-a780-95db273d1602","count":-9223372036854775809,"on":"2026-11-20","sum":1e300}"#,
    ];
    let [good, wrong, below] = events.map(order);
    for format in ["openapi3", "draft4"] {
        let host = Pretend::default().file("good.jsonl", &*good);
        let inferred = host.run(&["schema", "infer", "good.jsonl", "--format", format]);
        let host = Pretend::default()
            .file("schema.json", inferred.stdout)
            .file("good.jsonl", &*good)
            .file("wrong.jsonl", [&*wrong, &*below].join("\n"));
        let told = evb(
            &host,
            &["validate", "--schema", "schema.json", "good.jsonl"],
        );
        assert_eq!(told, "exit: Success\n--- stdout\n1 event, 1 valid\n");
        let told = evb(
            &host,
            &["validate", "--schema", "schema.json", "wrong.jsonl"],
        );
        let told = told
            .lines()
            .map(|line| line.split("  (schema").next().unwrap_or(line));
        let told: Vec<&str> = told.collect();
        insta::allow_duplicates! {
            insta::assert_snapshot!(told.join("\n"), @r"
            exit: Negative
            --- stdout
            wrong.jsonl:1: not valid by the schema of `shop / Order Placed`
              1:214: `detail.trace` is no uuid
              1:261: `detail.count` is 9223372036854775808, not an int64
              1:286: `detail.on` is no date
            wrong.jsonl:2: not valid by the schema of `shop / Order Placed`
              2:261: `detail.count` is -9223372036854775809, not an int64
            2 events, 0 valid, 2 not valid
            ");
        }
    }
}

#[test]
fn each_schema_that_is_none_is_told_at_its_place() {
    let told = |schema: &str| {
        let told = evb(&host(), &["validate", "--schema", schema, "events.jsonl"]);
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(lines.first(), Some(&"exit: Failure"), "{schema}: {told}");
        let kept = lines.iter().filter(|line| {
            line.starts_with("error") || line.contains("-->") || line.contains("help:")
        });
        kept.map(|line| line.trim()).collect::<Vec<_>>().join(" ")
    };
    let detail = |inside: &str| {
        format!(r##"{{"definitions":{{"Total":{{}}}},"properties":{{"detail":{inside}}}}}"##)
    };
    let mut all = Vec::new();
    for inside in [
        r#"{"enum":[]}"#,
        r#"{"type":5}"#,
        r#"{"type":"strng"}"#,
        r#"{"type":[]}"#,
        r#"{"required":"id"}"#,
        r#"{"required":true}"#,
        r#"{"properties":{"id":"string"}}"#,
        r#"{"properties":["id"]}"#,
        r#"{"minimum":"1"}"#,
        r#"{"minLength":-1}"#,
        r#"{"multipleOf":0}"#,
        r#"{"exclusiveMinimum":1}"#,
        r#"{"pattern":7}"#,
        r#"{"pattern":"("}"#,
        r#"{"anyOf":{}}"#,
        r##"{"$ref":"#/definitions/Totl"}"##,
        r#"{"$ref":"other.json"}"#,
        r#"{"additionalProperties":"no"}"#,
    ] {
        all.push(told(&detail(inside)));
    }
    for schema in [
        r#"{"swagger":"2.0","definitions":{"AWSEvent":{}}}"#,
        r#"{"openapi":3.0,"components":{"schemas":{"AWSEvent":{}}}}"#,
        r#"{"openapi":"4.0.0","components":{"schemas":{"AWSEvent":{}}}}"#,
        r#"{"openapi":"3.0.0","components":{"schemas":{"AWSEvent":{"properties":{"detail":{"enum":[]}}}}}}"#,
        r#"{"$schema":"http://json-schema.org/draft-03/schema#","type":"object"}"#,
    ] {
        all.push(told(schema));
    }
    insta::assert_snapshot!(all.join("\n"), @r#"
    error[schema/unusable]: `enum` lists nothing --> --schema:1:60 = help: list values, or leave `enum` out
    error[schema/unusable]: `type` is 5, not a string --> --schema:1:60
    error[schema/unusable]: there is no type `strng` --> --schema:1:60 = help: did you mean `string`?
    error[schema/unusable]: `type` lists nothing --> --schema:1:60 = help: list types, or leave `type` out
    error[schema/unusable]: `required` is a string, not a list of names --> --schema:1:64
    error[schema/unusable]: `required` is a boolean, not a list of names --> --schema:1:64 = help: list the required fields in the object that has them: `"required": ["id"]`
    error[schema/unusable]: a schema is a string, not an object --> --schema:1:72
    error[schema/unusable]: `properties` is an array, not an object --> --schema:1:66
    error[schema/unusable]: `minimum` is a string, not a number --> --schema:1:63
    error[schema/unusable]: `minLength` is -1, not a whole number from 0 on --> --schema:1:65
    error[schema/unusable]: `multipleOf` is 0, not a number above 0 --> --schema:1:66
    error[schema/unusable]: `exclusiveMinimum` is 1, not `true` or `false` --> --schema:1:72
    error[schema/unusable]: `pattern` is 7, not a string --> --schema:1:63
    error[schema/unusable]: the schema cannot be used --> --schema:1:63 = help: the schema must be valid by its own draft, and refer to nothing outside of itself
    error[schema/unusable]: `anyOf` is an object, not a list of schemas --> --schema:1:61
    error[schema/unusable]: a reference leads nowhere --> --schema:1:60 = help: did you mean `Total`?
    error[schema/unusable]: a reference leads out of the document --> --schema:1:60 = help: a schema must hold everything to which it refers
    error[schema/unusable]: a schema is a string, not an object --> --schema:1:76
    error[schema/not-a-schema]: this is OpenAPI 2 (Swagger) --> --schema:1:12 = help: the registry takes OpenAPI 3.0: `"openapi": "3.0.0"`, with the event as the component `AWSEvent`
    error[schema/not-a-schema]: `openapi` is a number, not a string --> --schema:1:12 = help: the registry takes OpenAPI 3.0: `"openapi": "3.0.0"`, with the event as the component `AWSEvent`
    error[schema/not-a-schema]: OpenAPI `4.0.0` is not known --> --schema:1:12 = help: the registry takes OpenAPI 3.0: `"openapi": "3.0.0"`, with the event as the component `AWSEvent`
    error[schema/unusable]: `enum` lists nothing --> --schema:1:88 = help: list values, or leave `enum` out
    error[schema/unusable]: the schema is of draft 03 --> --schema:1:12 = help: the registry takes draft 4
    "#);
}

#[test]
fn later_versions_work_as_they_say() {
    let schema = r#"{"openapi":"3.1.0","components":{"schemas":{"AWSEvent":{"properties":{"detail":{"properties":{"id":{"type":["integer","null"],"exclusiveMinimum":0},"note":{"type":"string","nullable":true}}}}}}}}"#;
    let good = order(r#"{"id":null,"note":"x"}"#);
    let told = evb(
        &Pretend::default(),
        &["validate", "--schema", schema, &good],
    );
    assert_eq!(told, "exit: Success\n--- stdout\n1 event, 1 valid\n");
    let wrong = order(r#"{"id":0,"note":null}"#);
    let told = evb(
        &Pretend::default(),
        &["validate", "--schema", schema, &wrong],
    );
    assert_eq!(told.matches("--schema:1:").count(), 2, "{told}");
}

#[test]
fn a_field_may_be_called_like_a_keyword() {
    let schema = r#"{"openapi":"3.0.0","components":{"schemas":{"AWSEvent":{"properties":{"detail":{"required":[],"properties":{"enum":{"type":"string","nullable":true},"required":{"type":"integer","format":"int32"},"default":{"type":"string","nullable":true}}}}}}}}"#;
    let good = order(r#"{"enum":null,"default":null,"required":1}"#);
    let told = evb(
        &Pretend::default(),
        &["validate", "--schema", schema, &good],
    );
    assert_eq!(told, "exit: Success\n--- stdout\n1 event, 1 valid\n");
}
