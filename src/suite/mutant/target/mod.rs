//! Mutants of what a target receives: of its input path, of the paths and the template of its input transformer.
//!
//! # Example
//!
//! ```
//! use evb::model::{Declared, InputTransformer, Target};
//! use evb::suite::mutant::target::target_mutants;
//!
//! let transformer = InputTransformer {
//!     paths: vec![("id".to_owned(), Declared::whole("$.detail.id"))],
//!     template: Some(Declared::whole(r#"{"order": <id>}"#)),
//! };
//! let target = Target { input_transformer: Some(transformer), ..Target::default() };
//! let mutants = target_mutants(&target);
//! assert_eq!(mutants[0].description, "`id`: `$.detail.id` becomes `$.detail`");
//! assert_eq!(mutants[1].description, "placeholder `<id>` becomes `null`");
//! ```

mod make;
mod revealing;

pub use make::{TargetMutant, target_mutants};
pub use revealing::revealing;
pub(in crate::suite) use revealing::{Step, fill, reveal};
