//! Simulated deliveries as text, tables, JSON and pictures.

mod sensitivity;
mod single;
mod way;

pub use sensitivity::sensitivity;
pub use single::single;
