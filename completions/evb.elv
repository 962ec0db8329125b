
use builtin;
use str;

set edit:completion:arg-completer[evb] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'evb'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'evb'= {
            cand --color 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand test-pattern 'Test events against an event pattern, as EventBridge would answer, and explain every miss'
            cand route 'Tell for each event which rules it matches'
            cand next-fires 'Show when schedules fire next, and check their expressions'
            cand transform 'Show what a target receives: run input paths and input templates'
            cand pipe 'Show what a pipe does with the records of its source: filter, batch, enrichment, target'
            cand put-events 'Dry-run PutEvents: AWS''s answer to each entry, sizes, and the events as targets see them'
            cand simulate-retries 'Simulate deliveries, retries and the dead-letter queue, in virtual time'
            cand simulate-load 'Simulate many events for one target that can take only so much'
            cand fit-retries 'The delay curve that fits the retries in the logs of an event bus, with intervals, as a `--backoff` to paste'
            cand completions 'Print a script that completes `evb` command lines in a shell'
            cand help 'Explain a topic or a command'
        }
        &'evb;test-pattern'= {
            cand --pattern 'The event pattern: a file, `-` for standard input, or JSON itself'
            cand --shape 'What a record of the input is'
            cand --expect 'What every event should do'
            cand --for 'Where the pattern is used: which operators are allowed, and what is said about them. Filters (`pipe`, `lambda`) see records as a pipe and an event source mapping do: the payload decoded, without what is added after filtering'
            cand --requests 'Answer TestEventPattern requests, one JSON object a line: `{"EventPattern": "…", "Event": "…"}`'
            cand --format 'How to write the results'
            cand --color 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`'
            cand --strict 'Refuse, as AWS does, an event that lacks `id`, `account`, `source`, `time`, `region` or `detail-type`. Records (`--for pipe`, `--for lambda`) never have these; there it changes nothing'
            cand --logical 'Give the logical answer where the engine of the service is known to be wrong'
            cand --lenient-events 'With `--requests`: do not ask for the mandatory fields of events'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'evb;route'= {
            cand --rules 'The rules; may be given several times'
            cand --shape 'What a record of the input is'
            cand --threads 'Match on so many threads [default: as many as the machine has processors], but on no more than four for each processor. The output is the same for any number'
            cand --for 'Where the patterns are used: which operators are allowed'
            cand --format 'How to write the answers'
            cand --color 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`'
            cand --count 'Tell only how many events each rule matches'
            cand --unmatched 'Tell only the events that no rule matches'
            cand --fail-unmatched 'Exit with 1 if an event matches no rule'
            cand --trusted 'Read faster by trusting that every event is valid JSON and has no name twice in one object'
            cand --logical 'Give the logical answer where the engine of the service is known to be wrong'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'evb;next-fires'= {
            cand -n 'Show at most this many fires of each schedule. `jsonl`, `csv` and `ics` have no bound; the other formats hold all fires at once, 1000000 in all'
            cand --count 'Show at most this many fires of each schedule. `jsonl`, `csv` and `ics` have no bound; the other formats hold all fires at once, 1000000 in all'
            cand --after 'Show fires after this time, which is outside. Default: now'
            cand --until 'Show fires up to this time, which is inside, as far as `--count` reaches'
            cand --timezone 'The time zone on whose clock expressions are read, by its IANA name. Default: UTC'
            cand --service 'The service that is to accept the expressions. Default: scheduler; a file tells by its properties, and one with only a name and an expression is a rule'
            cand --start-date 'Nothing fires before this time; a rate fires at it'
            cand --end-date 'Nothing fires behind this time'
            cand --created 'When the schedule was created: what a rate is counted from without a start date'
            cand --window 'The width of the flexible time window, in minutes: 1 to 1440'
            cand --collisions 'Report the minutes in which more than K of the schedules fire, and how the week is filled. Disabled schedules are left out. Without `--until`, seven days; `--count` does not matter. At most 5000000 fires are looked at'
            cand --tzdata 'A directory of TZif files in place of the time zone database inside: `/usr/share/zoneinfo`'
            cand --format 'How to write the result'
            cand --color 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'evb;transform'= {
            cand --input 'A constant: the `Input` of a target. `file://…` reads a file. It needs no event, so none is read unless one is named'
            cand --input-path 'A part of the event: the `InputPath` of a rule''s target'
            cand --input-template 'The input template of a rule''s or a pipe''s target. `file://…` reads a file'
            cand --input-paths-map 'The `InputPathsMap` of a rule''s template: JSON, or a file'
            cand --target 'A file with the target: a template of CloudFormation in JSON, what `aws events put-targets` takes or `list-targets-by-rule` prints, a pipe (`create-pipe`, `describe-pipe`) or a schedule (`create-schedule`, `get-schedule`). `FILE#NAME` is one of several: `template.json#Orders/Queue`'
            cand --for 'Which language the template is written in; by default what `--target` holds, otherwise `rule`'
            cand --target-id 'The `Id` of the target: chooses one where `--target` holds several; stands in AWS''s messages'
            cand --target-arn 'The ARN of the target: some take only JSON, or only a certain form. For pipes also `aws.pipes.target-arn`'
            cand --stage 'Pipes: whose template it is'
            cand --source 'Pipes: what the records come from, and so which field is decoded; by default what the `Source` of the pipe in `--target` says, otherwise their `eventSource`'
            cand --expect 'Compare with what a file holds: JSON by its values, other text by its lines'
            cand --format 'The form of the output'
            cand --shape 'What a record of the input is'
            cand --rule-arn 'Rules: `aws.events.rule-arn`. The rule''s name is taken from it'
            cand --rule-name 'Rules: `aws.events.rule-name`'
            cand --ingestion-time 'Rules and pipes: `aws.events.event.ingestion-time`, `aws.pipes.event.ingestion-time`. Taken as it is'
            cand --pipe-arn 'Pipes: `aws.pipes.pipe-arn`. The pipe''s name is taken from it'
            cand --pipe-name 'Pipes: `aws.pipes.pipe-name`'
            cand --source-arn 'Pipes: `aws.pipes.source-arn`'
            cand --enrichment-arn 'Pipes: `aws.pipes.enrichment-arn`'
            cand --schedule-arn 'Scheduler: `aws.scheduler.schedule-arn`'
            cand --scheduled-time 'Scheduler: `aws.scheduler.scheduled-time`. Taken as it is; AWS writes `2022-03-22T18:59:43Z`'
            cand --execution-id 'Scheduler: `aws.scheduler.execution-id`'
            cand --attempt-number 'Scheduler: `aws.scheduler.attempt-number`'
            cand --color 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'evb;pipe'= {
            cand --pipe 'The pipe: what `aws pipes create-pipe --cli-input-json` takes or `aws pipes describe-pipe` prints'
            cand --records 'The records of the source as the pipe gets them: a JSON array, JSON Lines, or `{"Records":[…]}`; also what `aws sqs receive-message`, `aws kinesis get-records` and Lambda''s events of Kinesis hold'
            cand --enrichment-response 'What the enrichment answers: JSON, or one answer a line; the last one is repeated for further batches'
            cand --enrichment-command 'A shell command that enriches: it gets each batch on standard input and answers on standard output'
            cand --enrichment-timeout 'How long the command may take for one batch, in seconds; then it is killed. AWS allows an execution 300'
            cand --target-response 'What a Lambda or Step Functions target answers, `{"batchItemFailures":[…]}` say: JSON, or one answer a line; the last one is repeated. A line that is not JSON stands for an exception'
            cand --batch-size 'The batch size to assume if the pipe gives none. Without this it is 10 for SQS and 100 for other sources, or less where enrichment or target take less'
            cand --time 'The time at which records are received, for `<aws.pipes.event.ingestion-time>` and event buses; default now'
            cand --explain 'Explain at most this many of the records that no filter lets through; all are told'
            cand --format 'How to write the result'
            cand --color 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`'
            cand --check 'Only check the pipe as CreatePipe does'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'evb;put-events'= {
            cand --account 'The account that puts the events: 12 digits'
            cand --region 'The Region in which they are put'
            cand --time 'When they are put: the time of events whose entry has none; by default now'
            cand --seed 'What the ids of the events are made from: the same seed, the same ids'
            cand --bus 'The name or ARN of a bus that exists, beside `default`; repeat it for each'
            cand --format 'The form of the output; `jsonl` prints the events only, for other commands to read'
            cand --color 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'evb;simulate-retries'= {
            cand --target 'What is delivered to: a target, a schedule, a rule with a target or a template, as a file, `-`, or JSON'
            cand --profile 'The service that delivers [default: rule, or that of the target]'
            cand --dead-letter-queue 'An ARN, `none` (the event is dropped) or `denied` (it is lost) [default: the target''s, or an assumed one]'
            cand --arrival 'When the event arrives, or the schedule invokes: RFC 3339. Needed for times of day only'
            cand --fail 'What fails; repeatable [default: always; never where a --latency meets a timeout, and for many events that share a target]'
            cand --error-code 'The error of failures that name none'
            cand --latency 'How long the target takes: `200ms`, `1s..8s` (evenly between), or `mean:2s` (exponentially distributed)'
            cand --timeout 'Attempts that take longer fail, though the target may have acted [default: none; 5s, as for API destinations, for rules with --latency]'
            cand --maximum-retry-attempts 'Retries after the first attempt [default: the target''s, or the service''s]'
            cand --maximum-event-age 'Seconds, or a duration as in `6h`, after which no attempt is made [default: the target''s, or the service''s]'
            cand --backoff 'The delay curve: `initial=1s,multiplier=2,cap=480s,jitter=none|equal|full|decorrelated|symmetric:0.25`'
            cand --preset 'A named delay curve [default: nominal]'
            cand --age-from 'From when the age counts [default: arrival; dispatch for schedules]'
            cand --age-end 'When an event is given up whose next attempt would be too late'
            cand --dispatch-delay 'How long after arrival, or after the time of the schedule, the first attempt is made'
            cand --require 'What must hold for exit code 0, as in `delivered>=0.999`, `attempts.p99<=10`, `delivery-time.p99<=1h`; repeatable'
            cand --seed 'Decides about all luck; the same seed gives the same bytes'
            cand --payload 'What the target receives, for the body of the dead letter: a file, `-`, or JSON'
            cand --runs 'Simulate so many events with different luck, and report shares and quantiles with 95 % intervals'
            cand --threads 'Threads for --runs [default: all]. The result does not depend on it'
            cand --visibility-timeout 'sqs: how long a received message stays invisible'
            cand --maximum-receive-count 'sqs: how often a message is received before the redrive policy moves it'
            cand --group-size 'sqs: how many messages of the same FIFO group wait behind this one'
            cand --retriers 'step-functions: the value of `Retry`; a file, `-`, or JSON'
            cand --delivery-policy 'sns-http: the delivery policy; a file, `-`, or JSON'
            cand --format 'How the answer is written'
            cand --color 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`'
            cand --transformed 'The target has an input, an input path or an input transformer'
            cand --sensitivity 'Ask under all presets, and say which conclusions hold for every one'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'evb;simulate-load'= {
            cand --events 'How many events arrive'
            cand --rate 'How fast they arrive: `200/s`, `300/m`. The k-th arrives at k / rate; without a rate all arrive at once'
            cand --target-capacity 'How fast the target takes them [default: no limit]'
            cand --target-burst 'How many more than its capacity the target takes after a pause'
            cand --overload 'What happens to what exceeds the capacity'
            cand --target 'What is delivered to: a target, a schedule, a rule with a target or a template, as a file, `-`, or JSON'
            cand --profile 'The service that delivers [default: rule, or that of the target]'
            cand --dead-letter-queue 'An ARN, `none` (the event is dropped) or `denied` (it is lost) [default: the target''s, or an assumed one]'
            cand --arrival 'When the event arrives, or the schedule invokes: RFC 3339. Needed for times of day only'
            cand --fail 'What fails; repeatable [default: always; never where a --latency meets a timeout, and for many events that share a target]'
            cand --error-code 'The error of failures that name none'
            cand --latency 'How long the target takes: `200ms`, `1s..8s` (evenly between), or `mean:2s` (exponentially distributed)'
            cand --timeout 'Attempts that take longer fail, though the target may have acted [default: none; 5s, as for API destinations, for rules with --latency]'
            cand --maximum-retry-attempts 'Retries after the first attempt [default: the target''s, or the service''s]'
            cand --maximum-event-age 'Seconds, or a duration as in `6h`, after which no attempt is made [default: the target''s, or the service''s]'
            cand --backoff 'The delay curve: `initial=1s,multiplier=2,cap=480s,jitter=none|equal|full|decorrelated|symmetric:0.25`'
            cand --preset 'A named delay curve [default: nominal]'
            cand --age-from 'From when the age counts [default: arrival; dispatch for schedules]'
            cand --age-end 'When an event is given up whose next attempt would be too late'
            cand --dispatch-delay 'How long after arrival, or after the time of the schedule, the first attempt is made'
            cand --require 'What must hold for exit code 0, as in `delivered>=0.999`, `attempts.p99<=10`, `delivery-time.p99<=1h`; repeatable'
            cand --seed 'Decides about all luck; the same seed gives the same bytes'
            cand --format 'How the answer is written'
            cand --color 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'evb;fit-retries'= {
            cand --format 'How the answer is written'
            cand --seed 'Decides about the resamplings that give the intervals'
            cand --color 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'evb;completions'= {
            cand --color 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'evb;help'= {
            cand --color 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
    ]
    $completions[$command]
}
