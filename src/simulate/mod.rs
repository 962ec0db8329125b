//! Uses of the engines on whole configurations: records through pipes.

pub mod notification;
pub mod pipe;
