//! What takes records from a source: pipes, and event source mappings of Lambda.

use crate::model::{EventSourceMapping, Inventory, Pipe};
use crate::simulate::pipe::{CheckReport, Plan, PlanOptions};

use super::{Subject, names_of};

/// A pipe, or an event source mapping, which takes records in the same way.
#[derive(Clone, Debug)]
pub struct SubjectPipe {
    /// What to call it.
    pub label: String,
    /// The number of its template in [`Subject::templates`].
    pub template: usize,
    declared: Taker,
}

#[derive(Clone, Debug)]
enum Taker {
    Pipe(Box<Pipe>),
    Mapping(Box<EventSourceMapping>),
}

impl SubjectPipe {
    /// Makes it ready to run.
    ///
    /// # Errors
    ///
    /// Why AWS would not create it.
    pub fn plan(&self, options: &PlanOptions) -> Result<Plan, CheckReport> {
        match &self.declared {
            Taker::Pipe(pipe) => Plan::new(pipe, options),
            Taker::Mapping(mapping) => Plan::of_mapping(mapping, options),
        }
    }
}

impl Subject {
    pub(super) fn add_pipes(&mut self, file: &str, inventory: &Inventory) {
        for pipe in &inventory.pipes {
            let names = names_of(pipe.name.as_ref(), &pipe.also_called);
            let taker = Taker::Pipe(Box::new(pipe.clone()));
            self.add_pipe(file, pipe.label(), names, taker);
        }
        for mapping in &inventory.event_source_mappings {
            let names = names_of(mapping.uuid.as_ref(), &mapping.also_called);
            let taker = Taker::Mapping(Box::new(mapping.clone()));
            self.add_pipe(file, mapping.logical_id.clone(), names, taker);
        }
    }

    fn add_pipe(&mut self, file: &str, label: Option<String>, names: Vec<String>, declared: Taker) {
        let Some(label) = label.or_else(|| names.first().cloned()) else {
            return;
        };
        let number = self.pipes.len();
        self.pipe_names.add(file, &label, names, number);
        self.pipes.push(SubjectPipe {
            label,
            template: self.templates.len(),
            declared,
        });
    }
}
