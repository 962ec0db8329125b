//! Reading past JSON that nobody asked for, as fast as the bytes come.
//!
//! [`Reader`](super) builds values and explains mistakes; this module does neither. It
//! answers one question: where does this piece of JSON end? There are two ways to ask.
//!
//! * **Validated** ([`string`](fn@string), [`number`](fn@number), [`Nesting::skip_rest`], [`value`]): every byte is checked. What is
//!   refused here is what the reader refuses, and the reader is then asked to say why.
//! * **Trusted** ([`balance`]): brackets and strings are balanced, nothing else is looked at.
//!   On text that is JSON both give the same answer.
//!
//! Bytes are looked at 32 or 64 at a time, by the instructions that every x86-64 processor has (SSE2),
//! through the safe functions of `std::arch`; elsewhere by arithmetic on eight bytes at a time.
//!
//! # What this module does not do
//!
//! It says neither what is wrong nor where; it decodes nothing.

pub(crate) mod balance;
mod block;
mod number;
mod skip;
mod string;

pub(crate) use block::{BLOCK, backslashes, block, quotes_and_backslashes, starts_with};
pub(crate) use number::number;
pub(crate) use skip::{Nesting, literal, name, spaces, value};
pub(crate) use string::string;

/// Whether a text is one JSON value with nothing but white space around it.
pub(crate) fn is_value(text: &[u8]) -> bool {
    let end = value(text, 0, &mut Nesting::default());
    end.is_some_and(|end| spaces(text, end) == text.len())
}
