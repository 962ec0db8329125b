
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
            cand completions 'Print a script that completes `evb` command lines in a shell'
            cand help 'Explain a topic or a command'
            cand test-pattern 'Test events against an event pattern, as EventBridge would answer, and explain every miss'
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
        &'evb;test-pattern'= {
            cand --pattern 'The event pattern: a file, `-` for standard input, or JSON itself'
            cand --shape 'What a record of the input is'
            cand --expect 'What every event should do'
            cand --for 'Where the pattern is used: which operators are allowed, and what is said about them'
            cand --requests 'Answer TestEventPattern requests, one JSON object a line: `{"EventPattern": "…", "Event": "…"}`'
            cand --format 'How to write the results'
            cand --color 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`'
            cand --strict 'Refuse, as AWS does, an event that lacks `id`, `account`, `source`, `time`, `region` or `detail-type`'
            cand --logical 'Give the logical answer where the engine of the service is known to be wrong'
            cand --lenient-events 'With `--requests`: do not ask for the mandatory fields of events'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
    ]
    $completions[$command]
}
