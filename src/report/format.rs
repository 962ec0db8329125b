//! The formats in which a report can be asked for.

/// How a report is to be written. Not every command offers every format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// For people; may change between releases.
    Human,
    /// One JSON document.
    Json,
    /// One JSON object a line, written as soon as it is known.
    Jsonl,
    /// Comma-separated values with a header line.
    Csv,
    /// An iCalendar file.
    Ics,
    /// A picture.
    Svg,
    /// A diagram that Mermaid draws.
    Mermaid,
    /// A text for a pull request or a summary.
    Markdown,
    /// A line for each finding, as compilers write it.
    Concise,
    /// SARIF 2.1.0: findings for code scanning.
    Sarif,
    /// Commands of GitHub's workflows, which mark findings in a pull request.
    Github,
    /// A report of GitLab's Code Quality.
    Gitlab,
    /// JUnit XML: findings as cases that fail.
    Junit,
    /// A schema of OpenAPI 3.
    OpenApi3,
    /// A JSON Schema, draft 4.
    Draft4,
}

impl Format {
    /// The name on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Ics => "ics",
            Self::Svg => "svg",
            Self::Mermaid => "mermaid",
            Self::Markdown => "markdown",
            Self::Concise => "concise",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
            Self::OpenApi3 => "openapi3",
            Self::Draft4 => "draft4",
        }
    }

    /// The format of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let all = [
            Self::Human,
            Self::Json,
            Self::Jsonl,
            Self::Csv,
            Self::Ics,
            Self::Svg,
            Self::Mermaid,
            Self::Markdown,
            Self::Concise,
            Self::Sarif,
            Self::Github,
            Self::Gitlab,
            Self::Junit,
            Self::OpenApi3,
            Self::Draft4,
        ];
        all.into_iter().find(|format| format.as_str() == name)
    }

    /// Whether a failure is also told as JSON on standard output.
    #[must_use]
    pub const fn tells_failure_as_json(self) -> bool {
        matches!(self, Self::Json | Self::Jsonl)
    }
}
