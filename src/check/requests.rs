//! The requests that declarations make, held against AWS's own models of them and the rules of its services.
//!
//! What an engine judges is told by it; here is what the request tells: what is missing or not known, lengths, ranges, words
//! and forms of members, and what hangs together. Where both tell of a place, the engine's words stay and the answer of AWS
//! comes from the request.

use super::finding::{Answer, Answering, Resource};
use super::judge::Judge;
use super::{lints, words};
use crate::api::{
    self, Client, Constraint, Found, Operation, Refusal, Service, Speaker, Step, Wanted,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::iac;
use crate::json::fields::present;
use crate::model::{Declared, Extent, InventoryKind, Requested, Target};
use crate::source::Span;
use crate::suggest;

/// Members whose text is a language of its own: its engine judges it as a whole, its length too.
const LANGUAGES: [&str; 2] = ["EventPattern", "ScheduleExpression"];

/// The window that every schedule of EventBridge Scheduler has.
const WINDOW: &str = "FlexibleTimeWindow";

/// Members that hold what a target receives: its engine tells what the service finds in them.
const INPUTS: [&str; 3] = ["Input", "InputPath", "InputTransformer"];

impl Judge<'_> {
    /// What AWS refuses of a request. `named` gives what a member is called where that is not as in the request.
    pub(super) fn request(
        &mut self,
        resource: &Resource,
        operation: Operation,
        request: &Requested,
        named: impl Fn(String) -> String,
    ) {
        let refusals = api::refusals(operation, request).into_iter();
        let refusals: Vec<Refusal> = refusals
            .filter(|one| self.counts(request.extent, one))
            .collect();
        let operation = asked(operation, request.extent);
        let of_all = answer_of(operation, &refusals);
        let answers = refusals.iter().map(|one| {
            // What the service finds itself it finds behind what its model says.
            let of_service = match one.constraint {
                Constraint::Service(_) => answer_of(operation, std::slice::from_ref(one)),
                _ => of_all.clone(),
            };
            self.answer_of_cli(operation, one).or(of_service)
        });
        let answers: Vec<Option<Answer>> = answers.collect();
        // Several members may be missed at one place.
        let is_told: Vec<bool> = refusals
            .iter()
            .zip(&answers)
            .map(|(one, answer)| self.is_told(resource, one.span, answer.as_ref()))
            .collect();
        let all = refusals.iter().zip(answers).zip(is_told);
        for ((refusal, answer), _) in all.filter(|(_, is_told)| !is_told) {
            // A pattern under another name is told as that.
            if refusal.member.last() == "EventPattern" && self.is_misnamed(refusal.span) {
                continue;
            }
            let member = refusal.member.to_string();
            let field = named(member.clone());
            let about = self.about(Some(resource), &field);
            let mut told = refusal.diagnostic(operation.as_str());
            if !field.is_empty() {
                told.message = told.message.replace(&member, &field);
            }
            self.call_as_the_file(operation, &mut told);
            if refusal.constraint == Constraint::Required && refusal.member.last() == WINDOW {
                told.help = Some(self.window_to_add());
            }
            if let Some(home) = self.home_of(operation, refusal) {
                told.help = Some(home);
            }
            // What is given already is not what is meant.
            let is_given = |help: &String| {
                let meant = help.strip_prefix("did you mean `");
                let meant = meant.and_then(|meant| meant.strip_suffix("`?"));
                let is_top = refusal.member.0.len() == 1;
                is_top && meant.is_some_and(|meant| present(&request.value, meant).is_some())
            };
            if matches!(refusal.constraint, Constraint::Unknown(_)) {
                told.help = told.help.filter(|help| !is_given(help));
            }
            told.code = code(operation, refusal);
            let mut told = self.with_word(refusal, told);
            if matches!(self.kind, InventoryKind::Api | InventoryKind::CommandLine) {
                told = api::placed(told, refusal, &refusals, &request.value);
            }
            self.tell(&about, told, answer.as_ref());
        }
        self.references(resource, request, named);
    }

    /// Where in the request a member belongs that stands in the wrong object.
    pub(super) fn home_of(&self, operation: Operation, refusal: &Refusal) -> Option<String> {
        if !matches!(refusal.constraint, Constraint::Unknown(_)) {
            return None;
        }
        let name = refusal.member.last();
        let home = api::home(operation, name)?;
        let told = match (home.as_slice(), refusal.member.0.as_slice()) {
            ([], [Step::Member(beside), _, ..]) => {
                format!("`{name}` belongs at the top, beside `{beside}`")
            }
            ([], _) => return None,
            (["Targets"], _) => format!("`{name}` belongs in the target itself"),
            (home, _) => {
                let home = home.join(".");
                format!(
                    "`{name}` belongs in `{}`",
                    home.trim_start_matches("Targets.")
                )
            }
        };
        Some(words::own(self.kind, operation, &told))
    }

    /// How the file says that a schedule fires at its times and not later, as most do.
    fn window_to_add(&self) -> String {
        let value = r#"{"Mode": "OFF"}"#;
        let own = iac::member_name(self.kind, WINDOW);
        let own_value = iac::spelled_for(self.kind, WINDOW, value);
        let is_json = self.source.text().trim_start().starts_with(['{', '[']);
        let written = match (self.kind, own_value) {
            (InventoryKind::Terraform, Some(block)) => block,
            (InventoryKind::CommandLine, _) => format!("--flexible-time-window '{value}'"),
            (_, Some(own_value)) if is_json => format!("\"{own}\": {own_value}"),
            (_, Some(own_value)) => format!("{own}: {own_value}"),
            (_, None) => format!("\"{WINDOW}\": {value}"),
        };
        format!("add `{written}`, unless it may fire later than its time")
    }

    /// The same with an edit, where a word that there is not is one in another case or but for a letter, or a number of
    /// seconds one of milliseconds.
    fn with_word(&self, refusal: &Refusal, told: Diagnostic) -> Diagnostic {
        if let (Some(seconds), Found::Number(number)) = (refusal.seconds(), &refusal.found) {
            let is_there = self.source.slice(refusal.span) == number;
            return match is_there && matches!(refusal.constraint, Constraint::AtMost(_)) {
                true => told.fix(refusal.span, seconds.to_string()),
                false => told,
            };
        }
        let (Constraint::OneOf(words), Found::Text(text, _)) =
            (&refusal.constraint, &refusal.found)
        else {
            return told;
        };
        let is_meant = |word: &&&str| {
            word.eq_ignore_ascii_case(text) || suggest::edit_distance(word, text) == Some(1)
        };
        let mut meant = words.iter().filter(is_meant);
        let raw = self.source.slice(refusal.span);
        if self.is_word_of_yaml(refusal.span)
            && let Some(word) = self.other_case(words, refusal.span)
        {
            let quoted = format!("\"{word}\"");
            return told
                .help(format!("write `{quoted}`"))
                .fix(refusal.span, quoted);
        }
        match (meant.next(), meant.next()) {
            // Where the file has it by its letters, it stays in the quotes in which it stands.
            (Some(word), None) if raw.matches(&**text).count() == 1 => {
                told.fix(refusal.span, raw.replace(&**text, word))
            }
            _ => told,
        }
    }

    /// What the AWS CLI says of a member, if the request is made for it and it looks at such things: it has a line for each.
    pub(super) fn answer_of_cli(&self, operation: Operation, refusal: &Refusal) -> Option<Answer> {
        let is_for_cli = matches!(self.kind, InventoryKind::Api | InventoryKind::CommandLine);
        let one = std::slice::from_ref(refusal);
        if self.kind == InventoryKind::CommandLine
            && refusal.constraint == Constraint::Required
            && let [Step::Member(name)] = refusal.member.0.as_slice()
        {
            let option = iac::member_name(InventoryKind::Terraform, name).replace('_', "-");
            return Some(Answer {
                by: Answering::AwsCli,
                operation: operation.as_str(),
                code: "usage".to_owned(),
                message: format!("the following arguments are required: --{option}"),
                is_recorded: false,
            });
        }
        let answer = api::answer(operation, one, Client::AwsCli)?;
        (is_for_cli && answer.by == Speaker::AwsCli).then(|| Answer {
            by: Answering::AwsCli,
            operation: operation.as_str(),
            code: "ParamValidation".to_owned(),
            message: answer.message,
            is_recorded: answer.is_recorded,
        })
    }

    /// Calls members in what evb says as the file calls them.
    pub(super) fn call_as_the_file(&self, operation: Operation, told: &mut Diagnostic) {
        let labels = told.primary.iter_mut().chain(&mut told.related);
        let texts = labels.map(|label| &mut label.text);
        for text in texts.chain([&mut told.message]).chain(&mut told.help) {
            *text = words::own(self.kind, operation, text);
        }
    }

    /// The same of what is declared member by member as the request has it.
    pub(super) fn declared(
        &mut self,
        resource: &Resource,
        operation: Operation,
        request: &Option<Requested>,
    ) {
        if let Some(request) = request {
            self.request(resource, operation, request, |member| member);
        }
    }

    /// Targets as PutTargets takes them together; `field` is what each is called in its rule, which is judged where it is
    /// declared.
    pub(super) fn targets_request(
        &mut self,
        resource: &Resource,
        (bus, targets): (Option<&Declared<String>>, &[Target]),
        field: impl Fn(&Target) -> String,
    ) {
        let made = targets.iter().filter(|one| one.request.is_some());
        let made: Vec<&Target> = made.collect();
        let Some(request) = api::put_targets((None, bus), &made) else {
            return;
        };
        let fields: Vec<String> = made.iter().map(|one| field(one)).collect();
        self.request(resource, Operation::PutTargets, &request, |member| {
            let of = fields.iter().enumerate().find_map(|(index, field)| {
                let inside = member.strip_prefix(&format!("Targets[{index}]"))?;
                Some((field, inside))
            });
            match of {
                None => member,
                Some((field, inside)) if field.is_empty() => {
                    inside.trim_start_matches('.').to_owned()
                }
                Some((field, inside)) => format!("{field}{inside}"),
            }
        });
    }

    /// The word that a word of YAML, which stands without quotes, is in another case: `off`.
    fn other_case<'w>(&self, words: &'w [&'w str], place: Span) -> Option<&'w str> {
        let raw = self.source.slice(place);
        let mut words = words.iter().copied();
        words.find(|word| word.eq_ignore_ascii_case(raw) && *word != raw)
    }

    /// Whether the name of a member at a place is told as one that there is not.
    fn is_misnamed(&self, place: Span) -> bool {
        let written = self.source.text().get(place.start..).unwrap_or_default();
        written.starts_with("EventPattern") && self.is_told_at(place)
    }

    fn is_word_of_yaml(&self, place: Span) -> bool {
        let written = self.source.slice(place).to_ascii_lowercase();
        ["on", "off", "yes", "no"].contains(&written.as_str())
    }

    /// Whether a refusal is one of what is declared. Tools give a name and other members to a request themselves, and change
    /// the types of values; answers and states have empty texts and lists for what is not there.
    pub(super) fn counts(&self, extent: Extent, refusal: &Refusal) -> bool {
        let (member, place) = (&refusal.member, refusal.span);
        let is_template = self.kind.is_template();
        let is_told_empty = extent == Extent::Answer || self.kind == InventoryKind::TerraformState;
        let is_in = |names: &[&str]| {
            let is_one =
                |step: &Step| matches!(step, Step::Member(name) if names.contains(&name.as_str()));
            member.0.iter().any(is_one)
        };
        let is_language = is_in(&LANGUAGES);
        match &refusal.constraint {
            Constraint::Unknown(_) => extent != Extent::Part && !is_language,
            // Whoever reads a template tells of types.
            Constraint::Type(wanted) => {
                let is_of_aws = matches!(
                    self.kind,
                    InventoryKind::CloudFormation | InventoryKind::Cdk
                );
                // No template turns it into an object.
                let is_scalar = matches!(
                    refusal.found,
                    Found::Text(..) | Found::Number(_) | Found::Boolean(_)
                );
                let is_no_number = matches!(
                    &refusal.found,
                    Found::Text(text, _) if text.parse::<f64>().is_err() && !text.contains('$')
                );
                let is_sure = match wanted {
                    Wanted::Object => is_scalar && is_of_aws,
                    Wanted::Integer => is_no_number && is_of_aws,
                    _ => false,
                };
                (!is_template || is_sure) && extent != Extent::Answer && !is_language
            }
            Constraint::LeastElements(_) if is_told_empty => false,
            // A 0 stands for what is not there as well.
            Constraint::AtLeast(_)
                if is_told_empty && refusal.found == Found::Number("0".to_owned()) =>
            {
                false
            }
            Constraint::LeastCharacters(_) => {
                !is_told_empty && !is_language && !self.defaults.meet(place)
            }
            // Tools spell members of ECS in their own way, which the API begins in lower case.
            Constraint::Required => {
                let is_lower = member.last().starts_with(char::is_lowercase);
                let is_left_out = self.defaults.leaves_out(member.last(), place);
                !(is_left_out || is_template && is_lower)
            }
            // A word that YAML may take for a boolean is told by whoever reads it.
            Constraint::OneOf(words) if self.is_word_of_yaml(place) => {
                self.other_case(words, place).is_some()
            }
            // The default of a parameter may be no more than a mark that it is to be given.
            Constraint::Pattern(_) => !is_language && !self.defaults.meet(place),
            Constraint::Service(_) => {
                let is_left_out = |name: &str| self.defaults.leaves_out(name, place);
                let is_trigger = member.last() == "EventPattern";
                let is_left_out =
                    is_left_out(member.last()) || is_trigger && is_left_out("ScheduleExpression");
                let is_told = is_language && !is_trigger || is_in(&INPUTS);
                !is_told && !is_left_out && !self.defaults.meet(place)
            }
            _ => !is_language,
        }
    }
}

/// The operation that is asked: one that changes what is there, if the request is such.
pub(super) fn asked(operation: Operation, extent: Extent) -> Operation {
    let changing = match extent {
        Extent::Update => operation.updating(),
        Extent::Replacement => operation.replacing(),
        _ => None,
    };
    changing.unwrap_or(operation)
}

/// What the service says of a request that is refused for these reasons.
fn answer_of(operation: Operation, refusals: &[Refusal]) -> Option<Answer> {
    let answer = api::answer(operation, refusals, Client::Other)?;
    let is_of_service = |one: &Refusal| matches!(one.constraint, Constraint::Service(_));
    let code = match operation.service() {
        Service::Sns if refusals.iter().all(is_of_service) => "InvalidParameter",
        _ => "ValidationException",
    };
    // What is open of a value AWS has as it is then.
    let is_open = refusals
        .iter()
        .any(|one| matches!(&one.found, Found::Text(text, _) if text.contains("${")));
    Some(Answer {
        by: Answering::Service,
        operation: operation.as_str(),
        code: code.to_owned(),
        message: answer.message,
        is_recorded: answer.is_recorded && !is_open,
    })
}

/// What a refusal is an instance of.
fn code(operation: Operation, refusal: &Refusal) -> Code {
    let is_in = |name: &str| {
        let is_it = |step: &Step| matches!(step, Step::Member(member) if member == name);
        refusal.member.0.iter().any(is_it)
    };
    let last = refusal.member.last();
    match (&refusal.constraint, operation) {
        (Constraint::Unknown(_), _) => api::UNKNOWN_MEMBER,
        (Constraint::Type(_), _) => api::WRONG_TYPE,
        (Constraint::Service(_), _) if last == "EndDate" => lints::END_BEFORE_START,
        _ if INPUTS.iter().any(|name| is_in(name)) => lints::INPUT_CONSTRAINT,
        (Constraint::Required, _) => lints::REQUEST_CONSTRAINT,
        (Constraint::Service(_), Operation::PutRule) if last == "EventPattern" => {
            lints::RULE_WITHOUT_TRIGGER
        }
        (Constraint::Service(_), Operation::Subscribe) => lints::SUBSCRIPTION,
        (Constraint::Service(_), Operation::PutTargets) if last == "Id" => lints::TARGET_ID_TWICE,
        (Constraint::OneOf(_), Operation::PutRule) if last == "State" => lints::RULE_STATE,
        _ if is_in("RetryPolicy") => lints::RETRY_POLICY,
        _ if is_in("DeadLetterConfig") => lints::DEAD_LETTER_QUEUE,
        _ if is_in("FlexibleTimeWindow") => lints::SCHEDULE_WINDOW,
        (Constraint::OneOf(_), Operation::CreateSchedule | Operation::UpdateSchedule)
            if last == "State" =>
        {
            lints::SCHEDULE_PROPERTY
        }
        (Constraint::Service(_), _) => api::SERVICE_RULE,
        _ => lints::REQUEST_CONSTRAINT,
    }
}
