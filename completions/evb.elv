
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
