//! Sound files: rules, schedules and pipes with everything that they need to work.

use super::choices::Choices;
use super::patterns;
use super::tree::{Resource, Tree};

const ACCOUNT: &str = "123456789012";
const REGION: &str = "eu-west-1";

/// What is made, and what is still to be made for it.
pub struct World<'c, 'n> {
    choices: &'c mut Choices<'n>,
    pub resources: Vec<Resource>,
    buses: Vec<String>,
}

/// Where something is sent, with what the target needs beside its ARN.
struct Sent {
    arn: Tree,
    /// The role that may send there; none where the target lets its sender in.
    role: Option<Tree>,
    members: Vec<(&'static str, Tree)>,
    /// Whether it takes an input of its own.
    takes_input: bool,
    /// Whether it takes a retry policy: buses take none.
    takes_retries: bool,
}

/// Who sends.
struct Sender<'s> {
    service: &'static str,
    /// The id of the rule, whose ARN conditions name.
    rule: Option<&'s str>,
}

fn arn(service: &str, resource: &str) -> Tree {
    Tree::text(format!("arn:aws:{service}:{REGION}:{ACCOUNT}:{resource}"))
}

impl<'c, 'n> World<'c, 'n> {
    /// A file that is sound, as the choices have it.
    pub fn new(choices: &'c mut Choices<'n>) -> Self {
        let mut world = Self {
            choices,
            resources: Vec::new(),
            buses: Vec::new(),
        };
        for number in 0..world.choices.below(3) {
            world.bus(number);
        }
        for number in 0..=world.choices.below(4) {
            world.rule(number);
        }
        for number in 0..world.choices.below(3) {
            world.schedule(number);
        }
        for number in 0..world.choices.below(3) {
            world.pipe(number);
        }
        if world.choices.is(3) {
            world.mapping();
        }
        if world.choices.is(3) {
            world.subscription();
        }
        world
    }

    fn add(&mut self, id: &str, kind: &'static str, properties: Vec<(&'static str, Tree)>) {
        self.resources.push(Resource {
            id: id.to_owned(),
            kind,
            properties,
        });
    }

    fn bus(&mut self, number: usize) {
        let id = format!("Bus{number}");
        let mut properties = vec![("Name", Tree::text(format!("shop-{number}-bus")))];
        if self.choices.is(3) {
            properties.push(("Description", Tree::text("Events of the shop")));
        }
        self.add(&id, "AWS::Events::EventBus", properties);
        if self.choices.is(3) {
            let statement = Tree::map([
                ("Sid", Tree::text("organization")),
                ("Effect", Tree::text("Allow")),
                ("Principal", Tree::text("*")),
                ("Action", Tree::text("events:PutEvents")),
                ("Resource", Tree::arn(&id)),
                (
                    "Condition",
                    Tree::map([(
                        "StringEquals",
                        Tree::map([("aws:PrincipalOrgID", Tree::text("o-a1b2c3d4e5"))]),
                    )]),
                ),
            ]);
            let properties = vec![
                ("EventBusName", Tree::name(&id)),
                ("StatementId", Tree::text("organization")),
                ("Statement", statement),
            ];
            self.add(
                &format!("{id}Policy"),
                "AWS::Events::EventBusPolicy",
                properties,
            );
        }
        if self.choices.is(3) {
            let mut properties = vec![
                ("ArchiveName", Tree::text(format!("kept-{number}"))),
                ("SourceArn", Tree::arn(&id)),
                (
                    "RetentionDays",
                    Tree::Number(self.choices.below(400) as i64 + 1),
                ),
            ];
            if self.choices.is(2) {
                let pattern = Tree::document(patterns::own(self.choices, 90 + number));
                properties.push(("EventPattern", pattern));
            }
            self.add(&format!("{id}Archive"), "AWS::Events::Archive", properties);
        }
        self.buses.push(id);
    }

    fn rule(&mut self, number: usize) {
        let id = format!("Rule{number}");
        let mut properties = Vec::new();
        if self.choices.is(2) {
            properties.push(("Name", Tree::text(format!("rule-{number}"))));
        }
        if self.choices.is(3) {
            properties.push(("Description", Tree::text("Takes what the shop sends")));
        }
        let on = match self.choices.is(2) && !self.buses.is_empty() {
            true => Some(self.choices.of_all(&self.buses.clone())),
            false => None,
        };
        match (&on, self.choices.below(4)) {
            (Some(bus), _) => {
                properties.push(("EventBusName", Tree::name(bus)));
                let pattern = patterns::own(self.choices, number);
                properties.push(("EventPattern", Tree::document(pattern)));
            }
            (None, 0) => {
                let expression = self.choices.of_all(&[
                    "rate(1 hour)",
                    "rate(5 minutes)",
                    "cron(0/15 * * * ? *)",
                    "cron(30 3 ? * SUN *)",
                    "cron(0 2 L * ? *)",
                    "cron(0 22 ? * 2#1 2026-2199)",
                ]);
                properties.push(("ScheduleExpression", Tree::text(expression)));
            }
            (None, 1) => {
                let pattern = patterns::own(self.choices, number);
                properties.push(("EventPattern", Tree::document(pattern)));
            }
            (None, _) => {
                let pattern = patterns::of_aws(self.choices);
                properties.push(("EventPattern", Tree::document(pattern)));
            }
        }
        if self.choices.is(4) {
            properties.push(("State", Tree::text("ENABLED")));
        }
        let is_scheduled = properties
            .iter()
            .any(|(name, _)| *name == "ScheduleExpression");
        let targets = (0..=self.choices.below(3)).map(|at| {
            let mut target = vec![("Id", Tree::text(format!("target-{at}")))];
            target.extend(self.target(&id, &format!("{id}To{at}"), on.is_some(), is_scheduled));
            Tree::Block(target)
        });
        let targets = Tree::List(targets.collect());
        properties.push(("Targets", targets));
        self.add(&id, "AWS::Events::Rule", properties);
    }

    /// A target of a rule, with its delivery.
    fn target(
        &mut self,
        rule: &str,
        id: &str,
        is_on_own_bus: bool,
        is_scheduled: bool,
    ) -> Vec<(&'static str, Tree)> {
        let sender = Sender {
            service: "events.amazonaws.com",
            rule: Some(rule),
        };
        let sent = self.sent(&sender, id, !is_on_own_bus);
        let mut members = vec![("Arn", sent.arn)];
        members.extend(sent.role.map(|role| ("RoleArn", role)));
        members.extend(sent.members);
        if self.choices.is(2) && sent.takes_retries {
            members.push(("RetryPolicy", self.retries()));
        }
        if self.choices.is(3) {
            let lost = format!("{id}Lost");
            let queue = self.queue(&lost, &sender, false);
            members.push(("DeadLetterConfig", Tree::block([("Arn", queue)])));
        }
        if sent.takes_input {
            members.extend(self.input(is_scheduled));
        }
        members
    }

    fn retries(&mut self) -> Tree {
        Tree::block([
            (
                "MaximumRetryAttempts",
                Tree::Number(self.choices.of_all(&[3, 10, 185])),
            ),
            (
                "MaximumEventAgeInSeconds",
                Tree::Number(self.choices.of_all(&[3600, 7200, 86_400])),
            ),
        ])
    }

    /// What a target receives in place of the event.
    fn input(&mut self, is_scheduled: bool) -> Option<(&'static str, Tree)> {
        match self.choices.below(5) {
            0 => Some((
                "Input",
                Tree::document(Tree::map([("kind", Tree::text("nightly"))])),
            )),
            1 if !is_scheduled => Some(("InputPath", Tree::text("$.detail"))),
            2 => {
                let paths =
                    Tree::map([("id", Tree::text("$.id")), ("from", Tree::text("$.source"))]);
                let template = self.choices.of_all(&[
                    "{\"id\": <id>, \"from\": <from>}",
                    "\"<id> of <from>\"",
                    "{\"rule\": <aws.events.rule-name>, \"text\": \"sent by <from>\"}",
                ]);
                let members = [
                    ("InputPathsMap", paths),
                    ("InputTemplate", Tree::text(template)),
                ];
                Some(("InputTransformer", Tree::block(members)))
            }
            _ => None,
        }
    }

    /// Something to send to, which lets the sender in, or with a role that may send there.
    fn sent(&mut self, sender: &Sender<'_>, id: &str, may_be_bus: bool) -> Sent {
        let has_role = sender.rule.is_none();
        let plain = |arn: Tree| Sent {
            arn,
            role: None,
            members: Vec::new(),
            takes_input: true,
            takes_retries: true,
        };
        match self.choices.below(14) {
            0 => {
                let queue = self.queue(id, sender, has_role);
                let role = has_role
                    .then(|| self.role(id, sender, &["sqs:SendMessage"], vec![queue.clone()]));
                Sent {
                    role,
                    ..plain(queue)
                }
            }
            1 => {
                let place = self.function(id, sender, has_role);
                let role = has_role.then(|| {
                    self.role(id, sender, &["lambda:InvokeFunction"], vec![place.clone()])
                });
                Sent {
                    role,
                    ..plain(place)
                }
            }
            2 => {
                let topic = self.topic(id, sender, has_role);
                let role =
                    has_role.then(|| self.role(id, sender, &["sns:Publish"], vec![topic.clone()]));
                Sent {
                    role,
                    ..plain(topic)
                }
            }
            3 if !has_role => plain(self.log_group(id)).without_input(),
            4 => self.by_role(
                id,
                sender,
                "states:StartExecution",
                arn("states", &format!("stateMachine:{id}")),
            ),
            5 => {
                let stream = format!("{id}Stream");
                self.add(
                    &stream,
                    "AWS::Kinesis::Stream",
                    vec![("ShardCount", Tree::Number(1))],
                );
                let mut sent = self.by_role(id, sender, "kinesis:PutRecord", Tree::arn(&stream));
                let key = match has_role {
                    true => ("PartitionKey", Tree::text("orders")),
                    false => ("PartitionKeyPath", Tree::text("$.id")),
                };
                if has_role || self.choices.is(2) {
                    sent.members.push(("KinesisParameters", Tree::block([key])));
                }
                sent
            }
            6 => self.by_role(
                id,
                sender,
                "firehose:PutRecord",
                arn("firehose", &format!("deliverystream/{id}")),
            ),
            7 if may_be_bus && !has_role && !self.buses.is_empty() => {
                let bus = self.choices.of_all(&self.buses.clone());
                let sent = self.by_role(id, sender, "events:PutEvents", Tree::arn(&bus));
                Sent {
                    takes_retries: false,
                    ..sent.without_input()
                }
            }
            8 if !has_role => self.api_destination(id, sender),
            9 => self.task(id, sender),
            10 if !has_role => {
                let parameters = Tree::block([
                    ("JobDefinition", arn("batch", "job-definition/report:1")),
                    ("JobName", Tree::text("report")),
                ]);
                let mut sent = self.by_role(
                    id,
                    sender,
                    "batch:SubmitJob",
                    arn("batch", &format!("job-queue/{id}")),
                );
                sent.members.push(("BatchParameters", parameters));
                sent
            }
            11 => self.by_role(
                id,
                sender,
                "codebuild:StartBuild",
                arn("codebuild", &format!("project/{id}")),
            ),
            12 if !has_role => {
                let fifo = format!("{id}Fifo");
                let queue = self.fifo(&fifo, sender);
                let parameters = Tree::block([("MessageGroupId", Tree::text("orders"))]);
                Sent {
                    members: vec![("SqsParameters", parameters)],
                    ..plain(queue)
                }
            }
            _ if has_role => self.by_role(id, sender, "sqs:SendMessage", arn("sqs", id)),
            _ => plain(arn("sqs", id)),
        }
    }

    /// A target that is invoked by a role.
    fn by_role(&mut self, id: &str, sender: &Sender<'_>, action: &'static str, arn: Tree) -> Sent {
        let role = self.role(id, sender, &[action], vec![arn.clone()]);
        Sent {
            arn,
            role: Some(role),
            members: Vec::new(),
            takes_input: true,
            takes_retries: true,
        }
    }

    /// A role that a service may take on, and that allows what it is for.
    fn role(
        &mut self,
        id: &str,
        sender: &Sender<'_>,
        actions: &[&'static str],
        mut on: Vec<Tree>,
    ) -> Tree {
        let role = format!("{id}Role");
        let mut trust = vec![
            ("Effect".to_owned(), Tree::text("Allow")),
            (
                "Principal".to_owned(),
                Tree::map([("Service", Tree::text(sender.service))]),
            ),
            ("Action".to_owned(), Tree::text("sts:AssumeRole")),
        ];
        if self.choices.is(3) {
            let account = Tree::map([("aws:SourceAccount", Tree::text(ACCOUNT))]);
            trust.push((
                "Condition".to_owned(),
                Tree::map([("StringEquals", account)]),
            ));
        }
        let trust = policy(vec![Tree::Map(trust)]);
        let resource = match self.choices.below(4) {
            0 => Tree::text("*"),
            _ if on.len() == 1 => on.remove(0),
            _ => Tree::List(on),
        };
        let mut allowed = vec![allow(actions, resource.clone())];
        if self.choices.is(4) {
            let action = actions.first().map_or("*", |one| one);
            let service = action.split(':').next().unwrap_or_default();
            allowed = vec![Tree::map([
                ("Effect", Tree::text("Allow")),
                (
                    "Action",
                    Tree::List(vec![Tree::text(format!("{service}:*"))]),
                ),
                ("Resource", resource),
            ])];
        }
        self.role_with(&role, trust, policy(allowed));
        Tree::arn(&role)
    }

    /// A role with a policy, in it or beside it.
    fn role_with(&mut self, role: &str, trust: Tree, allowed: Tree) {
        let mut properties = vec![("AssumeRolePolicyDocument", Tree::document(trust))];
        let is_apart = self.choices.is(3);
        if !is_apart {
            let inside = Tree::Block(vec![
                ("PolicyName", Tree::text("sends")),
                ("PolicyDocument", Tree::document(allowed.clone())),
            ]);
            properties.push(("Policies", Tree::List(vec![inside])));
        }
        self.add(role, "AWS::IAM::Role", properties);
        if is_apart {
            let properties = vec![
                ("PolicyName", Tree::text("sends")),
                ("PolicyDocument", Tree::document(allowed)),
                ("Roles", Tree::List(vec![Tree::name(role)])),
            ];
            self.add(&format!("{role}Policy"), "AWS::IAM::Policy", properties);
        }
    }

    /// A queue that lets a rule in, unless its sender has a role.
    fn queue(&mut self, id: &str, sender: &Sender<'_>, has_role: bool) -> Tree {
        let queue = format!("{id}Queue");
        let mut properties = Vec::new();
        if self.choices.is(2) {
            properties.push(("QueueName", Tree::text(format!("queue-{id}"))));
        }
        match self.choices.below(4) {
            0 => properties.push(("MessageRetentionPeriod", Tree::Number(1_209_600))),
            1 => {
                let key = self.key(&queue);
                properties.push(("KmsMasterKeyId", key));
            }
            2 => properties.push(("SqsManagedSseEnabled", Tree::Flag(true))),
            _ => {}
        }
        self.add(&queue, "AWS::SQS::Queue", properties);
        if !has_role {
            self.queue_policy(&queue, sender);
        }
        Tree::arn(&queue)
    }

    fn fifo(&mut self, id: &str, sender: &Sender<'_>) -> Tree {
        let properties = vec![
            ("QueueName", Tree::text(format!("{id}.fifo"))),
            ("FifoQueue", Tree::Flag(true)),
            ("ContentBasedDeduplication", Tree::Flag(true)),
        ];
        self.add(id, "AWS::SQS::Queue", properties);
        self.queue_policy(id, sender);
        Tree::arn(id)
    }

    fn queue_policy(&mut self, queue: &str, sender: &Sender<'_>) {
        let statement = self.let_in(sender, "sqs:SendMessage", Tree::arn(queue));
        let properties = vec![
            ("Queues", Tree::List(vec![Tree::name(queue)])),
            ("PolicyDocument", Tree::document(policy(vec![statement]))),
        ];
        self.add(
            &format!("{queue}Policy"),
            "AWS::SQS::QueuePolicy",
            properties,
        );
    }

    /// A statement that lets a rule in.
    fn let_in(&mut self, sender: &Sender<'_>, action: &str, on: Tree) -> Tree {
        let operator = self
            .choices
            .of_all(&["ArnEquals", "ArnLike", "StringEquals"]);
        let condition = match (sender.rule, self.choices.below(4)) {
            (_, 0) => ("StringEquals", "aws:SourceAccount", Tree::text(ACCOUNT)),
            (_, 1) => (
                "ArnLike",
                "AWS:SourceArn",
                Tree::text(format!("arn:aws:events:*:{ACCOUNT}:rule/*")),
            ),
            (Some(rule), _) => (operator, "aws:SourceArn", Tree::arn(rule)),
            (None, _) => (operator, "aws:SourceArn", Tree::text("*")),
        };
        let (operator, key, value) = condition;
        Tree::map([
            ("Effect", Tree::text("Allow")),
            (
                "Principal",
                Tree::map([("Service", Tree::text(sender.service))]),
            ),
            ("Action", Tree::text(action)),
            ("Resource", on),
            (
                "Condition",
                Tree::map([(operator, Tree::map([(key, value)]))]),
            ),
        ])
    }

    /// A key that EventBridge may use.
    fn key(&mut self, id: &str) -> Tree {
        let key = format!("{id}Key");
        let root = Tree::map([("AWS", Tree::text(format!("arn:aws:iam::{ACCOUNT}:root")))]);
        let statements = vec![
            Tree::map([
                ("Effect", Tree::text("Allow")),
                ("Principal", root),
                ("Action", Tree::text("kms:*")),
                ("Resource", Tree::text("*")),
            ]),
            Tree::map([
                ("Effect", Tree::text("Allow")),
                (
                    "Principal",
                    Tree::map([(
                        "Service",
                        Tree::texts(&["events.amazonaws.com", "sns.amazonaws.com"]),
                    )]),
                ),
                (
                    "Action",
                    Tree::texts(&["kms:GenerateDataKey*", "kms:Decrypt"]),
                ),
                ("Resource", Tree::text("*")),
            ]),
        ];
        let properties = vec![("KeyPolicy", Tree::document(policy(statements)))];
        self.add(&key, "AWS::KMS::Key", properties);
        Tree::arn(&key)
    }

    fn topic(&mut self, id: &str, sender: &Sender<'_>, has_role: bool) -> Tree {
        let topic = format!("{id}Topic");
        self.add(&topic, "AWS::SNS::Topic", Vec::new());
        if !has_role {
            let statement = self.let_in(sender, "sns:Publish", Tree::arn(&topic));
            let properties = vec![
                ("Topics", Tree::List(vec![Tree::arn(&topic)])),
                ("PolicyDocument", Tree::document(policy(vec![statement]))),
            ];
            self.add(
                &format!("{topic}Policy"),
                "AWS::SNS::TopicPolicy",
                properties,
            );
        }
        Tree::arn(&topic)
    }

    /// A function, or an alias of it, that may be invoked.
    fn function(&mut self, id: &str, sender: &Sender<'_>, has_role: bool) -> Tree {
        let function = format!("{id}Function");
        let mut properties = vec![
            ("Runtime", Tree::text("python3.13")),
            ("Handler", Tree::text("index.handler")),
            (
                "Role",
                Tree::text(format!("arn:aws:iam::{ACCOUNT}:role/runs")),
            ),
        ];
        if self.choices.is(2) {
            properties.insert(0, ("FunctionName", Tree::text(format!("function-{id}"))));
        }
        self.add(&function, "AWS::Lambda::Function", properties);
        if let (false, Some(rule)) = (has_role, sender.rule) {
            let mut properties = vec![
                ("FunctionName", Tree::name(&function)),
                ("Action", Tree::text("lambda:InvokeFunction")),
                ("Principal", Tree::text(sender.service)),
            ];
            if !self.choices.is(4) {
                properties.push(("SourceArn", Tree::arn(rule)));
            }
            self.add(
                &format!("{function}Permission"),
                "AWS::Lambda::Permission",
                properties,
            );
        }
        Tree::arn(&function)
    }

    /// A log group that EventBridge may write to.
    fn log_group(&mut self, id: &str) -> Tree {
        let group = format!("{id}Logs");
        let name = Tree::text(format!("/aws/events/{}", id.to_lowercase()));
        self.add(&group, "AWS::Logs::LogGroup", vec![("LogGroupName", name)]);
        let services = Tree::texts(&["events.amazonaws.com", "delivery.logs.amazonaws.com"]);
        let statement = Tree::map([
            ("Effect", Tree::text("Allow")),
            ("Principal", Tree::map([("Service", services)])),
            (
                "Action",
                Tree::texts(&["logs:CreateLogStream", "logs:PutLogEvents"]),
            ),
            (
                "Resource",
                Tree::text(format!(
                    "arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/aws/events/*:*"
                )),
            ),
        ]);
        let properties = vec![
            ("PolicyName", Tree::text("events")),
            ("PolicyDocument", Tree::document(policy(vec![statement]))),
        ];
        self.add(
            &format!("{group}Policy"),
            "AWS::Logs::ResourcePolicy",
            properties,
        );
        Tree::arn(&group)
    }

    fn api_destination(&mut self, id: &str, sender: &Sender<'_>) -> Sent {
        let connection = format!("{id}Connection");
        let secret = Tree::text("{{resolve:secretsmanager:shipping:SecretString:key}}");
        let key = Tree::block([("ApiKeyName", Tree::text("x-key")), ("ApiKeyValue", secret)]);
        let properties = vec![
            ("Name", Tree::text(format!("connection-{id}"))),
            ("AuthorizationType", Tree::text("API_KEY")),
            (
                "AuthParameters",
                Tree::block([("ApiKeyAuthParameters", key)]),
            ),
        ];
        self.add(&connection, "AWS::Events::Connection", properties);
        let destination = format!("{id}Destination");
        let properties = vec![
            ("Name", Tree::text(format!("destination-{id}"))),
            ("ConnectionArn", Tree::arn(&connection)),
            (
                "InvocationEndpoint",
                Tree::text("https://example.com/orders"),
            ),
            ("HttpMethod", Tree::text("POST")),
            ("InvocationRateLimitPerSecond", Tree::Number(20)),
        ];
        self.add(&destination, "AWS::Events::ApiDestination", properties);
        self.by_role(
            id,
            sender,
            "events:InvokeApiDestination",
            Tree::arn(&destination),
        )
    }

    /// A task of ECS, whose role is passed.
    fn task(&mut self, id: &str, sender: &Sender<'_>) -> Sent {
        let runs = format!("{id}Runs");
        let trust = policy(vec![Tree::map([
            ("Effect", Tree::text("Allow")),
            (
                "Principal",
                Tree::map([("Service", Tree::text("ecs-tasks.amazonaws.com"))]),
            ),
            ("Action", Tree::text("sts:AssumeRole")),
        ])]);
        self.role_with(
            &runs,
            trust,
            policy(vec![allow(&["s3:GetObject"], Tree::text("*"))]),
        );
        let definition = format!("{id}Task");
        let containers = Tree::List(vec![Tree::map([
            ("Name", Tree::text("report")),
            ("Image", Tree::text("report")),
        ])]);
        let properties = vec![
            ("Family", Tree::text("report")),
            ("ExecutionRoleArn", Tree::arn(&runs)),
            ("ContainerDefinitions", Tree::document(containers)),
        ];
        self.add(&definition, "AWS::ECS::TaskDefinition", properties);
        let role = format!("{id}Starts");
        let trust = policy(vec![Tree::map([
            ("Effect", Tree::text("Allow")),
            (
                "Principal",
                Tree::map([("Service", Tree::text(sender.service))]),
            ),
            ("Action", Tree::text("sts:AssumeRole")),
        ])]);
        let passed = self.choices.of_all(&[Tree::arn(&runs), Tree::text("*")]);
        let allowed = policy(vec![
            allow(&["ecs:RunTask"], Tree::text("*")),
            allow(&["iam:PassRole"], passed),
        ]);
        self.role_with(&role, trust, allowed);
        let parameters = Tree::block([
            ("TaskDefinitionArn", Tree::arn(&definition)),
            ("TaskCount", Tree::Number(1)),
        ]);
        Sent {
            arn: arn("ecs", "cluster/reports"),
            role: Some(Tree::arn(&role)),
            members: vec![("EcsParameters", parameters)],
            takes_input: false,
            takes_retries: true,
        }
    }

    fn schedule(&mut self, number: usize) {
        let id = format!("Schedule{number}");
        let sender = Sender {
            service: "scheduler.amazonaws.com",
            rule: None,
        };
        let (expression, is_single) = self.choices.of_all(&[
            ("rate(1 hour)", false),
            ("rate(7 days)", false),
            ("cron(0 9 * * ? *)", false),
            ("cron(15 10 ? * 6L *)", false),
            ("at(2190-06-01T12:00:00)", true),
        ]);
        let window = match self.choices.is(2) && !is_single {
            true => Tree::block([
                ("Mode", Tree::text("FLEXIBLE")),
                ("MaximumWindowInMinutes", Tree::Number(15)),
            ]),
            false => Tree::block([("Mode", Tree::text("OFF"))]),
        };
        let mut properties = vec![
            ("Name", Tree::text(format!("schedule-{number}"))),
            ("FlexibleTimeWindow", window),
            ("ScheduleExpression", Tree::text(expression)),
        ];
        if self.choices.is(2) {
            let zone =
                self.choices
                    .of_all(&["Europe/Berlin", "America/New_York", "Asia/Tokyo", "UTC"]);
            properties.push(("ScheduleExpressionTimezone", Tree::text(zone)));
        }
        if self.choices.is(3) {
            let group = format!("{id}Group");
            let name = vec![("Name", Tree::text(format!("group-{number}")))];
            self.add(&group, "AWS::Scheduler::ScheduleGroup", name);
            properties.push(("GroupName", Tree::name(&group)));
        }
        let sent = self.sent(&sender, &format!("{id}To"), false);
        let mut target = vec![("Arn", sent.arn)];
        target.extend(sent.role.map(|role| ("RoleArn", role)));
        target.extend(sent.members);
        if self.choices.is(2) {
            let input = Tree::document(Tree::map([("kind", Tree::text("nightly"))]));
            target.push(("Input", input));
        }
        if self.choices.is(2) {
            target.push((
                "RetryPolicy",
                Tree::block([
                    ("MaximumRetryAttempts", Tree::Number(5)),
                    ("MaximumEventAgeInSeconds", Tree::Number(3600)),
                ]),
            ));
        }
        properties.push(("Target", Tree::Block(target)));
        self.add(&id, "AWS::Scheduler::Schedule", properties);
    }

    fn pipe(&mut self, number: usize) {
        let id = format!("Pipe{number}");
        let source = match self.choices.below(3) {
            0 => "sqs",
            1 => "kinesis",
            _ => "dynamodb",
        };
        let (from, reads, filter): (Tree, &[&'static str], Tree) = match source {
            "sqs" => {
                let queue = format!("{id}From");
                self.add(&queue, "AWS::SQS::Queue", Vec::new());
                (
                    Tree::arn(&queue),
                    &[
                        "sqs:ReceiveMessage",
                        "sqs:DeleteMessage",
                        "sqs:GetQueueAttributes",
                    ],
                    Tree::map([("body", Tree::map([("state", Tree::texts(&["paid"]))]))]),
                )
            }
            "kinesis" => {
                let stream = format!("{id}From");
                self.add(
                    &stream,
                    "AWS::Kinesis::Stream",
                    vec![("ShardCount", Tree::Number(1))],
                );
                (
                    Tree::arn(&stream),
                    &[
                        "kinesis:DescribeStream",
                        "kinesis:DescribeStreamSummary",
                        "kinesis:GetRecords",
                        "kinesis:GetShardIterator",
                        "kinesis:ListShards",
                        "kinesis:ListStreams",
                    ],
                    Tree::map([("data", Tree::map([("state", Tree::texts(&["paid"]))]))]),
                )
            }
            _ => (
                arn("dynamodb", "table/orders/stream/2026-01-01T00:00:00.000"),
                &[
                    "dynamodb:DescribeStream",
                    "dynamodb:GetRecords",
                    "dynamodb:GetShardIterator",
                    "dynamodb:ListStreams",
                ],
                Tree::map([("eventName", Tree::texts(&["INSERT"]))]),
            ),
        };
        let mut parameters = Vec::new();
        if self.choices.is(2) {
            let filter = Tree::Block(vec![("Pattern", Tree::document(filter))]);
            parameters.push((
                "FilterCriteria",
                Tree::block([("Filters", Tree::List(vec![filter]))]),
            ));
        }
        let sender = Sender {
            service: "pipes.amazonaws.com",
            rule: None,
        };
        let mut allowed = vec![allow(reads, from.clone())];
        if source != "sqs" {
            let mut inside = vec![("StartingPosition", Tree::text("LATEST"))];
            if self.choices.is(2) {
                let lost = self.queue(&format!("{id}Lost"), &sender, true);
                allowed.push(allow(&["sqs:SendMessage"], lost.clone()));
                inside.push(("MaximumRetryAttempts", Tree::Number(10)));
                inside.push(("DeadLetterConfig", Tree::block([("Arn", lost)])));
            }
            let block = if source == "kinesis" {
                "KinesisStreamParameters"
            } else {
                "DynamoDBStreamParameters"
            };
            parameters.push((block, Tree::Block(inside)));
        } else if self.choices.is(2) {
            parameters.push((
                "SqsQueueParameters",
                Tree::block([("BatchSize", Tree::Number(5))]),
            ));
        }
        let (to, action, target) = match self.choices.below(3) {
            0 => (
                arn("states", "stateMachine:ship"),
                "states:StartExecution",
                Some(Tree::block([(
                    "StepFunctionStateMachineParameters",
                    Tree::block([("InvocationType", Tree::text("FIRE_AND_FORGET"))]),
                )])),
            ),
            1 if !self.buses.is_empty() => {
                let bus = self.choices.of_all(&self.buses.clone());
                let event = Tree::block([
                    ("Source", Tree::text(format!("pipe.part{number}"))),
                    ("DetailType", Tree::text("Order Piped")),
                ]);
                (
                    Tree::arn(&bus),
                    "events:PutEvents",
                    Some(Tree::block([("EventBridgeEventBusParameters", event)])),
                )
            }
            _ => (arn("sqs", "piped"), "sqs:SendMessage", None),
        };
        allowed.push(allow(&[action], to.clone()));
        let trust = policy(vec![Tree::map([
            ("Effect", Tree::text("Allow")),
            (
                "Principal",
                Tree::map([("Service", Tree::text(sender.service))]),
            ),
            ("Action", Tree::text("sts:AssumeRole")),
        ])]);
        let role = format!("{id}Role");
        self.role_with(&role, trust, policy(allowed));
        let mut properties = vec![
            ("Name", Tree::text(format!("pipe-{number}"))),
            ("RoleArn", Tree::arn(&role)),
            ("Source", from),
        ];
        if !parameters.is_empty() {
            properties.push(("SourceParameters", Tree::Block(parameters)));
        }
        properties.push(("Target", to));
        properties.extend(target.map(|one| ("TargetParameters", one)));
        self.add(&id, "AWS::Pipes::Pipe", properties);
    }

    fn mapping(&mut self) {
        let sender = Sender {
            service: "lambda.amazonaws.com",
            rule: None,
        };
        let function = self.function("Reads", &sender, true);
        let queue = self.queue("Reads", &sender, true);
        let mut properties = vec![("EventSourceArn", queue), ("FunctionName", function)];
        if self.choices.is(2) {
            properties.push(("BatchSize", Tree::Number(5)));
        }
        if self.choices.is(2) {
            let pattern = Tree::map([("body", Tree::map([("state", Tree::texts(&["paid"]))]))]);
            let filter = Tree::Block(vec![("Pattern", Tree::document(pattern))]);
            properties.push((
                "FilterCriteria",
                Tree::block([("Filters", Tree::List(vec![filter]))]),
            ));
        }
        self.add("Mapping", "AWS::Lambda::EventSourceMapping", properties);
    }

    fn subscription(&mut self) {
        self.add("Told", "AWS::SNS::Topic", Vec::new());
        self.add("Hears", "AWS::SQS::Queue", Vec::new());
        let condition = Tree::map([(
            "ArnEquals",
            Tree::map([("aws:SourceArn", Tree::arn("Told"))]),
        )]);
        let statement = Tree::map([
            ("Effect", Tree::text("Allow")),
            (
                "Principal",
                Tree::map([("Service", Tree::text("sns.amazonaws.com"))]),
            ),
            ("Action", Tree::text("sqs:SendMessage")),
            ("Resource", Tree::arn("Hears")),
            ("Condition", condition),
        ]);
        let properties = vec![
            ("Queues", Tree::List(vec![Tree::name("Hears")])),
            ("PolicyDocument", Tree::document(policy(vec![statement]))),
        ];
        self.add("HearsPolicy", "AWS::SQS::QueuePolicy", properties);
        let mut properties = vec![
            ("TopicArn", Tree::arn("Told")),
            ("Protocol", Tree::text("sqs")),
            ("Endpoint", Tree::arn("Hears")),
        ];
        if self.choices.is(2) {
            let filter = Tree::map([("kind", Tree::texts(&["paid", "sent"]))]);
            properties.push(("FilterPolicy", Tree::document(filter)));
        }
        self.add("Subscription", "AWS::SNS::Subscription", properties);
    }
}

impl Sent {
    fn without_input(self) -> Self {
        Self {
            takes_input: false,
            ..self
        }
    }
}

fn policy(statements: Vec<Tree>) -> Tree {
    Tree::map([
        ("Version", Tree::text("2012-10-17")),
        ("Statement", Tree::List(statements)),
    ])
}

fn allow(actions: &[&'static str], on: Tree) -> Tree {
    let action = match actions {
        [one] => Tree::text(*one),
        all => Tree::texts(all),
    };
    Tree::map([
        ("Effect", Tree::text("Allow")),
        ("Action", action),
        ("Resource", on),
    ])
}
