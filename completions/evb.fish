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
complete -c evb -n "__fish_evb_needs_command" -f -a "completions" -d 'Print a script that completes `evb` command lines in a shell'
complete -c evb -n "__fish_evb_needs_command" -f -a "help" -d 'Explain a topic or a command'
complete -c evb -n "__fish_evb_needs_command" -f -a "test-pattern" -d 'Test events against an event pattern, as EventBridge would answer, and explain every miss'
complete -c evb -n "__fish_evb_using_subcommand completions" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand help" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l pattern -d 'The event pattern: a file, `-` for standard input, or JSON itself' -r
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l shape -d 'What a record of the input is' -r -f -a "auto\t'Whatever is recognised'
record\t'Each element of a list is the event'
event\t'Each JSON value is the event'"
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l expect -d 'What every event should do' -r -f -a "match\t'The pattern matches it'
no-match\t'The pattern does not match it'"
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l for -d 'Where the pattern is used: which operators are allowed, and what is said about them' -r -f -a "bus\t''
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
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l strict -d 'Refuse, as AWS does, an event that lacks `id`, `account`, `source`, `time`, `region` or `detail-type`'
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l logical -d 'Give the logical answer where the engine of the service is known to be wrong'
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -l lenient-events -d 'With `--requests`: do not ask for the mandatory fields of events'
complete -c evb -n "__fish_evb_using_subcommand test-pattern" -s h -l help -d 'Print help (see more with \'--help\')'
