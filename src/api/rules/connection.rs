//! CreateConnection.

use super::{Rules, Words, may_have, path, place};
use crate::json::Value;
use crate::json::fields::{present, text};

/// What goes with each type of authorization.
const BLOCKS: [(&str, &str); 3] = [
    ("API_KEY", "ApiKeyAuthParameters"),
    ("BASIC", "BasicAuthParameters"),
    ("OAUTH_CLIENT_CREDENTIALS", "OAuthParameters"),
];

/// AWS: EventBridge API Reference, CreateConnection, `AuthParameters`: "You must include only authorization parameters for the
/// AuthorizationType you specify."
pub(super) fn check(request: &Value, found: &mut Rules) {
    let kind = text(request, "AuthorizationType");
    let own = BLOCKS.iter().find(|(name, _)| Some(*name) == kind);
    let (Some((kind, own)), Some(given)) = (own, present(request, "AuthParameters")) else {
        return;
    };
    let others = BLOCKS.iter().filter(|(_, block)| block != own);
    for (_, other) in others {
        if present(given, other).is_some_and(|one| one.as_open().is_none()) {
            found.broken(
                path(&["AuthParameters", other]),
                place(given, other),
                Words::Unknown,
                format!("`{other}` do not go with the authorization `{kind}`"),
            );
            found.help(format!("give `{own}` alone"));
        }
    }
    if !may_have(given, own) {
        found.broken(
            path(&["AuthParameters", own]),
            place(given, own),
            Words::Unknown,
            format!("the authorization `{kind}` needs `{own}`"),
        );
    }
}
