//! Data of people, and secrets: by the names of members, and by what numbers and addresses look like.

use crate::diagnostic::Severity;
use crate::json::{Kind, Value};
use crate::source::Span;
use crate::suggest::folded;

/// What members are called that hold what nobody else may know.
const SECRETS: [&str; 19] = [
    "accesskey",
    "accesstoken",
    "apikey",
    "authtoken",
    "authorization",
    "bearertoken",
    "clientsecret",
    "cvc",
    "cvv",
    "idtoken",
    "passwd",
    "password",
    "pin",
    "privatekey",
    "pwd",
    "refreshtoken",
    "secret",
    "secretkey",
    "token",
];

/// What members are called that hold what identifies a person before authorities and banks.
const IDENTITIES: [&str; 14] = [
    "bankaccountnumber",
    "cardnumber",
    "creditcard",
    "creditcardnumber",
    "driverslicense",
    "iban",
    "nationalid",
    "nationalinsurancenumber",
    "passport",
    "passportnumber",
    "socialsecuritynumber",
    "ssn",
    "taxid",
    "taxnumber",
];

/// What members are called that hold how to reach a person, or when they were born.
const CONTACTS: [&str; 16] = [
    "birthdate",
    "birthday",
    "dateofbirth",
    "dob",
    "email",
    "emailaddress",
    "familyname",
    "firstname",
    "givenname",
    "homeaddress",
    "lastname",
    "mobile",
    "mobilenumber",
    "phone",
    "phonenumber",
    "surname",
];

/// Something that should not be in an event.
pub(super) struct Data {
    /// What it is.
    pub(super) what: &'static str,
    /// Where it is, without the numbers of elements: `detail.users[].email`.
    pub(super) path: String,
    pub(super) severity: Severity,
    pub(super) span: Span,
}

/// Looks at everything in the detail of an event.
pub(super) fn look(detail: &Value, mut found: impl FnMut(Data)) {
    let mut due = vec![(detail, "detail".to_owned(), String::new())];
    let mut told: Vec<(String, &str)> = Vec::new();
    while let Some((value, path, name)) = due.pop() {
        let text = match &value.kind {
            Kind::Object(members) => {
                due.extend(members.iter().rev().map(|member| {
                    let name = member.name.to_display();
                    (&member.value, format!("{path}.{name}"), folded(&name))
                }));
                continue;
            }
            Kind::Array(elements) => {
                let elements = elements.iter().rev();
                due.extend(elements.map(|one| (one, format!("{path}[]"), name.clone())));
                continue;
            }
            Kind::String(text) => text.to_display().into_owned(),
            Kind::Number(number) => number.to_string(),
            Kind::Null | Kind::Bool(_) | Kind::Open(_) => continue,
        };
        if let Some((what, severity)) = kind(&name, &text) {
            // Of a list it is told once.
            if told.iter().any(|one| one.0 == path && one.1 == what) {
                continue;
            }
            told.push((path.clone(), what));
            found(Data {
                what,
                path,
                severity,
                span: value.span,
            });
        }
    }
}

/// What a member of this name holds, if that is none of an event's business.
fn kind(name: &str, text: &str) -> Option<(&'static str, Severity)> {
    // What is masked is kept back already.
    let is_masked = |one: char| matches!(one, '*' | 'x' | 'X' | '•' | '#' | '-');
    if text.trim().is_empty() || text.chars().filter(|one| is_masked(*one)).count() * 2 > text.len()
    {
        return None;
    }
    let is_in = |names: &[&str]| names.contains(&name);
    if is_card(name, text) {
        Some(("the number of a payment card", Severity::Warning))
    } else if is_in(&SECRETS) {
        Some(("a secret, by its name", Severity::Warning))
    } else if is_in(&IDENTITIES) {
        Some(("what identifies a person, by its name", Severity::Warning))
    } else if is_address(text) {
        Some(("an e-mail address", Severity::Warning))
    } else if is_in(&CONTACTS) {
        Some(("data of a person, by its name", Severity::Note))
    } else {
        None
    }
}

/// Whether a text is an e-mail address, and nothing else.
fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let is_local = |one: char| one.is_alphanumeric() || "._%+-'".contains(one);
    let labels: Vec<&str> = domain.split('.').collect();
    let is_label = |label: &&str| {
        let is_inside = |one: char| one.is_ascii_alphanumeric() || one == '-';
        !label.is_empty() && !label.starts_with('-') && label.chars().all(is_inside)
    };
    let is_top = labels
        .last()
        .is_some_and(|top| top.len() > 1 && top.chars().all(|one| one.is_ascii_alphabetic()));
    !local.is_empty()
        && local.chars().all(is_local)
        && labels.len() > 1
        && labels.iter().all(is_label)
        && is_top
}

/// Whether a text is the number of a payment card: of a length and with a beginning that issuers have, and with the digit that
/// Luhn's sum wants. One in ten numbers of such a form is one by chance, so numbers that are called an id are passed.
fn is_card(name: &str, text: &str) -> bool {
    if name.ends_with("id") || name.ends_with("arn") || name.contains("timestamp") {
        return false;
    }
    let is_form = |one: char| one.is_ascii_digit() || one == ' ' || one == '-';
    let digits: Vec<u32> = text.chars().filter_map(|one| one.to_digit(10)).collect();
    text.chars().all(is_form) && is_of_an_issuer(&digits) && luhn(&digits)
}

/// Whether digits begin and are as many as those of a card: Visa, Mastercard, American Express, Discover, JCB, Diners Club.
fn is_of_an_issuer(digits: &[u32]) -> bool {
    let begin = |count: usize| {
        let digits = digits.iter().take(count);
        digits.fold(0_u32, |number, digit| number * 10 + digit)
    };
    let (two, three, four) = (begin(2), begin(3), begin(4));
    match digits.len() {
        13 => begin(1) == 4,
        14 => (300..=305).contains(&three) || two == 36 || two == 38,
        15 => two == 34 || two == 37,
        16 => {
            begin(1) == 4
                || (51..=55).contains(&two)
                || (2221..=2720).contains(&four)
                || four == 6011
                || (644..=659).contains(&three)
                || (3528..=3589).contains(&four)
        }
        19 => begin(1) == 4,
        _ => false,
    }
}

/// Luhn's sum, as ISO/IEC 7812-1 has it.
fn luhn(digits: &[u32]) -> bool {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let digits = digits.iter().rev().enumerate();
    let sum: u32 = digits
        .map(|(index, digit)| {
            if index % 2 == 1 {
                doubled(*digit)
            } else {
                *digit
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_cards_are_told_from_other_numbers() {
        for (name, text, expected) in [
            ("number", "4111111111111111", true),
            ("number", "4111 1111 1111 1111", true),
            ("number", "378282246310005", true),
            ("number", "5555-5555-5555-4444", true),
            ("number", "4111111111111112", false),
            ("number", "1234567812345670", false),
            ("orderid", "4111111111111111", false),
            ("time", "1763632800000", false),
            ("number", "411111111111111a", false),
        ] {
            assert_eq!(is_card(name, text), expected, "{name} {text}");
        }
    }

    #[test]
    fn addresses_are_told_from_other_texts() {
        for (text, expected) in [
            ("ada@example.com", true),
            ("ada.l+x@mail.example.co.uk", true),
            ("@ada", false),
            ("ada@localhost", false),
            ("git@github.com:a/b", false),
            ("write to ada@example.com", false),
            ("pkg@1.2.3", false),
        ] {
            assert_eq!(is_address(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_masked_is_not_told() {
        assert_eq!(kind("password", "********"), None);
        assert_eq!(kind("cardnumber", "XXXX-XXXX-XXXX-1111"), None);
        assert!(kind("password", "hunter2").is_some());
        assert!(kind("nexttoken", "abc").is_none());
    }
}
