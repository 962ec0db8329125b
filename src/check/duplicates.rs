//! Rules that send the same events to the same target.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::Resource;
use super::judge::Judge;
use super::lints::DUPLICATE_RULES;
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, Inventory, Rule, Target};
use crate::pattern::decide::{Limits, Question, Relation};
use crate::pattern::{Dialect, Pattern, parse};

/// How much one comparison may cost.
const LIMITS: Limits = Limits::of(200_000, 200);

/// How many pairs of rules are compared in one file.
const MOST_PAIRS: usize = 2000;

/// Members of a target that do not change what it receives.
const OF_DELIVERY: [&str; 4] = ["Id", "RoleArn", "RetryPolicy", "DeadLetterConfig"];

impl Judge<'_> {
    /// Rules of one bus with a target in common, one of which matches all that the other does.
    ///
    /// Requests and answers of the AWS CLI may be those of several accounts and regions.
    pub(super) fn duplicates(&mut self, inventory: &Inventory) {
        if !inventory.kind.is_template() {
            return;
        }
        let mut alike: BTreeMap<String, Vec<&Rule>> = BTreeMap::new();
        for rule in inventory.rules.iter().filter(|rule| self.is_alone(rule)) {
            for target in &rule.targets {
                let Some(key) = key(rule, target) else {
                    continue;
                };
                let rules = alike.entry(key).or_default();
                if !rules.iter().any(|other| other.span == rule.span) {
                    rules.push(rule);
                }
            }
        }
        let mut pairs: Vec<(&Rule, &Rule)> = Vec::new();
        for rules in alike.values() {
            for (at, rule) in rules.iter().enumerate() {
                pairs.extend(rules.iter().take(at).map(|before| (*before, *rule)));
                pairs.truncate(MOST_PAIRS);
            }
        }
        pairs.sort_by_key(|(before, rule)| (rule.span.start, before.span.start));
        pairs.dedup_by_key(|(before, rule)| (rule.span, before.span));
        let rules = pairs.iter().flat_map(|(before, rule)| [*before, *rule]);
        let patterns: BTreeMap<usize, Pattern> = rules
            .filter_map(|rule| Some((rule.span.start, self.closed_pattern(rule)?)))
            .collect();
        for (before, rule) in pairs {
            let read = |rule: &Rule| patterns.get(&rule.span.start);
            if let (Some(old), Some(new)) = (read(before), read(rule)) {
                self.duplicate((before, old), (rule, new));
            }
        }
    }

    /// The pattern of a rule, if nothing of it is open.
    pub(super) fn closed_pattern(&self, rule: &Rule) -> Option<Pattern> {
        let text = rule.pattern.as_ref()?.json(self.source.text())?;
        parse(text, Dialect::Bus).ok()
    }

    /// Whether it is certain that a rule is there, and where: not only on a condition, nor with another provider.
    fn is_alone(&self, rule: &Rule) -> bool {
        let is_there = rule.condition.as_ref();
        let is_there = is_there.is_none_or(|one| one.get() == Some(&true));
        is_there && !rule.is_bare && !self.source.slice(rule.span).contains("provider")
    }

    fn duplicate(&mut self, (before, old): (&Rule, &Pattern), (rule, new): (&Rule, &Pattern)) {
        if are_apart(old, new) {
            return;
        }
        let compared = Question::new(old, new).limited_to(LIMITS).compare();
        if compared.bounded_by.is_some() {
            return;
        }
        let (Some(pattern), Some(earlier)) = (&rule.pattern, &before.pattern) else {
            return;
        };
        let name = |rule: &Rule| rule.label().unwrap_or_default();
        let (one, other) = (name(rule), name(before));
        let told = match compared.relation {
            Relation::Equal => Diagnostic::warning(
                DUPLICATE_RULES,
                format!(
                    "`{one}` matches the same events as `{other}`, and both send them to the same target"
                ),
            ),
            Relation::Narrower => Diagnostic::note(
                DUPLICATE_RULES,
                format!(
                    "`{other}` matches all events that `{one}` does, and both send them to the same target"
                ),
            ),
            Relation::Wider => Diagnostic::note(
                DUPLICATE_RULES,
                format!(
                    "`{one}` matches all events that `{other}` does, and both send them to the same target"
                ),
            ),
            _ => return,
        };
        let told = told
            .at(pattern.span, "the target receives them twice")
            .related(earlier.span, "and here")
            .help("leave the target out of one of them, or let their patterns have no event in common");
        let resource = Resource::new("rule", rule.label(), rule.span);
        let about = self.about(Some(&resource), pattern.member);
        self.tell(&about, told, None);
    }
}

/// Whether two patterns name other sources, or other detail-types: most do.
fn are_apart(one: &Pattern, other: &Pattern) -> bool {
    fn texts<'p>(pattern: &'p Pattern, path: &str) -> Option<BTreeSet<&'p str>> {
        let mut all = BTreeSet::new();
        for sub_rule in &pattern.sub_rules {
            let texts = sub_rule.field(path)?.values.exact_texts()?;
            all.extend(texts.into_iter().map(|(text, _)| text));
        }
        Some(all)
    }
    ["source", "detail-type"].iter().any(|path| {
        let both = texts(one, path).zip(texts(other, path));
        both.is_some_and(|(one, other)| one.is_disjoint(&other))
    })
}

/// What two rules have in common that send the same events to the same target; `None` where that is not known.
fn key(rule: &Rule, target: &Target) -> Option<String> {
    let bus = match &rule.bus {
        None => Rule::DEFAULT_BUS.to_owned(),
        Some(bus) => bus.to_display(),
    };
    let state = match &rule.state {
        None => "ENABLED",
        Some(state) => state.get()?.as_str(),
    };
    if rule.is_disabled() {
        return None;
    }
    // What is open has a meaning of its own in each module.
    let label = rule.label()?;
    let module = label.rfind("aws_").and_then(|at| label.get(..at));
    let asked = target.request.as_ref()?.value.as_object()?;
    target.arn.as_ref().map(Declared::to_display)?;
    let mut members: Vec<String> = asked
        .iter()
        .filter(|member| !OF_DELIVERY.contains(&&*member.name.to_display()))
        .map(|member| format!("{}={}", member.name.to_display(), member.value.to_compact()))
        .collect();
    members.sort();
    let module = module.unwrap_or_default();
    Some(format!("{bus}\n{state}\n{module}\n{}", members.join("\n")))
}
