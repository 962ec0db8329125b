//! The AWS events and their rules.

use std::fmt::Write as _;

use super::Rng;

/// How many AWS events there are in the whole data set.
pub const EVENTS: usize = 200_000;

const REGIONS: [&str; 5] = [
    "us-east-1",
    "us-west-2",
    "eu-west-1",
    "eu-central-1",
    "ap-southeast-2",
];
const API: [(&str, &[&str]); 7] = [
    (
        "ec2",
        &[
            "RunInstances",
            "TerminateInstances",
            "DescribeInstances",
            "AuthorizeSecurityGroupIngress",
            "CreateTags",
        ],
    ),
    (
        "s3",
        &[
            "PutBucketPolicy",
            "DeleteBucket",
            "PutObject",
            "GetBucketAcl",
        ],
    ),
    (
        "iam",
        &[
            "CreateUser",
            "AttachRolePolicy",
            "DeleteAccessKey",
            "PutUserPolicy",
        ],
    ),
    ("sts", &["AssumeRole", "GetCallerIdentity"]),
    (
        "lambda",
        &[
            "UpdateFunctionCode20150331v2",
            "Invoke",
            "CreateFunction20150331",
        ],
    ),
    (
        "kms",
        &["Decrypt", "GenerateDataKey", "ScheduleKeyDeletion"],
    ),
    ("signin", &["ConsoleLogin"]),
];
const STATES: [&str; 6] = [
    "pending",
    "running",
    "stopping",
    "stopped",
    "shutting-down",
    "terminated",
];
const PIPELINE_STATES: [&str; 5] = ["STARTED", "SUCCEEDED", "FAILED", "CANCELED", "SUPERSEDED"];
const FINDINGS: [&str; 5] = [
    "UnauthorizedAccess:EC2/SSHBruteForce",
    "Recon:EC2/PortProbeUnprotectedPort",
    "CryptoCurrency:EC2/BitcoinTool.B!DNS",
    "Policy:IAMUser/RootCredentialUsage",
    "Discovery:S3/MaliciousIPCaller",
];
const ORDERS: [&str; 4] = [
    "OrderPlaced",
    "OrderShipped",
    "OrderCancelled",
    "PaymentFailed",
];

/// The names that events and rules share.
struct Names {
    accounts: Vec<String>,
    instances: Vec<String>,
    buckets: Vec<String>,
    users: Vec<String>,
    pipelines: Vec<String>,
}

impl Names {
    fn new() -> Self {
        let mut rng = Rng::new(2);
        let mut many = |count: usize, make: &dyn Fn(&mut Rng, usize) -> String| -> Vec<String> {
            (0..count).map(|at| make(&mut rng, at)).collect()
        };
        Self {
            accounts: many(40, &|rng, _| {
                format!("{:012}", rng.between(100_000_000_000, 999_999_999_999))
            }),
            instances: many(3000, &|rng, _| format!("i-{}", rng.hex(17))),
            buckets: many(800, &|rng, _| {
                let stage = rng.pick(&["prod", "dev", "stage"]);
                format!(
                    "{stage}-{}-{}",
                    rng.pick(&["logs", "images", "exports", "backup", "data-lake"]),
                    rng.hex(4)
                )
            }),
            users: many(400, &|rng, _| {
                format!(
                    "{}.{}",
                    rng.pick(&[
                        "anna", "bob", "carla", "dmitri", "eve", "farid", "grace", "hugo"
                    ]),
                    rng.hex(3)
                )
            }),
            pipelines: many(300, &|rng, at| {
                format!("pipeline-{}-{at}", rng.pick(&["web", "api", "batch", "ml"]))
            }),
        }
    }
}

/// Writes events.
struct Events<'a> {
    names: &'a Names,
    rng: Rng,
    out: String,
}

/// The first `count` AWS events.
pub fn events(count: usize) -> Vec<u8> {
    let names = Names::new();
    let mut events = Events {
        names: &names,
        rng: Rng::new(3),
        out: String::with_capacity(count * 1200),
    };
    for _ in 0..count {
        match events.rng.below(100) {
            0..40 => events.call(),
            40..55 => events.state_change(),
            55..75 => events.object(),
            75..83 => events.pipeline(),
            83..88 => events.finding(),
            _ => events.order(),
        }
        events.out.push('\n');
    }
    events.out.into_bytes()
}

impl Events<'_> {
    fn uuid(&mut self) -> String {
        [8, 4, 4, 4, 12]
            .map(|digits| self.rng.hex(digits))
            .join("-")
    }

    fn time(&mut self) -> String {
        let rng = &mut self.rng;
        format!(
            "2026-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            rng.between(1, 12),
            rng.between(1, 28),
            rng.below(24),
            rng.below(60),
            rng.below(60)
        )
    }

    fn address(&mut self) -> String {
        let rng = &mut self.rng;
        format!(
            "{}.{}.{}.{}",
            rng.pick(&[10, 52, 54, 172, 192, 203]),
            rng.below(256),
            rng.below(256),
            rng.below(256)
        )
    }

    fn account(&mut self) -> String {
        self.rng.pick(&self.names.accounts).clone()
    }

    fn envelope(&mut self, source: &str, detail_type: &str, resource: Option<&str>, detail: &str) {
        let (id, account, time) = (self.uuid(), self.account(), self.time());
        let region = self.rng.pick(&REGIONS);
        let resources = resource.map_or(String::new(), |arn| format!("\"{arn}\""));
        let _ = write!(
            self.out,
            r#"{{"version":"0","id":"{id}","detail-type":"{detail_type}","source":"{source}","account":"{account}","time":"{time}","region":"{region}","resources":[{resources}],"detail":{detail}}}"#,
        );
    }

    fn state_change(&mut self) {
        let instance = self.rng.pick(&self.names.instances).clone();
        let state = self.rng.pick(&STATES);
        let detail = format!(r#"{{"instance-id":"{instance}","state":"{state}"}}"#);
        let arn = format!("arn:aws:ec2:us-east-1:123456789012:instance/{instance}");
        self.envelope(
            "aws.ec2",
            "EC2 Instance State-change Notification",
            Some(&arn),
            &detail,
        );
    }

    fn object(&mut self) {
        let bucket = self.rng.pick(&self.names.buckets).clone();
        let (account, address) = (self.account(), self.address());
        let rng = &mut self.rng;
        let key = format!(
            "{}/{}/{:02}/{}.{}",
            rng.pick(&["raw", "in", "uploads/user", "exports"]),
            rng.between(2020, 2026),
            rng.between(1, 12),
            rng.hex(12),
            rng.pick(&["json", "csv", "png", "parquet", "jpg", "gz"]),
        );
        let detail = format!(
            r#"{{"version":"0","bucket":{{"name":"{bucket}"}},"object":{{"key":"{key}","size":{},"etag":"{}","sequencer":"{}"}},"request-id":"{}","requester":"{account}","source-ip-address":"{address}","reason":"{}"}}"#,
            rng.exponential(2e5) as u64,
            rng.hex(32),
            rng.hex(18).to_uppercase(),
            rng.hex(16).to_uppercase(),
            rng.pick(&["PutObject", "CompleteMultipartUpload", "CopyObject"]),
        );
        self.envelope(
            "aws.s3",
            "Object Created",
            Some(&format!("arn:aws:s3:::{bucket}")),
            &detail,
        );
    }

    fn call(&mut self) {
        let (service, calls) = *self.rng.pick(&API);
        let call = *self.rng.pick(calls);
        let user = self.rng.pick(&self.names.users).clone();
        let account = self.account();
        let identity = self.identity(&account, &user);
        let (time, address, request_id, event_id) =
            (self.time(), self.address(), self.uuid(), self.uuid());
        let parameters = self.request_parameters();
        let response = self.response();
        let rng = &mut self.rng;
        let mut detail = format!(
            r#"{{"eventVersion":"1.09","userIdentity":{identity},"eventTime":"{time}","eventSource":"{service}.amazonaws.com","eventName":"{call}","awsRegion":"{}","sourceIPAddress":"{address}","userAgent":"{}","requestParameters":{parameters},"responseElements":{response},"requestID":"{request_id}","eventID":"{event_id}","readOnly":{},"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"{account}","eventCategory":"Management","tlsDetails":{{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"{service}.amazonaws.com"}}"#,
            rng.pick(&REGIONS),
            rng.pick(&[
                "aws-cli/2.15.30 Python/3.11.8 Linux/6.1.79 exe/x86_64.amzn.2023 prompt/off command/ec2.describe-instances",
                "console.amazonaws.com",
                "Boto3/1.34.69 md/Botocore#1.34.69 ua/2.0 os/linux#6.1.79 md/arch#x86_64 lang/python#3.12.2",
            ]),
            rng.chance(0.5),
        );
        if rng.chance(0.1) {
            let code = rng.pick(&[
                "AccessDenied",
                "Client.UnauthorizedOperation",
                "ThrottlingException",
            ]);
            let _ = write!(
                detail,
                r#","errorCode":"{code}","errorMessage":"User: arn:aws:sts::{account}:assumed-role/Admin/{user} is not authorized to perform: {call}""#,
            );
        }
        detail.push('}');
        self.envelope(
            &format!("aws.{service}"),
            "AWS API Call via CloudTrail",
            None,
            &detail,
        );
    }

    fn identity(&mut self, account: &str, user: &str) -> String {
        let time = self.time();
        let rng = &mut self.rng;
        format!(
            r#"{{"type":"{}","principalId":"AROA{}:{user}","arn":"arn:aws:sts::{account}:assumed-role/{}/{user}","accountId":"{account}","accessKeyId":"ASIA{}","userName":"{user}","sessionContext":{{"sessionIssuer":{{"type":"Role","principalId":"AROA{}","arn":"arn:aws:iam::{account}:role/Admin","accountId":"{account}","userName":"Admin"}},"webIdFederationData":{{}},"attributes":{{"creationDate":"{time}","mfaAuthenticated":"{}"}}}}}}"#,
            rng.pick(&["IAMUser", "AssumedRole", "Root"]),
            rng.hex(17).to_uppercase(),
            rng.pick(&["Admin", "ReadOnly", "Deploy"]),
            rng.hex(16).to_uppercase(),
            rng.hex(17).to_uppercase(),
            rng.chance(0.5),
        )
    }

    fn request_parameters(&mut self) -> String {
        let items: Vec<String> = (0..self.rng.between(1, 6))
            .map(|_| {
                format!(
                    r#"{{"instanceId":"{}"}}"#,
                    self.rng.pick(&self.names.instances)
                )
            })
            .collect();
        let policy = match self.rng.chance(0.5) {
            true => {
                r#""{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}""#
            }
            false => "null",
        };
        format!(
            r#"{{"instancesSet":{{"items":[{}]}},"bucketName":"{}","filterSet":{{}},"policyDocument":{policy}}}"#,
            items.join(","),
            self.rng.pick(&self.names.buckets),
        )
    }

    fn response(&mut self) -> String {
        if self.rng.chance(0.5) {
            return "null".to_owned();
        }
        let id = self.uuid();
        let items: Vec<String> = (0..self.rng.between(1, 4))
            .map(|_| {
                format!(
                    r#"{{"instanceId":"{}","currentState":{{"code":{},"name":"{}"}},"previousState":{{"code":16,"name":"running"}}}}"#,
                    self.rng.pick(&self.names.instances), self.rng.pick(&[0, 16, 32, 48, 64, 80]), self.rng.pick(&STATES),
                )
            })
            .collect();
        format!(
            r#"{{"requestId":"{id}","_return":true,"instancesSet":{{"items":[{}]}}}}"#,
            items.join(",")
        )
    }

    fn pipeline(&mut self) {
        let pipeline = self.rng.pick(&self.names.pipelines).clone();
        let (id, time) = (self.uuid(), self.time());
        let user = self.rng.pick(&self.names.users);
        let rng = &mut self.rng;
        let detail = format!(
            r#"{{"pipeline":"{pipeline}","version":{},"state":"{}","execution-id":"{id}","execution-trigger":{{"trigger-type":"{}","trigger-detail":"arn:aws:iam::123456789012:user/{user}"}},"start-time":"{time}","pipeline-execution-attempt":{}.0}}"#,
            rng.between(1, 30),
            rng.pick(&PIPELINE_STATES),
            rng.pick(&["StartPipelineExecution", "Webhook", "CloudWatchEvent"]),
            rng.between(1, 3),
        );
        let arn = format!("arn:aws:codepipeline:us-east-1:123456789012:{pipeline}");
        self.envelope(
            "aws.codepipeline",
            "CodePipeline Pipeline Execution State Change",
            Some(&arn),
            &detail,
        );
    }

    fn finding(&mut self) {
        let finding = *self.rng.pick(&FINDINGS);
        let instance = self.rng.pick(&self.names.instances).clone();
        let resource = self.attacked(&instance);
        let service = self.attack();
        let (account, created) = (self.account(), self.time());
        let rng = &mut self.rng;
        let detail = format!(
            r#"{{"schemaVersion":"2.0","accountId":"{account}","region":"{}","partition":"aws","id":"{}","arn":"arn:aws:guardduty:us-east-1:123456789012:detector/{}/finding/{}","type":"{finding}","resource":{resource},"service":{service},"severity":{},"createdAt":"{created}","updatedAt":"{created}","title":"Finding {finding}","description":"EC2 instance {instance} is performing or receiving unusual traffic ({finding})."}}"#,
            rng.pick(&REGIONS),
            rng.hex(32),
            rng.hex(32),
            rng.hex(32),
            rng.pick(&["2", "2.5", "4", "5", "5.5", "7", "8", "8.9"]),
        );
        self.envelope("aws.guardduty", "GuardDuty Finding", None, &detail);
    }

    fn attacked(&mut self, instance: &str) -> String {
        let (time, private, public) = (self.time(), self.address(), self.address());
        let rng = &mut self.rng;
        format!(
            r#"{{"resourceType":"Instance","instanceDetails":{{"instanceId":"{instance}","instanceType":"{}","launchTime":"{time}","networkInterfaces":[{{"networkInterfaceId":"eni-{}","privateIpAddress":"{private}","subnetId":"subnet-{}","vpcId":"vpc-{}","securityGroups":[{{"groupName":"default","groupId":"sg-{}"}}],"publicIp":"{public}"}}],"tags":[{{"key":"Name","value":"{}"}},{{"key":"env","value":"{}"}}]}}}}"#,
            rng.pick(&["t3.micro", "m6i.large", "c7g.xlarge"]),
            rng.hex(17),
            rng.hex(8),
            rng.hex(8),
            rng.hex(8),
            rng.pick(&["web", "db", "worker"]),
            rng.pick(&["prod", "dev"]),
        )
    }

    fn attack(&mut self) -> String {
        let (remote, first, last) = (self.address(), self.time(), self.time());
        let rng = &mut self.rng;
        format!(
            r#"{{"serviceName":"guardduty","detectorId":"{}","action":{{"actionType":"NETWORK_CONNECTION","networkConnectionAction":{{"connectionDirection":"INBOUND","remoteIpDetails":{{"ipAddressV4":"{remote}","organization":{{"asn":"{}","org":"Example Net"}},"country":{{"countryName":"{}"}},"geoLocation":{{"lat":{},"lon":{}}}}},"localPortDetails":{{"port":{},"portName":"SSH"}},"protocol":"TCP","blocked":{}}}}},"eventFirstSeen":"{first}","eventLastSeen":"{last}","archived":false,"count":{}}}"#,
            rng.hex(32),
            rng.between(1000, 60_000),
            rng.pick(&["Germany", "Brazil", "Japan", "United States"]),
            rng.uniform(-60.0, 60.0),
            rng.uniform(-180.0, 180.0),
            rng.pick(&[22, 80, 443, 3389]),
            rng.chance(0.3),
            rng.between(1, 500),
        )
    }

    fn order(&mut self) {
        let kind = *self.rng.pick(&ORDERS);
        let rng = &mut self.rng;
        let money = |rng: &mut Rng, mean: f64| {
            format!("{:.2}", rng.exponential(mean))
                .trim_end_matches('0')
                .trim_end_matches('.')
                .to_owned()
        };
        let items: Vec<String> = (0..rng.between(1, 6))
            .map(|_| {
                format!(
                    r#"{{"sku":"SKU-{:04}","qty":{},"price":{}}}"#,
                    rng.between(1, 3000),
                    rng.between(1, 5),
                    money(rng, 25.0)
                )
            })
            .collect();
        let coupon = if rng.chance(0.7) {
            "null".to_owned()
        } else {
            format!("\"SAVE{}\"", rng.pick(&[5, 10, 20]))
        };
        let detail = format!(
            r#"{{"orderId":"ord-{}","customer":{{"id":"c-{}","tier":"{}","country":"{}"}},"total":{},"currency":"{}","items":[{}],"gift":{},"coupon":{coupon}}}"#,
            rng.between(1, 10_000_000),
            rng.between(1, 5000),
            rng.pick(&["free", "silver", "gold", "platinum"]),
            rng.pick(&["DE", "US", "GB", "FR", "JP", "BR"]),
            money(rng, 80.0),
            rng.pick(&["EUR", "USD", "GBP"]),
            items.join(","),
            rng.chance(0.1),
        );
        self.envelope("com.acme.orders", kind, None, &detail);
    }
}

/// The first `count` rules for AWS events.
pub fn event_rules(count: usize) -> Vec<String> {
    let names = Names::new();
    let mut rng = Rng::new(4);
    (0..count).map(|_| event_rule(&names, &mut rng)).collect()
}

fn event_rule(names: &Names, rng: &mut Rng) -> String {
    let share = rng.unit();
    let (source, kind, detail) = match rng.below(6) {
        0 => {
            let state = rng.pick(&STATES);
            let instance = if share < 0.9 {
                format!(r#","instance-id":["{}"]"#, rng.pick(&names.instances))
            } else {
                String::new()
            };
            let detail = format!(r#""state":["{state}"]{instance}"#);
            (
                "aws.ec2".to_owned(),
                "EC2 Instance State-change Notification",
                detail,
            )
        }
        1 => (
            "aws.s3".to_owned(),
            "Object Created",
            object_rule(names, rng, share),
        ),
        2 => {
            let (service, detail) = call_rule(names, rng, share);
            (
                format!("aws.{service}"),
                "AWS API Call via CloudTrail",
                detail,
            )
        }
        3 => {
            let (pipeline, state) = (rng.pick(&names.pipelines), rng.pick(&PIPELINE_STATES));
            let detail = format!(r#""pipeline":["{pipeline}"],"state":["{state}"]"#);
            (
                "aws.codepipeline".to_owned(),
                "CodePipeline Pipeline Execution State Change",
                detail,
            )
        }
        4 => (
            "aws.guardduty".to_owned(),
            "GuardDuty Finding",
            finding_rule(names, rng, share),
        ),
        _ => {
            let total = if share < 0.5 {
                String::new()
            } else {
                format!(r#","total":[{{"numeric":[">",{}]}}]"#, rng.between(1, 300))
            };
            let kind = *rng.pick(&ORDERS);
            let detail = format!(
                r#""customer":{{"id":["c-{}"]}}{total}"#,
                rng.between(1, 5000)
            );
            ("com.acme.orders".to_owned(), kind, detail)
        }
    };
    format!(r#"{{"source":["{source}"],"detail-type":["{kind}"],"detail":{{{detail}}}}}"#)
}

fn object_rule(names: &Names, rng: &mut Rng, share: f64) -> String {
    let bucket = rng.pick(&names.buckets);
    let key = match rng.chance(0.5) {
        true => format!(r#"{{"suffix":".{}"}}"#, rng.pick(&["json", "csv", "png"])),
        false => format!(
            r#"{{"prefix":"{}"}}"#,
            rng.pick(&["raw/", "in/", "exports/20"])
        ),
    };
    let object = match share {
        ..0.6 => format!(r#","object":{{"key":[{key}]}}"#),
        ..0.8 => {
            let size = rng.between(1, 1_000_000);
            format!(r#","object":{{"size":[{{"numeric":[">",{size}]}}]}}"#)
        }
        _ => String::new(),
    };
    format!(r#""bucket":{{"name":["{bucket}"]}}{object}"#)
}

/// The service, and what the rule asks of the detail.
fn call_rule(names: &Names, rng: &mut Rng, share: f64) -> (&'static str, String) {
    let (service, calls) = *rng.pick(&API);
    let call = rng.pick(calls);
    let more = match share {
        ..0.8 => {
            let user = rng.pick(&names.users);
            format!(r#""userIdentity":{{"userName":["{user}"]}}"#)
        }
        ..0.9 => r#""errorCode":[{"exists":true}]"#.to_owned(),
        _ => format!(
            r#""sourceIPAddress":[{{"cidr":"10.{}.0.0/16"}}]"#,
            rng.below(256)
        ),
    };
    (service, format!(r#""eventName":["{call}"],{more}"#))
}

fn finding_rule(names: &Names, rng: &mut Rng, share: f64) -> String {
    if share < 0.8 {
        let (severity, instance) = (*rng.pick(&[4, 5, 7]), rng.pick(&names.instances));
        return format!(
            r#""severity":[{{"numeric":[">=",{severity}]}}],"resource":{{"instanceDetails":{{"instanceId":["{instance}"]}}}}"#,
        );
    }
    let finding = rng.pick(&FINDINGS).split('/').next().unwrap_or_default();
    let account = rng.pick(&names.accounts);
    format!(r#""type":[{{"prefix":"{finding}"}}],"accountId":["{account}"]"#)
}
