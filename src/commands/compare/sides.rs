//! What there was, and what there is to be: what each of the two arguments lets through.

use std::ffi::OsStr;

use crate::commands::answer::Refusals;
use crate::commands::declarations::{self, Named, Read};
use crate::commands::input::FileInput;
use crate::commands::{Context, Failure, Input, Refusal, input, walk};
use crate::compare::{Gate, Pair, PairedBy, pairs};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::iac::Content;
use crate::model::Inventory;
use crate::pattern::Dialect;
use crate::pattern::check as pattern_check;
use crate::source::Source;

/// There is nothing to compare.
const NOTHING: Code = Code::new("compare/nothing-to-compare");

/// One of the two versions.
pub(super) struct Side {
    pub(super) gates: Vec<Gate>,
    /// What has a pattern that AWS refuses: it is there, and nothing is known of it.
    refused: Vec<String>,
    /// Whether it is one pattern, or one thing of a file that was asked for by its name.
    is_one: bool,
}

/// What belongs together. Of a pair of which one was refused nothing can be said: that was told.
pub(super) fn pairs_of<'s>(old: &'s Side, new: &'s Side) -> Vec<Pair<'s>> {
    let mut all = pairs(&old.gates, &new.gates);
    all.retain(|pair| match (pair.old, pair.new) {
        (Some(gone), None) => !new.refused.contains(&gone.label),
        (None, Some(come)) => !old.refused.contains(&come.label),
        _ => true,
    });
    all
}

/// The only pair of two sides that are one thing each, whatever they are called.
pub(super) fn one_of_each<'s>(old: &'s Side, new: &'s Side) -> Option<Pair<'s>> {
    match (old.gates.as_slice(), new.gates.as_slice()) {
        ([one], [other]) if old.is_one && new.is_one => Some(Pair {
            old: Some(one),
            new: Some(other),
            by: PairedBy::Address,
        }),
        _ => None,
    }
}

impl Side {
    /// Reads both sides. What is wrong with one rule is told, and the others are compared.
    ///
    /// # Errors
    ///
    /// * `input/stdin-twice`: standard input is asked for twice.
    /// * `compare/nothing-to-compare`: a side declares nothing that lets events through.
    /// * `input/…`, `json/…`, …: a side cannot be read.
    pub(super) fn both(
        old: &OsStr,
        new: &OsStr,
        events: &[Input],
        refusals: &mut Refusals,
        context: &mut Context<'_>,
    ) -> Result<(Self, Self), Failure> {
        let (old, new) = (Named::new(old, context), Named::new(new, context));
        let inputs = [&old.input, &new.input].into_iter().chain(events);
        input::one_standard_input(inputs, "name the file of all but one")?;
        let old = Self::read(old, "<old>", refusals, context)?;
        let new = Self::read(new, "<new>", refusals, context)?;
        Ok((old, new))
    }

    fn read(
        named: Named,
        argument: &str,
        refusals: &mut Refusals,
        context: &mut Context<'_>,
    ) -> Result<Self, Failure> {
        let mut side = Self {
            gates: Vec::new(),
            refused: Vec::new(),
            is_one: named.name.is_some(),
        };
        let directory = match &named.input {
            Input::File(file)
                if context.host.is_directory(file.path())
                    && !declarations::is_template_directory(&named.input, context) =>
            {
                Some(file.clone())
            }
            _ => None,
        };
        match directory {
            Some(directory) => side.add_below(&directory, refusals, context)?,
            None => {
                let read = named.read(argument, context)?;
                side.add(read, refusals, context)?;
            }
        }
        Ok(side)
    }

    /// Every file below a directory that declares something, or is a pattern.
    fn add_below(
        &mut self,
        directory: &FileInput,
        refusals: &mut Refusals,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let below = walk::files_below(directory, context)?;
        for finding in &below.outside {
            context.tell(finding)?;
        }
        for file in below.files {
            let named = Named {
                input: Input::File(file),
                name: None,
            };
            match named.read("<file>", context) {
                Ok(read) if declarations::declared(&read).is_some() => {
                    self.add(read, refusals, context)?;
                }
                Ok(_) => {}
                Err(Failure::Refused(refusal)) => {
                    refusals.refuse(&refusal, None, None, context)?;
                }
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    fn add(
        &mut self,
        read: Read,
        refusals: &mut Refusals,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let source = &read.source;
        match &read.content {
            Content::Declarations(inventory) => {
                self.add_inventory(inventory, source, refusals, context)
            }
            Content::Value(_) | Content::Broken(_) => {
                let label = declarations::stem(source.name());
                let pattern = pattern_check::check(source.text(), Dialect::Bus);
                match pattern {
                    Ok(pattern) => {
                        self.is_one = self.gates.is_empty();
                        self.gates.push(Gate::of_pattern(label, pattern));
                        Ok(())
                    }
                    Err(refused) => Err(Failure::Refused(Box::new(refused.with_source(source)))),
                }
            }
        }
    }

    fn add_inventory(
        &mut self,
        inventory: &Inventory,
        source: &Source,
        refusals: &mut Refusals,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        for told in &inventory.diagnostics {
            self.tell(told, source, refusals, context)?;
        }
        for told in inventory.rules.iter().flat_map(|rule| &rule.diagnostics) {
            self.tell(told, source, refusals, context)?;
        }
        let (gates, refused) = Gate::all_of(inventory, source);
        for one in refused {
            let refusal = pattern_check::refused(one.error, &one.source);
            refusals.refuse(&refusal, None, None, context)?;
            self.refused.push(one.label);
        }
        if gates.is_empty() && refusals.count() == 0 {
            let none = Diagnostic::error(
                NOTHING,
                format!(
                    "`{}` declares nothing that lets events through",
                    source.name()
                ),
            );
            return Err(Failure::refused(Finding::without_source(none.help(
                "give an event pattern, or a template with rules, pipes, archives or subscriptions",
            ))));
        }
        self.gates.extend(gates);
        Ok(())
    }

    /// An error of a template keeps the answer from being complete.
    fn tell(
        &self,
        told: &Diagnostic,
        source: &Source,
        refusals: &mut Refusals,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let finding = Finding::new(told.clone(), source);
        if !told.is_error() {
            return Ok(context.tell(&finding)?);
        }
        let refusal = Refusal {
            aws: None,
            findings: vec![finding],
        };
        refusals.refuse(&refusal, None, None, context).map(|_| ())
    }
}
