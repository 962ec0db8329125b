//! What a target receives: paths, input templates, reserved variables.
