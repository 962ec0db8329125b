//! What is told to do.

use evb::pattern::{Dialect, parse};

use super::{of_json, of_pattern};

/// Each text, and of each mistake the code, the message and the remedy.
fn remedies(texts: &[&str]) -> String {
    let mut told = String::new();
    for text in texts {
        told.push_str(&format!("{text}\n"));
        for one in parse(text, Dialect::Bus).unwrap_err().diagnostics {
            let help = one.help.unwrap_or_else(|| "-".to_owned());
            told.push_str(&format!(
                "    {}: {} → {help}\n",
                one.code.as_str(),
                one.message
            ));
        }
    }
    told
}

#[test]
fn the_remedy_fits_the_operator() {
    let texts = [
        r#"{"a": [{"startsWith": "x"}]}"#,
        r#"{"a": [{"b": ["x"]}]}"#,
        r#"{"a": [{"colour": "x"}]}"#,
        r#"{"a": [{"$or": [{"b": [1]}, {"c": [1]}]}]}"#,
        r#"{"a": [{"prefix": 5}]}"#,
        r#"{"a": [{"prefix": ["x", "y"]}]}"#,
        r#"{"a": [{"prefix": {"suffix": "x"}}]}"#,
        r#"{"a": [{"exists": 1}]}"#,
    ];
    insta::assert_snapshot!(remedies(&texts), @r#"
    {"a": [{"startsWith": "x"}]}
        pattern/unknown-operator: unknown operator `startsWith` → write `{"prefix": "x"}`
    {"a": [{"b": ["x"]}]}
        pattern/unknown-operator: unknown operator `b` → for a field `b` inside, leave the brackets out: `"a": {"b": ["x"]}` also looks into arrays
    {"a": [{"colour": "x"}]}
        pattern/unknown-operator: unknown operator `colour` → for a field `colour` inside write `"a": {"colour": ["x"]}`; the operators are `prefix`, `suffix`, `equals-ignore-case`, `wildcard`, `anything-but`, `numeric`, `cidr`, `exists` and `exactly`
    {"a": [{"$or": [{"b": [1]}, {"c": [1]}]}]}
        pattern/unknown-operator: unknown operator `$or` → `$or` stands beside fields, not in a list of values: `{"$or": [{"a": [1]}, {"b": [2]}]}`
    {"a": [{"prefix": 5}]}
        pattern/wrong-operand: `prefix` needs a string, not a number → write `"5"`
    {"a": [{"prefix": ["x", "y"]}]}
        pattern/wrong-operand: `prefix` needs a string, not an array → write `{"prefix": "x"}, {"prefix": "y"}`
    {"a": [{"prefix": {"suffix": "x"}}]}
        pattern/unknown-operator: `suffix` cannot stand inside `prefix` → only `equals-ignore-case` may stand here
    {"a": [{"exists": 1}]}
        pattern/wrong-operand: `exists` needs `true` or `false`, not a number → write `true`
    "#);
}

#[test]
fn the_remedy_fits_the_values() {
    let texts = [
        r#"{"a": [{"anything-but": null}]}"#,
        r#"{"a": [{"anything-but": true}]}"#,
        r#"{"a": [{"anything-but": []}]}"#,
        r#"{"a": [{"anything-but": {"numeric": [">", 5]}}]}"#,
        r#"{"a": [{"anything-but": {"prefix": {"equals-ignore-case": "x"}}}]}"#,
        r#"{"a": [{"anything-but": ["x", null]}]}"#,
        r#"{"a": [{"cidr": "10.0.0.0"}]}"#,
        r#"{"a": [{"cidr": "10.0.0/8"}]}"#,
        r#"{"a": [{"cidr": "300.0.0.0/24"}]}"#,
        r#"{"a": [{"cidr": "::1::/24"}]}"#,
        r#"{"a": [{"anything-but": ["x", 1]}]}"#,
        r#"{"a": [{"numeric": ["!=", 1]}]}"#,
        r#"{"a": [{"$and": [{"prefix": "x"}, {"suffix": "y"}]}]}"#,
        r#"{"a": [{"cidr": "::1/128"}]}"#,
        r#"{"a": [{"cidr": "10.0.0.0/x"}]}"#,
        r#"{"a": [{"wildcard": "C:\\dir"}]}"#,
        r#"{"$or": {"a": [1]}}"#,
        r#"{"$or": ["x", {"a": [1]}]}"#,
        r#"{"a": 5, "b": null, "c": true}"#,
    ];
    insta::assert_snapshot!(remedies(&texts), @r#"
    {"a": [{"anything-but": null}]}
        pattern/wrong-operand: `anything-but` needs a string, a number, or a list of either, not null → for a field that is there and not `null`, list what may stand in it
    {"a": [{"anything-but": true}]}
        pattern/wrong-operand: `anything-but` needs a string, a number, or a list of either, not a boolean → for a boolean list the other one: `[false]`
    {"a": [{"anything-but": []}]}
        pattern/mixed-list: the list of `anything-but` is empty → list the values that must not match
    {"a": [{"anything-but": {"numeric": [">", 5]}}]}
        pattern/unknown-operator: `numeric` cannot stand inside `anything-but` → only `prefix`, `suffix`, `equals-ignore-case` and `wildcard` may stand here
    {"a": [{"anything-but": {"prefix": {"equals-ignore-case": "x"}}}]}
        pattern/wrong-operand: `prefix` needs a string or a list of strings, not an object → `anything-but` cannot ignore case in a prefix or a suffix
    {"a": [{"anything-but": ["x", null]}]}
        pattern/wrong-operand: `anything-but` needs strings or numbers, not null → -
    {"a": [{"cidr": "10.0.0.0"}]}
        pattern/bad-cidr: `10.0.0.0` is no block of addresses that AWS accepts → write `10.0.0.0/24`, say, or the address itself as a plain value
    {"a": [{"cidr": "10.0.0/8"}]}
        pattern/bad-cidr: `10.0.0/8` is no block of addresses that AWS accepts → write all four numbers of an IPv4 address, or an IPv6 address
    {"a": [{"cidr": "300.0.0.0/24"}]}
        pattern/bad-cidr: `300.0.0.0/24` is no block of addresses that AWS accepts → each of the four numbers of an IPv4 address is from 0 to 255: `300` is not
    {"a": [{"cidr": "::1::/24"}]}
        pattern/bad-cidr: `::1::/24` is no block of addresses that AWS accepts → an IPv6 address has eight groups of up to four hex digits, or fewer and one `::`
    {"a": [{"anything-but": ["x", 1]}]}
        pattern/mixed-list: the list of `anything-but` mixes strings and numbers → keep those of the type that the field has, texts or numbers: `anything-but` cannot exclude both from one field
    {"a": [{"numeric": ["!=", 1]}]}
        pattern/bad-numeric: `numeric` has no `!=` → write `{"anything-but": 1}`
    {"a": [{"$and": [{"prefix": "x"}, {"suffix": "y"}]}]}
        pattern/unknown-operator: unknown operator `$and` → the values of a list are alternatives, and no two can be asked of one field; two bounds are one `numeric`: `[">", 0, "<=", 5]`
    {"a": [{"cidr": "::1/128"}]}
        pattern/bad-cidr: `::1/128` is no block of addresses that AWS accepts → for one address write it as a plain value, `"::1"`; `/127` means two
    {"a": [{"cidr": "10.0.0.0/x"}]}
        pattern/bad-cidr: `10.0.0.0/x` is no block of addresses that AWS accepts → write a number of bits behind the slash: `10.0.0.0/24`
    {"a": [{"wildcard": "C:\\dir"}]}
        pattern/bad-wildcard: a wildcard has a backslash that escapes nothing → write `\\\\` in the JSON text for a backslash itself
    {"$or": {"a": [1]}}
        pattern/bad-or: `$or` needs a list of alternatives, not an object → write `"$or": [{"a": [1]}, {"b": [2]}]`
    {"$or": ["x", {"a": [1]}]}
        pattern/bad-or: an alternative of `$or` is an object, not a string → write `"$or": [{"a": [1]}, {"b": [2]}]`
    {"a": 5, "b": null, "c": true}
        pattern/bare-value: the field `a` has a number where a list of values must stand → write `[5]`: a field has a list of the values that match
        pattern/bare-value: the field `b` has null where a list of values must stand → write `[null]`: a field has a list of the values that match
        pattern/bare-value: the field `c` has a boolean where a list of values must stand → write `[true]`: a field has a list of the values that match
    "#);
}

#[test]
fn the_remedy_fits_the_range() {
    let texts = [
        r#"{"a": [{"numeric": [">", "5"]}]}"#,
        r#"{"a": [{"numeric": [">"]}]}"#,
        r#"{"a": [{"numeric": []}]}"#,
        r#"{"a": [{"numeric": ["!=", 5]}]}"#,
        r#"{"a": [{"numeric": ["=", 1, 2]}]}"#,
        r#"{"a": [{"numeric": [5, ">"]}]}"#,
        r#"{"a": [{"numeric": 5}]}"#,
        r#"{"a": [{"numeric": [">", 5, "<", 1]}]}"#,
        r#"{"a": [{"numeric": ["<", -1.7976931348623157e308]}]}"#,
    ];
    insta::assert_snapshot!(remedies(&texts), @r#"
    {"a": [{"numeric": [">", "5"]}]}
        pattern/wrong-operand: `numeric` needs a number, not a string → write `5` without quotes
    {"a": [{"numeric": [">"]}]}
        pattern/bad-numeric: a number is missing in `numeric` → write `[">", 0]`, `["<=", 5]`, `["=", 3]`, or a range, lower end first: `[">", 0, "<=", 5]`
    {"a": [{"numeric": []}]}
        pattern/bad-numeric: the operand of `numeric` is empty → write `[">", 0]`, `["<=", 5]`, `["=", 3]`, or a range, lower end first: `[">", 0, "<=", 5]`
    {"a": [{"numeric": ["!=", 5]}]}
        pattern/bad-numeric: `numeric` has no `!=` → write `{"anything-but": 5}`
    {"a": [{"numeric": ["=", 1, 2]}]}
        pattern/bad-numeric: the operand of `numeric` has the wrong number of members → write `[">", 0]`, `["<=", 5]`, `["=", 3]`, or a range, lower end first: `[">", 0, "<=", 5]`
    {"a": [{"numeric": [5, ">"]}]}
        pattern/bad-numeric: `numeric` has a number where an operator must stand → write `[">", 0]`, `["<=", 5]`, `["=", 3]`, or a range, lower end first: `[">", 0, "<=", 5]`
    {"a": [{"numeric": 5}]}
        pattern/wrong-operand: `numeric` needs an array, not a number → write `["=", 5]`
    {"a": [{"numeric": [">", 5, "<", 1]}]}
        pattern/empty-range: the lower end of a range is not below the upper end → for the numbers between write `[">", 1, "<", 5]`, for those outside `{"numeric": ["<", 1]}, {"numeric": [">", 5]}`
    {"a": [{"numeric": ["<", -1.7976931348623157e308]}]}
        pattern/engine-fails: the range begins and ends with the same extreme number → use `=` for a single number; what AWS answers to such a rule is not known
    "#);
}

#[test]
fn what_is_wrong_comes_with_a_remedy() {
    let deep = "[".repeat(1001);
    let texts = [
        "",
        "[1 2]",
        r#"{"a" 1}"#,
        "[1}",
        "]",
        "{]",
        "[12abc]",
        "[-]",
        "[@]",
        "{@}",
        &deep,
    ];
    for text in texts {
        let drawn = of_json(text);
        assert!(drawn.contains("= help: "), "{drawn}");
    }
    let inside = |operator: &str| format!(r#"{{"a":[{{"anything-but":{{"{operator}":"x"}}}}]}}"#);
    let patterns = [
        ("5".to_owned(), Dialect::Bus, "write fields with lists"),
        (inside("prefix"), Dialect::Pipe, "list whole values"),
        (inside("wildcard"), Dialect::Pipe, "list whole values"),
        (
            inside("wildcard"),
            Dialect::Subscriber,
            "use `prefix` or `suffix` inside",
        ),
    ];
    for (pattern, dialect, help) in patterns {
        let drawn = of_pattern(&pattern, dialect);
        assert!(drawn.contains(&format!("= help: {help}")), "{drawn}");
    }
}
