//! The types of S3 notifications and what tells their events on a bus.

/// What an event of one type looks like on a bus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) detail_type: &'static str,
    /// `detail.reason`; `None` where every reason is meant.
    pub(super) reason: Option<&'static str>,
    /// `detail.deletion-type`; `None` where both are meant.
    pub(super) deletion: Option<&'static str>,
}

const fn look(detail_type: &'static str) -> Look {
    Look {
        detail_type,
        reason: None,
        deletion: None,
    }
}

const fn created(reason: &'static str) -> Look {
    Look {
        detail_type: "Object Created",
        reason: Some(reason),
        deletion: None,
    }
}

const fn deleted(reason: &'static str, deletion: Option<&'static str>) -> Look {
    Look {
        detail_type: "Object Deleted",
        reason: Some(reason),
        deletion,
    }
}

const DELETE: &str = "DeleteObject";
const EXPIRE: &str = "Lifecycle Expiration";
/// The two ways in which an object is deleted.
pub(super) const DELETIONS: [&str; 2] = ["Permanently Deleted", "Delete Marker Created"];
const FOR_GOOD: Option<&str> = Some("Permanently Deleted");
const BY_MARKER: Option<&str> = Some("Delete Marker Created");

/// The types, without `s3:`, and what tells them. One without any has no event on a bus.
///
/// Without a reason, `Object Deleted` is also what a rule of the lifecycle deletes. The reason of an upload by a form is
/// `POST Object`, with a space.
///
/// AWS: Amazon S3 User Guide, "Amazon S3 event notification types and Amazon EventBridge event types", and "EventBridge
/// mapping and troubleshooting".
const TYPES: &[(&str, &[Look])] = &[
    ("ObjectCreated:*", &[look("Object Created")]),
    ("ObjectCreated:Put", &[created("PutObject")]),
    ("ObjectCreated:Post", &[created("POST Object")]),
    ("ObjectCreated:Copy", &[created("CopyObject")]),
    (
        "ObjectCreated:CompleteMultipartUpload",
        &[created("CompleteMultipartUpload")],
    ),
    ("ObjectRemoved:*", &[deleted(DELETE, None)]),
    ("ObjectRemoved:Delete", &[deleted(DELETE, FOR_GOOD)]),
    (
        "ObjectRemoved:DeleteMarkerCreated",
        &[deleted(DELETE, BY_MARKER)],
    ),
    ("LifecycleExpiration:*", &[deleted(EXPIRE, None)]),
    ("LifecycleExpiration:Delete", &[deleted(EXPIRE, FOR_GOOD)]),
    (
        "LifecycleExpiration:DeleteMarkerCreated",
        &[deleted(EXPIRE, BY_MARKER)],
    ),
    (
        "ObjectRestore:*",
        &[
            look("Object Restore Initiated"),
            look("Object Restore Completed"),
            look("Object Restore Expired"),
        ],
    ),
    ("ObjectRestore:Post", &[look("Object Restore Initiated")]),
    (
        "ObjectRestore:Completed",
        &[look("Object Restore Completed")],
    ),
    ("ObjectRestore:Delete", &[look("Object Restore Expired")]),
    (
        "LifecycleTransition",
        &[look("Object Storage Class Changed")],
    ),
    ("IntelligentTiering", &[look("Object Access Tier Changed")]),
    (
        "ObjectTagging:*",
        &[look("Object Tags Added"), look("Object Tags Deleted")],
    ),
    ("ObjectTagging:Put", &[look("Object Tags Added")]),
    ("ObjectTagging:Delete", &[look("Object Tags Deleted")]),
    ("ObjectAcl:Put", &[look("Object ACL Updated")]),
    (
        "ObjectAnnotation:*",
        &[
            look("Object Annotation Created"),
            look("Object Annotation Removed"),
        ],
    ),
    ("ObjectAnnotation:Put", &[look("Object Annotation Created")]),
    (
        "ObjectAnnotation:Delete",
        &[look("Object Annotation Removed")],
    ),
    ("ObjectRetention:Put", &[look("Object Retention Updated")]),
    ("ReducedRedundancyLostObject", &[]),
    ("Replication:*", &[]),
    ("Replication:OperationFailedReplication", &[]),
    ("Replication:OperationMissedThreshold", &[]),
    ("Replication:OperationReplicatedAfterThreshold", &[]),
    ("Replication:OperationNotTracked", &[]),
];

/// What tells the events of a type: none if it has no event on a bus, `None` if there is no such type.
pub(super) fn looks(notification_type: &str) -> Option<&'static [Look]> {
    let name = notification_type
        .strip_prefix("s3:")
        .unwrap_or(notification_type);
    let found = TYPES.iter().find(|(known, _)| *known == name);
    found.map(|(_, looks)| *looks)
}

/// Every type, with `s3:`.
pub(super) fn names() -> impl Iterator<Item = String> {
    TYPES.iter().map(|(name, _)| format!("s3:{name}"))
}

/// What one part of a pattern takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Branch {
    pub(super) detail_types: Vec<&'static str>,
    /// Empty where every reason is meant.
    pub(super) reasons: Vec<&'static str>,
    /// Empty where both are meant.
    pub(super) deletions: Vec<&'static str>,
}

/// The fewest parts that take just these events.
pub(super) fn branches(looks: &[Look]) -> Vec<Branch> {
    let mut narrow: Vec<Look> = Vec::new();
    for look in looks {
        // Both deletions are every deletion.
        let both = look.deletion.is_some()
            && DELETIONS.iter().all(|one| {
                let other = Look {
                    deletion: Some(one),
                    ..*look
                };
                looks.contains(&other)
            });
        let look = Look {
            deletion: look.deletion.filter(|_| !both),
            ..*look
        };
        if !narrow.contains(&look) {
            narrow.push(look);
        }
    }
    let is_wider = |one: &Look, other: &Look| {
        let reason = one.reason.is_none() || one.reason == other.reason;
        let deletion = one.deletion.is_none() || one.deletion == other.deletion;
        one != other && one.detail_type == other.detail_type && reason && deletion
    };
    let all = narrow.clone();
    narrow.retain(|look| !all.iter().any(|other| is_wider(other, look)));
    let mut branches: Vec<Branch> = Vec::new();
    for look in narrow {
        let reasons: Vec<_> = look.reason.into_iter().collect();
        let deletions: Vec<_> = look.deletion.into_iter().collect();
        let is_free = reasons.is_empty() && deletions.is_empty();
        let beside = branches.iter_mut().find(|branch| {
            let free = branch.reasons.is_empty() && branch.deletions.is_empty();
            let same_type = branch.detail_types == [look.detail_type];
            (is_free && free)
                || (same_type
                    && !reasons.is_empty()
                    && !branch.reasons.is_empty()
                    && branch.deletions == deletions)
        });
        match beside {
            Some(branch) if is_free => branch.detail_types.push(look.detail_type),
            Some(branch) => branch.reasons.extend(reasons),
            None => branches.push(Branch {
                detail_types: vec![look.detail_type],
                reasons,
                deletions,
            }),
        }
    }
    branches
}
