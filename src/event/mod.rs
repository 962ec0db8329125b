//! Events: the envelope, and the shapes in which people keep them.
