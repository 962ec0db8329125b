//! Delivery: retries, delay curves, failures and dead letters, in virtual time.
