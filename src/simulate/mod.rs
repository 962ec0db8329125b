//! Uses of the engines on whole configurations: records through pipes, events through rules and by their whole way, what
//! other services notify of.

pub mod notification;
pub mod pipe;
pub mod route;
pub mod taking;
pub mod way;
