//! `evb convert`.

mod cloudtrail;
mod cron;
mod event_source_filters;
mod s3_notifications;
mod sns_filter_policies;

use crate::support::Pretend;

fn evb(arguments: &[&str]) -> String {
    on(&Pretend::default(), arguments)
}

fn on(host: &Pretend, arguments: &[&str]) -> String {
    host.evb(&[&["convert"], arguments].concat())
}
