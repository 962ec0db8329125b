
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
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a script that completes `evb` command lines in a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Explain a topic or a command')
            [CompletionResult]::new('test-pattern', 'test-pattern', [CompletionResultType]::ParameterValue, 'Test events against an event pattern, as EventBridge would answer, and explain every miss')
            break
        }
        'evb;completions' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;help' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'evb;test-pattern' {
            [CompletionResult]::new('--pattern', '--pattern', [CompletionResultType]::ParameterName, 'The event pattern: a file, `-` for standard input, or JSON itself')
            [CompletionResult]::new('--shape', '--shape', [CompletionResultType]::ParameterName, 'What a record of the input is')
            [CompletionResult]::new('--expect', '--expect', [CompletionResultType]::ParameterName, 'What every event should do')
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'Where the pattern is used: which operators are allowed, and what is said about them')
            [CompletionResult]::new('--requests', '--requests', [CompletionResultType]::ParameterName, 'Answer TestEventPattern requests, one JSON object a line: `{"EventPattern": "…", "Event": "…"}`')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to write the results')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` and `CLICOLOR_FORCE` are honoured by `auto`')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse, as AWS does, an event that lacks `id`, `account`, `source`, `time`, `region` or `detail-type`')
            [CompletionResult]::new('--logical', '--logical', [CompletionResultType]::ParameterName, 'Give the logical answer where the engine of the service is known to be wrong')
            [CompletionResult]::new('--lenient-events', '--lenient-events', [CompletionResultType]::ParameterName, 'With `--requests`: do not ask for the mandatory fields of events')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
