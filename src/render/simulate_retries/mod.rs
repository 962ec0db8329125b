//! Simulated deliveries as text, tables, JSON and pictures.

mod sensitivity;
mod single;

pub use sensitivity::sensitivity;
pub use single::single;
