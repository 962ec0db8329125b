//! From the text of a template to a [`Template`]: the text is cut, and each placeholder gets what it stands for.

use super::foreign::{self, Names};
use super::mended;
use super::refused::Refused;
use super::resolve::{self, Complaint};
use super::scan::{self, Part, TemplateKind};
use super::template::{InputPaths, Piece, Placeholder, Template, Variable};
use super::template_notes::{self, NEVER_JSON};
use super::variables::{Dialect, Reserved};

impl Template {
    /// Reads the `InputTemplate` of a rule's target. `target_id` is the target's `Id`; it stands in AWS's messages.
    ///
    /// # Errors
    ///
    /// * `transform/unknown-placeholder`: a placeholder is neither in `paths` nor reserved.
    /// * `transform/event-json-in-text`: `<aws.events.event.json>` in a template that does not begin with `{`.
    pub fn rule(text: &str, paths: &InputPaths, target_id: &str) -> Result<Self, Refused> {
        let read = |text: &str| {
            Self::accepted(Self::read(text, Dialect::Rule, |name, kind| {
                resolve::rule(name, kind, paths, target_id)
            }))
        };
        let again = |text: &str| read(text).ok();
        let mut template = match read(text) {
            Ok(template) => template.remarked(Names::Rule(paths), &again),
            Err(refused) => return Err(with_form(refused, (text, paths))),
        };
        let unused = template_notes::unused(&template, paths);
        template.notes.extend(unused);
        Ok(template)
    }

    /// Reads the `InputTemplate` of a pipe's enrichment or target.
    ///
    /// # Errors
    ///
    /// * `transform/unknown-placeholder`: a placeholder is no path and no reserved variable.
    /// * `transform/event-json-in-text`: `<aws.pipes.event.json>` inside a string or a text.
    pub fn pipe(text: &str) -> Result<Self, Refused> {
        let again = |text: &str| Self::pipe_plain(text).ok();
        Ok(Self::pipe_plain(text)?.remarked(Names::Pipe, &again))
    }

    /// The same, without a word about what is no placeholder.
    fn pipe_plain(text: &str) -> Result<Self, Refused> {
        let read = Self::read(text, Dialect::Pipe, |name, _| resolve::pipe(name));
        let template = Self::accepted(read)?;
        let misplaced = template
            .placeholders()
            .find(|one| template.misplaces_record(one))
            .map(|one| {
                resolve::event_json_in_text(&one.name, "it must be the whole value of a JSON field")
                    .at(one.span, "inside a string or a text")
            });
        match misplaced {
            Some(diagnostic) => Err(Refused::ours(diagnostic)),
            None => Ok(template),
        }
    }

    /// Reads the `Input` of an EventBridge Scheduler target. Nothing is refused here: what is not one of
    /// the four keywords is text.
    #[must_use]
    pub fn scheduler(text: &str) -> Self {
        let keyword = |name: &str, _| {
            Ok(Reserved::from_name(Dialect::Scheduler, name)
                .map_or_else(|| Variable::Unreadable(name.to_owned()), Variable::Reserved))
        };
        let read = |text: &str| Self::read(text, Dialect::Scheduler, keyword).0;
        read(text).remarked(Names::Scheduler, &|text: &str| Some(read(text)))
    }

    /// The same, with what is told of placeholders of other languages, and of how a template that is no JSON is meant.
    fn remarked(mut self, names: Names<'_>, again: &dyn Fn(&str) -> Option<Self>) -> Self {
        self.notes = template_notes::with_names(&self, names);
        if self.kind == TemplateKind::Json && self.is_never_json() {
            let mended = mended::mended(&self, names, again);
            let never = template_notes::never(&self, mended.as_deref());
            let others = self.notes.iter().filter(|one| one.code != NEVER_JSON);
            self.notes = std::iter::once(never).chain(others.cloned()).collect();
            // What it is meant to be is told as a whole.
            if mended.is_some() {
                return self;
            }
        }
        let told = foreign::notes(&self, names, again);
        self.notes.extend(told);
        self
    }

    /// The same; what is rendered must be JSON whatever the template begins with, as for the input of an
    /// enrichment, or of a Lambda function that a pipe invokes.
    #[must_use]
    pub fn must_be_json(mut self) -> Self {
        self.must_be_json = true;
        if self.kind == TemplateKind::Text && self.is_never_json_text() {
            self.notes.push(template_notes::never_json_text(&self));
        }
        self
    }

    /// Cuts the text and resolves each placeholder: `resolve` gives what a name stands for, or AWS's words and
    /// an error, whose primary place is set here.
    fn read(
        text: &str,
        dialect: Dialect,
        resolve: impl Fn(&str, TemplateKind) -> Result<Variable, Box<Complaint>>,
    ) -> (Self, Vec<Complaint>) {
        let kind = TemplateKind::of(text, dialect);
        let scan = scan::scan(text, dialect, kind);
        let mut complaints = Vec::new();
        let mut piece = |part| match part {
            Part::Literal { written, compact } => Piece::Literal { written, compact },
            Part::Placeholder(found) => {
                let variable = resolve(&found.name, kind).unwrap_or_else(|mut complaint| {
                    if let Some(label) = &mut complaint.diagnostic.primary {
                        label.span = found.span;
                    }
                    if let Some(fix) = &mut complaint.diagnostic.fix {
                        fix.span = found.span;
                    }
                    complaints.push(*complaint);
                    Variable::Unreadable(found.name.clone())
                });
                Piece::Placeholder(Placeholder {
                    name: found.name,
                    span: found.span,
                    position: found.position,
                    variable,
                    in_key: found.in_key,
                    depth: found.depth,
                })
            }
        };
        let pieces = scan.parts.into_iter().map(&mut piece).collect();
        let mut template = Self {
            text: text.to_owned(),
            dialect,
            kind,
            pieces,
            sound: false,
            must_be_json: false,
            brackets: scan.brackets,
            notes: Vec::new(),
        };
        template.sound = template.is_sound();
        template.notes = template_notes::of(&template, &scan.stray, scan.has_white_space);
        (template, complaints)
    }

    /// The template, unless there are complaints: AWS answers with the first, we tell all.
    fn accepted((template, complaints): (Self, Vec<Complaint>)) -> Result<Self, Refused> {
        let Some(message) = complaints.first().map(|first| first.message.clone()) else {
            return Ok(template);
        };
        let diagnostics = complaints
            .into_iter()
            .flat_map(|complaint| std::iter::once(complaint.diagnostic).chain(complaint.note));
        Err(Refused {
            message: Some(message),
            diagnostics: diagnostics.collect(),
        })
    }
}

/// The same with what is wrong with a template beside its names: every name is taken as declared.
fn with_form(mut refused: Refused, (text, paths): (&str, &InputPaths)) -> Refused {
    let read = |text: &str| {
        let known = |name: &str, kind| {
            let declared = resolve::rule(name, kind, paths, "");
            Ok(declared.unwrap_or_else(|_| Variable::Unreadable(name.to_owned())))
        };
        Template::read(text, Dialect::Rule, known).0
    };
    let template = read(text).remarked(Names::Rule(paths), &|text: &str| Some(read(text)));
    let notes = template.notes.into_iter();
    let never = notes.filter(|one| one.code == NEVER_JSON);
    refused.diagnostics.extend(never);
    refused
}
