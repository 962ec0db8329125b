//! One template in every form.

use super::orders;

#[test]
fn people_get_things_by_their_kinds_with_places_and_what_is_open() {
    insta::assert_snapshot!(orders().evb(&["list", "orders.json"]), @r#"
    exit: Success
    --- stdout
    orders.json (CloudFormation): 1 bus, 1 rule, 1 schedule

    buses
      Bus  orders.json:4
        name  orders

    rules
      Paid  orders.json:5
        name            ${Stage}-paid
        bus             orders (Bus)
        state           DISABLED
        pattern         {"source":["shop"],"detail":{"total":[{"numeric":[">=",1.50]}]}}
        target          queue → arn:aws:sqs:eu-west-1:123456789012:paid
          retry         attempts 3
          dead letters  arn:aws:sqs:eu-west-1:123456789012:lost
        open            Stage

    schedules
      Nightly  orders.json:20
        name        nightly
        group       default
        expression  cron(0 3 * * ? *)
        window      mode OFF
        target      arn:aws:lambda:eu-west-1:123456789012:function:report
          role      arn:aws:iam::123456789012:role/s
    "#);
}

#[test]
fn one_document_holds_everything() {
    insta::assert_snapshot!(orders().evb(&["list", "orders.json", "--format", "json"]), @r#"
    exit: Success
    --- stdout
    {"version":1,"inventories":[{"source":"orders.json","kind":"cloudformation","buses":[{"logical_id":"Bus","name":"orders","place":{"source":"orders.json","line":4,"column":12}}],"rules":[{"logical_id":"Paid","name":{"unknown":"string","from":"Sub","parts":[{"hole":"Stage"},"-paid"]},"bus":"orders","bus_logical_id":"Bus","state":"DISABLED","pattern":{"source":["shop"],"detail":{"total":[{"numeric":[">=",1.50]}]}},"targets":[{"id":"queue","arn":"arn:aws:sqs:eu-west-1:123456789012:paid","retry":{"attempts":3},"dlq":"arn:aws:sqs:eu-west-1:123456789012:lost"}],"place":{"source":"orders.json","line":5,"column":13}}],"schedules":[{"logical_id":"Nightly","name":"nightly","group":"default","expression":"cron(0 3 * * ? *)","window":{"mode":"OFF"},"target":{"arn":"arn:aws:lambda:eu-west-1:123456789012:function:report","role":"arn:aws:iam::123456789012:role/s"},"place":{"source":"orders.json","line":20,"column":16}}],"pipes":[],"diagnostics":[]}]}
    "#);
}

#[test]
fn a_line_is_one_thing() {
    insta::assert_snapshot!(orders().evb(&["list", "orders.json", "--format", "jsonl"]), @r#"
    exit: Success
    --- stdout
    {"source":"orders.json","kind":"cloudformation","bus":{"logical_id":"Bus","name":"orders","place":{"source":"orders.json","line":4,"column":12}}}
    {"source":"orders.json","kind":"cloudformation","rule":{"logical_id":"Paid","name":{"unknown":"string","from":"Sub","parts":[{"hole":"Stage"},"-paid"]},"bus":"orders","bus_logical_id":"Bus","state":"DISABLED","pattern":{"source":["shop"],"detail":{"total":[{"numeric":[">=",1.50]}]}},"targets":[{"id":"queue","arn":"arn:aws:sqs:eu-west-1:123456789012:paid","retry":{"attempts":3},"dlq":"arn:aws:sqs:eu-west-1:123456789012:lost"}],"place":{"source":"orders.json","line":5,"column":13}}}
    {"source":"orders.json","kind":"cloudformation","schedule":{"logical_id":"Nightly","name":"nightly","group":"default","expression":"cron(0 3 * * ? *)","window":{"mode":"OFF"},"target":{"arn":"arn:aws:lambda:eu-west-1:123456789012:function:report","role":"arn:aws:iam::123456789012:role/s"},"place":{"source":"orders.json","line":20,"column":16}}}
    "#);
}

#[test]
fn mermaid_draws_how_events_flow() {
    insta::assert_snapshot!(orders().evb(&["list", "orders.json", "--format", "mermaid"]), @r#"
    exit: Success
    --- stdout
    flowchart LR
      n0{{"orders"}}
      n1["Paid #40;DISABLED#41;"]
      n2(["shop"])
      n3[["sqs paid"]]
      n4[("sqs lost")]
      n5["Nightly"]
      n6(["cron#40;0 3 #42; #42; #63; #42;#41;"])
      n7[["lambda function:report"]]
      n0 --> n1
      n2 --> n0
      n1 --> n3
      n3 -.-> n4
      n6 --> n5
      n5 --> n7
    "#);
}

#[test]
fn a_picture_shows_how_events_flow() {
    insta::assert_snapshot!(orders().evb(&["list", "orders.json", "--format", "svg"]), @r##"
    exit: Success
    --- stdout
    <svg xmlns="http://www.w3.org/2000/svg" width="1380" height="148" viewBox="0 0 1380 148" font-family="sans-serif" font-size="12">
    <title>events from producers to targets</title>
    <rect width="1380" height="148" fill="#ffffff"/>
    <text x="20" y="36" fill="#555555">producers</text>
    <text x="300" y="36" fill="#555555">buses</text>
    <text x="580" y="36" fill="#555555">rules, schedules, pipes</text>
    <text x="860" y="36" fill="#555555">targets</text>
    <text x="1140" y="36" fill="#555555">dead-letter queues</text>
    <line x1="520" y1="68" x2="580" y2="68" stroke="#9aa0a6"/>
    <rect x="576" y="66" width="4" height="4" fill="#5f6368"><title></title></rect>
    <line x1="240" y1="68" x2="300" y2="68" stroke="#9aa0a6"/>
    <rect x="296" y="66" width="4" height="4" fill="#5f6368"><title></title></rect>
    <line x1="800" y1="68" x2="860" y2="68" stroke="#9aa0a6"/>
    <rect x="856" y="66" width="4" height="4" fill="#5f6368"><title></title></rect>
    <line x1="1080" y1="68" x2="1140" y2="68" stroke="#9aa0a6"/>
    <rect x="1136" y="66" width="4" height="4" fill="#5f6368"><title></title></rect>
    <line x1="240" y1="104" x2="580" y2="104" stroke="#9aa0a6"/>
    <rect x="576" y="102" width="4" height="4" fill="#5f6368"><title></title></rect>
    <line x1="800" y1="104" x2="860" y2="104" stroke="#9aa0a6"/>
    <rect x="856" y="102" width="4" height="4" fill="#5f6368"><title></title></rect>
    <rect x="300" y="56" width="220" height="24" fill="#fde7f3"><title>orders</title></rect>
    <text x="308" y="72" fill="#202124">orders</text>
    <rect x="580" y="56" width="220" height="24" fill="#f1f3f4"><title>Paid (DISABLED)</title></rect>
    <text x="588" y="72" fill="#202124">Paid (DISABLED)</text>
    <rect x="20" y="56" width="220" height="24" fill="#e8f0fe"><title>shop</title></rect>
    <text x="28" y="72" fill="#202124">shop</text>
    <rect x="860" y="56" width="220" height="24" fill="#e6f4ea"><title>arn:aws:sqs:eu-west-1:123456789012:paid</title></rect>
    <text x="868" y="72" fill="#202124">sqs paid</text>
    <rect x="1140" y="56" width="220" height="24" fill="#fce8e6"><title>arn:aws:sqs:eu-west-1:123456789012:lost</title></rect>
    <text x="1148" y="72" fill="#202124">sqs lost</text>
    <rect x="580" y="92" width="220" height="24" fill="#f1f3f4"><title>Nightly</title></rect>
    <text x="588" y="108" fill="#202124">Nightly</text>
    <rect x="20" y="92" width="220" height="24" fill="#e8f0fe"><title>cron(0 3 * * ? *)</title></rect>
    <text x="28" y="108" fill="#202124">cron(0 3 * * ? *)</text>
    <rect x="860" y="92" width="220" height="24" fill="#e6f4ea"><title>arn:aws:lambda:eu-west-1:123456789012:function:report</title></rect>
    <text x="868" y="108" fill="#202124">lambda function:report</text>
    </svg>
    "##);
}

#[test]
fn a_name_leaves_one_thing() {
    insta::assert_snapshot!(orders().evb(&["list", "orders.json#Paid/queue"]), @r"
    exit: Success
    --- stdout
    orders.json (CloudFormation): 1 unattached target

    unattached targets
      queue  orders.json:12
        arn           arn:aws:sqs:eu-west-1:123456789012:paid
        retry         attempts 3
        dead letters  arn:aws:sqs:eu-west-1:123456789012:lost
        rule          ${Stage}-paid
        bus           orders
        open          Stage
    ");
    insta::assert_snapshot!(orders().evb(&["list", "orders.json#Payd"]), @r"
    exit: Failure
    --- stderr
    error[input/no-such-name]: nothing is called `Payd` in `orders.json`
     |
     = help: did you mean `Paid`? there are `Paid`, `Paid/queue`, `Nightly`, `Bus`
    ");
}

#[test]
fn a_bus_with_all_that_flows_through_it_is_drawn() {
    let host = crate::support::Pretend::default().file(
        "t.yaml",
        include_str!("../../../fixtures/templates/flow.template.yaml"),
    );
    insta::assert_snapshot!(host.evb(&["list", "t.yaml", "--format", "mermaid"]), @r##"
    exit: Success
    --- stdout
    flowchart LR
      n0{{"orders"}}
      n1["Shipped"]
      n2(["shop"])
      n3(["com.x.…"])
      n4[["Queue"]]
      n5[("Dead")]
      n6[["Function"]]
      n7["Stored #40;DISABLED#41;"]
      n8{{"default"}}
      n9(["aws.s3"])
      n10["Often"]
      n11(["rate#40;5 minutes#41;"])
      n12["Empty"]
      n13["end"]
      n14["Nightly"]
      n15(["cron#40;0 3 #42; #42; #63; #42;#41;"])
      n16["Flow"]
      n17(["Queue"])
      n18[["Dead"]]
      n19["Elsewhere"]
      n20(["Table"])
      n21[["#36;#123;Out#125;"]]
      n22["Changes"]
      n23[["f"]]
      n0 --> n1
      n2 --> n0
      n3 --> n0
      n1 --> n4
      n4 -.-> n5
      n1 --> n6
      n8 --> n7
      n9 --> n8
      n7 --> n4
      n11 --> n10
      n10 --> n0
      n8 --> n13
      n13 --> n4
      n15 --> n14
      n14 --> n4
      n17 --> n16
      n16 --> n18
      n20 --> n19
      n19 --> n21
      n20 --> n22
      n22 --> n23
    "##);
}
