//! From one value of an event to the next, by parsing: what is between them is checked, and kept for the next time.
//!
//! # The idea
//!
//! A small parser walks from behind a value to the next value at which the reader has to stop. It is a state machine of
//! JSON ([`Expect`] says what may come) that also follows the tree of paths: at each name it knows which place of the tree
//! the value behind it has. What it went over becomes the label of an edge in the [shapes](super::shape).
//!
//! # Two ways to walk
//!
//! *Learning* (`keeps`): the walk stops at every string and every number, asked for or not. Their bytes differ from event
//! to event, so that they must not become part of a label. Literals are part of it: there are three of them.
//!
//! *Not learning*, where shapes do not repeat: nothing will be kept, so the walk goes on over everything that no pattern
//! asks for, whole containers at once, and stops at fields only.
//!
//! # Trusted reading
//!
//! There, containers to which no path leads are not walked but skipped by their brackets ([`Next::Container`]), and an
//! object is left as soon as every name that leads on has been seen in it ([`Next::Rest`], [`Next::Stop`]). Which names are
//! still to come is a set of bits in the stack of containers, so that it is part of the state. Some objects are always
//! read to their end: see [`NEVER_FINISHED`].
//!
//! # Invariants
//!
//! * `config` and `name` say where the walk stands: they change together where a container opens or closes. `node` is the
//!   place of the value that comes next.
//! * A walk that ends with `None` has met something that is no JSON, and the event is refused.
//! * `node` is [`NONE`] for everything below a name that no path has: nothing there can be asked for.
//!
//! # Cost
//!
//! It is slow and may be: it runs once for each edge, and where nothing repeats it is the parser that would have been
//! needed anyway.

use std::borrow::Cow;
use std::hash::Hasher as _;

use super::hash::Folding;
use super::paths::{NodeId, PathTree, ROOT};
use super::shape::{Config, ConfigId, Effect, NONE, Next, OUTSIDE, START, Shapes, StateId, Stride};
use crate::json::scan::{Nesting, literal, name, number, spaces, string, value};
use crate::quota::MAXIMUM_JSON_DEPTH;

/// Beyond this many names that lead on from one place, they are not ticked off.
const MAXIMUM_TICKED: u32 = 63;

/// What remains of an object that is read to its end whatever was seen.
///
/// * An element of an array: elements are alike and mostly small, and their ends are compared as learnt bytes faster than
///   they are skipped.
/// * One from which a path of several names leads on: `"a.b"` may follow on `"a"`, and spells the same path.
/// * Any, where the names that were ticked off made more [shapes](Shapes::ticks) than they saved bytes.
const NEVER_FINISHED: u64 = 1 << MAXIMUM_TICKED;

/// What may come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expect {
    Event,
    NameOrClose,
    Name,
    ItemOrClose,
    Value,
    CommaOrClose,
}

/// A walk from one value to the next.
struct Learner<'a> {
    paths: &'a PathTree,
    shapes: &'a mut Shapes,
    input: &'a [u8],
    at: usize,
    config: ConfigId,
    /// The name last read in the innermost container, hashed; 0 where names are not told apart.
    name: u64,
    /// Where the value that comes next stands among the paths.
    node: NodeId,
    is_hidden: bool,
    /// Whether the walk is to be kept.
    keeps: bool,
    effects: Vec<Effect>,
}

/// Parses from `at`, in a state, to the next value. `None` if that is no JSON.
#[inline(never)]
pub(super) fn learn<const TRUSTED: bool>(
    paths: &PathTree,
    shapes: &mut Shapes,
    input: &[u8],
    at: usize,
    state: StateId,
) -> Option<Stride> {
    let keeps = shapes.may_learn(state);
    let (config, name) = shapes.place(state);
    let mut learner = Learner {
        paths,
        shapes,
        input,
        at,
        config,
        name,
        node: NONE,
        is_hidden: false,
        keeps,
        effects: Vec::new(),
    };
    let expect = if state == START {
        Expect::Event
    } else {
        learner.leave_unnamed::<TRUSTED>()?;
        Expect::CommaOrClose
    };
    let next = learner.walk::<TRUSTED>(expect)?;
    let Learner {
        at: end,
        config,
        name,
        node,
        is_hidden,
        effects,
        ..
    } = learner;
    let field = match next {
        Next::String | Next::Number | Next::Literal(_) if node != NONE => paths.field(node),
        _ => None,
    };
    let step = Stride {
        length: u32::try_from(end - at).ok()?,
        target: shapes.state(config, name),
        field: field.unwrap_or(NONE),
        effects: shapes.keep_effects(&effects),
        is_hidden,
        next,
    };
    if keeps {
        shapes.keep(state, input.get(at..end)?, step);
    }
    Some(step)
}

impl Learner<'_> {
    /// Where shapes do not repeat there is nothing to learn: containers that no path leads to are skipped whole.
    fn leave_unnamed<const TRUSTED: bool>(&mut self) -> Option<()> {
        let mut config = self.shapes.config(self.config)?;
        if TRUSTED || self.keeps || config.node != NONE {
            return Some(());
        }
        let mut nesting = self.nesting(self.config)?;
        while config.node == NONE && config.parent != OUTSIDE {
            self.close(config);
            config = self.shapes.config(self.config)?;
        }
        self.at = nesting.skip_rest(self.input, self.at, usize::from(config.depth))?;
        Some(())
    }

    /// The containers that are open.
    fn nesting(&self, config: ConfigId) -> Option<Nesting> {
        let mut open = Vec::new();
        let mut config = self.shapes.config(config)?;
        while config.depth > 0 {
            open.push(config.is_object);
            config = self.shapes.config(config.parent)?;
        }
        let mut nesting = Nesting::default();
        open.iter()
            .rev()
            .try_for_each(|is_object| nesting.open(*is_object))?;
        Some(nesting)
    }

    fn walk<const TRUSTED: bool>(&mut self, mut expect: Expect) -> Option<Next> {
        loop {
            if TRUSTED
                && expect == Expect::CommaOrClose
                && let Some(next) = self.leave_finished()?
            {
                return Some(next);
            }
            self.at = spaces(self.input, self.at);
            let byte = *self.input.get(self.at)?;
            let config = self.shapes.config(self.config)?;
            // A `]` is asked for before a value is, as both may come in an empty array; otherwise the arms exclude each
            // other. What no arm takes is no JSON.
            expect = match (expect, byte) {
                (Expect::Event, b'{') => {
                    self.at += 1;
                    self.node = ROOT;
                    self.open::<TRUSTED>(config, true)?
                }
                (Expect::CommaOrClose, b',') => {
                    self.at += 1;
                    if config.is_object {
                        Expect::Name
                    } else {
                        self.node = config.node;
                        self.is_hidden = config.is_hidden;
                        Expect::Value
                    }
                }
                (Expect::CommaOrClose | Expect::NameOrClose, b'}') if config.is_object => {
                    self.at += 1;
                    if config.parent == OUTSIDE {
                        return Some(Next::End);
                    }
                    self.close(config);
                    Expect::CommaOrClose
                }
                (Expect::CommaOrClose | Expect::ItemOrClose, b']') if !config.is_object => {
                    self.at += 1;
                    self.close(config);
                    Expect::CommaOrClose
                }
                (Expect::Name | Expect::NameOrClose, b'"') => {
                    self.read_name::<TRUSTED>(config)?;
                    Expect::Value
                }
                (Expect::Value | Expect::ItemOrClose, _) => {
                    match self.value::<TRUSTED>(config, byte)? {
                        Ok(next) => return Some(next),
                        Err(expect) => expect,
                    }
                }
                _ => return None,
            };
        }
    }

    /// A value begins: either it is what the walk was for, or there is something to expect behind or in it.
    fn value<const TRUSTED: bool>(
        &mut self,
        config: Config,
        byte: u8,
    ) -> Option<Result<Next, Expect>> {
        let is_field = self.node != NONE && self.paths.field(self.node).is_some();
        let skips = !self.keeps && !is_field;
        match byte {
            b'"' if skips => {
                self.at = string::<TRUSTED>(self.input, self.at + 1)?.end;
                Some(Err(Expect::CommaOrClose))
            }
            b'"' => {
                self.at += 1;
                Some(Ok(Next::String))
            }
            b'-' | b'0'..=b'9' if skips => {
                self.at = number(self.input, self.at)?;
                Some(Err(Expect::CommaOrClose))
            }
            b'-' | b'0'..=b'9' => Some(Ok(Next::Number)),
            b'{' | b'[' => self.container::<TRUSTED>(config, byte == b'{'),
            _ => {
                let end = literal(self.input, self.at)?;
                let length = (end - self.at) as u8;
                self.at = end;
                Some(if is_field {
                    Ok(Next::Literal(length))
                } else {
                    Err(Expect::CommaOrClose)
                })
            }
        }
    }

    fn container<const TRUSTED: bool>(
        &mut self,
        config: Config,
        is_object: bool,
    ) -> Option<Result<Next, Expect>> {
        // An array at a path that ends here has values of its own; an object there has none.
        let leads_on = self.node != NONE
            && (self.paths.leads_on(self.node)
                || !is_object && self.paths.field(self.node).is_some());
        if !leads_on {
            self.node = NONE;
            if TRUSTED {
                self.at += 1;
                return Some(Ok(Next::Container));
            }
            if !self.keeps {
                let mut nesting = self.nesting(self.config)?;
                self.at = value(self.input, self.at, &mut nesting)?;
                return Some(Err(Expect::CommaOrClose));
            }
        }
        self.at += 1;
        self.open::<TRUSTED>(config, is_object).map(Err)
    }

    /// Goes into a container, behind its opening bracket.
    fn open<const TRUSTED: bool>(&mut self, outer: Config, is_object: bool) -> Option<Expect> {
        let depth = outer.depth + 1;
        if usize::from(depth) > MAXIMUM_JSON_DEPTH {
            return None;
        }
        let named = self.node != NONE;
        let is_tracked = !is_object && named && self.paths.is_shared(self.node);
        if outer.is_tracked {
            self.effects.push(Effect::EnterElement);
        }
        if is_tracked {
            self.effects.push(Effect::EnterArray);
        }
        let last_names = self.paths.last_names(self.node);
        let last_names = last_names
            .filter(|_| self.shapes.ticks() && (outer.is_object || outer.parent == OUTSIDE));
        // A new stack: `name` is where the walk goes on once the container is closed. Without learning, names are not
        // told apart, so as not to fill the tables with stacks that never come again.
        self.config = self.shapes.intern(Config {
            parent: self.config,
            name: if self.keeps { self.name } else { 0 },
            is_object,
            node: self.node,
            is_hidden: self.is_hidden,
            is_tracked,
            remaining: if !(TRUSTED && is_object && named) {
                0
            } else {
                last_names.map_or(NEVER_FINISHED, |names| {
                    !u64::MAX.unbounded_shl(names.min(64) as u32)
                })
            },
            depth,
        });
        self.name = 0;
        Some(if is_object {
            Expect::NameOrClose
        } else {
            Expect::ItemOrClose
        })
    }

    /// Goes out of the innermost container.
    fn close(&mut self, inner: Config) {
        if inner.is_tracked {
            self.effects.push(Effect::LeaveArray);
        }
        self.config = inner.parent;
        self.name = inner.name;
        if self
            .shapes
            .config(inner.parent)
            .is_some_and(|outer| outer.is_tracked)
        {
            self.effects.push(Effect::LeaveElement);
        }
    }

    /// Trusted reading goes on behind an object as soon as every name that leads on has been seen in it.
    #[expect(clippy::option_option, reason = "no JSON; go on; done")]
    fn leave_finished(&mut self) -> Option<Option<Next>> {
        let mut levels = 0;
        loop {
            let config = self.shapes.config(self.config)?;
            if !config.is_object || config.remaining != 0 {
                break;
            }
            if config.parent == OUTSIDE {
                return Some(Some(Next::Stop));
            }
            self.close(config);
            levels += 1;
        }
        Some((levels > 0).then_some(Next::Rest(levels)))
    }

    /// Reads a name and its colon, and finds out where it leads.
    fn read_name<const TRUSTED: bool>(&mut self, config: Config) -> Option<()> {
        let start = self.at;
        self.at = name(self.input, start)?.1;
        let text = string::<TRUSTED>(self.input, start + 1)?;
        let raw = self.input.get(start + 1..text.end - 1)?;
        self.name = if self.keeps { fingerprint(raw) } else { 0 };
        self.node = NONE;
        // The engine does not look behind an empty name unless the pattern names one: see `flatten::Paths::enters`.
        self.is_hidden = config.is_hidden || raw.is_empty();
        if config.node == NONE {
            return Some(());
        }
        let decoded = if text.plain {
            Cow::Borrowed(raw)
        } else {
            decoded(self.input.get(start..text.end)?)?
        };
        if let Some((node, ticked)) = self.paths.step(config.node, &decoded) {
            self.node = node;
            let is_ticked = |order: &u32| TRUSTED && *order < MAXIMUM_TICKED;
            if let Some(order) = ticked.filter(is_ticked)
                && config.remaining & NEVER_FINISHED == 0
            {
                self.config = self.shapes.ticked(Config {
                    remaining: config.remaining & !(1 << order),
                    ..config
                });
            }
        }
        Some(())
    }
}

/// A hash that is taken for the name. Two names with one hash would share states; that costs a miss, never an answer, as
/// edges are compared byte by byte. Never 0: that stands for no name in particular.
fn fingerprint(name: &[u8]) -> u64 {
    let mut hasher = Folding::default();
    hasher.write(name);
    hasher.finish() | 1
}

/// A name with escapes, decoded to WTF-8.
fn decoded(quoted: &[u8]) -> Option<Cow<'static, [u8]>> {
    let value = crate::json::parse(std::str::from_utf8(quoted).ok()?).ok()?;
    match value.kind {
        crate::json::Kind::String(text) => Some(Cow::Owned(text.as_wtf8().to_vec())),
        _ => None,
    }
}
