//! Events and patterns that match, with a field to go wrong.

use std::cell::Cell;

use evb::json;
use evb::pattern::{Dialect, evaluate, parse};
use serde_json::{Map, Value, json};

/// A source of choices: the same number gives the same ones.
pub struct Dice(Cell<u64>);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(Cell::new(
            seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x2545_f491_4f6c_dd1d,
        ))
    }

    pub fn below(&self, count: usize) -> usize {
        let mut next = self.0.get();
        next ^= next << 13;
        next ^= next >> 7;
        next ^= next << 17;
        self.0.set(next);
        usize::try_from((next >> 11) % count as u64).unwrap()
    }

    pub fn pick<'t>(&self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len())]
    }

    /// A word of small letters.
    pub fn word(&self, letters: usize) -> String {
        let letter = |dice: &Self, at| match at % 2 {
            0 => dice.pick(&["b", "d", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v"]),
            _ => dice.pick(&["a", "e", "i", "o", "u"]),
        };
        (0..letters).map(|at| letter(self, at)).collect()
    }

    pub fn digits(&self, count: usize) -> String {
        let first = self.below(9) + 1;
        let rest = (1..count).map(|_| self.below(10).to_string());
        std::iter::once(first.to_string()).chain(rest).collect()
    }
}

/// An event without the field that goes wrong, what else a pattern asks of it, and where that field may stand.
struct Base {
    event: &'static str,
    fields: &'static [(&'static str, &'static str)],
    places: &'static [&'static str],
}

const BASES: &[Base] = &[
    Base {
        event: r#"{"version":"0","id":"7bf73129-1428-4cd3-a780-95db273d1602","source":"aws.ec2","account":"123456789012","time":"2026-11-11T21:29:54Z","region":"us-east-1","resources":["arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111"],"detail-type":"EC2 Instance State-change Notification","detail":{"instance-id":"i-abcd1111"}}"#,
        fields: &[
            ("source", r#"["aws.ec2"]"#),
            (
                "detail-type",
                r#"["EC2 Instance State-change Notification"]"#,
            ),
        ],
        places: &["detail.state", "detail.previous"],
    },
    Base {
        event: r#"{"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Object Created","source":"aws.s3","account":"111122223333","time":"2026-11-12T00:00:00Z","region":"ca-central-1","resources":["arn:aws:s3:::amzn-s3-demo-bucket1"],"detail":{"version":"0","bucket":{"name":"amzn-s3-demo-bucket1"},"object":{"size":5,"etag":"b57f9512698f4b09e608f4f2a65852e5"},"requester":"074255357339","source-ip-address":"192.0.2.3","reason":"PutObject"}}"#,
        fields: &[
            ("source", r#"["aws.s3"]"#),
            ("detail.bucket.name", r#"[{"prefix":"amzn-s3"}]"#),
        ],
        places: &[
            "detail.object.key",
            "detail.object.storage-class",
            "detail.bucket.owner",
        ],
    },
    Base {
        event: r#"{"version":"0","id":"c30f4ac1-e5a7-1f0c-2d2c-c5b1d1e2d9d1","detail-type":"Order Placed","source":"com.example.shop","account":"123456789012","time":"2026-11-13T08:00:00Z","region":"eu-central-1","resources":[],"detail":{"metadata":{"domain":"SHOP","correlation":"x-1"},"order":{"number":4711,"currency":"EUR","lines":[{"sku":"A-1","quantity":2},{"sku":"B-7","quantity":1}]},"express":true}}"#,
        fields: &[
            ("source", r#"["com.example.shop"]"#),
            ("detail.express", "[true]"),
            ("detail.metadata.domain", r#"["SHOP"]"#),
        ],
        places: &[
            "detail.order.status",
            "detail.metadata.stage",
            "detail.tier",
        ],
    },
    Base {
        event: r#"{"version":"0","id":"8e6d8b39-17c8-4f7f-8c3c-1a2f6b1f9f11","detail-type":"AWS API Call via CloudTrail","source":"aws.lambda","account":"123456789012","time":"2026-11-14T12:30:00Z","region":"eu-west-1","resources":[],"detail":{"eventVersion":"1.08","userIdentity":{"type":"AssumedRole","sessionContext":{"sessionIssuer":{"userName":"deploy"}}},"eventSource":"lambda.amazonaws.com","eventName":"UpdateFunctionCode20150331v2","requestParameters":{"publish":true}}}"#,
        fields: &[
            ("source", r#"["aws.lambda"]"#),
            ("detail.eventSource", r#"["lambda.amazonaws.com"]"#),
        ],
        places: &[
            "detail.requestParameters.functionName",
            "detail.userIdentity.arn",
            "detail.userAgent",
        ],
    },
    Base {
        event: r#"{"version":"0","id":"9bcdac79-b31f-4d3d-9410-fbd727e29fab","detail-type":"ECS Task State Change","source":"aws.ecs","account":"111122223333","time":"2026-11-15T01:02:03Z","region":"us-west-2","resources":["arn:aws:ecs:us-west-2:111122223333:task/default/c13b4cb40f1f4fe4a2971f76ae5a47ad"],"detail":{"containers":[{"name":"web","exitCode":0},{"name":"proxy","exitCode":137}],"launchType":"FARGATE","desiredStatus":"STOPPED","stoppedReason":"Essential container in task exited"}}"#,
        fields: &[
            ("source", r#"["aws.ecs"]"#),
            ("detail.launchType", r#"["FARGATE","EC2"]"#),
        ],
        places: &["detail.clusterArn", "detail.lastStatus", "detail.group"],
    },
    Base {
        event: r#"{"id":"1","source":"sensors","detail-type":"reading","account":"123456789012","time":"2026-11-16T00:00:00Z","region":"eu-north-1","resources":[],"detail":{"device":{"model":"T-800","firmware":"2.4.1","tags":["outdoor","north"]},"battery":87,"ok":true}}"#,
        fields: &[
            ("detail-type", r#"["reading"]"#),
            ("detail.device.tags", r#"["outdoor"]"#),
            ("detail.battery", r#"[{"numeric":[">",20]}]"#),
        ],
        places: &[
            "detail.device.site",
            "detail.measure",
            "detail.device.owner.team",
        ],
    },
];

/// A pattern and an event, in JSON.
#[derive(Clone, Debug)]
pub struct Case {
    pub pattern: Value,
    pub event: Value,
    /// The field that goes wrong, as the pattern has it.
    pub path: String,
}

impl Case {
    /// A pair that matches: the field is asked for `list` and has `value`.
    pub fn new(dice: &Dice, list: Value, value: Value) -> Self {
        let base = &BASES[dice.below(BASES.len())];
        let path = dice.pick(base.places).to_owned();
        Self::at(base, path, list, value)
    }

    /// The same where the field has at least so many names.
    pub fn deep(dice: &Dice, names: usize, list: &Value, value: &Value) -> Self {
        loop {
            let case = Self::new(dice, list.clone(), value.clone());
            if case.path.split('.').count() >= names {
                return case;
            }
        }
    }

    fn at(base: &Base, path: String, list: Value, value: Value) -> Self {
        let mut event: Value = serde_json::from_str(base.event).unwrap();
        put(&mut event, &path, value);
        let mut pattern = json!({});
        for (path, list) in base.fields {
            put(&mut pattern, path, serde_json::from_str(list).unwrap());
        }
        put(&mut pattern, &path, list);
        let case = Self {
            pattern,
            event,
            path,
        };
        assert!(case.matches(), "{case:?}");
        case
    }

    pub fn matches(&self) -> bool {
        let pattern = parse(&self.pattern.to_string(), Dialect::Bus);
        let pattern = pattern.unwrap_or_else(|error| panic!("{error:?} {}", self.pattern));
        evaluate(&pattern, &json::parse(&self.event.to_string()).unwrap())
    }

    /// The same with another value in the event.
    pub fn having(mut self, value: impl Into<Value>) -> Self {
        put(&mut self.event, &self.path, value.into());
        self
    }

    /// The same with another list in the pattern.
    pub fn asking(mut self, list: Value) -> Self {
        put(&mut self.pattern, &self.path, list);
        self
    }

    /// Puts what the event has at one path under another.
    pub fn moving(mut self, from: &str, to: &str) -> Self {
        let value = take(&mut self.event, from);
        put(&mut self.event, to, value);
        self
    }

    /// The same in the pattern: the field is then another one.
    pub fn naming(mut self, from: &str, to: &str) -> Self {
        let value = take(&mut self.pattern, from);
        put(&mut self.pattern, to, value);
        if let Some(rest) = self.path.strip_prefix(from) {
            self.path = format!("{to}{rest}");
        }
        self
    }

    /// The path of the object in which the field stands, and its name.
    pub fn place(&self) -> (String, String) {
        let (parent, name) = self.path.rsplit_once('.').unwrap();
        (parent.to_owned(), name.to_owned())
    }
}

/// Sets what stands at a path of objects; an object on the way is made.
pub fn put(value: &mut Value, path: &str, inner: Value) {
    let mut place = value;
    for name in path.split('.') {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        place = place
            .as_object_mut()
            .unwrap()
            .entry(name)
            .or_insert(Value::Null);
    }
    *place = inner;
}

/// Takes out what stands at a path of objects.
pub fn take(value: &mut Value, path: &str) -> Value {
    let (parent, name) = path.rsplit_once('.').unwrap_or(("", path));
    let parent = match parent {
        "" => value,
        _ => value
            .pointer_mut(&format!("/{}", parent.replace('.', "/")))
            .unwrap(),
    };
    parent.as_object_mut().unwrap().shift_remove(name).unwrap()
}

/// What stands at a path of objects.
pub fn get<'v>(value: &'v Value, path: &str) -> &'v Value {
    value
        .pointer(&format!("/{}", path.replace('.', "/")))
        .unwrap()
}

/// Takes empty objects out of a pattern, which refuses them.
pub fn prune(pattern: &mut Value) {
    if let Some(members) = pattern.as_object_mut() {
        members.retain(|_, inner| {
            prune(inner);
            inner.as_object().is_none_or(|inner| !inner.is_empty())
        });
    }
}
