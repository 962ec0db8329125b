# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_evb_global_optspecs
    string join \n color= h/help V/version
end

function __fish_evb_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_evb_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_evb_using_subcommand
    set -l cmd (__fish_evb_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c evb -n "__fish_evb_needs_command" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_needs_command" -s V -l version -d 'Print version'
complete -c evb -n "__fish_evb_needs_command" -f -a "test-pattern" -d 'Test events against an event pattern, as EventBridge would answer, and explain every miss'
complete -c evb -n "__fish_evb_needs_command" -f -a "route" -d 'Tell for each event which rules it matches'
complete -c evb -n "__fish_evb_needs_command" -f -a "next-fires" -d 'Show when schedules fire next, and check their expressions'
complete -c evb -n "__fish_evb_needs_command" -f -a "transform" -d 'Show what a target receives: run input paths and input templates'
complete -c evb -n "__fish_evb_needs_command" -f -a "pipe" -d 'Show what a pipe does with the records of its source: filter, batch, enrichment, target'
complete -c evb -n "__fish_evb_needs_command" -f -a "put-events" -d 'Dry-run PutEvents: AWS\'s answer to each entry, sizes, and the events as targets see them'
complete -c evb -n "__fish_evb_needs_command" -f -a "simulate-retries" -d 'Simulate deliveries, retries and the dead-letter queue, in virtual time'
complete -c evb -n "__fish_evb_needs_command" -f -a "simulate-load" -d 'Simulate many events for one target that can take only so much'
complete -c evb -n "__fish_evb_needs_command" -f -a "fit-retries" -d 'The delay curve that fits the retries in the logs of an event bus, with intervals, as a `--backoff` to paste'
complete -c evb -n "__fish_evb_needs_command" -f -a "completions" -d 'Print a script that completes `evb` command lines in a shell'
complete -c evb -n "__fish_evb_needs_command" -f -a "help" -d 'Explain a topic or a command'
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l pattern -d 'The event pattern: a file, `-` for standard input, or JSON itself' -r
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l shape -d 'What a record of the input is' -r -f -a "auto\t'Whatever is recognised'
record\t'Each element of a list is the event'
event\t'Each JSON value is the event'"
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l expect -d 'What every event should do' -r -f -a "match\t'The pattern matches it'
no-match\t'The pattern does not match it'"
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l for -d 'Where the pattern is used: which operators are allowed, and what is said about them. Filters (`pipe`, `lambda`) see records as a pipe and an event source mapping do: the payload decoded, without what is added after filtering' -r -f -a "bus\t''
pipe\t''
lambda\t''
subscriber\t''"
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l requests -d 'Answer TestEventPattern requests, one JSON object a line: `{"EventPattern": "…", "Event": "…"}`' -r
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l format -d 'How to write the results' -r -f -a "human\t''
json\t''
jsonl\t''"
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l strict -d 'Refuse, as AWS does, an event that lacks `id`, `account`, `source`, `time`, `region` or `detail-type`. Records (`--for pipe`, `--for lambda`) never have these; there it changes nothing'
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l logical -d 'Give the logical answer where the engine of the service is known to be wrong'
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l lenient-events -d 'With `--requests`: do not ask for the mandatory fields of events'
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand route" -l rules -d 'The rules; may be given several times' -r
complete -c evb -n "__fish_evb_using_subcommand route" -l shape -d 'What a record of the input is' -r -f -a "auto\t'Whatever is recognised'
record\t'Each element of a list is the event'
event\t'Each JSON value is the event'"
complete -c evb -n "__fish_evb_using_subcommand route" -l threads -d 'Match on so many threads [default: as many as the machine has processors], but on no more than four for each processor. The output is the same for any number' -r
complete -c evb -n "__fish_evb_using_subcommand route" -l for -d 'Where the patterns are used: which operators are allowed' -r -f -a "bus\t''
pipe\t''
lambda\t''
subscriber\t''"
complete -c evb -n "__fish_evb_using_subcommand route" -l format -d 'How to write the answers' -r -f -a "human\t''
json\t''
jsonl\t''"
complete -c evb -n "__fish_evb_using_subcommand route" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand route" -l count -d 'Tell only how many events each rule matches'
complete -c evb -n "__fish_evb_using_subcommand route" -l unmatched -d 'Tell only the events that no rule matches'
complete -c evb -n "__fish_evb_using_subcommand route" -l fail-unmatched -d 'Exit with 1 if an event matches no rule'
complete -c evb -n "__fish_evb_using_subcommand route" -l trusted -d 'Read faster by trusting that every event is valid JSON and has no name twice in one object'
complete -c evb -n "__fish_evb_using_subcommand route" -l logical -d 'Give the logical answer where the engine of the service is known to be wrong'
complete -c evb -n "__fish_evb_using_subcommand route" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand next-fires" -s n -l count -d 'Show at most this many fires of each schedule. `jsonl`, `csv` and `ics` have no bound; the other formats hold all fires at once, 1000000 in all' -r
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l after -d 'Show fires after this time, which is outside. Default: now' -r
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l until -d 'Show fires up to this time, which is inside, as far as `--count` reaches' -r
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l timezone -d 'The time zone on whose clock expressions are read, by its IANA name. Default: UTC' -r
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l service -d 'The service that is to accept the expressions. Default: scheduler; a file tells by its properties, and one with only a name and an expression is a rule' -r -f -a "scheduler\t'EventBridge Scheduler'
rules\t'Scheduled rules on the default event bus'"
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l start-date -d 'Nothing fires before this time; a rate fires at it' -r
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l end-date -d 'Nothing fires behind this time' -r
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l created -d 'When the schedule was created: what a rate is counted from without a start date' -r
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l window -d 'The width of the flexible time window, in minutes: 1 to 1440' -r
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l collisions -d 'Report the minutes in which more than K of the schedules fire, and how the week is filled. Disabled schedules are left out. Without `--until`, seven days; `--count` does not matter. At most 5000000 fires are looked at' -r
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l tzdata -d 'A directory of TZif files in place of the time zone database inside: `/usr/share/zoneinfo`' -r
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l format -d 'How to write the result' -r -f -a "human\t''
json\t''
jsonl\t''
csv\t''
ics\t''
svg\t''"
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand next-fires" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand transform" -l input -d 'A constant: the `Input` of a target. `file://…` reads a file. It needs no event, so none is read unless one is named' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l input-path -d 'A part of the event: the `InputPath` of a rule\'s target' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l input-template -d 'The input template of a rule\'s or a pipe\'s target. `file://…` reads a file' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l input-paths-map -d 'The `InputPathsMap` of a rule\'s template: JSON, or a file' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l target -d 'A file with the target: a template of CloudFormation in JSON, what `aws events put-targets` takes or `list-targets-by-rule` prints, a pipe (`create-pipe`, `describe-pipe`) or a schedule (`create-schedule`, `get-schedule`). `FILE#NAME` is one of several: `template.json#Orders/Queue`' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l for -d 'Which language the template is written in; by default what `--target` holds, otherwise `rule`' -r -f -a "rule\t'A rule\'s target'
pipe\t'A pipe\'s enrichment or target'
scheduler\t'A schedule\'s target'"
complete -c evb -n "__fish_evb_using_subcommand transform" -l target-id -d 'The `Id` of the target: chooses one where `--target` holds several; stands in AWS\'s messages' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l target-arn -d 'The ARN of the target: some take only JSON, or only a certain form. For pipes also `aws.pipes.target-arn`' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l stage -d 'Pipes: whose template it is' -r -f -a "enrichment\t'The enrichment, which takes JSON only'
target\t'The target'"
complete -c evb -n "__fish_evb_using_subcommand transform" -l source -d 'Pipes: what the records come from, and so which field is decoded; by default what the `Source` of the pipe in `--target` says, otherwise their `eventSource`' -r -f -a "sqs\t'Amazon SQS'
kinesis\t'Kinesis Data Streams'
dynamodb\t'DynamoDB Streams'
kafka\t'Amazon MSK or self-managed Kafka'
mq\t'ActiveMQ or RabbitMQ'
none\t'The answer of an enrichment: nothing is decoded'"
complete -c evb -n "__fish_evb_using_subcommand transform" -l expect -d 'Compare with what a file holds: JSON by its values, other text by its lines' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l format -d 'The form of the output' -r -f -a "human\t''
json\t''
jsonl\t''"
complete -c evb -n "__fish_evb_using_subcommand transform" -l shape -d 'What a record of the input is' -r -f -a "auto\t'Whatever is recognised'
record\t'Each element of a list is the event'
event\t'Each JSON value is the event'"
complete -c evb -n "__fish_evb_using_subcommand transform" -l rule-arn -d 'Rules: `aws.events.rule-arn`. The rule\'s name is taken from it' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l rule-name -d 'Rules: `aws.events.rule-name`' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l ingestion-time -d 'Rules and pipes: `aws.events.event.ingestion-time`, `aws.pipes.event.ingestion-time`. Taken as it is' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l pipe-arn -d 'Pipes: `aws.pipes.pipe-arn`. The pipe\'s name is taken from it' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l pipe-name -d 'Pipes: `aws.pipes.pipe-name`' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l source-arn -d 'Pipes: `aws.pipes.source-arn`' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l enrichment-arn -d 'Pipes: `aws.pipes.enrichment-arn`' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l schedule-arn -d 'Scheduler: `aws.scheduler.schedule-arn`' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l scheduled-time -d 'Scheduler: `aws.scheduler.scheduled-time`. Taken as it is; AWS writes `2022-03-22T18:59:43Z`' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l execution-id -d 'Scheduler: `aws.scheduler.execution-id`' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l attempt-number -d 'Scheduler: `aws.scheduler.attempt-number`' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand transform" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand pipe" -l pipe -d 'The pipe: what `aws pipes create-pipe --cli-input-json` takes or `aws pipes describe-pipe` prints' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l records -d 'The records of the source as the pipe gets them: a JSON array, JSON Lines, or `{"Records":[…]}`; also what `aws sqs receive-message`, `aws kinesis get-records` and Lambda\'s events of Kinesis hold' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l enrichment-response -d 'What the enrichment answers: JSON, or one answer a line; the last one is repeated for further batches' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l enrichment-command -d 'A shell command that enriches: it gets each batch on standard input and answers on standard output' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l enrichment-timeout -d 'How long the command may take for one batch, in seconds; then it is killed. AWS allows an execution 300' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l target-response -d 'What a Lambda or Step Functions target answers, `{"batchItemFailures":[…]}` say: JSON, or one answer a line; the last one is repeated. A line that is not JSON stands for an exception' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l batch-size -d 'The batch size to assume if the pipe gives none. Without this it is 10 for SQS and 100 for other sources, or less where enrichment or target take less' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l time -d 'The time at which records are received, for `<aws.pipes.event.ingestion-time>` and event buses; default now' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l explain -d 'Explain at most this many of the records that no filter lets through; all are told' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l format -d 'How to write the result' -r -f -a "human\t''
json\t''
jsonl\t''"
complete -c evb -n "__fish_evb_using_subcommand pipe" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand pipe" -l check -d 'Only check the pipe as CreatePipe does'
complete -c evb -n "__fish_evb_using_subcommand pipe" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand put-events" -l account -d 'The account that puts the events: 12 digits' -r
complete -c evb -n "__fish_evb_using_subcommand put-events" -l region -d 'The Region in which they are put' -r
complete -c evb -n "__fish_evb_using_subcommand put-events" -l time -d 'When they are put: the time of events whose entry has none; by default now' -r
complete -c evb -n "__fish_evb_using_subcommand put-events" -l seed -d 'What the ids of the events are made from: the same seed, the same ids' -r
complete -c evb -n "__fish_evb_using_subcommand put-events" -l bus -d 'The name or ARN of a bus that exists, beside `default`; repeat it for each' -r
complete -c evb -n "__fish_evb_using_subcommand put-events" -l format -d 'The form of the output; `jsonl` prints the events only, for other commands to read' -r -f -a "human\t''
json\t''
jsonl\t''"
complete -c evb -n "__fish_evb_using_subcommand put-events" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand put-events" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l target -d 'What is delivered to: a target, a schedule, a rule with a target or a template, as a file, `-`, or JSON' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l profile -d 'The service that delivers [default: rule, or that of the target]' -r -f -a "rule\t''
scheduler\t''
subscriber\t''
lambda-async\t''
sns-lambda\t''
sns-http\t''
sqs\t''
step-functions\t''
custom\t''"
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l dead-letter-queue -d 'An ARN, `none` (the event is dropped) or `denied` (it is lost) [default: the target\'s, or an assumed one]' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l arrival -d 'When the event arrives, or the schedule invokes: RFC 3339. Needed for times of day only' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l fail -d 'What fails; repeatable [default: always; never where a --latency meets a timeout, and for many events that share a target]' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l error-code -d 'The error of failures that name none' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l latency -d 'How long the target takes: `200ms`, `1s..8s` (evenly between), or `mean:2s` (exponentially distributed)' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l timeout -d 'Attempts that take longer fail, though the target may have acted [default: none; 5s, as for API destinations, for rules with --latency]' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l maximum-retry-attempts -d 'Retries after the first attempt [default: the target\'s, or the service\'s]' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l maximum-event-age -d 'Seconds, or a duration as in `6h`, after which no attempt is made [default: the target\'s, or the service\'s]' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l backoff -d 'The delay curve: `initial=1s,multiplier=2,cap=480s,jitter=none|equal|full|decorrelated|symmetric:0.25`' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l preset -d 'A named delay curve [default: nominal]' -r -f -a "nominal\t''
spread\t''
spread50\t''
equal\t''
full\t''
full960\t''
alibaba\t''
decorrelated\t''"
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l age-from -d 'From when the age counts [default: arrival; dispatch for schedules]' -r -f -a "arrival\t''
schedule\t''
dispatch\t''"
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l age-end -d 'When an event is given up whose next attempt would be too late' -r -f -a "deadline\t''
lookahead\t''
next\t''"
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l dispatch-delay -d 'How long after arrival, or after the time of the schedule, the first attempt is made' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l require -d 'What must hold for exit code 0, as in `delivered>=0.999`, `attempts.p99<=10`, `delivery-time.p99<=1h`; repeatable' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l seed -d 'Decides about all luck; the same seed gives the same bytes' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l payload -d 'What the target receives, for the body of the dead letter: a file, `-`, or JSON' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l runs -d 'Simulate so many events with different luck, and report shares and quantiles with 95 % intervals' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l threads -d 'Threads for --runs [default: all]. The result does not depend on it' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l visibility-timeout -d 'sqs: how long a received message stays invisible' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l maximum-receive-count -d 'sqs: how often a message is received before the redrive policy moves it' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l group-size -d 'sqs: how many messages of the same FIFO group wait behind this one' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l retriers -d 'step-functions: the value of `Retry`; a file, `-`, or JSON' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l delivery-policy -d 'sns-http: the delivery policy; a file, `-`, or JSON' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l format -d 'How the answer is written' -r -f -a "human\t''
json\t''
jsonl\t''
csv\t''
svg\t''"
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l transformed -d 'The target has an input, an input path or an input transformer'
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l sensitivity -d 'Ask under all presets, and say which conclusions hold for every one'
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l events -d 'How many events arrive' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l rate -d 'How fast they arrive: `200/s`, `300/m`. The k-th arrives at k / rate; without a rate all arrive at once' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l target-capacity -d 'How fast the target takes them [default: no limit]' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l target-burst -d 'How many more than its capacity the target takes after a pause' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l overload -d 'What happens to what exceeds the capacity' -r -f -a "queue\t'It waits in order, unattempted while the target is down: uses up age, not retries. So does EventBridge at the rate limit of an API destination only'
retry\t'The target refuses it: THROTTLING, which uses up retries. Failures use them up too'"
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l target -d 'What is delivered to: a target, a schedule, a rule with a target or a template, as a file, `-`, or JSON' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l profile -d 'The service that delivers [default: rule, or that of the target]' -r -f -a "rule\t''
scheduler\t''
subscriber\t''
lambda-async\t''
sns-lambda\t''
sns-http\t''
sqs\t''
step-functions\t''
custom\t''"
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l dead-letter-queue -d 'An ARN, `none` (the event is dropped) or `denied` (it is lost) [default: the target\'s, or an assumed one]' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l arrival -d 'When the event arrives, or the schedule invokes: RFC 3339. Needed for times of day only' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l fail -d 'What fails; repeatable [default: always; never where a --latency meets a timeout, and for many events that share a target]' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l error-code -d 'The error of failures that name none' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l latency -d 'How long the target takes: `200ms`, `1s..8s` (evenly between), or `mean:2s` (exponentially distributed)' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l timeout -d 'Attempts that take longer fail, though the target may have acted [default: none; 5s, as for API destinations, for rules with --latency]' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l maximum-retry-attempts -d 'Retries after the first attempt [default: the target\'s, or the service\'s]' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l maximum-event-age -d 'Seconds, or a duration as in `6h`, after which no attempt is made [default: the target\'s, or the service\'s]' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l backoff -d 'The delay curve: `initial=1s,multiplier=2,cap=480s,jitter=none|equal|full|decorrelated|symmetric:0.25`' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l preset -d 'A named delay curve [default: nominal]' -r -f -a "nominal\t''
spread\t''
spread50\t''
equal\t''
full\t''
full960\t''
alibaba\t''
decorrelated\t''"
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l age-from -d 'From when the age counts [default: arrival; dispatch for schedules]' -r -f -a "arrival\t''
schedule\t''
dispatch\t''"
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l age-end -d 'When an event is given up whose next attempt would be too late' -r -f -a "deadline\t''
lookahead\t''
next\t''"
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l dispatch-delay -d 'How long after arrival, or after the time of the schedule, the first attempt is made' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l require -d 'What must hold for exit code 0, as in `delivered>=0.999`, `attempts.p99<=10`, `delivery-time.p99<=1h`; repeatable' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l seed -d 'Decides about all luck; the same seed gives the same bytes' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l format -d 'How the answer is written' -r -f -a "human\t''
json\t''
jsonl\t''
csv\t''
svg\t''"
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand fit-retries" -l format -d 'How the answer is written' -r -f -a "human\t''
json\t''
jsonl\t''
csv\t''
svg\t''"
complete -c evb -n "__fish_evb_using_subcommand fit-retries" -l seed -d 'Decides about the resamplings that give the intervals' -r
complete -c evb -n "__fish_evb_using_subcommand fit-retries" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand fit-retries" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand completions" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand help" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand help" -s h -l help -d 'Print help (see more with \'--help\')'
