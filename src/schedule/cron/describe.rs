//! d
use super::Cron;
pub(super) fn describe(_cron: &Cron) -> String {
    String::new()
}
