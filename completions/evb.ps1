
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'evb' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'evb'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'evb' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('test-pattern', 'test-pattern', [CompletionResultType]::ParameterValue, 'Test events against an event pattern, as EventBridge would answer, and explain every miss')
            [CompletionResult]::new('route', 'route', [CompletionResultType]::ParameterValue, 'Tell for each event which rules it matches')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what evb reads in files: buses, rules with their targets, schedules, pipes, filters, and what is open of them')
            [CompletionResult]::new('compare', 'compare', [CompletionResultType]::ParameterValue, 'Compare two patterns, or two templates rule by rule: does the new one let more through, or less?')
            [CompletionResult]::new('next-fires', 'next-fires', [CompletionResultType]::ParameterValue, 'Show when schedules fire next, and check their expressions')
            [CompletionResult]::new('transform', 'transform', [CompletionResultType]::ParameterValue, 'Show what a target receives: run input paths and input templates')
            [CompletionResult]::new('pipe', 'pipe', [CompletionResultType]::ParameterValue, 'Show what a pipe does with the records of its source: filter, batch, enrichment, target')
            [CompletionResult]::new('put-events', 'put-events', [CompletionResultType]::ParameterValue, 'Dry-run PutEvents: AWS''s answer to each entry, sizes, and the events as targets see them')
            [CompletionResult]::new('sample', 'sample', [CompletionResultType]::ParameterValue, 'Make events for an event pattern: as few as match by each of its alternatives, or such that fail by just one field')
            [CompletionResult]::new('simulate-retries', 'simulate-retries', [CompletionResultType]::ParameterValue, 'Simulate deliveries, retries and the dead-letter queue, in virtual time')
            [CompletionResult]::new('simulate-load', 'simulate-load', [CompletionResultType]::ParameterValue, 'Simulate many events for one target that can take only so much')
            [CompletionResult]::new('fit-retries', 'fit-retries', [CompletionResultType]::ParameterValue, 'The delay curve that fits the retries in the logs of an event bus, with intervals, as a `--backoff` to paste')
            [CompletionResult]::new('infer', 'infer', [CompletionResultType]::ParameterValue, 'Find the pattern that takes some events and none of others, and say what each of its fields is there for')
            [CompletionResult]::new('convert', 'convert', [CompletionResultType]::ParameterValue, 'Convert schedules, filters and events of other services to those of EventBridge, and back')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Schemas of events: infer them, validate events, compare two versions, check patterns')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a script that completes `evb` command lines in a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Explain a topic or a command')
            break
        }
        'evb;test-pattern' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The event pattern: a file, `-` for standard input, or JSON itself')
            [CompletionResult]::new('--pattern', '--pattern', [CompletionResultType]::ParameterName, 'The event pattern: a file, `-` for standard input, or JSON itself')
            [CompletionResult]::new('--shape', '--shape', [CompletionResultType]::ParameterName, 'What a record of the input is')
            [CompletionResult]::new('--expect', '--expect', [CompletionResultType]::ParameterName, 'What every event should do')
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'Where the pattern is used: which operators are allowed, and what is said about them. Filters (`pipe`, `lambda`) see records as a pipe and an event source mapping do: the payload decoded, without what is added after filtering. `sns` is for the filter policy of a subscription: the events are messages, as they are published or as they arrive. Default: what declares the pattern says it, else `bus`')
            [CompletionResult]::new('--filter-policy-scope', '--filter-policy-scope', [CompletionResultType]::ParameterName, 'What of a message a filter policy of SNS is asked about: `MessageAttributes` or `MessageBody`. Default: what the subscription says that has the policy, else `MessageAttributes`')
            [CompletionResult]::new('--unknown', '--unknown', [CompletionResultType]::ParameterName, 'What to take where the answer depends on what a template leaves open: that the event, or the record, matches, or that it does not. Without it such an answer is open, and exit code 2')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Match on so many threads [default: as many as the machine has processors], but on no more than four for each processor. The output is the same for any number')
            [CompletionResult]::new('--requests', '--requests', [CompletionResultType]::ParameterName, 'Answer TestEventPattern requests, one JSON object a line: `{"EventPattern": "…", "Event": "…"}`')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to write the results')
            [CompletionResult]::new('--parameter', '--parameter', [CompletionResultType]::ParameterName, 'A value for what a template leaves open; repeat it for each')
            [CompletionResult]::new('--parameters', '--parameters', [CompletionResultType]::ParameterName, 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'The account in which a template is deployed: 12 digits')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The Region in which it is deployed')
            [CompletionResult]::new('--stack-name', '--stack-name', [CompletionResultType]::ParameterName, 'The name of the stack that it becomes')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse, as AWS does, an event that lacks `id`, `account`, `source`, `time`, `region` or `detail-type`. Records (`--for pipe`, `--for lambda`) never have these; there it changes nothing')
            [CompletionResult]::new('--logical', '--logical', [CompletionResultType]::ParameterName, 'Give the logical answer where the engine of the service is known to be wrong')
            [CompletionResult]::new('--lenient-events', '--lenient-events', [CompletionResultType]::ParameterName, 'With `--requests`: do not ask for the mandatory fields of events')
            [CompletionResult]::new('--allow-outside', '--allow-outside', [CompletionResultType]::ParameterName, 'Read files that a template names outside of the directory that is named, or in which the named file lies')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;route' {
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'The rules; may be given several times')
            [CompletionResult]::new('--rules', '--rules', [CompletionResultType]::ParameterName, 'The rules; may be given several times')
            [CompletionResult]::new('--shape', '--shape', [CompletionResultType]::ParameterName, 'What a record of the input is')
            [CompletionResult]::new('--bus', '--bus', [CompletionResultType]::ParameterName, 'The bus of events that name none, by its name or ARN: only rules of this bus are asked, and patterns that no rule declares. Entries of `PutEvents` name their own. Default: `default`')
            [CompletionResult]::new('--expect', '--expect', [CompletionResultType]::ParameterName, 'Compare with what an earlier run wrote with `--format jsonl`: exit with 1 if an event matches other rules')
            [CompletionResult]::new('--unknown', '--unknown', [CompletionResultType]::ParameterName, 'What to take where the answer depends on what a template leaves open: that the event, or the record, matches, or that it does not. Without it such an answer is open, and exit code 2')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Match on so many threads [default: as many as the machine has processors], but on no more than four for each processor. The output is the same for any number')
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'Where the patterns are used: which operators are allowed')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to write the answers')
            [CompletionResult]::new('--parameter', '--parameter', [CompletionResultType]::ParameterName, 'A value for what a template leaves open; repeat it for each')
            [CompletionResult]::new('--parameters', '--parameters', [CompletionResultType]::ParameterName, 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'The account in which a template is deployed: 12 digits')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The Region in which it is deployed')
            [CompletionResult]::new('--stack-name', '--stack-name', [CompletionResultType]::ParameterName, 'The name of the stack that it becomes')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'Tell only how many events each rule matches')
            [CompletionResult]::new('--unmatched', '--unmatched', [CompletionResultType]::ParameterName, 'Tell only the events that no rule matches')
            [CompletionResult]::new('--fail-unmatched', '--fail-unmatched', [CompletionResultType]::ParameterName, 'Exit with 1 if an event matches no rule')
            [CompletionResult]::new('--deliver', '--deliver', [CompletionResultType]::ParameterName, 'Tell for each rule that an event matches what each of its targets receives')
            [CompletionResult]::new('--fail-unused', '--fail-unused', [CompletionResultType]::ParameterName, 'Exit with 1 if a rule matches no event')
            [CompletionResult]::new('--trusted', '--trusted', [CompletionResultType]::ParameterName, 'Read faster by trusting that every event is valid JSON and has no name twice in one object')
            [CompletionResult]::new('--logical', '--logical', [CompletionResultType]::ParameterName, 'Give the logical answer where the engine of the service is known to be wrong')
            [CompletionResult]::new('--allow-outside', '--allow-outside', [CompletionResultType]::ParameterName, 'Read files that a template names outside of the directory that is named, or in which the named file lies')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;list' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form of the output: `jsonl` prints a line for each thing, `mermaid` and `svg` draw how events flow')
            [CompletionResult]::new('--parameter', '--parameter', [CompletionResultType]::ParameterName, 'A value for what a template leaves open; repeat it for each')
            [CompletionResult]::new('--parameters', '--parameters', [CompletionResultType]::ParameterName, 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'The account in which a template is deployed: 12 digits')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The Region in which it is deployed')
            [CompletionResult]::new('--stack-name', '--stack-name', [CompletionResultType]::ParameterName, 'The name of the stack that it becomes')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('--allow-outside', '--allow-outside', [CompletionResultType]::ParameterName, 'Read files that a template names outside of the directory that is named, or in which the named file lies')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;compare' {
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'The relations with which the answer is yes, apart from `equal`; of what is added, and of another target, `wider` is asked, of what is removed `narrower`')
            [CompletionResult]::new('--events', '--events', [CompletionResultType]::ParameterName, 'Events of which to count which are gained and lost: files, globs, or `-`; repeat it for more')
            [CompletionResult]::new('--schema', '--schema', [CompletionResultType]::ParameterName, 'Ask only of the events of a schema: a file, a glob, a directory, `-`; repeat it for more. Fields that it does not name are taken to be those that no event has. Its types and enumerations count, other bounds of values do not')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form of the output; `markdown` is for a pull request')
            [CompletionResult]::new('--parameter', '--parameter', [CompletionResultType]::ParameterName, 'A value for what a template leaves open; repeat it for each')
            [CompletionResult]::new('--parameters', '--parameters', [CompletionResultType]::ParameterName, 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'The account in which a template is deployed: 12 digits')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The Region in which it is deployed')
            [CompletionResult]::new('--stack-name', '--stack-name', [CompletionResultType]::ParameterName, 'The name of the stack that it becomes')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('--catalogue', '--catalogue', [CompletionResultType]::ParameterName, 'Ask of AWS''s own events as the catalogue knows them, where a pattern names a source and detail-type of AWS and the catalogue knows the fields')
            [CompletionResult]::new('--logical', '--logical', [CompletionResultType]::ParameterName, 'Leave the known defects of the service''s engine aside: compare what the patterns say')
            [CompletionResult]::new('--allow-outside', '--allow-outside', [CompletionResultType]::ParameterName, 'Read files that a template names outside of the directory that is named, or in which the named file lies')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;next-fires' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Show at most this many fires of each schedule. `jsonl`, `csv` and `ics` have no bound; the other formats hold all fires at once, 1000000 in all')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'Show at most this many fires of each schedule. `jsonl`, `csv` and `ics` have no bound; the other formats hold all fires at once, 1000000 in all')
            [CompletionResult]::new('--after', '--after', [CompletionResultType]::ParameterName, 'Show fires after this time, which is outside. Default: now')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Show fires up to this time, which is inside, as far as `--count` reaches')
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The time zone on whose clock expressions are read, by its IANA name. Default: UTC')
            [CompletionResult]::new('--service', '--service', [CompletionResultType]::ParameterName, 'The service that is to accept the expressions. Default: scheduler; a file tells by its properties, and one with only a name and an expression is a rule')
            [CompletionResult]::new('--start-date', '--start-date', [CompletionResultType]::ParameterName, 'Nothing fires before this time; a rate fires at it')
            [CompletionResult]::new('--end-date', '--end-date', [CompletionResultType]::ParameterName, 'Nothing fires behind this time')
            [CompletionResult]::new('--created', '--created', [CompletionResultType]::ParameterName, 'When the schedule was created: what a rate is counted from without a start date')
            [CompletionResult]::new('--window', '--window', [CompletionResultType]::ParameterName, 'The width of the flexible time window, in minutes: 1 to 1440')
            [CompletionResult]::new('--collisions', '--collisions', [CompletionResultType]::ParameterName, 'Report the minutes in which more than K of the schedules fire, and how the week is filled. Disabled schedules are left out. Without `--until`, seven days; `--count` does not matter. At most 5000000 fires are looked at')
            [CompletionResult]::new('--tzdata', '--tzdata', [CompletionResultType]::ParameterName, 'A directory of TZif files in place of the time zone database inside: `/usr/share/zoneinfo`')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--parameter', '--parameter', [CompletionResultType]::ParameterName, 'A value for what a template leaves open; repeat it for each')
            [CompletionResult]::new('--parameters', '--parameters', [CompletionResultType]::ParameterName, 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'The account in which a template is deployed: 12 digits')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The Region in which it is deployed')
            [CompletionResult]::new('--stack-name', '--stack-name', [CompletionResultType]::ParameterName, 'The name of the stack that it becomes')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('--allow-outside', '--allow-outside', [CompletionResultType]::ParameterName, 'Read files that a template names outside of the directory that is named, or in which the named file lies')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;transform' {
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'A constant: the `Input` of a target. `file://…` reads a file. It needs no event, so none is read unless one is named')
            [CompletionResult]::new('--input-path', '--input-path', [CompletionResultType]::ParameterName, 'A part of the event: the `InputPath` of a rule''s target')
            [CompletionResult]::new('--input-template', '--input-template', [CompletionResultType]::ParameterName, 'The input template of a rule''s or a pipe''s target. `file://…` reads a file')
            [CompletionResult]::new('--input-paths-map', '--input-paths-map', [CompletionResultType]::ParameterName, 'The `InputPathsMap` of a rule''s template: JSON, or a file')
            [CompletionResult]::new('--target', '--target', [CompletionResultType]::ParameterName, 'A file with the target: a template of any format that `evb list` reads, what `aws events put-targets` takes or `list-targets-by-rule` prints, a pipe (`create-pipe`, `describe-pipe`) or a schedule (`create-schedule`, `get-schedule`). `FILE#NAME` is one of several: `template.json#Orders/Queue`')
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'Which language the template is written in; by default what `--target` holds, otherwise `rule`')
            [CompletionResult]::new('--target-id', '--target-id', [CompletionResultType]::ParameterName, 'The `Id` of the target: chooses one where `--target` holds several; stands in AWS''s messages')
            [CompletionResult]::new('--target-arn', '--target-arn', [CompletionResultType]::ParameterName, 'The ARN of the target: some take only JSON, or only a certain form. For pipes also `aws.pipes.target-arn`')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'Pipes: whose template it is')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'Pipes: what the records come from, and so which field is decoded; by default what the `Source` of the pipe in `--target` says, otherwise their `eventSource`')
            [CompletionResult]::new('--expect', '--expect', [CompletionResultType]::ParameterName, 'Compare with what a file holds: JSON by its values, other text by its lines')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form of the output')
            [CompletionResult]::new('--shape', '--shape', [CompletionResultType]::ParameterName, 'What a record of the input is')
            [CompletionResult]::new('--rule-arn', '--rule-arn', [CompletionResultType]::ParameterName, 'Rules: `aws.events.rule-arn`. The rule''s name is taken from it')
            [CompletionResult]::new('--rule-name', '--rule-name', [CompletionResultType]::ParameterName, 'Rules: `aws.events.rule-name`')
            [CompletionResult]::new('--ingestion-time', '--ingestion-time', [CompletionResultType]::ParameterName, 'Rules and pipes: `aws.events.event.ingestion-time`, `aws.pipes.event.ingestion-time`. RFC 3339 is taken as it is written; also a date, `now`, `today`, `tomorrow`, `+2h`, `-3d`')
            [CompletionResult]::new('--pipe-arn', '--pipe-arn', [CompletionResultType]::ParameterName, 'Pipes: `aws.pipes.pipe-arn`. The pipe''s name is taken from it')
            [CompletionResult]::new('--pipe-name', '--pipe-name', [CompletionResultType]::ParameterName, 'Pipes: `aws.pipes.pipe-name`')
            [CompletionResult]::new('--source-arn', '--source-arn', [CompletionResultType]::ParameterName, 'Pipes: `aws.pipes.source-arn`')
            [CompletionResult]::new('--enrichment-arn', '--enrichment-arn', [CompletionResultType]::ParameterName, 'Pipes: `aws.pipes.enrichment-arn`')
            [CompletionResult]::new('--schedule-arn', '--schedule-arn', [CompletionResultType]::ParameterName, 'Scheduler: `aws.scheduler.schedule-arn`')
            [CompletionResult]::new('--scheduled-time', '--scheduled-time', [CompletionResultType]::ParameterName, 'Scheduler: `aws.scheduler.scheduled-time`. RFC 3339 is taken as it is written, and AWS writes `2022-03-22T18:59:43Z`; also a date, `now`, `today`, `tomorrow`, `+2h`, `-3d`')
            [CompletionResult]::new('--execution-id', '--execution-id', [CompletionResultType]::ParameterName, 'Scheduler: `aws.scheduler.execution-id`')
            [CompletionResult]::new('--attempt-number', '--attempt-number', [CompletionResultType]::ParameterName, 'Scheduler: `aws.scheduler.attempt-number`')
            [CompletionResult]::new('--parameter', '--parameter', [CompletionResultType]::ParameterName, 'A value for what a template leaves open; repeat it for each')
            [CompletionResult]::new('--parameters', '--parameters', [CompletionResultType]::ParameterName, 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'The account in which a template is deployed: 12 digits')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The Region in which it is deployed')
            [CompletionResult]::new('--stack-name', '--stack-name', [CompletionResultType]::ParameterName, 'The name of the stack that it becomes')
            [CompletionResult]::new('--template-stage', '--template-stage', [CompletionResultType]::ParameterName, 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform: `--stage` is that of a pipe')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('--allow-outside', '--allow-outside', [CompletionResultType]::ParameterName, 'Read files that a template names outside of the directory that is named, or in which the named file lies')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;pipe' {
            [CompletionResult]::new('--pipe', '--pipe', [CompletionResultType]::ParameterName, 'The pipe: what `aws pipes create-pipe --cli-input-json` takes or `aws pipes describe-pipe` prints, or an event source mapping of Lambda, whose target is the function. A template that has one of these is seen through; `FILE#NAME` names one of several')
            [CompletionResult]::new('--records', '--records', [CompletionResultType]::ParameterName, 'The records of the source as the pipe gets them: a JSON array, JSON Lines, or `{"Records":[…]}`; also what `aws sqs receive-message`, `aws kinesis get-records` and Lambda''s events of Kinesis hold')
            [CompletionResult]::new('--enrichment-response', '--enrichment-response', [CompletionResultType]::ParameterName, 'What the enrichment answers: JSON, or one answer a line; the last one is repeated for further batches')
            [CompletionResult]::new('--enrichment-command', '--enrichment-command', [CompletionResultType]::ParameterName, 'A shell command that enriches: it gets each batch on standard input and answers on standard output')
            [CompletionResult]::new('--enrichment-timeout', '--enrichment-timeout', [CompletionResultType]::ParameterName, 'How long the command may take for one batch, in seconds; then it is killed. AWS allows an execution 300')
            [CompletionResult]::new('--target-response', '--target-response', [CompletionResultType]::ParameterName, 'What a Lambda or Step Functions target answers, `{"batchItemFailures":[…]}` say: JSON, or one answer a line; the last one is repeated. A line that is not JSON stands for an exception')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'The batch size to assume if the pipe gives none. Without this it is 10 for SQS and 100 for other sources, or less where enrichment or target take less')
            [CompletionResult]::new('--time', '--time', [CompletionResultType]::ParameterName, 'The time at which records are received, for `<aws.pipes.event.ingestion-time>` and event buses; default now')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Explain at most this many of the records that no filter lets through; all are told')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to write the result')
            [CompletionResult]::new('--unknown', '--unknown', [CompletionResultType]::ParameterName, 'What to take where the answer depends on what a template leaves open: that the event, or the record, matches, or that it does not. Without it such an answer is open, and exit code 2')
            [CompletionResult]::new('--parameter', '--parameter', [CompletionResultType]::ParameterName, 'A value for what a template leaves open; repeat it for each')
            [CompletionResult]::new('--parameters', '--parameters', [CompletionResultType]::ParameterName, 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'The account in which a template is deployed: 12 digits')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The Region in which it is deployed')
            [CompletionResult]::new('--stack-name', '--stack-name', [CompletionResultType]::ParameterName, 'The name of the stack that it becomes')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Only check the pipe as CreatePipe does')
            [CompletionResult]::new('--allow-outside', '--allow-outside', [CompletionResultType]::ParameterName, 'Read files that a template names outside of the directory that is named, or in which the named file lies')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;put-events' {
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'The account that puts the events: 12 digits')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The Region in which they are put')
            [CompletionResult]::new('--time', '--time', [CompletionResultType]::ParameterName, 'When they are put: the time of events whose entry has none; by default now')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'What the ids of the events are made from: the same seed, the same ids')
            [CompletionResult]::new('--bus', '--bus', [CompletionResultType]::ParameterName, 'The name or ARN of a bus that exists, beside `default`; repeat it for each')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form of the output; `jsonl` prints the events, for other commands to read, and a line with an `error` for each entry of which targets see none')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;sample' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'How many events to make. By default as many as it takes: one for every alternative, or for every change')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'How many events to make. By default as many as it takes: one for every alternative, or for every change')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'What is made up follows from it: the same seed, the same events')
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'Where the pattern is used: filters (`pipe`, `lambda`) get records of their source. Default: what declares the pattern says it, else `bus`')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form of the output; `jsonl` prints the events alone, one a line, for other commands to read')
            [CompletionResult]::new('--parameter', '--parameter', [CompletionResultType]::ParameterName, 'A value for what a template leaves open; repeat it for each')
            [CompletionResult]::new('--parameters', '--parameters', [CompletionResultType]::ParameterName, 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'The account in which a template is deployed: 12 digits')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The Region in which it is deployed')
            [CompletionResult]::new('--stack-name', '--stack-name', [CompletionResultType]::ParameterName, 'The name of the stack that it becomes')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('--near-miss', '--near-miss', [CompletionResultType]::ParameterName, 'Make events that fail by one field: one step beyond each bound, one character off, in another case, of another type, absent, in another element of an array')
            [CompletionResult]::new('--allow-outside', '--allow-outside', [CompletionResultType]::ParameterName, 'Read files that a template names outside of the directory that is named, or in which the named file lies')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;simulate-retries' {
            [CompletionResult]::new('--target', '--target', [CompletionResultType]::ParameterName, 'What is delivered to: a target, a schedule, a rule with a target or a template, as a file, `-`, or JSON')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The service that delivers [default: rule, or that of the target]')
            [CompletionResult]::new('--dead-letter-queue', '--dead-letter-queue', [CompletionResultType]::ParameterName, 'An ARN, `none` (the event is dropped) or `denied` (it is lost) [default: the target''s, or an assumed one]')
            [CompletionResult]::new('--arrival', '--arrival', [CompletionResultType]::ParameterName, 'When the event arrives, or the schedule invokes: `2026-11-20T10:00:00Z`, a date, `now`, `today`, `tomorrow`, `+2h`, `-3d`. Needed for times of day only')
            [CompletionResult]::new('--fail', '--fail', [CompletionResultType]::ParameterName, 'What fails; repeatable [default: always; never where a --latency meets a timeout, and for many events that share a target]')
            [CompletionResult]::new('--error-code', '--error-code', [CompletionResultType]::ParameterName, 'The error of failures that name none')
            [CompletionResult]::new('--latency', '--latency', [CompletionResultType]::ParameterName, 'How long the target takes: `200ms`, `1s..8s` (evenly between), or `mean:2s` (exponentially distributed)')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Attempts that take longer fail, though the target may have acted [default: none; 5s, as for API destinations, for rules with --latency]')
            [CompletionResult]::new('--maximum-retry-attempts', '--maximum-retry-attempts', [CompletionResultType]::ParameterName, 'Retries after the first attempt [default: the target''s, or the service''s]')
            [CompletionResult]::new('--maximum-event-age', '--maximum-event-age', [CompletionResultType]::ParameterName, 'Seconds, or a duration as in `6h`, after which no attempt is made [default: the target''s, or the service''s]')
            [CompletionResult]::new('--backoff', '--backoff', [CompletionResultType]::ParameterName, 'The delay curve: `initial=1s,multiplier=2,cap=480s,jitter=none|equal|full|decorrelated|symmetric:0.25`')
            [CompletionResult]::new('--preset', '--preset', [CompletionResultType]::ParameterName, 'A named delay curve [default: nominal]')
            [CompletionResult]::new('--age-from', '--age-from', [CompletionResultType]::ParameterName, 'From when the age counts [default: arrival; dispatch for schedules]')
            [CompletionResult]::new('--age-end', '--age-end', [CompletionResultType]::ParameterName, 'When an event is given up whose next attempt would be too late')
            [CompletionResult]::new('--dispatch-delay', '--dispatch-delay', [CompletionResultType]::ParameterName, 'How long after arrival, or after the time of the schedule, the first attempt is made')
            [CompletionResult]::new('--require', '--require', [CompletionResultType]::ParameterName, 'What must hold for exit code 0, as in `delivered>=0.999`, `attempts.p99<=10`, `delivery-time.p99<=1h`; repeatable')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Decides about all luck; the same seed gives the same bytes')
            [CompletionResult]::new('--payload', '--payload', [CompletionResultType]::ParameterName, 'What the target receives, for the body of the dead letter: a file, `-`, or JSON')
            [CompletionResult]::new('--runs', '--runs', [CompletionResultType]::ParameterName, 'Simulate so many events with different luck, and report shares and quantiles with 95 % intervals')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Threads for --runs [default: all]. The result does not depend on it')
            [CompletionResult]::new('--visibility-timeout', '--visibility-timeout', [CompletionResultType]::ParameterName, 'sqs: how long a received message stays invisible')
            [CompletionResult]::new('--maximum-receive-count', '--maximum-receive-count', [CompletionResultType]::ParameterName, 'sqs: how often a message is received before the redrive policy moves it')
            [CompletionResult]::new('--group-size', '--group-size', [CompletionResultType]::ParameterName, 'sqs: how many messages of the same FIFO group wait behind this one')
            [CompletionResult]::new('--retriers', '--retriers', [CompletionResultType]::ParameterName, 'step-functions: the value of `Retry`; a file, `-`, or JSON')
            [CompletionResult]::new('--delivery-policy', '--delivery-policy', [CompletionResultType]::ParameterName, 'sns-http: the delivery policy; a file, `-`, or JSON')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How the answer is written')
            [CompletionResult]::new('--parameter', '--parameter', [CompletionResultType]::ParameterName, 'A value for what a template leaves open; repeat it for each')
            [CompletionResult]::new('--parameters', '--parameters', [CompletionResultType]::ParameterName, 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'The account in which a template is deployed: 12 digits')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The Region in which it is deployed')
            [CompletionResult]::new('--stack-name', '--stack-name', [CompletionResultType]::ParameterName, 'The name of the stack that it becomes')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('--transformed', '--transformed', [CompletionResultType]::ParameterName, 'The target has an input, an input path or an input transformer')
            [CompletionResult]::new('--sensitivity', '--sensitivity', [CompletionResultType]::ParameterName, 'Ask under all presets, and say which conclusions hold for every one')
            [CompletionResult]::new('--allow-outside', '--allow-outside', [CompletionResultType]::ParameterName, 'Read files that a template names outside of the directory that is named, or in which the named file lies')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;simulate-load' {
            [CompletionResult]::new('--events', '--events', [CompletionResultType]::ParameterName, 'How many events arrive')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'How fast they arrive: `200/s`, `300/m`. The k-th arrives at k / rate; without a rate all arrive at once')
            [CompletionResult]::new('--target-capacity', '--target-capacity', [CompletionResultType]::ParameterName, 'How fast the target takes them [default: no limit]')
            [CompletionResult]::new('--target-burst', '--target-burst', [CompletionResultType]::ParameterName, 'How many more than its capacity the target takes after a pause')
            [CompletionResult]::new('--overload', '--overload', [CompletionResultType]::ParameterName, 'What happens to what exceeds the capacity')
            [CompletionResult]::new('--target', '--target', [CompletionResultType]::ParameterName, 'What is delivered to: a target, a schedule, a rule with a target or a template, as a file, `-`, or JSON')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The service that delivers [default: rule, or that of the target]')
            [CompletionResult]::new('--dead-letter-queue', '--dead-letter-queue', [CompletionResultType]::ParameterName, 'An ARN, `none` (the event is dropped) or `denied` (it is lost) [default: the target''s, or an assumed one]')
            [CompletionResult]::new('--arrival', '--arrival', [CompletionResultType]::ParameterName, 'When the event arrives, or the schedule invokes: `2026-11-20T10:00:00Z`, a date, `now`, `today`, `tomorrow`, `+2h`, `-3d`. Needed for times of day only')
            [CompletionResult]::new('--fail', '--fail', [CompletionResultType]::ParameterName, 'What fails; repeatable [default: always; never where a --latency meets a timeout, and for many events that share a target]')
            [CompletionResult]::new('--error-code', '--error-code', [CompletionResultType]::ParameterName, 'The error of failures that name none')
            [CompletionResult]::new('--latency', '--latency', [CompletionResultType]::ParameterName, 'How long the target takes: `200ms`, `1s..8s` (evenly between), or `mean:2s` (exponentially distributed)')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Attempts that take longer fail, though the target may have acted [default: none; 5s, as for API destinations, for rules with --latency]')
            [CompletionResult]::new('--maximum-retry-attempts', '--maximum-retry-attempts', [CompletionResultType]::ParameterName, 'Retries after the first attempt [default: the target''s, or the service''s]')
            [CompletionResult]::new('--maximum-event-age', '--maximum-event-age', [CompletionResultType]::ParameterName, 'Seconds, or a duration as in `6h`, after which no attempt is made [default: the target''s, or the service''s]')
            [CompletionResult]::new('--backoff', '--backoff', [CompletionResultType]::ParameterName, 'The delay curve: `initial=1s,multiplier=2,cap=480s,jitter=none|equal|full|decorrelated|symmetric:0.25`')
            [CompletionResult]::new('--preset', '--preset', [CompletionResultType]::ParameterName, 'A named delay curve [default: nominal]')
            [CompletionResult]::new('--age-from', '--age-from', [CompletionResultType]::ParameterName, 'From when the age counts [default: arrival; dispatch for schedules]')
            [CompletionResult]::new('--age-end', '--age-end', [CompletionResultType]::ParameterName, 'When an event is given up whose next attempt would be too late')
            [CompletionResult]::new('--dispatch-delay', '--dispatch-delay', [CompletionResultType]::ParameterName, 'How long after arrival, or after the time of the schedule, the first attempt is made')
            [CompletionResult]::new('--require', '--require', [CompletionResultType]::ParameterName, 'What must hold for exit code 0, as in `delivered>=0.999`, `attempts.p99<=10`, `delivery-time.p99<=1h`; repeatable')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Decides about all luck; the same seed gives the same bytes')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How the answer is written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;fit-retries' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How the answer is written')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Decides about the resamplings that give the intervals')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;infer' {
            [CompletionResult]::new('--match', '--match', [CompletionResultType]::ParameterName, 'Events that are to match: files, globs, `-` for standard input, or JSON itself; in every shape that other commands read')
            [CompletionResult]::new('--no-match', '--no-match', [CompletionResultType]::ParameterName, 'Events that are not to match')
            [CompletionResult]::new('--generalize', '--generalize', [CompletionResultType]::ParameterName, 'How far the pattern may go beyond the values of these events: `exact` lists values, `prefix` also takes what texts begin and end with, `numeric` also ranges of numbers')
            [CompletionResult]::new('--shape', '--shape', [CompletionResultType]::ParameterName, 'What a record of the input is, as for `evb test-pattern`')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form of the output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;convert' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('cron', 'cron', [CompletionResultType]::ParameterValue, 'Lines of Unix cron to expressions of AWS; expressions of AWS to lines of Unix cron')
            [CompletionResult]::new('s3-notification', 's3-notification', [CompletionResultType]::ParameterValue, 'Notifications of S3 buckets to event patterns')
            [CompletionResult]::new('sns-filter-policy', 'sns-filter-policy', [CompletionResultType]::ParameterValue, 'Filter policies of SNS to event patterns; event patterns to filter policies')
            [CompletionResult]::new('event-source-filter', 'event-source-filter', [CompletionResultType]::ParameterValue, 'Filters of event source mappings and of pipes to event patterns, to each other, and patterns to filters')
            [CompletionResult]::new('cloudtrail', 'cloudtrail', [CompletionResultType]::ParameterValue, 'Records of CloudTrail to the events that EventBridge makes of them')
            break
        }
        'evb;convert;cron' {
            [CompletionResult]::new('--timezone', '--timezone', [CompletionResultType]::ParameterName, 'The zone of the clock by which cron runs: the name of a zone of IANA. `CRON_TZ=` in a crontab goes before it')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form of the output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;convert;s3-notification' {
            [CompletionResult]::new('--bucket', '--bucket', [CompletionResultType]::ParameterName, 'The bucket, where the file does not say')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form of the output')
            [CompletionResult]::new('--parameter', '--parameter', [CompletionResultType]::ParameterName, 'A value for what a template leaves open; repeat it for each')
            [CompletionResult]::new('--parameters', '--parameters', [CompletionResultType]::ParameterName, 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'The account in which a template is deployed: 12 digits')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The Region in which it is deployed')
            [CompletionResult]::new('--stack-name', '--stack-name', [CompletionResultType]::ParameterName, 'The name of the stack that it becomes')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('--one-rule', '--one-rule', [CompletionResultType]::ParameterName, 'One pattern for all notifications of a bucket, with `$or`, in place of one for each')
            [CompletionResult]::new('--allow-outside', '--allow-outside', [CompletionResultType]::ParameterName, 'Read files that a template names outside of the directory that is named, or in which the named file lies')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;convert;sns-filter-policy' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'What to convert to')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'What the policy filters by. Default: what the subscription says; else `attributes`, as for SNS, and `body` for policies that are made of patterns')
            [CompletionResult]::new('--holds', '--holds', [CompletionResultType]::ParameterName, 'What a message holds: the `detail` of an event, or the event with its envelope')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form of the output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;convert;event-source-filter' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'What to convert to')
            [CompletionResult]::new('--source', '--source', [CompletionResultType]::ParameterName, 'What the records come from; by default what the members of the filter tell')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form of the output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;convert;cloudtrail' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form of the output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;schema' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('infer', 'infer', [CompletionResultType]::ParameterValue, 'Infer a schema from events, one for each source and detail-type')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Validate events against schemas, and tell every value that is not as its schema says')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare two versions of schemas: what breaks those who read the events, and those who send them')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check patterns against schemas: fields that no event has, values that it cannot have, patterns that match none')
            break
        }
        'evb;schema;infer' {
            [CompletionResult]::new('--shape', '--shape', [CompletionResultType]::ParameterName, 'What a record of the input is')
            [CompletionResult]::new('--threads', '--threads', [CompletionResultType]::ParameterName, 'Match on so many threads [default: as many as the machine has processors], but on no more than four for each processor. The output is the same for any number')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form of the output: `openapi3` and `draft4` print nothing but the schemas; `json` and `jsonl` hold them as OpenAPI 3 beside what was seen how often')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;schema;validate' {
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'A schema: a file, a glob, a directory, `-` for standard input, JSON itself; repeat it for each')
            [CompletionResult]::new('--schema', '--schema', [CompletionResultType]::ParameterName, 'A schema: a file, a glob, a directory, `-` for standard input, JSON itself; repeat it for each')
            [CompletionResult]::new('--shape', '--shape', [CompletionResultType]::ParameterName, 'What a record of the input is')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form of the output')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('--skip-others', '--skip-others', [CompletionResultType]::ParameterName, 'Leave out events for which there is no schema; without it they are not valid')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;schema;diff' {
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Whom a change may break')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form of the output; `jsonl` prints a line for each change, `markdown` a table for a pull request')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;schema;check' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The patterns: a file, `-` for standard input, JSON itself, a template with all of its rules and archives, or one thing of it as `FILE#NAME`')
            [CompletionResult]::new('--pattern', '--pattern', [CompletionResultType]::ParameterName, 'The patterns: a file, `-` for standard input, JSON itself, a template with all of its rules and archives, or one thing of it as `FILE#NAME`')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'A schema of the events: a file, a glob, a directory, `-`, JSON itself; repeat it for each')
            [CompletionResult]::new('--schema', '--schema', [CompletionResultType]::ParameterName, 'A schema of the events: a file, a glob, a directory, `-`, JSON itself; repeat it for each')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The form of the output; `jsonl` prints a line for each pattern')
            [CompletionResult]::new('--parameter', '--parameter', [CompletionResultType]::ParameterName, 'A value for what a template leaves open; repeat it for each')
            [CompletionResult]::new('--parameters', '--parameters', [CompletionResultType]::ParameterName, 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'The account in which a template is deployed: 12 digits')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The Region in which it is deployed')
            [CompletionResult]::new('--stack-name', '--stack-name', [CompletionResultType]::ParameterName, 'The name of the stack that it becomes')
            [CompletionResult]::new('--stage', '--stage', [CompletionResultType]::ParameterName, 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('--allow-outside', '--allow-outside', [CompletionResultType]::ParameterName, 'Read files that a template names outside of the directory that is named, or in which the named file lies')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;completions' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;help' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Tell nothing but errors: the exit code is the answer')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
