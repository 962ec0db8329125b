# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_evb_global_optspecs
    string join \n color= q/quiet fail-on= h/help V/version
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
complete -c evb -n "__fish_evb_needs_command" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_needs_command" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_needs_command" -s V -l version -d 'Print version'
complete -c evb -n "__fish_evb_needs_command" -f -a "test-pattern" -d 'Test events against an event pattern, as EventBridge would answer, and explain every miss'
complete -c evb -n "__fish_evb_needs_command" -f -a "route" -d 'Tell for each event which rules it matches'
complete -c evb -n "__fish_evb_needs_command" -f -a "check" -d 'Check what AWS would refuse of every rule, target, schedule, pipe, mapping, subscription and archive that files declare, and of entries for PutEvents'
complete -c evb -n "__fish_evb_needs_command" -f -a "test" -d 'Run test suites: events, and the rules that each of them has to match'
complete -c evb -n "__fish_evb_needs_command" -f -a "list" -d 'List what evb reads in files: buses, rules with their targets, schedules, pipes, filters, and what is open of them'
complete -c evb -n "__fish_evb_needs_command" -f -a "compare" -d 'Compare two patterns, or two templates rule by rule: does the new one let more through, or less?'
complete -c evb -n "__fish_evb_needs_command" -f -a "next-fires" -d 'Show when schedules fire next, and check their expressions'
complete -c evb -n "__fish_evb_needs_command" -f -a "transform" -d 'Show what a target receives: run input paths and input templates'
complete -c evb -n "__fish_evb_needs_command" -f -a "pipe" -d 'Show what a pipe does with the records of its source: filter, batch, enrichment, target'
complete -c evb -n "__fish_evb_needs_command" -f -a "put-events" -d 'Dry-run PutEvents: AWS\'s answer to each entry, sizes, and the events as targets see them'
complete -c evb -n "__fish_evb_needs_command" -f -a "sample" -d 'Make events for an event pattern: as few as match by each of its alternatives, or such that fail by just one field'
complete -c evb -n "__fish_evb_needs_command" -f -a "simulate-retries" -d 'Simulate deliveries, retries and the dead-letter queue, in virtual time'
complete -c evb -n "__fish_evb_needs_command" -f -a "simulate-load" -d 'Simulate many events for one target that can take only so much'
complete -c evb -n "__fish_evb_needs_command" -f -a "fit-retries" -d 'The delay curve that fits the retries in the logs of an event bus, with intervals, as a `--backoff` to paste'
complete -c evb -n "__fish_evb_needs_command" -f -a "infer" -d 'Find the pattern that takes some events and none of others, and say what each of its fields is there for'
complete -c evb -n "__fish_evb_needs_command" -f -a "convert" -d 'Convert schedules, filters and events of other services to those of EventBridge, and back'
complete -c evb -n "__fish_evb_needs_command" -f -a "schema" -d 'Schemas of events: infer them, validate events, compare two versions, check patterns'
complete -c evb -n "__fish_evb_needs_command" -f -a "explain" -d 'Explain a finding of `evb check`, or a code that a command tells in brackets: what it means, a bad and a good example, AWS\'s page'
complete -c evb -n "__fish_evb_needs_command" -f -a "completions" -d 'Print a script that completes `evb` command lines in a shell'
complete -c evb -n "__fish_evb_needs_command" -f -a "help" -d 'Explain a topic or a command'
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -s p -l pattern -d 'The event pattern: a file, `-` for standard input, or JSON itself' -r
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l shape -d 'What a record of the input is' -r -f -a "auto\t'Whatever is recognised'
record\t'Each element of a list is the event'
event\t'Each JSON value is the event'"
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l expect -d 'What every event should do' -r -f -a "match\t'The pattern matches it'
no-match\t'The pattern does not match it'"
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l for -d 'Where the pattern is used: which operators are allowed, and what is said about them. Filters (`pipe`, `lambda`) see records as a pipe and an event source mapping do: the payload decoded, without what is added after filtering. `sns` is for the filter policy of a subscription: the events are messages, as they are published or as they arrive. Default: what declares the pattern says it, else `bus`' -r -f -a "bus\t''
pipe\t''
lambda\t''
subscriber\t''
sns\t''"
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l filter-policy-scope -d 'What of a message a filter policy of SNS is asked about: `MessageAttributes` or `MessageBody`. Default: what the subscription says that has the policy, else `MessageAttributes`' -r -f -a "MessageAttributes\t''
MessageBody\t''"
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l unknown -d 'What to take where the answer depends on what a template leaves open: that the event, or the record, matches, or that it does not. Without it such an answer is open, and exit code 2' -r -f -a "match\t'It matches'
no-match\t'It does not'"
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l threads -d 'Work on so many threads [default: as many as the machine has processors], but on no more than four for each processor. The output is the same for any number' -r
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l requests -d 'Answer TestEventPattern requests, one JSON object a line: `{"EventPattern": "…", "Event": "…"}`' -r
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l format -d 'How to write the results' -r -f -a "human\t''
json\t''
jsonl\t''"
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l parameter -d 'A value for what a template leaves open; repeat it for each' -r
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l parameters -d 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones' -r
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l account -d 'The account in which a template is deployed: 12 digits' -r
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l region -d 'The Region in which it is deployed' -r
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l stack-name -d 'The name of the stack that it becomes' -r
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l config -d 'What the project always wants: this file in place of the `evb.toml` of the working directory, or of the nearest above it in the repository' -r -F
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l stage -d 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform' -r
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l strict -d 'Refuse, as AWS does, an event that lacks `id`, `account`, `source`, `time`, `region` or `detail-type`. Records (`--for pipe`, `--for lambda`) never have these; there it changes nothing'
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l logical -d 'Give the logical answer where the engine of the service is known to be wrong'
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l lenient-events -d 'With `--requests`: do not ask for the mandatory fields of events'
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l allow-outside -d 'Read files that a template names outside of the directory that is named, or in which the named file lies'
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l no-config -d 'Read no `evb.toml`'
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand route" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand route" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand route" -s r -l rules -d 'The rules; may be given several times' -r
complete -c evb -n "__fish_evb_using_subcommand route" -l shape -d 'What a record of the input is' -r -f -a "auto\t'Whatever is recognised'
record\t'Each element of a list is the event'
event\t'Each JSON value is the event'"
complete -c evb -n "__fish_evb_using_subcommand route" -l bus -d 'The bus of events that name none, by its name or ARN: only rules of this bus are asked, and patterns that no rule declares. Entries of `PutEvents` name their own. Default: `default`' -r
complete -c evb -n "__fish_evb_using_subcommand route" -l expect -d 'Compare with what an earlier run wrote with `--format jsonl`: exit with 1 if an event matches other rules' -r
complete -c evb -n "__fish_evb_using_subcommand route" -l unknown -d 'What to take where the answer depends on what a template leaves open: that the event, or the record, matches, or that it does not. Without it such an answer is open, and exit code 2' -r -f -a "match\t'It matches'
no-match\t'It does not'"
complete -c evb -n "__fish_evb_using_subcommand route" -l threads -d 'Work on so many threads [default: as many as the machine has processors], but on no more than four for each processor. The output is the same for any number' -r
complete -c evb -n "__fish_evb_using_subcommand route" -l for -d 'Where the patterns are used: which operators are allowed' -r -f -a "bus\t''
pipe\t''
lambda\t''
subscriber\t''"
complete -c evb -n "__fish_evb_using_subcommand route" -l format -d 'How to write the answers' -r -f -a "human\t''
json\t''
jsonl\t''"
complete -c evb -n "__fish_evb_using_subcommand route" -l parameter -d 'A value for what a template leaves open; repeat it for each' -r
complete -c evb -n "__fish_evb_using_subcommand route" -l parameters -d 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones' -r
complete -c evb -n "__fish_evb_using_subcommand route" -l account -d 'The account in which a template is deployed: 12 digits' -r
complete -c evb -n "__fish_evb_using_subcommand route" -l region -d 'The Region in which it is deployed' -r
complete -c evb -n "__fish_evb_using_subcommand route" -l stack-name -d 'The name of the stack that it becomes' -r
complete -c evb -n "__fish_evb_using_subcommand route" -l config -d 'What the project always wants: this file in place of the `evb.toml` of the working directory, or of the nearest above it in the repository' -r -F
complete -c evb -n "__fish_evb_using_subcommand route" -l stage -d 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform' -r
complete -c evb -n "__fish_evb_using_subcommand route" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand route" -l count -d 'Tell only how many events each rule matches'
complete -c evb -n "__fish_evb_using_subcommand route" -l unmatched -d 'Tell only the events that no rule matches'
complete -c evb -n "__fish_evb_using_subcommand route" -l fail-unmatched -d 'Exit with 1 if an event matches no rule'
complete -c evb -n "__fish_evb_using_subcommand route" -l deliver -d 'Tell for each rule that an event matches what each of its targets receives'
complete -c evb -n "__fish_evb_using_subcommand route" -l fail-unused -d 'Exit with 1 if a rule matches no event'
complete -c evb -n "__fish_evb_using_subcommand route" -l trusted -d 'Read faster by trusting that every event is valid JSON and has no name twice in one object'
complete -c evb -n "__fish_evb_using_subcommand route" -l logical -d 'Give the logical answer where the engine of the service is known to be wrong'
complete -c evb -n "__fish_evb_using_subcommand route" -l allow-outside -d 'Read files that a template names outside of the directory that is named, or in which the named file lies'
complete -c evb -n "__fish_evb_using_subcommand route" -l no-config -d 'Read no `evb.toml`'
complete -c evb -n "__fish_evb_using_subcommand route" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand check" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand check" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand check" -l events -d 'Judge samples of events that are put on a bus, instead of declarations: delivered events, PutEvents entries, and all other shapes that evb reads; repeat it for each file. Each kind of finding is told once, with the number of events that have it' -r
complete -c evb -n "__fish_evb_using_subcommand check" -l select -d 'Tell only findings of these names, and those that `evb.toml` selects; `evb explain` lists them' -r -f -a "account-not-asked\t''
alternative-dropped\t''
archive-forever\t''
arn-punctuation\t''
aws-events-on-bus\t''
aws-source\t''
broad-pattern\t''
bus-logs-loop\t''
bus-name\t''
cloudtrail-event-source\t''
cloudtrail-read-only\t''
cloudtrail-resources\t''
command-line\t''
console-sign-in\t''
dead-letter-queue\t''
dead-letter-queue-is-target\t''
dead-letter-queue-without-permission\t''
dead-letter-retention\t''
discovery-on-encrypted-bus\t''
duplicate-member\t''
duplicate-rules\t''
envelope-key\t''
envelope-value\t''
event-detail-type-long\t''
event-entry\t''
event-forwarded-twice\t''
event-loop\t''
event-personal-data\t''
event-size\t''
event-source-reserved\t''
event-type-of-source\t''
event-without-correlation\t''
event-without-idempotency\t''
event-without-version\t''
field-of-event\t''
filter-policy\t''
global-service-region\t''
input-constraint\t''
input-field\t''
input-never-json\t''
input-not-json\t''
input-of-match\t''
input-on-bus\t''
input-path\t''
input-path-unused\t''
input-placeholder\t''
input-several\t''
key-without-permission\t''
logs-hold-events\t''
mapping-limit\t''
mapping-missing\t''
no-dead-letter-queue\t''
no-retry-policy\t''
open-bus-policy\t''
operator-as-field\t''
pattern-duplicate-field\t''
pattern-empty\t''
pattern-foreign-text\t''
pattern-literal-star\t''
pattern-long\t''
pattern-matches-everything\t''
pattern-matches-nothing\t''
pattern-nearly-too-complex\t''
pattern-never-matches\t''
pattern-not-json\t''
pattern-number-text\t''
pattern-operand\t''
pattern-operator\t''
pattern-operator-undocumented\t''
pattern-operator-unsupported\t''
pattern-refused\t''
pattern-scalar\t''
pattern-shape\t''
pattern-too-complex\t''
pattern-too-long\t''
pattern-trailing-text\t''
permission-condition\t''
permission-for-any-rule\t''
permission-source-account\t''
pipe-filter\t''
pipe-limit\t''
pipe-missing\t''
pipe-service\t''
placeholder\t''
refused\t''
replayed-events\t''
request-constraint\t''
request-refused\t''
retry-policy\t''
retry-short\t''
role-trust\t''
role-without-permission\t''
rule-disabled\t''
rule-state\t''
rule-without-target\t''
rule-without-trigger\t''
s3-bucket-name\t''
s3-calls-need-trail\t''
s3-not-enabled\t''
s3-notification-shape\t''
schedule-clock-change\t''
schedule-cron\t''
schedule-end-before-start\t''
schedule-expression\t''
schedule-in-utc\t''
schedule-never-fires\t''
schedule-only-on-scheduler\t''
schedule-piles-up\t''
schedule-property\t''
schedule-start-in-the-past\t''
schedule-sunday-is-one\t''
schedule-target\t''
schedule-timezone\t''
schedule-unsettled\t''
schedule-window\t''
secret-in-file\t''
source-account\t''
subscription\t''
subscription-without-permission\t''
suppression-unused\t''
target-elsewhere\t''
target-id-twice\t''
target-on-other-bus\t''
target-takes-nothing\t''
target-without-permission\t''
template-function\t''
template-refused\t''
unknown-member\t''
value-of-event\t''
wildcard-rules\t''
wrong-type\t''
yaml-syntax\t''
yaml-value\t''"
complete -c evb -n "__fish_evb_using_subcommand check" -l ignore -d 'Tell no findings of these names, nor those that `evb.toml` ignores' -r -f -a "account-not-asked\t''
alternative-dropped\t''
archive-forever\t''
arn-punctuation\t''
aws-events-on-bus\t''
aws-source\t''
broad-pattern\t''
bus-logs-loop\t''
bus-name\t''
cloudtrail-event-source\t''
cloudtrail-read-only\t''
cloudtrail-resources\t''
command-line\t''
console-sign-in\t''
dead-letter-queue\t''
dead-letter-queue-is-target\t''
dead-letter-queue-without-permission\t''
dead-letter-retention\t''
discovery-on-encrypted-bus\t''
duplicate-member\t''
duplicate-rules\t''
envelope-key\t''
envelope-value\t''
event-detail-type-long\t''
event-entry\t''
event-forwarded-twice\t''
event-loop\t''
event-personal-data\t''
event-size\t''
event-source-reserved\t''
event-type-of-source\t''
event-without-correlation\t''
event-without-idempotency\t''
event-without-version\t''
field-of-event\t''
filter-policy\t''
global-service-region\t''
input-constraint\t''
input-field\t''
input-never-json\t''
input-not-json\t''
input-of-match\t''
input-on-bus\t''
input-path\t''
input-path-unused\t''
input-placeholder\t''
input-several\t''
key-without-permission\t''
logs-hold-events\t''
mapping-limit\t''
mapping-missing\t''
no-dead-letter-queue\t''
no-retry-policy\t''
open-bus-policy\t''
operator-as-field\t''
pattern-duplicate-field\t''
pattern-empty\t''
pattern-foreign-text\t''
pattern-literal-star\t''
pattern-long\t''
pattern-matches-everything\t''
pattern-matches-nothing\t''
pattern-nearly-too-complex\t''
pattern-never-matches\t''
pattern-not-json\t''
pattern-number-text\t''
pattern-operand\t''
pattern-operator\t''
pattern-operator-undocumented\t''
pattern-operator-unsupported\t''
pattern-refused\t''
pattern-scalar\t''
pattern-shape\t''
pattern-too-complex\t''
pattern-too-long\t''
pattern-trailing-text\t''
permission-condition\t''
permission-for-any-rule\t''
permission-source-account\t''
pipe-filter\t''
pipe-limit\t''
pipe-missing\t''
pipe-service\t''
placeholder\t''
refused\t''
replayed-events\t''
request-constraint\t''
request-refused\t''
retry-policy\t''
retry-short\t''
role-trust\t''
role-without-permission\t''
rule-disabled\t''
rule-state\t''
rule-without-target\t''
rule-without-trigger\t''
s3-bucket-name\t''
s3-calls-need-trail\t''
s3-not-enabled\t''
s3-notification-shape\t''
schedule-clock-change\t''
schedule-cron\t''
schedule-end-before-start\t''
schedule-expression\t''
schedule-in-utc\t''
schedule-never-fires\t''
schedule-only-on-scheduler\t''
schedule-piles-up\t''
schedule-property\t''
schedule-start-in-the-past\t''
schedule-sunday-is-one\t''
schedule-target\t''
schedule-timezone\t''
schedule-unsettled\t''
schedule-window\t''
secret-in-file\t''
source-account\t''
subscription\t''
subscription-without-permission\t''
suppression-unused\t''
target-elsewhere\t''
target-id-twice\t''
target-on-other-bus\t''
target-takes-nothing\t''
target-without-permission\t''
template-function\t''
template-refused\t''
unknown-member\t''
value-of-event\t''
wildcard-rules\t''
wrong-type\t''
yaml-syntax\t''
yaml-value\t''"
complete -c evb -n "__fish_evb_using_subcommand check" -l baseline -d 'Tell nothing that this file has, which `--write-baseline` wrote. Findings are known by their file, name, resource and member, so lines may move' -r -F
complete -c evb -n "__fish_evb_using_subcommand check" -l write-baseline -d 'Write what is found to this file instead of telling it: only what comes up later is told by `--baseline`. What the file has already stays if this run did not ask for it: other files, names that are not selected' -r -F
complete -c evb -n "__fish_evb_using_subcommand check" -l format -d 'The form of the output: `concise` prints a line for each finding, `sarif` is for code scanning, `github` marks findings in a pull request, `gitlab` is for its Code Quality, `junit` for whatever shows test results' -r -f -a "human\t''
concise\t''
json\t''
jsonl\t''
sarif\t''
github\t''
gitlab\t''
junit\t''"
complete -c evb -n "__fish_evb_using_subcommand check" -l threads -d 'Work on so many threads [default: as many as the machine has processors], but on no more than four for each processor. The output is the same for any number' -r
complete -c evb -n "__fish_evb_using_subcommand check" -l parameter -d 'A value for what a template leaves open; repeat it for each' -r
complete -c evb -n "__fish_evb_using_subcommand check" -l parameters -d 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones' -r
complete -c evb -n "__fish_evb_using_subcommand check" -l account -d 'The account in which a template is deployed: 12 digits' -r
complete -c evb -n "__fish_evb_using_subcommand check" -l region -d 'The Region in which it is deployed' -r
complete -c evb -n "__fish_evb_using_subcommand check" -l stack-name -d 'The name of the stack that it becomes' -r
complete -c evb -n "__fish_evb_using_subcommand check" -l config -d 'What the project always wants: this file in place of the `evb.toml` of the working directory, or of the nearest above it in the repository' -r -F
complete -c evb -n "__fish_evb_using_subcommand check" -l stage -d 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform' -r
complete -c evb -n "__fish_evb_using_subcommand check" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand check" -l fix -d 'Undo what is found where one edit of a file does it for certain, and tell what remains. An edit is made only if the file, read again with it, has no such finding, no new one that is worse than advice, and declares nothing else otherwise; all else in the file stays byte for byte. `evb explain NAME` says what has a fix'
complete -c evb -n "__fish_evb_using_subcommand check" -l diff -d 'Show as a unified diff what `--fix` would change, and change nothing; exit code 1 if there is anything'
complete -c evb -n "__fish_evb_using_subcommand check" -s v -l verbose -d 'Tell every file that is not read, and why, on standard error'
complete -c evb -n "__fish_evb_using_subcommand check" -l allow-outside -d 'Read files that a template names outside of the directory that is named, or in which the named file lies'
complete -c evb -n "__fish_evb_using_subcommand check" -l no-config -d 'Read no `evb.toml`'
complete -c evb -n "__fish_evb_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand test" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand test" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand test" -l template -d 'The template that directories of cases test; suites name their own' -r
complete -c evb -n "__fish_evb_using_subcommand test" -l run -d 'Run only cases whose names this regular expression matches; repeat it for more' -r
complete -c evb -n "__fish_evb_using_subcommand test" -l jobs -d 'Run cases on so many threads [default: as many as the machine has processors]. The output is the same for any number' -r
complete -c evb -n "__fish_evb_using_subcommand test" -l format -d 'The form of the output: `jsonl` prints a line for each case, `github` marks what does not pass in a pull request, `markdown` is a text for one, of at most 64 KiB' -r -f -a "human\t''
json\t''
jsonl\t''
github\t''
markdown\t''"
complete -c evb -n "__fish_evb_using_subcommand test" -l junit -d 'Write what comes of the cases there as JUnit XML too: `<failure>` is an expectation that is not met, `<error>` what could not be answered' -r -F
complete -c evb -n "__fish_evb_using_subcommand test" -l mutants -d 'Change what the templates declare in small ways, one after the other, and tell which of these mutants no case notices, with the case that would. Exit code 1 if there are any' -r -F
complete -c evb -n "__fish_evb_using_subcommand test" -l in-diff -d 'Only mutants of lines that a unified diff touches: a file, or `-` for standard input, as in `git diff -U0 main | evb test --mutants --in-diff -`' -r
complete -c evb -n "__fish_evb_using_subcommand test" -l coverage -d 'Tell what no case covers: alternatives by which no event matches, fields that never decide alone that one does not, targets, schedules' -r -F
complete -c evb -n "__fish_evb_using_subcommand test" -l fail-under -d 'Exit code 1 if less than so many of a hundred are covered, or mutants killed' -r
complete -c evb -n "__fish_evb_using_subcommand test" -l parameter -d 'A value for what a template leaves open; repeat it for each' -r
complete -c evb -n "__fish_evb_using_subcommand test" -l parameters -d 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones' -r
complete -c evb -n "__fish_evb_using_subcommand test" -l account -d 'The account in which a template is deployed: 12 digits' -r
complete -c evb -n "__fish_evb_using_subcommand test" -l region -d 'The Region in which it is deployed' -r
complete -c evb -n "__fish_evb_using_subcommand test" -l stack-name -d 'The name of the stack that it becomes' -r
complete -c evb -n "__fish_evb_using_subcommand test" -l config -d 'What the project always wants: this file in place of the `evb.toml` of the working directory, or of the nearest above it in the repository' -r -F
complete -c evb -n "__fish_evb_using_subcommand test" -l stage -d 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform' -r
complete -c evb -n "__fish_evb_using_subcommand test" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand test" -l list -d 'Tell the names of the cases and run none; with `--mutants`, tell the mutants'
complete -c evb -n "__fish_evb_using_subcommand test" -l write -d 'Fill in expectations that are absent with what there is, in the file: of a case that expects nothing, or of a word with nothing behind it, `matches:`. Nothing else of the file changes. Read what is written before you keep it'
complete -c evb -n "__fish_evb_using_subcommand test" -l watch -d 'Run again whenever a file changes that was read, or a glob names other files: those suites that are touched, and of them, where only events change, the cases that read these. Ends with Ctrl-C'
complete -c evb -n "__fish_evb_using_subcommand test" -l fail-fast -d 'Stop behind the first case that does not pass'
complete -c evb -n "__fish_evb_using_subcommand test" -s v -l verbose -d 'Tell cases that pass too, and which took longest'
complete -c evb -n "__fish_evb_using_subcommand test" -l write-survivors -d 'Add the cases that would notice them to the suites, behind the cases that these have, and none that the others make needless: they say what the rules do now'
complete -c evb -n "__fish_evb_using_subcommand test" -l allow-outside -d 'Read files that a template names outside of the directory that is named, or in which the named file lies'
complete -c evb -n "__fish_evb_using_subcommand test" -l no-config -d 'Read no `evb.toml`'
complete -c evb -n "__fish_evb_using_subcommand test" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand list" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand list" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand list" -l format -d 'The form of the output: `jsonl` prints a line for each thing, `mermaid` and `svg` draw how events flow' -r -f -a "human\t''
json\t''
jsonl\t''
mermaid\t''
svg\t''"
complete -c evb -n "__fish_evb_using_subcommand list" -l parameter -d 'A value for what a template leaves open; repeat it for each' -r
complete -c evb -n "__fish_evb_using_subcommand list" -l parameters -d 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones' -r
complete -c evb -n "__fish_evb_using_subcommand list" -l account -d 'The account in which a template is deployed: 12 digits' -r
complete -c evb -n "__fish_evb_using_subcommand list" -l region -d 'The Region in which it is deployed' -r
complete -c evb -n "__fish_evb_using_subcommand list" -l stack-name -d 'The name of the stack that it becomes' -r
complete -c evb -n "__fish_evb_using_subcommand list" -l config -d 'What the project always wants: this file in place of the `evb.toml` of the working directory, or of the nearest above it in the repository' -r -F
complete -c evb -n "__fish_evb_using_subcommand list" -l stage -d 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform' -r
complete -c evb -n "__fish_evb_using_subcommand list" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand list" -l allow-outside -d 'Read files that a template names outside of the directory that is named, or in which the named file lies'
complete -c evb -n "__fish_evb_using_subcommand list" -l no-config -d 'Read no `evb.toml`'
complete -c evb -n "__fish_evb_using_subcommand list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand compare" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand compare" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand compare" -l allow -d 'The relations with which the answer is yes, apart from `equal`; of what is added, and of another target, `wider` is asked, of what is removed `narrower`' -r -f -a "equal\t'Both let the same through'
wider\t'The new one lets more through'
narrower\t'The new one lets less through'
overlapping\t'Each lets something through that the other does not'
disjoint\t'Nothing passes both'
unknown\t'It could not be decided'"
complete -c evb -n "__fish_evb_using_subcommand compare" -l events -d 'Events of which to count which are gained and lost: files, globs, or `-`; repeat it for more' -r
complete -c evb -n "__fish_evb_using_subcommand compare" -l schema -d 'Ask only of the events of a schema: a file, a glob, a directory, `-`; repeat it for more. Fields that it does not name are taken to be those that no event has. Its types and enumerations count, other bounds of values do not' -r
complete -c evb -n "__fish_evb_using_subcommand compare" -l format -d 'The form of the output; `markdown` is for a pull request' -r -f -a "human\t''
json\t''
jsonl\t''
markdown\t''"
complete -c evb -n "__fish_evb_using_subcommand compare" -l parameter -d 'A value for what a template leaves open; repeat it for each' -r
complete -c evb -n "__fish_evb_using_subcommand compare" -l parameters -d 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones' -r
complete -c evb -n "__fish_evb_using_subcommand compare" -l account -d 'The account in which a template is deployed: 12 digits' -r
complete -c evb -n "__fish_evb_using_subcommand compare" -l region -d 'The Region in which it is deployed' -r
complete -c evb -n "__fish_evb_using_subcommand compare" -l stack-name -d 'The name of the stack that it becomes' -r
complete -c evb -n "__fish_evb_using_subcommand compare" -l config -d 'What the project always wants: this file in place of the `evb.toml` of the working directory, or of the nearest above it in the repository' -r -F
complete -c evb -n "__fish_evb_using_subcommand compare" -l stage -d 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform' -r
complete -c evb -n "__fish_evb_using_subcommand compare" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand compare" -l catalogue -d 'Ask of AWS\'s own events as the catalogue knows them, where a pattern names a source and detail-type of AWS and the catalogue knows the fields'
complete -c evb -n "__fish_evb_using_subcommand compare" -l logical -d 'Leave the known defects of the service\'s engine aside: compare what the patterns say'
complete -c evb -n "__fish_evb_using_subcommand compare" -l allow-outside -d 'Read files that a template names outside of the directory that is named, or in which the named file lies'
complete -c evb -n "__fish_evb_using_subcommand compare" -l no-config -d 'Read no `evb.toml`'
complete -c evb -n "__fish_evb_using_subcommand compare" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand next-fires" -s n -l count -d 'Show at most this many fires of each schedule, with `--total` of all together. Only a picture, `svg`, has a bound, 1000000 in all' -r
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l before -d 'Show fires before this time, which is outside, the newest first: did it run when it should? A rate is counted back from it if nothing says when the schedule was created' -r
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l after -d 'Show fires after this time, which is outside. Default: now; with `--before` as far back as `--count` reaches' -r
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l until -d 'Show fires up to this time, which is inside, as far as `--count` reaches' -r
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l timezone -d 'The time zone on whose clock expressions are read, by its IANA name. Default: UTC' -r -f -a "Africa/Abidjan\t''
Africa/Accra\t''
Africa/Addis_Ababa\t''
Africa/Algiers\t''
Africa/Asmara\t''
Africa/Asmera\t''
Africa/Bamako\t''
Africa/Bangui\t''
Africa/Banjul\t''
Africa/Bissau\t''
Africa/Blantyre\t''
Africa/Brazzaville\t''
Africa/Bujumbura\t''
Africa/Cairo\t''
Africa/Casablanca\t''
Africa/Ceuta\t''
Africa/Conakry\t''
Africa/Dakar\t''
Africa/Dar_es_Salaam\t''
Africa/Djibouti\t''
Africa/Douala\t''
Africa/El_Aaiun\t''
Africa/Freetown\t''
Africa/Gaborone\t''
Africa/Harare\t''
Africa/Johannesburg\t''
Africa/Juba\t''
Africa/Kampala\t''
Africa/Khartoum\t''
Africa/Kigali\t''
Africa/Kinshasa\t''
Africa/Lagos\t''
Africa/Libreville\t''
Africa/Lome\t''
Africa/Luanda\t''
Africa/Lubumbashi\t''
Africa/Lusaka\t''
Africa/Malabo\t''
Africa/Maputo\t''
Africa/Maseru\t''
Africa/Mbabane\t''
Africa/Mogadishu\t''
Africa/Monrovia\t''
Africa/Nairobi\t''
Africa/Ndjamena\t''
Africa/Niamey\t''
Africa/Nouakchott\t''
Africa/Ouagadougou\t''
Africa/Porto-Novo\t''
Africa/Sao_Tome\t''
Africa/Timbuktu\t''
Africa/Tripoli\t''
Africa/Tunis\t''
Africa/Windhoek\t''
America/Adak\t''
America/Anchorage\t''
America/Anguilla\t''
America/Antigua\t''
America/Araguaina\t''
America/Argentina/Buenos_Aires\t''
America/Argentina/Catamarca\t''
America/Argentina/ComodRivadavia\t''
America/Argentina/Cordoba\t''
America/Argentina/Jujuy\t''
America/Argentina/La_Rioja\t''
America/Argentina/Mendoza\t''
America/Argentina/Rio_Gallegos\t''
America/Argentina/Salta\t''
America/Argentina/San_Juan\t''
America/Argentina/San_Luis\t''
America/Argentina/Tucuman\t''
America/Argentina/Ushuaia\t''
America/Aruba\t''
America/Asuncion\t''
America/Atikokan\t''
America/Atka\t''
America/Bahia\t''
America/Bahia_Banderas\t''
America/Barbados\t''
America/Belem\t''
America/Belize\t''
America/Blanc-Sablon\t''
America/Boa_Vista\t''
America/Bogota\t''
America/Boise\t''
America/Buenos_Aires\t''
America/Cambridge_Bay\t''
America/Campo_Grande\t''
America/Cancun\t''
America/Caracas\t''
America/Catamarca\t''
America/Cayenne\t''
America/Cayman\t''
America/Chicago\t''
America/Chihuahua\t''
America/Ciudad_Juarez\t''
America/Coral_Harbour\t''
America/Cordoba\t''
America/Costa_Rica\t''
America/Coyhaique\t''
America/Creston\t''
America/Cuiaba\t''
America/Curacao\t''
America/Danmarkshavn\t''
America/Dawson\t''
America/Dawson_Creek\t''
America/Denver\t''
America/Detroit\t''
America/Dominica\t''
America/Edmonton\t''
America/Eirunepe\t''
America/El_Salvador\t''
America/Ensenada\t''
America/Fort_Nelson\t''
America/Fort_Wayne\t''
America/Fortaleza\t''
America/Glace_Bay\t''
America/Godthab\t''
America/Goose_Bay\t''
America/Grand_Turk\t''
America/Grenada\t''
America/Guadeloupe\t''
America/Guatemala\t''
America/Guayaquil\t''
America/Guyana\t''
America/Halifax\t''
America/Havana\t''
America/Hermosillo\t''
America/Indiana/Indianapolis\t''
America/Indiana/Knox\t''
America/Indiana/Marengo\t''
America/Indiana/Petersburg\t''
America/Indiana/Tell_City\t''
America/Indiana/Vevay\t''
America/Indiana/Vincennes\t''
America/Indiana/Winamac\t''
America/Indianapolis\t''
America/Inuvik\t''
America/Iqaluit\t''
America/Jamaica\t''
America/Jujuy\t''
America/Juneau\t''
America/Kentucky/Louisville\t''
America/Kentucky/Monticello\t''
America/Knox_IN\t''
America/Kralendijk\t''
America/La_Paz\t''
America/Lima\t''
America/Los_Angeles\t''
America/Louisville\t''
America/Lower_Princes\t''
America/Maceio\t''
America/Managua\t''
America/Manaus\t''
America/Marigot\t''
America/Martinique\t''
America/Matamoros\t''
America/Mazatlan\t''
America/Mendoza\t''
America/Menominee\t''
America/Merida\t''
America/Metlakatla\t''
America/Mexico_City\t''
America/Miquelon\t''
America/Moncton\t''
America/Monterrey\t''
America/Montevideo\t''
America/Montreal\t''
America/Montserrat\t''
America/Nassau\t''
America/New_York\t''
America/Nipigon\t''
America/Nome\t''
America/Noronha\t''
America/North_Dakota/Beulah\t''
America/North_Dakota/Center\t''
America/North_Dakota/New_Salem\t''
America/Nuuk\t''
America/Ojinaga\t''
America/Panama\t''
America/Pangnirtung\t''
America/Paramaribo\t''
America/Phoenix\t''
America/Port-au-Prince\t''
America/Port_of_Spain\t''
America/Porto_Acre\t''
America/Porto_Velho\t''
America/Puerto_Rico\t''
America/Punta_Arenas\t''
America/Rainy_River\t''
America/Rankin_Inlet\t''
America/Recife\t''
America/Regina\t''
America/Resolute\t''
America/Rio_Branco\t''
America/Rosario\t''
America/Santa_Isabel\t''
America/Santarem\t''
America/Santiago\t''
America/Santo_Domingo\t''
America/Sao_Paulo\t''
America/Scoresbysund\t''
America/Shiprock\t''
America/Sitka\t''
America/St_Barthelemy\t''
America/St_Johns\t''
America/St_Kitts\t''
America/St_Lucia\t''
America/St_Thomas\t''
America/St_Vincent\t''
America/Swift_Current\t''
America/Tegucigalpa\t''
America/Thule\t''
America/Thunder_Bay\t''
America/Tijuana\t''
America/Toronto\t''
America/Tortola\t''
America/Vancouver\t''
America/Virgin\t''
America/Whitehorse\t''
America/Winnipeg\t''
America/Yakutat\t''
America/Yellowknife\t''
Antarctica/Casey\t''
Antarctica/Davis\t''
Antarctica/DumontDUrville\t''
Antarctica/Macquarie\t''
Antarctica/Mawson\t''
Antarctica/McMurdo\t''
Antarctica/Palmer\t''
Antarctica/Rothera\t''
Antarctica/South_Pole\t''
Antarctica/Syowa\t''
Antarctica/Troll\t''
Antarctica/Vostok\t''
Arctic/Longyearbyen\t''
Asia/Aden\t''
Asia/Almaty\t''
Asia/Amman\t''
Asia/Anadyr\t''
Asia/Aqtau\t''
Asia/Aqtobe\t''
Asia/Ashgabat\t''
Asia/Ashkhabad\t''
Asia/Atyrau\t''
Asia/Baghdad\t''
Asia/Bahrain\t''
Asia/Baku\t''
Asia/Bangkok\t''
Asia/Barnaul\t''
Asia/Beirut\t''
Asia/Bishkek\t''
Asia/Brunei\t''
Asia/Calcutta\t''
Asia/Chita\t''
Asia/Choibalsan\t''
Asia/Chongqing\t''
Asia/Chungking\t''
Asia/Colombo\t''
Asia/Dacca\t''
Asia/Damascus\t''
Asia/Dhaka\t''
Asia/Dili\t''
Asia/Dubai\t''
Asia/Dushanbe\t''
Asia/Famagusta\t''
Asia/Gaza\t''
Asia/Harbin\t''
Asia/Hebron\t''
Asia/Ho_Chi_Minh\t''
Asia/Hong_Kong\t''
Asia/Hovd\t''
Asia/Irkutsk\t''
Asia/Istanbul\t''
Asia/Jakarta\t''
Asia/Jayapura\t''
Asia/Jerusalem\t''
Asia/Kabul\t''
Asia/Kamchatka\t''
Asia/Karachi\t''
Asia/Kashgar\t''
Asia/Kathmandu\t''
Asia/Katmandu\t''
Asia/Khandyga\t''
Asia/Kolkata\t''
Asia/Krasnoyarsk\t''
Asia/Kuala_Lumpur\t''
Asia/Kuching\t''
Asia/Kuwait\t''
Asia/Macao\t''
Asia/Macau\t''
Asia/Magadan\t''
Asia/Makassar\t''
Asia/Manila\t''
Asia/Muscat\t''
Asia/Nicosia\t''
Asia/Novokuznetsk\t''
Asia/Novosibirsk\t''
Asia/Omsk\t''
Asia/Oral\t''
Asia/Phnom_Penh\t''
Asia/Pontianak\t''
Asia/Pyongyang\t''
Asia/Qatar\t''
Asia/Qostanay\t''
Asia/Qyzylorda\t''
Asia/Rangoon\t''
Asia/Riyadh\t''
Asia/Saigon\t''
Asia/Sakhalin\t''
Asia/Samarkand\t''
Asia/Seoul\t''
Asia/Shanghai\t''
Asia/Singapore\t''
Asia/Srednekolymsk\t''
Asia/Taipei\t''
Asia/Tashkent\t''
Asia/Tbilisi\t''
Asia/Tehran\t''
Asia/Tel_Aviv\t''
Asia/Thimbu\t''
Asia/Thimphu\t''
Asia/Tokyo\t''
Asia/Tomsk\t''
Asia/Ujung_Pandang\t''
Asia/Ulaanbaatar\t''
Asia/Ulan_Bator\t''
Asia/Urumqi\t''
Asia/Ust-Nera\t''
Asia/Vientiane\t''
Asia/Vladivostok\t''
Asia/Yakutsk\t''
Asia/Yangon\t''
Asia/Yekaterinburg\t''
Asia/Yerevan\t''
Atlantic/Azores\t''
Atlantic/Bermuda\t''
Atlantic/Canary\t''
Atlantic/Cape_Verde\t''
Atlantic/Faeroe\t''
Atlantic/Faroe\t''
Atlantic/Jan_Mayen\t''
Atlantic/Madeira\t''
Atlantic/Reykjavik\t''
Atlantic/South_Georgia\t''
Atlantic/St_Helena\t''
Atlantic/Stanley\t''
Australia/ACT\t''
Australia/Adelaide\t''
Australia/Brisbane\t''
Australia/Broken_Hill\t''
Australia/Canberra\t''
Australia/Currie\t''
Australia/Darwin\t''
Australia/Eucla\t''
Australia/Hobart\t''
Australia/LHI\t''
Australia/Lindeman\t''
Australia/Lord_Howe\t''
Australia/Melbourne\t''
Australia/North\t''
Australia/NSW\t''
Australia/Perth\t''
Australia/Queensland\t''
Australia/South\t''
Australia/Sydney\t''
Australia/Tasmania\t''
Australia/Victoria\t''
Australia/West\t''
Australia/Yancowinna\t''
Brazil/Acre\t''
Brazil/DeNoronha\t''
Brazil/East\t''
Brazil/West\t''
Canada/Atlantic\t''
Canada/Central\t''
Canada/Eastern\t''
Canada/Mountain\t''
Canada/Newfoundland\t''
Canada/Pacific\t''
Canada/Saskatchewan\t''
Canada/Yukon\t''
CET\t''
Chile/Continental\t''
Chile/EasterIsland\t''
CST6CDT\t''
Cuba\t''
EET\t''
Egypt\t''
Eire\t''
EST\t''
EST5EDT\t''
Etc/GMT\t''
Etc/GMT+0\t''
Etc/GMT+1\t''
Etc/GMT+10\t''
Etc/GMT+11\t''
Etc/GMT+12\t''
Etc/GMT+2\t''
Etc/GMT+3\t''
Etc/GMT+4\t''
Etc/GMT+5\t''
Etc/GMT+6\t''
Etc/GMT+7\t''
Etc/GMT+8\t''
Etc/GMT+9\t''
Etc/GMT-0\t''
Etc/GMT-1\t''
Etc/GMT-10\t''
Etc/GMT-11\t''
Etc/GMT-12\t''
Etc/GMT-13\t''
Etc/GMT-14\t''
Etc/GMT-2\t''
Etc/GMT-3\t''
Etc/GMT-4\t''
Etc/GMT-5\t''
Etc/GMT-6\t''
Etc/GMT-7\t''
Etc/GMT-8\t''
Etc/GMT-9\t''
Etc/GMT0\t''
Etc/Greenwich\t''
Etc/UCT\t''
Etc/Universal\t''
Etc/UTC\t''
Etc/Zulu\t''
Europe/Amsterdam\t''
Europe/Andorra\t''
Europe/Astrakhan\t''
Europe/Athens\t''
Europe/Belfast\t''
Europe/Belgrade\t''
Europe/Berlin\t''
Europe/Bratislava\t''
Europe/Brussels\t''
Europe/Bucharest\t''
Europe/Budapest\t''
Europe/Busingen\t''
Europe/Chisinau\t''
Europe/Copenhagen\t''
Europe/Dublin\t''
Europe/Gibraltar\t''
Europe/Guernsey\t''
Europe/Helsinki\t''
Europe/Isle_of_Man\t''
Europe/Istanbul\t''
Europe/Jersey\t''
Europe/Kaliningrad\t''
Europe/Kiev\t''
Europe/Kirov\t''
Europe/Kyiv\t''
Europe/Lisbon\t''
Europe/Ljubljana\t''
Europe/London\t''
Europe/Luxembourg\t''
Europe/Madrid\t''
Europe/Malta\t''
Europe/Mariehamn\t''
Europe/Minsk\t''
Europe/Monaco\t''
Europe/Moscow\t''
Europe/Nicosia\t''
Europe/Oslo\t''
Europe/Paris\t''
Europe/Podgorica\t''
Europe/Prague\t''
Europe/Riga\t''
Europe/Rome\t''
Europe/Samara\t''
Europe/San_Marino\t''
Europe/Sarajevo\t''
Europe/Saratov\t''
Europe/Simferopol\t''
Europe/Skopje\t''
Europe/Sofia\t''
Europe/Stockholm\t''
Europe/Tallinn\t''
Europe/Tirane\t''
Europe/Tiraspol\t''
Europe/Ulyanovsk\t''
Europe/Uzhgorod\t''
Europe/Vaduz\t''
Europe/Vatican\t''
Europe/Vienna\t''
Europe/Vilnius\t''
Europe/Volgograd\t''
Europe/Warsaw\t''
Europe/Zagreb\t''
Europe/Zaporozhye\t''
Europe/Zurich\t''
Factory\t''
GB\t''
GB-Eire\t''
GMT\t''
GMT+0\t''
GMT-0\t''
GMT0\t''
Greenwich\t''
Hongkong\t''
HST\t''
Iceland\t''
Indian/Antananarivo\t''
Indian/Chagos\t''
Indian/Christmas\t''
Indian/Cocos\t''
Indian/Comoro\t''
Indian/Kerguelen\t''
Indian/Mahe\t''
Indian/Maldives\t''
Indian/Mauritius\t''
Indian/Mayotte\t''
Indian/Reunion\t''
Iran\t''
Israel\t''
Jamaica\t''
Japan\t''
Kwajalein\t''
Libya\t''
MET\t''
Mexico/BajaNorte\t''
Mexico/BajaSur\t''
Mexico/General\t''
MST\t''
MST7MDT\t''
Navajo\t''
NZ\t''
NZ-CHAT\t''
Pacific/Apia\t''
Pacific/Auckland\t''
Pacific/Bougainville\t''
Pacific/Chatham\t''
Pacific/Chuuk\t''
Pacific/Easter\t''
Pacific/Efate\t''
Pacific/Enderbury\t''
Pacific/Fakaofo\t''
Pacific/Fiji\t''
Pacific/Funafuti\t''
Pacific/Galapagos\t''
Pacific/Gambier\t''
Pacific/Guadalcanal\t''
Pacific/Guam\t''
Pacific/Honolulu\t''
Pacific/Johnston\t''
Pacific/Kanton\t''
Pacific/Kiritimati\t''
Pacific/Kosrae\t''
Pacific/Kwajalein\t''
Pacific/Majuro\t''
Pacific/Marquesas\t''
Pacific/Midway\t''
Pacific/Nauru\t''
Pacific/Niue\t''
Pacific/Norfolk\t''
Pacific/Noumea\t''
Pacific/Pago_Pago\t''
Pacific/Palau\t''
Pacific/Pitcairn\t''
Pacific/Pohnpei\t''
Pacific/Ponape\t''
Pacific/Port_Moresby\t''
Pacific/Rarotonga\t''
Pacific/Saipan\t''
Pacific/Samoa\t''
Pacific/Tahiti\t''
Pacific/Tarawa\t''
Pacific/Tongatapu\t''
Pacific/Truk\t''
Pacific/Wake\t''
Pacific/Wallis\t''
Pacific/Yap\t''
Poland\t''
Portugal\t''
PRC\t''
PST8PDT\t''
ROC\t''
ROK\t''
Singapore\t''
Turkey\t''
UCT\t''
Universal\t''
US/Alaska\t''
US/Aleutian\t''
US/Arizona\t''
US/Central\t''
US/East-Indiana\t''
US/Eastern\t''
US/Hawaii\t''
US/Indiana-Starke\t''
US/Michigan\t''
US/Mountain\t''
US/Pacific\t''
US/Samoa\t''
UTC\t''
W-SU\t''
WET\t''
Zulu\t''"
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
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l parameter -d 'A value for what a template leaves open; repeat it for each' -r
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l parameters -d 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones' -r
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l account -d 'The account in which a template is deployed: 12 digits' -r
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l region -d 'The Region in which it is deployed' -r
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l stack-name -d 'The name of the stack that it becomes' -r
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l config -d 'What the project always wants: this file in place of the `evb.toml` of the working directory, or of the nearest above it in the repository' -r -F
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l stage -d 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform' -r
complete -c evb -n "__fish_evb_using_subcommand next-fires" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l total -d '`--count` is the number of fires of all schedules together: the first ones, whosever they are'
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l allow-outside -d 'Read files that a template names outside of the directory that is named, or in which the named file lies'
complete -c evb -n "__fish_evb_using_subcommand next-fires" -l no-config -d 'Read no `evb.toml`'
complete -c evb -n "__fish_evb_using_subcommand next-fires" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand transform" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand transform" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand transform" -l input -d 'A constant: the `Input` of a target. `file://…` reads a file. It needs no event, so none is read unless one is named' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l input-path -d 'A part of the event: the `InputPath` of a rule\'s target' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l input-template -d 'The input template of a rule\'s or a pipe\'s target. `file://…` reads a file' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l input-paths-map -d 'The `InputPathsMap` of a rule\'s template: JSON, or a file' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l target -d 'A file with the target: a template of any format that `evb list` reads, what `aws events put-targets` takes or `list-targets-by-rule` prints, a pipe (`create-pipe`, `describe-pipe`) or a schedule (`create-schedule`, `get-schedule`). `FILE#NAME` is one of several: `template.json#Orders/Queue`' -r
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
complete -c evb -n "__fish_evb_using_subcommand transform" -l ingestion-time -d 'Rules and pipes: `aws.events.event.ingestion-time`, `aws.pipes.event.ingestion-time`. RFC 3339 is taken as it is written; also a date, `now`, `today`, `tomorrow`, `+2h`, `-3d`' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l pipe-arn -d 'Pipes: `aws.pipes.pipe-arn`. The pipe\'s name is taken from it' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l pipe-name -d 'Pipes: `aws.pipes.pipe-name`' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l source-arn -d 'Pipes: `aws.pipes.source-arn`' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l enrichment-arn -d 'Pipes: `aws.pipes.enrichment-arn`' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l schedule-arn -d 'Scheduler: `aws.scheduler.schedule-arn`' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l scheduled-time -d 'Scheduler: `aws.scheduler.scheduled-time`. RFC 3339 is taken as it is written, and AWS writes `2022-03-22T18:59:43Z`; also a date, `now`, `today`, `tomorrow`, `+2h`, `-3d`' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l execution-id -d 'Scheduler: `aws.scheduler.execution-id`' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l attempt-number -d 'Scheduler: `aws.scheduler.attempt-number`' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l parameter -d 'A value for what a template leaves open; repeat it for each' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l parameters -d 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l account -d 'The account in which a template is deployed: 12 digits' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l region -d 'The Region in which it is deployed' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l stack-name -d 'The name of the stack that it becomes' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -l config -d 'What the project always wants: this file in place of the `evb.toml` of the working directory, or of the nearest above it in the repository' -r -F
complete -c evb -n "__fish_evb_using_subcommand transform" -l template-stage -d 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform: `--stage` is that of a pipe' -r
complete -c evb -n "__fish_evb_using_subcommand transform" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand transform" -l allow-outside -d 'Read files that a template names outside of the directory that is named, or in which the named file lies'
complete -c evb -n "__fish_evb_using_subcommand transform" -l no-config -d 'Read no `evb.toml`'
complete -c evb -n "__fish_evb_using_subcommand transform" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand pipe" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand pipe" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand pipe" -l pipe -d 'The pipe: what `aws pipes create-pipe --cli-input-json` takes or `aws pipes describe-pipe` prints, or an event source mapping of Lambda, whose target is the function. A template that has one of these is seen through; `FILE#NAME` names one of several' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l records -d 'The records of the source as the pipe gets them: a JSON array, JSON Lines, or `{"Records":[…]}`; also what `aws sqs receive-message`, `aws kinesis get-records` and Lambda\'s events of Kinesis hold' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l enrichment-response -d 'What the enrichment answers: JSON, or one answer a line; the last one is repeated for further batches' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l enrichment-command -d 'A shell command that enriches: it gets each batch on standard input and answers on standard output' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l enrichment-timeout -d 'How long the command may take for one batch, in seconds; then it is killed. AWS allows an execution 300' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l target-response -d 'What a Lambda or Step Functions target answers, `{"batchItemFailures":[…]}` say: JSON, or one answer a line; the last one is repeated. A line that is not JSON stands for an exception' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l batch-size -d 'The batch size to assume if the pipe gives none. Without this it is 10 for SQS and 100 for other sources, or less where enrichment or target take less' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l threads -d 'Work on so many threads [default: as many as the machine has processors], but on no more than four for each processor. The output is the same for any number' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l time -d 'The time at which records are received, for `<aws.pipes.event.ingestion-time>` and event buses; default now' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l explain -d 'Explain at most this many of the records that no filter lets through; all are told' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l format -d 'How to write the result' -r -f -a "human\t''
json\t''
jsonl\t''"
complete -c evb -n "__fish_evb_using_subcommand pipe" -l unknown -d 'What to take where the answer depends on what a template leaves open: that the event, or the record, matches, or that it does not. Without it such an answer is open, and exit code 2' -r -f -a "match\t'It matches'
no-match\t'It does not'"
complete -c evb -n "__fish_evb_using_subcommand pipe" -l parameter -d 'A value for what a template leaves open; repeat it for each' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l parameters -d 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l account -d 'The account in which a template is deployed: 12 digits' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l region -d 'The Region in which it is deployed' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l stack-name -d 'The name of the stack that it becomes' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -l config -d 'What the project always wants: this file in place of the `evb.toml` of the working directory, or of the nearest above it in the repository' -r -F
complete -c evb -n "__fish_evb_using_subcommand pipe" -l stage -d 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform' -r
complete -c evb -n "__fish_evb_using_subcommand pipe" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand pipe" -l check -d 'Only check the pipe as CreatePipe does'
complete -c evb -n "__fish_evb_using_subcommand pipe" -l allow-outside -d 'Read files that a template names outside of the directory that is named, or in which the named file lies'
complete -c evb -n "__fish_evb_using_subcommand pipe" -l no-config -d 'Read no `evb.toml`'
complete -c evb -n "__fish_evb_using_subcommand pipe" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand put-events" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand put-events" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand put-events" -l account -d 'The account that puts the events: 12 digits' -r
complete -c evb -n "__fish_evb_using_subcommand put-events" -l region -d 'The Region in which they are put' -r
complete -c evb -n "__fish_evb_using_subcommand put-events" -l time -d 'When they are put: the time of events whose entry has none; by default now' -r
complete -c evb -n "__fish_evb_using_subcommand put-events" -l seed -d 'What the ids of the events are made from: the same seed, the same ids' -r
complete -c evb -n "__fish_evb_using_subcommand put-events" -l bus -d 'The name or ARN of a bus that exists, beside `default`; repeat it for each' -r
complete -c evb -n "__fish_evb_using_subcommand put-events" -l policy -d 'Ask the policies of this file whether the principal may put each entry on its bus: a template, what `aws events describe-event-bus` prints, or a policy alone' -r
complete -c evb -n "__fish_evb_using_subcommand put-events" -l principal -d 'Who puts the entries: the ARN of a role, of a user or of a session of a role, or the number of an account' -r
complete -c evb -n "__fish_evb_using_subcommand put-events" -l format -d 'The form of the output; `jsonl` prints the events, for other commands to read, and a line with an `error` for each entry of which targets see none' -r -f -a "human\t''
json\t''
jsonl\t''"
complete -c evb -n "__fish_evb_using_subcommand put-events" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand put-events" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand sample" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand sample" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand sample" -s n -l count -d 'How many events to make. By default as many as it takes: one for every alternative, or for every change' -r
complete -c evb -n "__fish_evb_using_subcommand sample" -l seed -d 'What is made up follows from it: the same seed, the same events' -r
complete -c evb -n "__fish_evb_using_subcommand sample" -l for -d 'Where the pattern is used: filters (`pipe`, `lambda`) get records of their source. Default: what declares the pattern says it, else `bus`' -r -f -a "bus\t''
pipe\t''
lambda\t''
subscriber\t''"
complete -c evb -n "__fish_evb_using_subcommand sample" -l schema -d 'Fill events from schemas, and print only what is valid by one: a file, a glob, a directory, `-`; repeat it for more. Fields that a schema does not name are taken to be those that no event has' -r
complete -c evb -n "__fish_evb_using_subcommand sample" -l format -d 'The form of the output; `jsonl` prints the events alone, one a line, for other commands to read' -r -f -a "human\t''
json\t''
jsonl\t''"
complete -c evb -n "__fish_evb_using_subcommand sample" -l parameter -d 'A value for what a template leaves open; repeat it for each' -r
complete -c evb -n "__fish_evb_using_subcommand sample" -l parameters -d 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones' -r
complete -c evb -n "__fish_evb_using_subcommand sample" -l account -d 'The account in which a template is deployed: 12 digits' -r
complete -c evb -n "__fish_evb_using_subcommand sample" -l region -d 'The Region in which it is deployed' -r
complete -c evb -n "__fish_evb_using_subcommand sample" -l stack-name -d 'The name of the stack that it becomes' -r
complete -c evb -n "__fish_evb_using_subcommand sample" -l config -d 'What the project always wants: this file in place of the `evb.toml` of the working directory, or of the nearest above it in the repository' -r -F
complete -c evb -n "__fish_evb_using_subcommand sample" -l stage -d 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform' -r
complete -c evb -n "__fish_evb_using_subcommand sample" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand sample" -l near-miss -d 'Make events that fail by one field: one step beyond each bound, one character off, in another case, of another type, absent, in another element of an array'
complete -c evb -n "__fish_evb_using_subcommand sample" -l allow-outside -d 'Read files that a template names outside of the directory that is named, or in which the named file lies'
complete -c evb -n "__fish_evb_using_subcommand sample" -l no-config -d 'Read no `evb.toml`'
complete -c evb -n "__fish_evb_using_subcommand sample" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l target -d 'What is delivered to: a target, a schedule, a rule with a target or a template, as a file, `-`, or JSON; or an ARN' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l profile -d 'The service that delivers [default: rule, or that of the target]' -r -f -a "rule\t''
scheduler\t''
subscriber\t''
lambda-async\t''
sns-lambda\t''
sns-http\t''
sqs\t''
stream\t''
step-functions\t''
custom\t''"
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l dead-letter-queue -d 'An ARN, `none` (the event is dropped) or `denied` (it is lost) [default: the target\'s, or an assumed one]' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l arrival -d 'When the event arrives, or the schedule invokes: `2026-11-20T10:00:00Z`, a date, `now`, `today`, `tomorrow`, `+2h`, `-3d`. Needed for times of day only' -r
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
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l dispatch-delay -d 'How long after arrival, or after the time of the schedule, the first attempt is made [default: 0s; a queue\'s `DelaySeconds`]' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l require -d 'What must hold for exit code 0, as in `delivered>=0.999`, `attempts.p99<=10`, `delivery-time.p99<=1h`; repeatable' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l seed -d 'Decides about all luck; the same seed gives the same bytes' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l at -d 'Where else it fails on the way of a --target, as `PLACE:FAILURE`; repeatable. Without `--fail` nothing fails before then' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l payload -d 'What the target receives, for the body of the dead letter: a file, `-`, or JSON' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l runs -d 'Simulate so many events with different luck, and report shares and quantiles with 95 % intervals' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l threads -d 'Threads for --runs [default: all]. The result does not depend on it' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l visibility-timeout -d 'sqs: how long a received message stays invisible' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l maximum-receive-count -d 'sqs: how often a message is received before the redrive policy moves it' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l group-size -d 'sqs: how many messages of the same FIFO group wait behind this one' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l retriers -d 'step-functions: the value of `Retry`; a file, `-`, or JSON' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l delivery-policy -d 'sns-http: the delivery policy; a file, `-`, or JSON' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l format -d 'How the answer is written: the tables of csv and the picture of svg are those of the first hop, json and the last line of jsonl have the whole way' -r -f -a "human\t''
json\t''
jsonl\t''
csv\t''
svg\t''"
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l parameter -d 'A value for what a template leaves open; repeat it for each' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l parameters -d 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l account -d 'The account in which a template is deployed: 12 digits' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l region -d 'The Region in which it is deployed' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l stack-name -d 'The name of the stack that it becomes' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l config -d 'What the project always wants: this file in place of the `evb.toml` of the working directory, or of the nearest above it in the repository' -r -F
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l stage -d 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l transformed -d 'The target has an input, an input path or an input transformer'
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l sensitivity -d 'Ask under all presets, and say which conclusions hold for every one'
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l allow-outside -d 'Read files that a template names outside of the directory that is named, or in which the named file lies'
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -l no-config -d 'Read no `evb.toml`'
complete -c evb -n "__fish_evb_using_subcommand simulate-retries" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l events -d 'How many events arrive' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l rate -d 'How fast they arrive: `200/s`, `300/m`. The k-th arrives at k / rate; without a rate all arrive at once' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l target-capacity -d 'How fast the target takes them [default: no limit]' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l target-burst -d 'How many more than its capacity the target takes after a pause' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l overload -d 'What happens to what exceeds the capacity' -r -f -a "queue\t'It waits in order, unattempted while the target is down: uses up age, not retries. So does EventBridge at the rate limit of an API destination only'
retry\t'The target refuses it: THROTTLING, which uses up retries. Failures use them up too'"
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l target -d 'What is delivered to: a target, a schedule, a rule with a target or a template, as a file, `-`, or JSON; or an ARN' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l profile -d 'The service that delivers [default: rule, or that of the target]' -r -f -a "rule\t''
scheduler\t''
subscriber\t''
lambda-async\t''
sns-lambda\t''
sns-http\t''
sqs\t''
stream\t''
step-functions\t''
custom\t''"
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l dead-letter-queue -d 'An ARN, `none` (the event is dropped) or `denied` (it is lost) [default: the target\'s, or an assumed one]' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l arrival -d 'When the event arrives, or the schedule invokes: `2026-11-20T10:00:00Z`, a date, `now`, `today`, `tomorrow`, `+2h`, `-3d`. Needed for times of day only' -r
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
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l dispatch-delay -d 'How long after arrival, or after the time of the schedule, the first attempt is made [default: 0s; a queue\'s `DelaySeconds`]' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l require -d 'What must hold for exit code 0, as in `delivered>=0.999`, `attempts.p99<=10`, `delivery-time.p99<=1h`; repeatable' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l seed -d 'Decides about all luck; the same seed gives the same bytes' -r
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -l format -d 'How the answer is written' -r -f -a "human\t''
json\t''
jsonl\t''
csv\t''
svg\t''"
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand simulate-load" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand fit-retries" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand fit-retries" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand fit-retries" -l format -d 'How the answer is written' -r -f -a "human\t''
json\t''
jsonl\t''
csv\t''
svg\t''"
complete -c evb -n "__fish_evb_using_subcommand fit-retries" -l seed -d 'Decides about the resamplings that give the intervals' -r
complete -c evb -n "__fish_evb_using_subcommand fit-retries" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand fit-retries" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand infer" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand infer" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand infer" -l match -d 'Events that are to match: files, globs, `-` for standard input, or JSON itself; in every shape that other commands read' -r
complete -c evb -n "__fish_evb_using_subcommand infer" -l no-match -d 'Events that are not to match' -r
complete -c evb -n "__fish_evb_using_subcommand infer" -l generalize -d 'How far the pattern may go beyond the values of these events: `exact` lists values, `prefix` also takes what texts begin and end with, `numeric` also ranges of numbers' -r -f -a "exact\t'Values'
prefix\t'Also what texts begin and end with'
numeric\t'Also ranges of numbers'"
complete -c evb -n "__fish_evb_using_subcommand infer" -l shape -d 'What a record of the input is, as for `evb test-pattern`' -r -f -a "auto\t'Whatever is recognised'
record\t'Each element of a list is the event'
event\t'Each JSON value is the event'"
complete -c evb -n "__fish_evb_using_subcommand infer" -l format -d 'The form of the output' -r -f -a "human\t''
json\t''
jsonl\t''"
complete -c evb -n "__fish_evb_using_subcommand infer" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand infer" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand convert; and not __fish_seen_subcommand_from cron s3-notification sns-filter-policy event-source-filter cloudtrail" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand convert; and not __fish_seen_subcommand_from cron s3-notification sns-filter-policy event-source-filter cloudtrail" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand convert; and not __fish_seen_subcommand_from cron s3-notification sns-filter-policy event-source-filter cloudtrail" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand convert; and not __fish_seen_subcommand_from cron s3-notification sns-filter-policy event-source-filter cloudtrail" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand convert; and not __fish_seen_subcommand_from cron s3-notification sns-filter-policy event-source-filter cloudtrail" -f -a "cron" -d 'Lines of Unix cron to expressions of AWS; expressions of AWS to lines of Unix cron'
complete -c evb -n "__fish_evb_using_subcommand convert; and not __fish_seen_subcommand_from cron s3-notification sns-filter-policy event-source-filter cloudtrail" -f -a "s3-notification" -d 'Notifications of S3 buckets to event patterns'
complete -c evb -n "__fish_evb_using_subcommand convert; and not __fish_seen_subcommand_from cron s3-notification sns-filter-policy event-source-filter cloudtrail" -f -a "sns-filter-policy" -d 'Filter policies of SNS to event patterns; event patterns to filter policies'
complete -c evb -n "__fish_evb_using_subcommand convert; and not __fish_seen_subcommand_from cron s3-notification sns-filter-policy event-source-filter cloudtrail" -f -a "event-source-filter" -d 'Filters of event source mappings and of pipes to event patterns, to each other, and patterns to filters'
complete -c evb -n "__fish_evb_using_subcommand convert; and not __fish_seen_subcommand_from cron s3-notification sns-filter-policy event-source-filter cloudtrail" -f -a "cloudtrail" -d 'Records of CloudTrail to the events that EventBridge makes of them'
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from cron" -l timezone -d 'The zone of the clock by which cron runs: the name of a zone of IANA. `CRON_TZ=` in a crontab goes before it' -r
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from cron" -l format -d 'The form of the output' -r -f -a "human\t''
json\t''
jsonl\t''"
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from cron" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from cron" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from cron" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from cron" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from s3-notification" -l bucket -d 'The bucket, where the file does not say' -r
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from s3-notification" -l format -d 'The form of the output' -r -f -a "human\t''
json\t''
jsonl\t''"
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from s3-notification" -l parameter -d 'A value for what a template leaves open; repeat it for each' -r
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from s3-notification" -l parameters -d 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones' -r
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from s3-notification" -l account -d 'The account in which a template is deployed: 12 digits' -r
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from s3-notification" -l region -d 'The Region in which it is deployed' -r
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from s3-notification" -l stack-name -d 'The name of the stack that it becomes' -r
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from s3-notification" -l config -d 'What the project always wants: this file in place of the `evb.toml` of the working directory, or of the nearest above it in the repository' -r -F
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from s3-notification" -l stage -d 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform' -r
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from s3-notification" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from s3-notification" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from s3-notification" -l one-rule -d 'One pattern for all notifications of a bucket, with `$or`, in place of one for each'
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from s3-notification" -l allow-outside -d 'Read files that a template names outside of the directory that is named, or in which the named file lies'
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from s3-notification" -l no-config -d 'Read no `evb.toml`'
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from s3-notification" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from s3-notification" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from sns-filter-policy" -l to -d 'What to convert to' -r -f -a "pattern\t'An event pattern'
filter-policy\t'A filter policy'"
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from sns-filter-policy" -l scope -d 'What the policy filters by. Default: what the subscription says; else `attributes`, as for SNS, and `body` for policies that are made of patterns' -r -f -a "attributes\t'The attributes of messages'
body\t'The body of messages'"
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from sns-filter-policy" -l holds -d 'What a message holds: the `detail` of an event, or the event with its envelope' -r -f -a "detail\t'The `detail` of an event'
event\t'The event with its envelope'"
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from sns-filter-policy" -l format -d 'The form of the output' -r -f -a "human\t''
json\t''
jsonl\t''"
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from sns-filter-policy" -l parameter -d 'A value for what a template leaves open; repeat it for each' -r
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from sns-filter-policy" -l parameters -d 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones' -r
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from sns-filter-policy" -l account -d 'The account in which a template is deployed: 12 digits' -r
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from sns-filter-policy" -l region -d 'The Region in which it is deployed' -r
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from sns-filter-policy" -l stack-name -d 'The name of the stack that it becomes' -r
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from sns-filter-policy" -l config -d 'What the project always wants: this file in place of the `evb.toml` of the working directory, or of the nearest above it in the repository' -r -F
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from sns-filter-policy" -l stage -d 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform' -r
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from sns-filter-policy" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from sns-filter-policy" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from sns-filter-policy" -l allow-outside -d 'Read files that a template names outside of the directory that is named, or in which the named file lies'
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from sns-filter-policy" -l no-config -d 'Read no `evb.toml`'
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from sns-filter-policy" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from sns-filter-policy" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from event-source-filter" -l to -d 'What to convert to' -r -f -a "pattern\t'The pattern of a rule'
lambda\t'`FilterCriteria` of an event source mapping'
pipe\t'`FilterCriteria` of a pipe'"
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from event-source-filter" -l source -d 'What the records come from; by default what the mapping or the pipe says, or the members of the filter tell' -r -f -a "sqs\t'A queue of SQS'
kinesis\t'A stream of Kinesis'
dynamodb\t'A stream of DynamoDB'
kafka\t'A topic of Kafka'
mq\t'A broker of MQ'"
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from event-source-filter" -l format -d 'The form of the output' -r -f -a "human\t''
json\t''
jsonl\t''"
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from event-source-filter" -l parameter -d 'A value for what a template leaves open; repeat it for each' -r
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from event-source-filter" -l parameters -d 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones' -r
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from event-source-filter" -l account -d 'The account in which a template is deployed: 12 digits' -r
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from event-source-filter" -l region -d 'The Region in which it is deployed' -r
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from event-source-filter" -l stack-name -d 'The name of the stack that it becomes' -r
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from event-source-filter" -l config -d 'What the project always wants: this file in place of the `evb.toml` of the working directory, or of the nearest above it in the repository' -r -F
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from event-source-filter" -l stage -d 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform' -r
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from event-source-filter" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from event-source-filter" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from event-source-filter" -l allow-outside -d 'Read files that a template names outside of the directory that is named, or in which the named file lies'
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from event-source-filter" -l no-config -d 'Read no `evb.toml`'
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from event-source-filter" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from event-source-filter" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from cloudtrail" -l format -d 'The form of the output' -r -f -a "human\t''
json\t''
jsonl\t''"
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from cloudtrail" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from cloudtrail" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from cloudtrail" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand convert; and __fish_seen_subcommand_from cloudtrail" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand schema; and not __fish_seen_subcommand_from infer validate diff check" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand schema; and not __fish_seen_subcommand_from infer validate diff check" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand schema; and not __fish_seen_subcommand_from infer validate diff check" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand schema; and not __fish_seen_subcommand_from infer validate diff check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand schema; and not __fish_seen_subcommand_from infer validate diff check" -f -a "infer" -d 'Infer a schema from events, one for each source and detail-type'
complete -c evb -n "__fish_evb_using_subcommand schema; and not __fish_seen_subcommand_from infer validate diff check" -f -a "validate" -d 'Validate events against schemas, and tell every value that is not as its schema says'
complete -c evb -n "__fish_evb_using_subcommand schema; and not __fish_seen_subcommand_from infer validate diff check" -f -a "diff" -d 'Compare two versions of schemas: what breaks those who read the events, and those who send them'
complete -c evb -n "__fish_evb_using_subcommand schema; and not __fish_seen_subcommand_from infer validate diff check" -f -a "check" -d 'Check patterns against schemas: fields that no event has, values that it cannot have, patterns that match none'
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from infer" -l shape -d 'What a record of the input is' -r -f -a "auto\t'Whatever is recognised'
record\t'Each element of a list is the event'
event\t'Each JSON value is the event'"
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from infer" -l threads -d 'Work on so many threads [default: as many as the machine has processors], but on no more than four for each processor. The output is the same for any number' -r
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from infer" -l format -d 'The form of the output: `openapi3` and `draft4` print nothing but the schemas; `json` and `jsonl` hold them as OpenAPI 3 beside what was seen how often' -r -f -a "human\t''
json\t''
jsonl\t''
openapi3\t''
draft4\t''"
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from infer" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from infer" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from infer" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from infer" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from validate" -s s -l schema -d 'A schema: a file, a glob, a directory, `-` for standard input, JSON itself; repeat it for each' -r
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from validate" -l shape -d 'What a record of the input is' -r -f -a "auto\t'Whatever is recognised'
record\t'Each element of a list is the event'
event\t'Each JSON value is the event'"
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from validate" -l format -d 'The form of the output' -r -f -a "human\t''
json\t''
jsonl\t''"
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from validate" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from validate" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from validate" -l skip-others -d 'Leave out events for which there is no schema; without it they are not valid'
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from validate" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from validate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from diff" -l allow -d 'Whom a change may break' -r -f -a "consumers\t'Those who read the events'
producers\t'Those who send them'"
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from diff" -l format -d 'The form of the output; `jsonl` prints a line for each change, `markdown` a table for a pull request' -r -f -a "human\t''
json\t''
jsonl\t''
markdown\t''"
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from diff" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from diff" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from diff" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from check" -s p -l pattern -d 'The patterns: a file, `-` for standard input, JSON itself, a template with all of its rules and archives, or one thing of it as `FILE#NAME`' -r
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from check" -s s -l schema -d 'A schema of the events: a file, a glob, a directory, `-`, JSON itself; repeat it for each' -r
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from check" -l format -d 'The form of the output; `jsonl` prints a line for each pattern' -r -f -a "human\t''
json\t''
jsonl\t''"
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from check" -l parameter -d 'A value for what a template leaves open; repeat it for each' -r
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from check" -l parameters -d 'Files of such values; what `--parameter` gives wins, and later files win over earlier ones' -r
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from check" -l account -d 'The account in which a template is deployed: 12 digits' -r
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from check" -l region -d 'The Region in which it is deployed' -r
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from check" -l stack-name -d 'The name of the stack that it becomes' -r
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from check" -l config -d 'What the project always wants: this file in place of the `evb.toml` of the working directory, or of the nearest above it in the repository' -r -F
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from check" -l stage -d 'The stage of Serverless, the stack of Pulumi, the workspace of Terraform' -r
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from check" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from check" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from check" -l allow-outside -d 'Read files that a template names outside of the directory that is named, or in which the named file lies'
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from check" -l no-config -d 'Read no `evb.toml`'
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand schema; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand explain" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand explain" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand explain" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand completions" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand completions" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand completions" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand help" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand help" -l fail-on -d 'What makes the exit code 1 although the answer is yes: a warning, or that the answer rests on what AWS neither documents nor was seen to do. Several with commas: `warning,unsettled`' -r -f -a "error\t'Errors: what AWS refuses, and what cannot be answered. These count without being named'
warning\t'What has a meaning, but probably another one than intended'
unsettled\t'What no text and no recording of AWS settles: the answer is evb\'s choice, and AWS may answer otherwise'
info\t'Everything that is told'"
complete -c evb -n "__fish_evb_using_subcommand help" -s q -l quiet -d 'Tell nothing but errors: the exit code is the answer'
complete -c evb -n "__fish_evb_using_subcommand help" -s h -l help -d 'Print help (see more with \'--help\')'
