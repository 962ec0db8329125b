//! Schedule expressions: `cron(…)`, `rate(…)` and `at(…)`.
