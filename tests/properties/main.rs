//! What always holds: each test's name is the sentence. One file per area.

mod shapes;
