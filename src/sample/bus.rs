//! Events of a bus: the envelope, and in it what the service sends that the pattern asks for.

use chrono::{DateTime, Duration};

use super::frame::{Answers, Frame, Wanted, leads_to};
use super::merge::{made, member, object, text};
use super::plausible::{Scene, uuid};
use crate::event::catalogue::{self, DetailType, Field, Source};
use crate::json::{JsonString, Kind, Value};
use crate::pattern::ast::Test;
use crate::pattern::decide::{Domain, Envelope, Place};
use crate::pattern::{Dialect, Explainer, Explanation, Pattern, ServiceEvaluator};

/// What an event of one's own comes from.
const OWN_SOURCE: &str = "com.example";
const OWN_TYPE: &str = "Example";

/// The type of what CloudTrail delivers, which every service that it records sends.
const API_CALL: &str = "AWS API Call via CloudTrail";

/// The account of examples, and Regions.
const ACCOUNT: &str = "123456789012";
const REGIONS: [&str; 4] = ["us-east-1", "eu-west-1", "ap-southeast-2", "eu-central-1"];

/// When events happen, in seconds since 1970: 2026-11-20T10:00:00Z.
const TIME: i64 = 1_795_168_800;

/// Events of a bus for one pattern.
#[derive(Debug)]
pub struct Bus<'p> {
    evaluator: ServiceEvaluator<'p>,
    explainer: Explainer<'p>,
    seed: u64,
    account: Option<String>,
    region: Option<String>,
}

/// Where an event comes from.
#[derive(Clone, Copy, Debug)]
struct Origin {
    source: &'static str,
    detail_type: &'static str,
    cloudtrail: Option<&'static str>,
    fields: Option<&'static [Field]>,
}

impl<'p> Bus<'p> {
    /// For a pattern; all that is made up follows from `seed`.
    #[must_use]
    pub fn new(pattern: &'p Pattern, dialect: Dialect, seed: u64) -> Self {
        Self {
            evaluator: ServiceEvaluator::new(pattern).used_in(dialect),
            explainer: Explainer::new(pattern).used_in(dialect),
            seed,
            account: None,
            region: None,
        }
    }

    /// The same for events of an account and a Region; where one is not given, it is made up.
    #[must_use]
    pub fn sent_from(self, account: Option<String>, region: Option<String>) -> Self {
        Self {
            account,
            region,
            ..self
        }
    }

    /// An event of one's own without anything in it, and what its values have in common.
    pub(super) fn own_event(&self, wanted: &[Wanted<'_>], number: u64) -> (Scene, Value) {
        let scene = self.scene(wanted, &Origin::OWN, number);
        let envelope = envelope(&scene, &Origin::OWN, object(Vec::new()));
        (scene, envelope)
    }

    fn scene(&self, wanted: &[Wanted<'_>], origin: &Origin, number: u64) -> Scene {
        let mut scene = Scene {
            seed: self.seed,
            number,
            account: exact(wanted, "account")
                .or_else(|| self.account.clone())
                .unwrap_or_else(|| ACCOUNT.to_owned()),
            region: String::new(),
            time: String::new(),
            service: origin
                .source
                .rsplit('.')
                .next()
                .unwrap_or_default()
                .to_owned(),
            cloudtrail: String::new(),
        };
        let service = origin.cloudtrail.map(str::to_owned);
        scene.cloudtrail = service.unwrap_or_else(|| format!("{}.amazonaws.com", scene.service));
        let region = usize::try_from(self.seed % 4)
            .ok()
            .and_then(|at| REGIONS.get(at));
        let region = || region.copied().unwrap_or_default().to_owned();
        scene.region = exact(wanted, "region")
            .or_else(|| self.region.clone())
            .unwrap_or_else(region);
        let later = i64::try_from(scene.draw("time") % 36_000).unwrap_or_default();
        let time = DateTime::from_timestamp(TIME, 0).map(|time| time + Duration::seconds(later));
        scene.time = time.map_or_else(String::new, |time| {
            time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
        });
        scene
    }
}

impl Domain for Bus<'_> {
    fn place(&self, path: &JsonString) -> Place {
        Envelope.place(path)
    }
}

impl Frame for Bus<'_> {
    fn surroundings(
        &self,
        wanted: &[Wanted<'_>],
        _avoided: &dyn Fn(&str, &Value) -> bool,
        number: u64,
    ) -> Value {
        let draws = Scene {
            seed: self.seed,
            number,
            account: String::new(),
            region: String::new(),
            time: String::new(),
            service: String::new(),
            cloudtrail: String::new(),
        };
        let origin = Origin::of(wanted, draws.draw("origin"));
        let scene = self.scene(wanted, &origin, number);
        let detail = match origin.fields {
            Some(fields) => scene.object(fields, 0, &|path| {
                leads_to(wanted, &format!("detail.{}", path.join(".")))
            }),
            None => object(Vec::new()),
        };
        envelope(&scene, &origin, detail)
    }

    fn finish(&self, seen: Value) -> Value {
        seen
    }

    fn answers(&self, event: &Value) -> Answers {
        let verdict = self.evaluator.verdict(event);
        Answers {
            logical: self.evaluator.logical().matches(event),
            service: verdict.matched,
            notes: verdict.notes,
            objection: None,
        }
    }

    fn explain(&self, event: &Value) -> Option<Explanation> {
        Some(self.explainer.explain(event))
    }
}

/// An event as a bus sends it.
fn envelope(scene: &Scene, origin: &Origin, detail: Value) -> Value {
    object(vec![
        member("version", text("0")),
        member("id", text(&uuid(scene.draw("id"), scene.draw("id.other")))),
        member("detail-type", text(origin.detail_type)),
        member("source", text(origin.source)),
        member("account", text(&scene.account)),
        member("time", text(&scene.time)),
        member("region", text(&scene.region)),
        member("resources", made(Kind::Array(Vec::new()))),
        member("detail", detail),
    ])
}

impl Origin {
    const OWN: Self = Self {
        source: OWN_SOURCE,
        detail_type: OWN_TYPE,
        cloudtrail: None,
        fields: None,
    };

    /// The source and type of events that have most of what is wanted; among several that do, `draw` decides.
    fn of(wanted: &[Wanted<'_>], draw: u64) -> Self {
        let field = |name: &str| wanted.iter().find(|one| *one.path == *name);
        let (source, detail_type) = (field("source"), field("detail-type"));
        let fits = |one: Option<&Wanted<'_>>, name: &str| {
            one.is_none_or(|one| one.admits_alone(&text(name)))
        };
        if fits(source, OWN_SOURCE) && fits(detail_type, OWN_TYPE) {
            return Self::OWN;
        }
        let mut best: Vec<Self> = Vec::new();
        let mut most = 0;
        for known in catalogue::sources()
            .iter()
            .filter(|one| fits(source, one.name))
        {
            for one in known
                .detail_types
                .iter()
                .filter(|one| fits(detail_type, one.name))
            {
                let found = score(one, wanted);
                if found > most {
                    most = found;
                    best.clear();
                }
                if found == most {
                    best.push(Self::known(known, one));
                }
            }
            if fits(detail_type, API_CALL) && most == 0 {
                best.extend(known.cloudtrail.and(Self::api_call(known, wanted)));
            }
        }
        let count = u64::try_from(best.len()).unwrap_or(u64::MAX);
        let chosen = draw
            .checked_rem(count)
            .and_then(|at| usize::try_from(at).ok());
        chosen
            .and_then(|at| best.get(at))
            .copied()
            .unwrap_or(Self::OWN)
    }

    fn known(source: &'static Source, detail_type: &'static DetailType) -> Self {
        Self {
            source: source.name,
            detail_type: detail_type.name,
            cloudtrail: source.cloudtrail,
            fields: detail_type.fields.as_deref(),
        }
    }

    /// A call that CloudTrail delivers, where a field of one is wanted, of a service of which the catalogue has none: what
    /// all calls have in common.
    fn api_call(source: &'static Source, wanted: &[Wanted<'_>]) -> Option<Self> {
        let is_wanted = |one: &Wanted<'_>| {
            ["detail.eventName", "detail.eventSource"]
                .iter()
                .any(|name| *one.path == **name)
        };
        wanted.iter().any(is_wanted).then_some(Self {
            source: source.name,
            detail_type: API_CALL,
            cloudtrail: source.cloudtrail,
            fields: None,
        })
    }
}

/// How much of what is wanted an event of this type has, and whether its fields are known at all.
fn score(detail_type: &DetailType, wanted: &[Wanted<'_>]) -> usize {
    let Some(fields) = &detail_type.fields else {
        return 1;
    };
    let has = |one: &&Wanted<'_>| {
        let path = one
            .path
            .as_str()
            .and_then(|path| path.strip_prefix("detail."));
        path.is_some_and(|path| fields.iter().any(|field| field.path_text() == path))
    };
    2 + wanted.iter().filter(has).count()
}

/// The text that a field has to be, if it is to be one.
fn exact(wanted: &[Wanted<'_>], name: &str) -> Option<String> {
    let field = wanted.iter().find(|one| *one.path == *name)?;
    match &field.test()?.test {
        Test::Exact(form) => {
            let text = std::str::from_utf8(form.as_bytes()).ok()?;
            Some(text.strip_prefix('"')?.strip_suffix('"')?.to_owned())
        }
        _ => None,
    }
}
