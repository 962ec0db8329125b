//! Deliveries, retries, fleets.

use evb::delivery::fleet::{Traffic, queue, storm};
use evb::delivery::monte_carlo::sample;
use evb::delivery::{
    AgeEnd, Backoff, Curve, FailureModel, FailureRule, Latency, Preset, Profile, Rate, Requirement,
    RetryPolicy, Scenario, target_key,
};
use proptest::prelude::*;

#[test]
fn attempts_follow_the_truncated_geometric_law_and_times_follow_the_attempts() {
    const EVENTS: u64 = 60_000;
    let curve = Curve::new(&Preset::Nominal.backoff(), 5);
    let scenario = scenario(&Preset::Nominal.backoff(), 5, 300, &["probability=0.7"]);
    let mut counts = [0_u32; 6];
    let mut failed = 0_u32;
    for event in 0..EVENTS {
        let ending = scenario.deliver(1, event, |_| {});
        assert_eq!(ending.at_ms, curve.nominal_sum_ms(ending.retries()));
        counts[usize::try_from(ending.retries()).unwrap()] += 1;
        failed += u32::from(!ending.is_delivered());
    }
    let near = |count: u32, probability: f64| {
        let expected = EVENTS as f64 * probability;
        let error = (expected * (1.0 - probability)).sqrt();
        assert!(
            (f64::from(count) - expected).abs() < 5.0 * error,
            "{count}, not {expected}"
        );
    };
    for (retries, count) in counts.iter().enumerate().take(5) {
        near(*count, 0.3 * 0.7_f64.powi(i32::try_from(retries).unwrap()));
    }
    near(counts[5], 0.7_f64.powi(5));
    near(failed, 0.7_f64.powi(6));
}

/// A delivery by no service in particular, so that every limit is allowed.
fn scenario(backoff: &Backoff, retries: u64, age_seconds: u64, failures: &[&str]) -> Scenario {
    let profile = Profile::Custom;
    let policy = RetryPolicy::new(profile, Some(retries), Some(age_seconds)).unwrap();
    let rules = failures
        .iter()
        .map(|text| FailureRule::parse(text, profile.codes(), None).unwrap());
    let model = FailureModel::new(rules.collect(), profile.codes(), None).unwrap();
    let mut scenario = Scenario::new(profile, policy, model);
    scenario.pace = profile.curve_pace(backoff, Some(retries)).unwrap();
    scenario
}

fn jitter() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("none".to_owned()),
        Just("equal".to_owned()),
        Just("full".to_owned()),
        Just("decorrelated".to_owned()),
        (0_u32..=100).prop_map(|percent| format!("symmetric:{}", f64::from(percent) / 100.0)),
    ]
}

fn backoff() -> impl Strategy<Value = Backoff> {
    (0_u64..5_000, 100_u32..400, 0_u64..600_000, jitter()).prop_map(
        |(initial, multiplier, more, jitter)| {
            let cap = initial + more;
            let multiplier = f64::from(multiplier) / 100.0;
            Backoff::parse(&format!(
                "initial={initial}ms,multiplier={multiplier},cap={cap}ms,jitter={jitter}"
            ))
            .unwrap()
        },
    )
}

fn failure() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("always".to_owned()),
        (0_u32..40_000).prop_map(|seconds| format!("until={seconds}s")),
        (0_u32..20_000, 1_u32..20_000)
            .prop_map(|(start, long)| format!("window={start}s..{}s", start + long)),
        (0_u32..=100).prop_map(|percent| format!("probability={}", f64::from(percent) / 100.0)),
        (1_u32..5_000, 1_u32..5_000)
            .prop_map(|(up, down)| format!("markov=mtbf:{up}s,mttr:{down}s")),
        Just("codes=503,429:retry-after=30,503,200".to_owned()),
        Just("codes=503,429:retry-after=-1,200".to_owned()),
        Just("permanent=NO_RESOURCE@3".to_owned()),
    ]
}

proptest! {
    #[test]
    fn the_sum_of_delays_is_the_closed_form(
        initial in 1_u64..100_000, multiplier in 2_u64..6, cap_times in 1_u64..5_000, retries in 0_u64..300,
    ) {
        let cap = initial * cap_times;
        let text = format!("initial={initial}ms,multiplier={multiplier},cap={cap}ms");
        let curve = Curve::new(&Backoff::parse(&text).unwrap(), 300);
        let mut ramp = 0_u32;
        while multiplier.pow(ramp) < cap_times {
            ramp += 1;
        }
        let ramp = u64::from(ramp);
        let grown = |terms: u64| initial * (multiplier.pow(u32::try_from(terms).unwrap()) - 1) / (multiplier - 1);
        let closed = if retries <= ramp { grown(retries) } else { grown(ramp) + (retries - ramp) * cap };
        prop_assert_eq!(curve.nominal_sum_ms(retries), closed);
        let summed: u64 = (1..=retries).map(|retry| curve.nominal_ms(retry)).sum();
        prop_assert_eq!(summed, closed);
    }

    #[test]
    fn a_target_that_always_fails_gets_one_attempt_and_the_retries_that_fit(
        mut curve in backoff(), retries in 0_u64..200, age in 1_u64..90_000,
    ) {
        curve.jitter = evb::delivery::Jitter::None;
        let scenario = scenario(&curve, retries, age, &["always"]);
        let ending = scenario.deliver(0, 0, |_| {});
        let curve = Curve::new(&curve, retries);
        let fits = curve.retries_within(age * 1_000, retries);
        prop_assert_eq!(ending.retries(), fits);
        let expected = if fits == retries { curve.nominal_sum_ms(retries) } else { age * 1_000 };
        prop_assert_eq!(ending.at_ms, expected);
    }

    #[test]
    fn attempts_are_in_order_and_only_the_last_may_succeed(
        curve in backoff(), retries in 0_u64..60, age in 1_u64..90_000, failure in failure(), seed: u64,
    ) {
        let scenario = scenario(&curve, retries, age, &[&failure]);
        let mut seen = Vec::new();
        let ending = scenario.deliver(seed, 0, |attempt| {
            seen.push((attempt.number, attempt.at_ms, attempt.answer.is_none()));
        });
        prop_assert_eq!(seen.len() as u64, ending.attempts);
        prop_assert!(ending.attempts <= retries + 1);
        prop_assert!(seen.windows(2).all(|pair| pair[0].1 <= pair[1].1 && pair[0].0 + 1 == pair[1].0));
        prop_assert!(seen.iter().rev().skip(1).all(|attempt| !attempt.2));
        prop_assert_eq!(seen.last().unwrap().2, ending.is_delivered());
        prop_assert!(seen.iter().all(|attempt| attempt.1 <= age * 1_000));
    }

    #[test]
    fn more_retries_or_more_age_never_lose_a_delivery(
        curve in backoff(), retries in 0_u64..60, more in 0_u64..60, age in 1_u64..50_000, longer in 0_u64..50_000,
        failure in failure(), seed: u64, event: u64,
    ) {
        let less = scenario(&curve, retries, age, &[&failure]);
        let more = scenario(&curve, retries + more, age + longer, &[&failure]);
        let (less, more) = (less.deliver(seed, event, |_| {}), more.deliver(seed, event, |_| {}));
        if less.is_delivered() {
            prop_assert!(more.is_delivered());
            prop_assert_eq!(less.at_ms, more.at_ms);
        }
    }

    #[test]
    fn a_longer_outage_never_delivers_earlier(
        curve in backoff(), retries in 0_u64..100, outage in 0_u32..20_000, longer in 0_u32..20_000, seed: u64,
    ) {
        let at = |seconds: u32| {
            let scenario = scenario(&curve, retries, 90_000, &[&format!("until={seconds}s")]);
            let ending = scenario.deliver(seed, 0, |_| {});
            if ending.is_delivered() { ending.at_ms } else { u64::MAX }
        };
        prop_assert!(at(outage) <= at(outage + longer));
    }

    #[test]
    fn scaling_all_times_scales_the_result(
        initial in 1_u64..60, cap in 60_u64..600, retries in 0_u64..100, age in 60_u64..90_000, outage in 0_u64..90_000, by in 2_u64..9,
    ) {
        let run = |times: u64| {
            let curve = Backoff::parse(&format!("initial={}s,cap={}s", initial * times, cap * times)).unwrap();
            let failure = format!("until={}s", outage * times);
            let scenario = scenario(&curve, retries, age * times, &[&failure]);
            let ending = scenario.deliver(0, 0, |_| {});
            (ending.by, ending.attempts, ending.at_ms)
        };
        let (one, many) = (run(1), run(by));
        prop_assert_eq!((one.0, one.1, one.2 * by), many);
    }

    #[test]
    fn when_an_event_is_given_up_changes_nothing_else(
        curve in backoff(), retries in 0_u64..60, age in 1_u64..9_000, failure in failure(), seed: u64,
    ) {
        let ends = [AgeEnd::Lookahead, AgeEnd::Deadline, AgeEnd::Next].map(|age_end| {
            let mut scenario = scenario(&curve, retries, age, &[&failure]);
            scenario.age_end = age_end;
            let ending = scenario.deliver(seed, 0, |_| {});
            (ending.by, ending.attempts, ending.at_ms)
        });
        prop_assert!(ends.iter().all(|end| (end.0, end.1) == (ends[0].0, ends[0].1)));
        prop_assert!(ends[0].2 <= ends[1].2 && ends[1].2 <= ends[2].2);
    }

    #[test]
    fn draws_of_one_target_do_not_depend_on_another(
        curve in backoff(), seed: u64, names in prop::collection::vec("[a-z]{1,8}", 1..5),
    ) {
        let deliver = |name: &str| {
            let mut scenario = scenario(&curve, 20, 90_000, &["probability=0.8"]);
            scenario.target = target_key(name);
            let ending = scenario.deliver(seed, 3, |_| {});
            (ending.by, ending.attempts, ending.at_ms)
        };
        let forwards: Vec<_> = names.iter().map(|name| deliver(name)).collect();
        let mut backwards: Vec<_> = names.iter().rev().map(|name| deliver(name)).collect();
        backwards.reverse();
        prop_assert_eq!(forwards, backwards);
    }

    #[test]
    fn what_is_written_of_a_curve_is_read_back(curve in backoff()) {
        prop_assert_eq!(Backoff::parse(&curve.written()), Ok(curve));
    }

    #[test]
    fn no_argument_makes_a_parser_panic(text in "\\PC{0,40}", kind in 0_usize..6) {
        let heads = ["", "window=", "codes=", "markov=", "probability=", "permanent="];
        let _ = FailureRule::parse(&format!("{}{text}", heads[kind]), Profile::Rule.codes(), None);
        let _ = Backoff::parse(&text);
        let _ = Rate::parse(&text);
        let _ = Requirement::parse(&text);
        let _ = evb::delivery::duration::parse(&text, 0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_number_of_threads_changes_no_bit(
        curve in backoff(), retries in 0_u64..30, failure in failure(), seed: u64, runs in 1_u64..20_000,
    ) {
        let mut scenario = scenario(&curve, retries, 50_000, &[&failure]);
        scenario.latency = Latency::Uniform { least_ms: 0, most_ms: 2_000 };
        scenario.timeout_ms = Some(1_500);
        let one = sample(&scenario, seed, runs, 1, &mut |_| {});
        let three = sample(&scenario, seed, runs, 3, &mut |_| {});
        prop_assert_eq!(&one, &three);
        prop_assert_eq!(one.runs, runs);
        prop_assert_eq!(one.delivered + one.given_up(), runs);
    }

    #[test]
    fn attempts_are_successes_and_failures(
        curve in backoff(), retries in 0_u64..30, failure in failure(), seed: u64,
    ) {
        let scenario = scenario(&curve, retries, 50_000, &[&failure]);
        let (mut successes, mut failures) = (0, 0);
        for event in 0..300 {
            scenario.deliver(seed, event, |attempt| match attempt.answer {
                None => successes += 1,
                Some(_) => failures += 1,
            });
        }
        let tally = sample(&scenario, seed, 300, 2, &mut |_| {});
        prop_assert_eq!(tally.delivered, successes);
        prop_assert_eq!(tally.attempts.sum(), u128::from(successes + failures));
    }

    #[test]
    fn runs_without_luck_are_all_the_same(retries in 0_u64..60, age in 60_u64..50_000, outage in 0_u32..20_000) {
        let scenario = scenario(&Preset::Nominal.backoff(), retries, age, &[&format!("until={outage}s")]);
        prop_assert!(!scenario.is_random());
        let tally = sample(&scenario, 5, 500, 2, &mut |_| {});
        let ending = scenario.deliver(9, 77, |_| {});
        let times = if ending.is_delivered() { &tally.delivered_at_ms } else { &tally.given_up_at_ms };
        prop_assert_eq!(times.count(), 500);
        prop_assert_eq!((times.least(), times.most()), (Some(ending.at_ms), Some(ending.at_ms)));
        prop_assert_eq!(times.standard_deviation(), Some(0.0));
    }

    #[test]
    fn every_event_of_a_queue_ends_once_and_in_time(
        events in 1_u64..3_000, arriving in 1_u32..500, leaving in 1_u32..500, burst in 0_u64..50, age in 1_u64..500,
        start in 0_u64..50_000, long in 0_u64..50_000,
    ) {
        let rate = |number: u32| Some(Rate::parse(&format!("{number}/s")).unwrap());
        let traffic = Traffic { events, rate: rate(arriving), capacity: rate(leaving), burst };
        let outages = if long > 0 { vec![(start, start + long)] } else { Vec::new() };
        let fleet = queue::run(&traffic, &outages, Some(age * 1_000)).unwrap();
        prop_assert_eq!(fleet.tally.runs, events);
        prop_assert_eq!(fleet.tally.delivered + fleet.tally.given_up(), events);
        prop_assert!(fleet.tally.delivered_at_ms.most().unwrap_or(0) <= age * 1_000);
        prop_assert!(fleet.peak_waiting <= events);
        let last = fleet.series.points().last().unwrap();
        prop_assert_eq!(last.waiting(), 0);
    }

    #[test]
    fn a_burst_delivers_what_the_bucket_and_the_age_allow(
        events in 1_u64..5_000, per_second in 1_u64..50, burst in 0_u64..100, age in 1_u64..120,
    ) {
        let capacity = Rate::parse(&format!("{per_second}/s")).unwrap();
        let traffic = Traffic { events, rate: None, capacity: Some(capacity), burst };
        let fleet = queue::run(&traffic, &[], Some(age * 1_000)).unwrap();
        prop_assert_eq!(fleet.tally.delivered, events.min(burst + per_second * age));
    }

    #[test]
    fn every_event_of_a_storm_ends_once(
        curve in backoff(), events in 1_u64..400, arriving in 1_u32..100, leaving in 1_u32..100, retries in 0_u64..20,
        failure in failure(), seed: u64,
    ) {
        let rate = |number: u32| Some(Rate::parse(&format!("{number}/s")).unwrap());
        let traffic = Traffic { events, rate: rate(arriving), capacity: rate(leaving), burst: 1 };
        let scenario = scenario(&curve, retries, 9_000, &[&failure]);
        let fleet = storm::run(&scenario, seed, &traffic).unwrap();
        prop_assert_eq!(fleet.tally.runs, events);
        prop_assert!(fleet.tally.attempts.sum() >= u128::from(events));
        prop_assert!(fleet.throttled <= u64::try_from(fleet.tally.attempts.sum()).unwrap());
        prop_assert_eq!(fleet, storm::run(&scenario, seed, &traffic).unwrap());
    }
}
