//! Files in the language of Terraform: no text makes the evaluator panic or go on without an end, and what it tells stands
//! in the texts.
//!
//! Most inputs are read as the choices of which a configuration is made, so that it can be read and its values are
//! evaluated; one in eight is the text of a file itself, and one a configuration in JSON.
//!
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run terraform -- -max_total_time=600` (libFuzzer's flags need the unstable compiler).

#![no_main]

use evb::iac::{Content, FileError, Files, Settings, Texts, read_with};
use libfuzzer_sys::fuzz_target;

/// The functions of the language, and one that is none.
const FUNCTIONS: &str = "abs alltrue anytrue base64decode base64encode base64gzip base64sha256 base64sha512 basename \
    can ceil chomp chunklist cidrhost cidrnetmask cidrsubnet cidrsubnets coalesce coalescelist compact concat contains \
    csvdecode dirname distinct element endswith file fileexists filemd5 fileset flatten floor format formatdate formatlist \
    indent index join jsondecode jsonencode keys length log lookup lower matchkeys max md5 merge min nonsensitive one \
    parseint pow range regex regexall replace reverse sensitive setintersection setproduct setsubtract setunion sha1 \
    sha256 sha512 signum slice sort split startswith strcontains strrev substr sum templatefile timeadd timestamp title \
    tobool tolist tomap tonumber toset tostring transpose trim trimprefix trimspace trimsuffix try upper urlencode uuid \
    values yamldecode yamlencode zipmap nonsense";

/// What expressions name.
const NAMES: &str = "var.a var.b var.open var.typed var.secret local.l0 local.l1 local.l2 local.l3 local.l1.a local.l2[0] \
    local.l3[*] local.l0[*].a local.l1.*.b each.key each.value count.index x k path.module terraform.workspace \
    data.aws_caller_identity.me.account_id data.aws_iam_policy_document.d.json module.m.out module.m[0].out \
    aws_sqs_queue.q.arn aws_sqs_queue.q[*].arn self.x";

/// Texts and numbers with an edge.
const LITERALS: &str = r#"0 1 -1 2 0.5 1e3 "1e999" 123456789012345678901 true false null "" "a" "b,c" "a-${var.open}" "10.0.0.0/8" "fd00::/8"
    "%s" "%05d" "%q-%v" "/a+/" "([a-z]+)" "(?P<n>.)" "{\"a\":[1]}" "a:\n- 1" "YWJj" "t.tftpl" "ä€😀" [] {} "\u003c" "2020-01-01T00:00:00Z" "1h""#;

/// The bytes of an input as choices.
struct Choices<'a> {
    bytes: &'a [u8],
    /// Whether what is written stands in quotes, where no line ends.
    is_quoted: bool,
}

impl Choices<'_> {
    fn byte(&mut self) -> usize {
        let Some((first, rest)) = self.bytes.split_first() else {
            return 0;
        };
        self.bytes = rest;
        usize::from(*first)
    }

    fn word<'w>(&mut self, words: &'w str) -> &'w str {
        let all: Vec<&str> = words.split_whitespace().collect();
        all[self.byte() % all.len()]
    }

    /// A text of the input's own bytes, as it may stand in quotes.
    fn text(&mut self) -> String {
        let length = self.byte() % 24;
        let (own, rest) = self.bytes.split_at(length.min(self.bytes.len()));
        self.bytes = rest;
        String::from_utf8_lossy(own).replace(
            |one: char| one.is_control() || "\\\"$%{}".contains(one),
            "_",
        )
    }

    /// An expression that stands in quotes.
    fn quoted(&mut self, depth: usize) -> String {
        let outside = std::mem::replace(&mut self.is_quoted, true);
        let made = self.expression(depth);
        self.is_quoted = outside;
        made
    }

    fn many(&mut self, depth: usize, between: &str) -> String {
        let count = self.byte() % 4;
        let all: Vec<String> = (0..count).map(|_| self.expression(depth)).collect();
        all.join(between)
    }

    fn expression(&mut self, depth: usize) -> String {
        if depth == 0 || self.bytes.is_empty() {
            return self.word(LITERALS).to_owned();
        }
        let depth = depth - 1;
        match self.byte() % 17 {
            0 | 1 => self.word(NAMES).to_owned(),
            2 => self.word(LITERALS).to_owned(),
            3 => format!("\"{}\"", self.text()),
            4 => format!("[{}]", self.many(depth, ", ")),
            5 => {
                let (a, b) = (self.expression(depth), self.expression(depth));
                format!("{{ a = {a}, (\"{}\") = {b} }}", self.text())
            }
            6 => {
                let (a, b) = (self.expression(depth), self.expression(depth));
                let operator = self.word("+ - * / % == != < <= > >= && ||");
                format!("({a} {operator} {b})")
            }
            7 => {
                let (a, b, c) = (
                    self.expression(depth),
                    self.expression(depth),
                    self.expression(depth),
                );
                format!("({a} ? {b} : {c})")
            }
            8 => {
                let (a, b) = (self.expression(depth), self.expression(depth));
                format!("[for k, x in {a} : {b}]")
            }
            9 => {
                let (a, b, c) = (
                    self.expression(depth),
                    self.expression(depth),
                    self.expression(depth),
                );
                let end = self.word("; ... ;if");
                let end = match end {
                    "..." => "...".to_owned(),
                    ";if" => format!(" if {}", self.expression(depth)),
                    _ => String::new(),
                };
                format!("{{for k, x in {a} : {b} => {c}{end}}}")
            }
            10 => {
                let (before, inside, behind) = (self.text(), self.quoted(depth), self.text());
                format!("\"{before}${{{inside}}}{behind}\"")
            }
            11 => {
                let (a, b) = (self.quoted(depth), self.quoted(depth));
                format!("\"%{{ for x in {a} ~}}${{x}}%{{ endfor }}%{{ if {b} }}y%{{ endif }}\"")
            }
            12 if !self.is_quoted => {
                let (before, inside) = (self.text(), self.quoted(depth));
                format!("(<<-EOT\n  {{\"a\": [\"{before}\", ${{{inside}}}]}}\nEOT\n)")
            }
            _ => {
                let name = self.word(FUNCTIONS);
                let spread = ["", "", "", "..."][self.byte() % 4];
                let arguments = self.many(depth, ", ");
                let spread = if arguments.is_empty() { "" } else { spread };
                format!("{name}({arguments}{spread})")
            }
        }
    }
}

fn configuration(choices: &mut Choices<'_>) -> [String; 4] {
    let kind = choices.word("string list(string) map(number) any set(string)");
    let mut next = || choices.expression(4);
    let main = format!(
        r#"variable "a" {{ default = {} }}
variable "b" {{
  type    = {kind}
  default = {}
}}
variable "open" {{}}
variable "typed" {{ type = object({{ a = string, b = optional(list(number), [1]) }}) }}
variable "secret" {{
  default   = "s"
  sensitive = true
}}
locals {{
  l0 = {}
  l1 = {}
  l2 = {}
  l3 = {}
}}
data "aws_caller_identity" "me" {{}}
data "aws_iam_policy_document" "d" {{
  statement {{
    actions   = {}
    resources = {}
  }}
}}
module "m" {{
  source = "./m"
  count  = {}
  in     = {}
}}
resource "aws_sqs_queue" "q" {{
  count          = {}
  name           = {}
  redrive_policy = {}
}}
resource "aws_cloudwatch_event_rule" "r" {{
  for_each      = {}
  name          = {}
  event_pattern = {}
}}
resource "aws_cloudwatch_event_target" "t" {{
  rule = aws_cloudwatch_event_rule.r
  arn  = {}
  dynamic "input_transformer" {{
    for_each = {}
    content {{
      input_paths    = {}
      input_template = {}
    }}
  }}
}}
"#,
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
    );
    let module = format!(
        "variable \"in\" {{}}\nlocals {{\n  l0 = {}\n}}\noutput \"out\" {{ value = {} }}\nresource \"aws_cloudwatch_event_bus\" \"b\" {{ name = {} }}\n",
        next(),
        next(),
        next()
    );
    let given = format!("b = {}\n", next());
    let template = format!("x ${{{}}} %{{ if true }}y%{{ endif }}\n", next());
    [main, module, given, template]
}

/// A configuration in JSON.
fn in_json(choices: &mut Choices<'_>) -> String {
    let mut next = || serde_json::Value::from(format!("a${{{}}}", choices.quoted(4)));
    let value = serde_json::json!({
        "locals": {"l0": next(), "l1": {"a": next(), "b": [next(), 1.5e3, null]}},
        "variable": {"a": {"type": "list(string)", "default": [next()]}},
        "resource": {"aws_cloudwatch_event_rule": {
            "r": {"for_each": {"k": next()}, "name": next(), "event_pattern": next()},
            "s": [{"count": 2, "event_pattern": next(), "tags": {"a b": next()}}],
        }},
    });
    value.to_string()
}

/// The files of one configuration.
struct Made([String; 4]);

impl Files for Made {
    fn read(&self, path: &str) -> Result<String, FileError> {
        let at = ["main.tf", "m/main.tf", "terraform.tfvars", "t.tftpl"]
            .iter()
            .position(|name| *name == path);
        at.map(|at| self.0[at].clone()).ok_or(FileError::Missing)
    }

    fn list(&self, directory: &str) -> Result<Vec<String>, FileError> {
        let names: &[&str] = match directory {
            "" => &["m/", "main.tf", "t.tftpl", "terraform.tfvars"],
            "m" => &["main.tf"],
            _ => return Err(FileError::Missing),
        };
        Ok(names.iter().map(|name| (*name).to_owned()).collect())
    }
}

fuzz_target!(|bytes: &[u8]| {
    let mut choices = Choices {
        bytes,
        is_quoted: false,
    };
    let kind = choices.byte() % 8;
    let name = if kind == 1 { "main.tf.json" } else { "main.tf" };
    let made = match kind {
        0 => {
            let text = String::from_utf8_lossy(choices.bytes).into_owned();
            [text, String::new(), String::new(), String::new()]
        }
        1 => {
            let text = in_json(&mut choices);
            [text, String::new(), String::new(), String::new()]
        }
        _ => configuration(&mut choices),
    };
    let main = made[0].clone();
    let files = Made(made);
    let mut texts = Texts::new(name, &main, &files);
    let read = read_with(&mut texts, &Settings::default());
    let told = match &read {
        Ok(Content::Declarations(inventory)) => inventory.diagnostics.as_slice(),
        Ok(_) => &[],
        Err(diagnostic) => std::slice::from_ref(diagnostic),
    };
    for label in told
        .iter()
        .flat_map(|one| one.primary.iter().chain(&one.related))
    {
        assert!(texts.text().get(label.span.start..label.span.end).is_some());
    }
});
