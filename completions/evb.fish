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
complete -c evb -n "__fish_evb_using_subcommand completions" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c evb -n "__fish_evb_using_subcommand help" -l color -d 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`' -r -f -a "auto\t'When the output is a terminal'
always\t'Always'
never\t'Never'"
complete -c evb -n "__fish_evb_using_subcommand help" -s h -l help -d 'Print help (see more with \'--help\')'
