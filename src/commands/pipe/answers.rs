//! What enrichment and target answer: from files, or from a command of the user's.

use std::ffi::OsString;
use std::time::Duration;

use super::{ANSWER_UNUSED, Args};
use crate::commands::{Context, Failure, Host, Input, ProcessEnd};
use crate::diagnostic::Diagnostic;
use crate::json;
use crate::quota::MAXIMUM_PIPE_PAYLOAD_BYTES;
use crate::simulate::pipe::{Answers, EnrichmentAnswer};

/// The answers that the command line gives.
pub(super) struct GivenAnswers<'a> {
    host: &'a dyn Host,
    enrichment: Enrichment,
    target: Option<Script>,
}

enum Enrichment {
    Unknown,
    Script(Script),
    Command { command: String, timeout: Duration },
}

/// Answers one after the other; the last is repeated.
struct Script {
    answers: Vec<String>,
    next: usize,
}

impl<'a> GivenAnswers<'a> {
    /// Reads the files.
    pub(super) fn read(args: &Args, context: &Context<'a>) -> Result<Self, Failure> {
        let script = |file: &Option<OsString>, argument: &str| match file {
            None => Ok(None),
            Some(file) => {
                let text = Input::new(file).read(argument, context)?;
                Ok::<_, Failure>(Some(Script::new(text.text())))
            }
        };
        let enrichment = match (&args.enrichment_command, &args.enrichment_response) {
            (Some(command), _) => Enrichment::Command {
                command: command.clone(),
                timeout: Duration::from_secs(args.enrichment_timeout),
            },
            (None, file) => script(file, "--enrichment-response")?
                .map_or(Enrichment::Unknown, Enrichment::Script),
        };
        Ok(Self {
            host: context.host,
            enrichment,
            target: script(&args.target_response, "--target-response")?,
        })
    }

    /// Warnings on the answers behind the last one that a batch asked for. A file of which nothing was used is told
    /// before the run if the pipe has no use for it; otherwise there was no batch, and the records say why.
    pub(super) fn unused(&self) -> Vec<Diagnostic> {
        let enrichment = match &self.enrichment {
            Enrichment::Script(script) => Some(script),
            Enrichment::Unknown | Enrichment::Command { .. } => None,
        };
        let scripts = [
            (enrichment, "--enrichment-response"),
            (self.target.as_ref(), "--target-response"),
        ];
        let unused = scripts.into_iter().filter_map(|(script, argument)| {
            let (given, used) = (script?.answers.len(), script?.next);
            (0 < used && used < given).then(|| {
                Diagnostic::warning(
                    ANSWER_UNUSED,
                    format!("`{argument}` has {given} answers, and {used} were asked for"),
                )
                .help("each answer is that of one batch; those behind were not used")
            })
        });
        unused.collect()
    }
}

impl Script {
    /// A text that is JSON as a whole is one answer; otherwise each line is one.
    fn new(text: &str) -> Self {
        let answers = if text.trim().is_empty() || json::parse(text).is_ok() {
            vec![text.trim().to_owned()]
        } else {
            let lines = text.lines().map(str::trim);
            lines
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect()
        };
        Self { answers, next: 0 }
    }

    fn next(&mut self) -> String {
        let answer = self.answers.get(self.next).or(self.answers.last());
        self.next += 1;
        answer.cloned().unwrap_or_default()
    }
}

impl Answers for GivenAnswers<'_> {
    fn enrich(&mut self, input: &str) -> EnrichmentAnswer {
        match &mut self.enrichment {
            Enrichment::Unknown => EnrichmentAnswer::Unknown,
            Enrichment::Script(script) => EnrichmentAnswer::Text(script.next()),
            Enrichment::Command { command, timeout } => {
                run_command(self.host, command, input, *timeout)
            }
        }
    }

    fn target(&mut self, _payload: &str) -> Option<String> {
        self.target.as_mut().map(Script::next)
    }
}

/// One batch through the user's command.
fn run_command(host: &dyn Host, command: &str, input: &str, timeout: Duration) -> EnrichmentAnswer {
    let end = host.run_process(
        command,
        input.as_bytes(),
        timeout,
        MAXIMUM_PIPE_PAYLOAD_BYTES,
    );
    let reason = match end {
        Err(error) => format!("the enrichment command cannot be run: {error}"),
        Ok(ProcessEnd::TimedOut) => format!(
            "the enrichment command took longer than {} s and was killed",
            timeout.as_secs()
        ),
        Ok(ProcessEnd::TooMuchOutput) => {
            "the enrichment command answered more than 6 MB and was killed".to_owned()
        }
        Ok(ProcessEnd::Exited {
            code: Some(0),
            output,
            ..
        }) => match String::from_utf8(output) {
            Ok(text) => return EnrichmentAnswer::Text(text),
            Err(_) => "the enrichment command did not answer UTF-8 text".to_owned(),
        },
        Ok(ProcessEnd::Exited { code, errors, .. }) => {
            let how = code.map_or_else(
                || "was ended by a signal".to_owned(),
                |code| format!("ended with exit code {code}"),
            );
            let last = errors.lines().last().unwrap_or_default().trim();
            if last.is_empty() {
                format!("the enrichment command {how}")
            } else {
                format!("the enrichment command {how}: {last}")
            }
        }
    };
    EnrichmentAnswer::Failed { reason }
}
