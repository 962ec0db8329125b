//! `evb next-fires`: a table, JSON, CSV, a calendar, a picture.

mod block;
mod cells;
mod document;
mod fields;
mod human;
mod ics;
mod lines;
mod moments;
mod picture;
mod skipped;

pub use document::Document;
pub use human::{Rows, Table};
pub use lines::Lines;
pub use picture::write as picture;
