//! Uses of the engines on whole configurations: events through pipes.
