//! Gathering the sections of a template. Loops and includes are run meanwhile, so that everything in a section is found by
//! its name.

use std::rc::Rc;

use super::evaluator::{Evaluator, FUNCTION};
use super::sections::{Body, Entry, Section};
use crate::diagnostic::Diagnostic;
use crate::iac::{DUPLICATE, LEFT_OUT};
use crate::json::{Hole, Member, Value};
use crate::source::Span;

impl<'a> Evaluator<'a, '_> {
    /// Gathers the sections of a template.
    pub(super) fn gather(&mut self, template: &'a Value) {
        self.sections.parameters = self.section(template, "Parameters");
        self.sections.mappings = self.section(template, "Mappings");
        self.sections.conditions = self.section(template, "Conditions");
        self.sections.resources = self.section(template, "Resources");
        self.sections.outputs = self.section(template, "Outputs");
    }

    /// Puts a resource behind the others.
    pub(super) fn add(&mut self, name: &str, body: Body<'a>) {
        self.sections.resources.push(Entry {
            name: name.to_owned(),
            name_span: body.span,
            body,
        });
    }

    fn section(&mut self, template: &'a Value, name: &str) -> Section<'a> {
        let mut section = Section::default();
        let members = template.get(name).and_then(Value::as_object);
        for member in members.unwrap_or_default() {
            if is_made(&member.name.to_display()) {
                self.made(member, &mut section, name);
            } else {
                self.name(&mut section, member, Body::Written(&member.value));
            }
        }
        section
    }

    /// What a loop or an include has in place of itself.
    fn made(&mut self, member: &Member, section: &mut Section<'a>, section_name: &str) {
        if self.enter(member.name_span).is_some() {
            return;
        }
        let members = if member.name.to_display() == "Fn::Transform" {
            self.included(&member.value)
                .map(|value| value.as_object().unwrap_or_default().to_vec())
        } else {
            self.instances(member)
        };
        match members {
            Ok(members) => {
                for member in members {
                    if is_made(&member.name.to_display()) {
                        self.made(&member, section, section_name);
                    } else {
                        let body = Body::Made(Rc::new(member.value.clone()));
                        self.name(section, &member, body);
                    }
                }
            }
            Err(hole) => {
                let what = member.name.to_display();
                let message = format!(
                    "what `{what}` makes of `{section_name}` is left out: it depends on `{}`",
                    hole.from
                );
                self.tell(
                    Diagnostic::warning(LEFT_OUT, message)
                        .at(member.name_span, "it may hold rules, schedules or pipes")
                        .help("give the value of what it depends on, or the template as it is deployed: `aws cloudformation get-template --template-stage Processed` prints loops and includes resolved"),
                );
            }
        }
        self.depth -= 1;
    }

    fn name(&mut self, section: &mut Section<'a>, member: &Member, body: Body<'a>) {
        let name = member.name.to_display().into_owned();
        let name_span = member.name_span;
        let entry = Entry {
            name,
            name_span,
            body,
        };
        if let Some(before) = section.push(entry) {
            let name = member.name.to_display();
            self.tell(
                Diagnostic::warning(
                    DUPLICATE,
                    format!("`{name}` is given more than once: the last one counts"),
                )
                .at(name_span, "this one counts")
                .related(before, "this one does not"),
            );
        }
    }

    /// Tells of something that a function wants otherwise, where nothing can be made of it.
    pub(super) fn unusable(&mut self, name: &str, wanted: &str, span: Span) -> Hole {
        self.tell(
            Diagnostic::warning(FUNCTION, format!("`{name}` takes {wanted}"))
                .at(span, "nothing is made of this"),
        );
        let from = name.to_owned();
        Hole { from, span }
    }
}

/// Whether a member of a section stands for other members.
pub(super) fn is_made(name: &str) -> bool {
    name == "Fn::Transform" || name.starts_with("Fn::ForEach::")
}
