//! Reports as text, JSON and pictures. The only place with colours; it decides nothing.

pub mod failure;
pub mod json;
pub mod pipe;
pub mod snippet;
pub mod words;
