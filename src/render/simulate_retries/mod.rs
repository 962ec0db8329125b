//! Simulated deliveries as text, tables, JSON and pictures.

mod chart;
mod comparison;
mod fit;
mod fleet;
mod parts;
mod picture;
mod sensitivity;
mod single;

pub use comparison::comparison;
pub use fit::fit;
pub use fleet::fleet;
pub use parts::{no_progress, progress};
pub use sensitivity::sensitivity;
pub use single::single;
