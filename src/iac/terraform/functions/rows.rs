//! Every function that is read: what it gives where its arguments are known, where part of one is, and where none is.

use crate::iac::terraform::rows::value;

/// The functions of the language that are read.
const ALL: &str = "abs alltrue anytrue base64decode base64encode base64sha256 base64sha512 basename can ceil chomp chunklist \
    cidrhost cidrnetmask cidrsubnet cidrsubnets coalesce coalescelist compact concat contains dirname distinct element endswith \
    file filebase64 filebase64sha256 filebase64sha512 fileexists filemd5 filesha1 filesha256 filesha512 flatten floor format \
    formatlist indent index join jsondecode jsonencode keys length log lookup lower matchkeys max md5 merge min nonsensitive \
    one parseint pow range regex regexall replace reverse sensitive setintersection setproduct setsubtract setunion sha1 sha256 \
    sha512 signum slice sort split startswith strcontains strrev substr sum templatefile title tobool tolist tomap tonumber \
    toset tostring transpose trim trimprefix trimspace trimsuffix try upper urlencode values yamldecode yamlencode zipmap";

/// Those that are open by design: they ask the clock, chance, a key, or a provider.
const OPEN: &str = "bcrypt plantimestamp timestamp uuid";

/// A function, and calls of it with what they come to: all known, part known, nothing known.
type Row = (&'static str, &'static [(&'static str, &'static str)]);

const ROWS: &[Row] = &[
    (
        "abs",
        &[("abs(-2.5)", "2.5"), ("abs(var.size)", r#""${var.size}""#)],
    ),
    (
        "alltrue",
        &[
            (
                "[alltrue([]), alltrue([true, \"true\"]), alltrue([false, var.shape])]",
                "[true,true,false]",
            ),
            ("alltrue([true, var.shape])", r#""${var.shape}""#),
        ],
    ),
    (
        "anytrue",
        &[
            (
                "[anytrue([]), anytrue([false, true]), anytrue([var.shape, true])]",
                "[false,true,true]",
            ),
            ("anytrue([false, var.shape])", r#""${var.shape}""#),
        ],
    ),
    (
        "base64decode",
        &[
            (r#"base64decode("w6Q=")"#, r#""ä""#),
            ("base64decode(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "base64encode",
        &[
            (r#"base64encode("ä")"#, r#""w6Q=""#),
            (r#"base64encode("a${var.open}")"#, r#""${var.open}""#),
        ],
    ),
    (
        "base64sha256",
        &[
            (
                r#"base64sha256("hello world")"#,
                r#""uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=""#,
            ),
            ("base64sha256(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "base64sha512",
        &[
            (
                r#"substr(base64sha512("hello world"), 0, 16)"#,
                r#""MJ7MSJwS1utMxA9Q""#,
            ),
            ("base64sha512(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "basename",
        &[
            (
                r#"[basename("a/b.txt"), basename("a/b/"), basename("/"), basename("")]"#,
                r#"["b.txt","b","/","."]"#,
            ),
            ("basename(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "can",
        &[
            (
                "[can(local.map.x), can(local.map.z), can(tonumber(\"a\"))]",
                "[true,false,false]",
            ),
            ("can(var.shape.a)", r#""${var.shape}""#),
        ],
    ),
    (
        "ceil",
        &[
            ("[ceil(5), ceil(5.1), ceil(-5.1)]", "[5,6,-5]"),
            ("ceil(var.size)", r#""${var.size}""#),
        ],
    ),
    (
        "chomp",
        &[
            (
                r#"[chomp("a\n"), chomp("a\r\n\n"), chomp("\na")]"#,
                r#"["a","a","\na"]"#,
            ),
            ("chomp(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "chunklist",
        &[
            (
                "[chunklist([1, 2, 3], 2), chunklist([1], 0)]",
                "[[[1,2],[3]],[[1]]]",
            ),
            ("chunklist([var.open, 1], 1)", r#"[["${var.open}"],[1]]"#),
            ("chunklist(var.shape, 1)", r#""${var.shape}""#),
        ],
    ),
    (
        "cidrhost",
        &[
            (
                r#"[cidrhost("10.12.112.0/20", 16), cidrhost("10.12.112.0/20", -1), cidrhost("fd00:fd12:3456:7890:00a2::/72", 34)]"#,
                r#"["10.12.112.16","10.12.127.255","fd00:fd12:3456:7890::22"]"#,
            ),
            ("cidrhost(var.open, 1)", r#""${var.open}""#),
        ],
    ),
    (
        "cidrnetmask",
        &[
            (
                r#"[cidrnetmask("172.16.0.0/12"), cidrnetmask("0.0.0.0/0")]"#,
                r#"["255.240.0.0","0.0.0.0"]"#,
            ),
            ("cidrnetmask(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "cidrsubnet",
        &[
            (
                r#"[cidrsubnet("172.16.0.0/12", 4, 2), cidrsubnet("10.1.2.0/24", 4, 15), cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)]"#,
                r#"["172.18.0.0/16","10.1.2.240/28","fd00:fd12:3456:7800:a200::/72"]"#,
            ),
            ("cidrsubnet(var.open, 4, 2)", r#""${var.open}""#),
        ],
    ),
    (
        "cidrsubnets",
        &[
            (
                r#"[cidrsubnets("10.1.0.0/16", 4, 4, 8, 4), cidrsubnets("fd00::/48", 16)]"#,
                r#"[["10.1.0.0/20","10.1.16.0/20","10.1.32.0/24","10.1.48.0/20"],["fd00::/64"]]"#,
            ),
            ("cidrsubnets(var.open, 4)", r#""${var.open}""#),
        ],
    ),
    (
        "coalesce",
        &[
            (
                r#"[coalesce(null, "", "a", var.open), coalesce(1, 2)]"#,
                r#"["a",1]"#,
            ),
            (r#"coalesce("x-${var.open}", "a")"#, r#""x-${var.open}""#),
            ("coalesce(var.open, \"a\")", r#""${var.open}""#),
        ],
    ),
    (
        "coalescelist",
        &[
            ("coalescelist([], [1], var.shape)", "[1]"),
            ("coalescelist([var.open], [1])", r#"["${var.open}"]"#),
            ("coalescelist(var.shape, [1])", r#""${var.shape}""#),
        ],
    ),
    (
        "compact",
        &[
            (r#"compact(["a", "", null, "b"])"#, r#"["a","b"]"#),
            (r#"compact(["x${var.open}", ""])"#, r#"["x${var.open}"]"#),
            ("compact([var.open])", r#""${var.open}""#),
        ],
    ),
    (
        "concat",
        &[
            ("concat([1], [], [2, 3])", "[1,2,3]"),
            ("concat([var.open], [1])", r#"["${var.open}",1]"#),
            ("concat(var.shape, [1])", r#""${var.shape}""#),
        ],
    ),
    (
        "contains",
        &[
            (
                r#"[contains(local.list, "a"), contains(local.list, "z")]"#,
                "[true,false]",
            ),
            (
                r#"[contains([var.open, "b"], "b"), contains(["x${var.open}"], "b")]"#,
                "[true,false]",
            ),
            (r#"contains([var.open], "b")"#, r#""${var.open}""#),
        ],
    ),
    (
        "dirname",
        &[
            (
                r#"[dirname("a/b/c"), dirname("a"), dirname("/a")]"#,
                r#"["a/b",".","/"]"#,
            ),
            ("dirname(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "distinct",
        &[
            (r#"distinct(["a", "b", "a", 1, 1])"#, r#"["a","b",1]"#),
            ("distinct([var.open, 1])", r#""${var.open}""#),
            ("distinct(var.shape)", r#""${var.shape}""#),
        ],
    ),
    (
        "element",
        &[
            (
                r#"[element(local.list, 1), element(local.list, 4)]"#,
                r#"["b","a"]"#,
            ),
            ("element([var.open, 1], 1)", "1"),
            ("element([1, 2], var.size)", r#""${var.size}""#),
            ("element(var.shape, 0)", r#""${var.shape}""#),
        ],
    ),
    (
        "endswith",
        &[
            (
                r#"[endswith("ab", "b"), endswith("ab", "a")]"#,
                "[true,false]",
            ),
            (r#"endswith(var.open, "b")"#, r#""${var.open}""#),
        ],
    ),
    (
        "file",
        &[
            (r#"can(file("gone.txt"))"#, r#""${file(\"gone.txt\")}""#),
            ("file(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "filebase64",
        &[(r#"filebase64(var.open)"#, r#""${var.open}""#)],
    ),
    (
        "filebase64sha256",
        &[(r#"filebase64sha256(var.open)"#, r#""${var.open}""#)],
    ),
    (
        "filebase64sha512",
        &[(r#"filebase64sha512(var.open)"#, r#""${var.open}""#)],
    ),
    (
        "fileexists",
        &[
            (r#"fileexists("gone.txt")"#, "false"),
            ("fileexists(var.open)", r#""${var.open}""#),
        ],
    ),
    ("filemd5", &[(r#"filemd5(var.open)"#, r#""${var.open}""#)]),
    ("filesha1", &[(r#"filesha1(var.open)"#, r#""${var.open}""#)]),
    (
        "filesha256",
        &[(r#"filesha256(var.open)"#, r#""${var.open}""#)],
    ),
    (
        "filesha512",
        &[(r#"filesha512(var.open)"#, r#""${var.open}""#)],
    ),
    (
        "flatten",
        &[
            ("flatten([[1, [2]], [], 3])", "[1,2,3]"),
            ("flatten([[var.open], 1])", r#"["${var.open}",1]"#),
            ("flatten([[1], var.shape])", r#""${var.shape}""#),
        ],
    ),
    (
        "floor",
        &[
            ("[floor(5), floor(4.9), floor(-4.9)]", "[5,4,-5]"),
            ("floor(var.size)", r#""${var.size}""#),
        ],
    ),
    (
        "format",
        &[
            (
                r#"format("%s %d%% %5.2f|%-4s|%04d|%+d|%q|%t|%v|%x|%X|%o|%b", "a", 7.9, 3.14159, "b", -7, 3, "q\"", true, [1, "x"], 255, 255, 8, 5)"#,
                r#""a 7%  3.14|b   |-007|+3|\"q\\\"\"|true|[1,\"x\"]|ff|FF|10|101""#,
            ),
            (
                r#"[format("%[2]s-%[1]s", "a", "b"), format("%.2s", "abc"), format("%e", 1234.5), format("%#v", "a")]"#,
                r#"["b-a","ab","1.234500e+03","\"a\""]"#,
            ),
            (
                r#"format("%s-%03d-%s", "a", var.size, "x${var.open}")"#,
                r#""a-${var.size}-x${var.open}""#,
            ),
            (r#"format(var.open, 1)"#, r#""${var.open}""#),
        ],
    ),
    (
        "formatlist",
        &[
            (
                r#"formatlist("%s-%s", ["a", "b"], "x")"#,
                r#"["a-x","b-x"]"#,
            ),
            (
                r#"formatlist("%s!", ["a", var.open])"#,
                r#"["a!","${var.open}!"]"#,
            ),
            (r#"formatlist("%s", var.shape)"#, r#""${var.shape}""#),
        ],
    ),
    (
        "indent",
        &[
            (r#"indent(2, "a\nb")"#, r#""a\n  b""#),
            ("indent(2, var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "index",
        &[
            (r#"index(local.list, "b")"#, "1"),
            (r#"index(["b", var.open], "b")"#, "0"),
            (r#"index([var.open], "b")"#, r#""${var.open}""#),
        ],
    ),
    (
        "join",
        &[
            (
                r#"[join("-", ["a", 1, true]), join(",", []), join(".", ["a"], ["b"])]"#,
                r#"["a-1-true","","a.b"]"#,
            ),
            (r#"join("-", ["a", var.open])"#, r#""a-${var.open}""#),
            (r#"join("-", var.shape)"#, r#""${var.shape}""#),
        ],
    ),
    (
        "jsondecode",
        &[
            (
                r#"jsondecode("{\"a\":[1.50,null,true,\"\\u00e4\"]}")"#,
                r#"{"a":[1.5,null,true,"ä"]}"#,
            ),
            (
                r#"jsondecode("{\"a\":[\"x-${var.open}\",${var.shape}]}")"#,
                r#"{"a":["x-${var.open}","${var.shape}"]}"#,
            ),
            ("jsondecode(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "jsonencode",
        &[
            (
                r#"jsonencode({ b = "<", a = [1.0, null] })"#,
                r#""{\"a\":[1,null],\"b\":\"\\u003c\"}""#,
            ),
            (
                "jsonencode([var.open, var.shape])",
                r#""[\"${var.open}\",${var.shape}]""#,
            ),
            ("jsonencode(var.shape)", r#""${var.shape}""#),
        ],
    ),
    (
        "keys",
        &[
            ("keys(local.map)", r#"["x","y"]"#),
            ("keys({ b = var.open, a = 1 })", r#"["a","b"]"#),
            ("keys(var.shape)", r#""${var.shape}""#),
        ],
    ),
    (
        "length",
        &[
            (
                r#"[length("äb"), length([1]), length(local.map)]"#,
                "[2,1,2]",
            ),
            ("length([var.open])", "1"),
            ("length(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "log",
        &[
            ("[log(16, 2), log(1, 10)]", "[4,0]"),
            ("log(var.size, 2)", r#""${var.size}""#),
        ],
    ),
    (
        "lookup",
        &[
            (
                r#"[lookup(local.map, "x", 0), lookup(local.map, "z", 0)]"#,
                "[1,0]",
            ),
            (r#"lookup({ a = var.open }, "a", 1)"#, r#""${var.open}""#),
            (r#"lookup(local.map, var.open, 1)"#, r#""${var.open}""#),
            (r#"lookup(var.shape, "a", 1)"#, r#""${var.shape}""#),
        ],
    ),
    (
        "lower",
        &[
            (r#"lower("AÄ")"#, r#""aä""#),
            (r#"lower("A-${var.open}-B")"#, r#""a-${var.open}-b""#),
            ("lower(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "matchkeys",
        &[
            (r#"matchkeys([1, 2], ["a", "b"], ["b"])"#, "[2]"),
            (
                r#"matchkeys([var.open, 2], ["a", "b"], ["a"])"#,
                r#"["${var.open}"]"#,
            ),
            (r#"matchkeys([1], [var.open], ["b"])"#, r#""${var.open}""#),
        ],
    ),
    (
        "max",
        &[
            ("[max(1, 3, 2), max([4, 5]...)]", "[3,5]"),
            ("max(1, var.size)", r#""${var.size}""#),
        ],
    ),
    (
        "md5",
        &[
            (
                r#"md5("hello world")"#,
                r#""5eb63bbbe01eeed093cb22bb8f5acdc3""#,
            ),
            ("md5(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "merge",
        &[
            (
                "merge({ a = 1 }, null, { a = 2, b = 3 })",
                r#"{"a":2,"b":3}"#,
            ),
            (
                "merge({ a = var.open }, { b = 1 })",
                r#"{"a":"${var.open}","b":1}"#,
            ),
            ("merge(local.map, var.shape)", r#""${var.shape}""#),
        ],
    ),
    (
        "min",
        &[
            ("min(3, 1, 2)", "1"),
            ("min(1, var.size)", r#""${var.size}""#),
        ],
    ),
    (
        "nonsensitive",
        &[
            ("nonsensitive(\"a\")", r#""a""#),
            ("nonsensitive(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "one",
        &[
            ("[one([]), one([1])]", "[null,1]"),
            ("one([var.open])", r#""${var.open}""#),
            ("one(var.shape)", r#""${var.shape}""#),
        ],
    ),
    (
        "parseint",
        &[
            (
                r#"[parseint("100", 10), parseint("-ff", 16)]"#,
                "[100,-255]",
            ),
            ("parseint(var.open, 10)", r#""${var.open}""#),
        ],
    ),
    (
        "pow",
        &[
            (
                "[pow(3, 2), pow(4, 0), pow(2, -1), pow(4, 0.5), pow(-1, 1001)]",
                "[9,1,0.5,2,-1]",
            ),
            ("pow(var.size, 2)", r#""${var.size}""#),
        ],
    ),
    (
        "range",
        &[
            (
                "[range(3), range(1, 4, 2), range(2, 0), range(0)]",
                "[[0,1,2],[1,3],[2,1],[]]",
            ),
            ("range(var.size)", r#""${var.size}""#),
        ],
    ),
    (
        "regex",
        &[
            (
                r#"[regex("[a-z]+", "53453abc345abc"), regex("(\\d+)-(\\w)?", "12-"), regex("(?P<y>\\d\\d)/(?P<m>\\d\\d)", "20/21")]"#,
                r#"["abc",["12",null],{"m":"21","y":"20"}]"#,
            ),
            (
                r#"[regex("[[:alpha:]]+[]x]", "1ab]"), regex("\\Qa.b\\E", "xa.b"), regex("[\\d[]+", "a[1"), regex("(?i)A", "a")]"#,
                r#"["ab]","a.b","[1","a"]"#,
            ),
            (r#"regex("a", "a${var.open}")"#, r#""${var.open}""#),
            (r#"regex("a", var.open)"#, r#""${var.open}""#),
        ],
    ),
    (
        "regexall",
        &[
            (
                r#"[regexall("\\d", "a1b2"), regexall("x", "a"), regexall("(\\w)=(\\w)", "a=b c=d")]"#,
                r#"[["1","2"],[],[["a","b"],["c","d"]]]"#,
            ),
            (r#"length(regexall("a", var.open))"#, r#""${var.open}""#),
        ],
    ),
    (
        "replace",
        &[
            (
                r#"[replace("1 + 2", "+", "-"), replace("hello world", "/w.*d/", "all"), replace("a-b", "/(\\w)-(\\w)/", "$2-$1")]"#,
                r#"["1 - 2","hello all","b-a"]"#,
            ),
            (r#"replace("a${var.open}", "a", "b")"#, r#""${var.open}""#),
        ],
    ),
    (
        "reverse",
        &[
            ("reverse([1, 2])", "[2,1]"),
            ("reverse([1, var.open])", r#"["${var.open}",1]"#),
            ("reverse(var.shape)", r#""${var.shape}""#),
        ],
    ),
    (
        "sensitive",
        &[
            ("sensitive(\"a\")", r#""${sensitive()}""#),
            ("sensitive(var.open)", r#""${sensitive()}""#),
        ],
    ),
    (
        "setintersection",
        &[
            (r#"setintersection(["a", "b"], ["b", "c"])"#, r#"["b"]"#),
            (r#"setintersection([var.open], ["b"])"#, r#""${var.open}""#),
            (r#"setintersection(var.shape, ["b"])"#, r#""${var.shape}""#),
        ],
    ),
    (
        "setproduct",
        &[
            (r#"setproduct(["a"], [1, 2])"#, r#"[["a",1],["a",2]]"#),
            (r#"setproduct([var.open], [1])"#, r#"[["${var.open}",1]]"#),
            (r#"setproduct(var.shape, [1])"#, r#""${var.shape}""#),
        ],
    ),
    (
        "setsubtract",
        &[
            (r#"setsubtract(["a", "b"], ["a"])"#, r#"["b"]"#),
            (r#"setsubtract([var.open], ["a"])"#, r#""${var.open}""#),
            (r#"setsubtract(var.shape, ["a"])"#, r#""${var.shape}""#),
        ],
    ),
    (
        "setunion",
        &[
            (r#"setunion(["b"], ["a", "b"])"#, r#"["a","b"]"#),
            (r#"setunion([var.open], ["a"])"#, r#"["${var.open}","a"]"#),
            (r#"setunion(var.shape, ["a"])"#, r#""${var.shape}""#),
        ],
    ),
    (
        "sha1",
        &[
            (
                r#"sha1("hello world")"#,
                r#""2aae6c35c94fcfb415dbe95f408b9ce91ee846ed""#,
            ),
            ("sha1(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "sha256",
        &[
            (
                r#"sha256("hello world")"#,
                r#""b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9""#,
            ),
            ("sha256(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "sha512",
        &[
            (
                r#"substr(sha512("hello world"), 0, 16)"#,
                r#""309ecc489c12d6eb""#,
            ),
            ("sha512(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "signum",
        &[
            ("[signum(-13), signum(0), signum(344)]", "[-1,0,1]"),
            ("signum(var.size)", r#""${var.size}""#),
        ],
    ),
    (
        "slice",
        &[
            ("slice([1, 2, 3], 1, 3)", "[2,3]"),
            ("slice([1, var.open], 0, 1)", "[1]"),
            ("slice(var.shape, 0, 1)", r#""${var.shape}""#),
        ],
    ),
    (
        "sort",
        &[
            (r#"sort(["e", "d", "a"])"#, r#"["a","d","e"]"#),
            (r#"sort(["b", var.open])"#, r#""${var.open}""#),
            ("sort(var.shape)", r#""${var.shape}""#),
        ],
    ),
    (
        "split",
        &[
            (
                r#"[split(",", "a,b"), split(",", ""), split("", "ab")]"#,
                r#"[["a","b"],[""],["a","b"]]"#,
            ),
            (r#"split(",", "a,${var.open}")"#, r#""${var.open}""#),
            (r#"split(",", var.open)"#, r#""${var.open}""#),
        ],
    ),
    (
        "startswith",
        &[
            (
                r#"[startswith("ab", "a"), startswith("ab", "b")]"#,
                "[true,false]",
            ),
            (r#"startswith(var.open, "a")"#, r#""${var.open}""#),
        ],
    ),
    (
        "strcontains",
        &[
            (
                r#"[strcontains("hello", "ll"), strcontains("hello", "x")]"#,
                "[true,false]",
            ),
            (r#"strcontains(var.open, "a")"#, r#""${var.open}""#),
        ],
    ),
    (
        "strrev",
        &[
            (r#"strrev("äb")"#, r#""bä""#),
            ("strrev(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "substr",
        &[
            (
                r#"[substr("hello", 1, 2), substr("hello", -2, -1), substr("hello", 3, 9), substr("hello", 0, 0)]"#,
                r#"["el","lo","lo",""]"#,
            ),
            ("substr(var.open, 0, 1)", r#""${var.open}""#),
        ],
    ),
    (
        "sum",
        &[
            ("sum([1, 2.5, \"3\"])", "6.5"),
            ("sum([1, var.size])", r#""${var.size}""#),
            ("sum(var.shape)", r#""${var.shape}""#),
        ],
    ),
    (
        "templatefile",
        &[
            (
                r#"templatefile("gone.tpl", {})"#,
                r#""${templatefile(\"gone.tpl\")}""#,
            ),
            ("templatefile(var.open, {})", r#""${var.open}""#),
        ],
    ),
    (
        "title",
        &[
            (
                r#"title("hello wide-world a_b")"#,
                r#""Hello Wide-World A_b""#,
            ),
            ("title(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "tobool",
        &[
            (
                r#"[tobool(true), tobool("false"), tobool(null)]"#,
                "[true,false,null]",
            ),
            ("tobool(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "tolist",
        &[
            ("tolist([1, 2])", "[1,2]"),
            ("tolist([var.open])", r#"["${var.open}"]"#),
            ("tolist(var.shape)", r#""${var.shape}""#),
        ],
    ),
    (
        "tomap",
        &[
            ("tomap({ a = 1 })", r#"{"a":1}"#),
            ("tomap({ a = var.open })", r#"{"a":"${var.open}"}"#),
            ("tomap(var.shape)", r#""${var.shape}""#),
        ],
    ),
    (
        "tonumber",
        &[
            (
                r#"[tonumber(1), tonumber("1.50"), tonumber(null)]"#,
                "[1,1.5,null]",
            ),
            ("tonumber(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "toset",
        &[
            (r#"toset(["b", "a", "b"])"#, r#"["a","b"]"#),
            (r#"toset(["b", var.open])"#, r#"["b","${var.open}"]"#),
            ("toset(var.shape)", r#""${var.shape}""#),
        ],
    ),
    (
        "tostring",
        &[
            (
                r#"[tostring(1.50), tostring(true), tostring("a"), tostring(null)]"#,
                r#"["1.5","true","a",null]"#,
            ),
            (r#"tostring("a${var.open}")"#, r#""a${var.open}""#),
            ("tostring(var.size)", r#""${var.size}""#),
        ],
    ),
    (
        "transpose",
        &[
            (
                r#"transpose({ a = ["1", "2"], b = ["2"] })"#,
                r#"{"1":["a"],"2":["a","b"]}"#,
            ),
            ("transpose(var.shape)", r#""${var.shape}""#),
        ],
    ),
    (
        "trim",
        &[
            (r#"trim("?!hello?!", "!?")"#, r#""hello""#),
            (r#"trim(var.open, "!")"#, r#""${var.open}""#),
        ],
    ),
    (
        "trimprefix",
        &[
            (
                r#"[trimprefix("helloworld", "hello"), trimprefix("a", "b")]"#,
                r#"["world","a"]"#,
            ),
            (
                r#"trimprefix("aws.${var.open}", "aws.")"#,
                r#""${var.open}""#,
            ),
            (r#"trimprefix("a${var.open}", "aws.")"#, r#""${var.open}""#),
        ],
    ),
    (
        "trimspace",
        &[
            (r#"trimspace(" a\n\n")"#, r#""a""#),
            ("trimspace(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "trimsuffix",
        &[
            (
                r#"[trimsuffix("helloworld", "world"), trimsuffix("a", "b")]"#,
                r#"["hello","a"]"#,
            ),
            (r#"trimsuffix(var.open, "a")"#, r#""${var.open}""#),
        ],
    ),
    (
        "try",
        &[
            (
                "[try(local.map.z, \"d\"), try(local.map.x, 2)]",
                r#"["d",1]"#,
            ),
            (r#"try("x${var.open}", 1)"#, r#""x${var.open}""#),
            ("try(var.shape.a, 1)", r#""${var.shape}""#),
        ],
    ),
    (
        "upper",
        &[
            (r#"upper("aä")"#, r#""AÄ""#),
            (r#"upper("a-${var.open}")"#, r#""A-${var.open}""#),
            ("upper(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "urlencode",
        &[
            (r#"urlencode("a b/ä")"#, r#""a+b%2F%C3%A4""#),
            ("urlencode(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "values",
        &[
            ("values(local.map)", r#"[1,"two"]"#),
            ("values({ a = var.open })", r#"["${var.open}"]"#),
            ("values(var.shape)", r#""${var.shape}""#),
        ],
    ),
    (
        "yamldecode",
        &[
            (
                r#"yamldecode("a: [1.50, yes, ~, 'x']\nb: &b 123456789012345678\nc: *b\n")"#,
                r#"{"a":[1.5,"yes",null,"x"],"b":123456789012345678,"c":123456789012345678}"#,
            ),
            ("yamldecode(var.open)", r#""${var.open}""#),
        ],
    ),
    (
        "yamlencode",
        &[
            (
                r#"yamlencode({ a = "b", c = [1, { d = null, e = [] }], f = { g = "x\ny\n" } })"#,
                r#""\"a\": \"b\"\n\"c\":\n- 1\n- \"d\": null\n  \"e\": []\n\"f\":\n  \"g\": |\n    x\n    y\n""#,
            ),
            (
                r#"yamlencode({ a = var.open, b = "x-${var.open}" })"#,
                r#""\"a\": ${var.open}\n\"b\": \"x-${var.open}\"\n""#,
            ),
            ("yamlencode(var.shape)", r#""${var.shape}\n""#),
        ],
    ),
    (
        "zipmap",
        &[
            (r#"zipmap(["a", "b"], [1, 2])"#, r#"{"a":1,"b":2}"#),
            (r#"zipmap(["a"], [var.open])"#, r#"{"a":"${var.open}"}"#),
            (r#"zipmap(var.shape, [1])"#, r#""${var.shape}""#),
        ],
    ),
];

#[test]
fn every_function_gives_what_is_known() {
    for (name, calls) in ROWS {
        for (call, expected) in *calls {
            assert_eq!(value(call), *expected, "{name}: {call}");
        }
    }
}

#[test]
fn every_function_has_a_row_with_what_is_not_known() {
    let named: Vec<&str> = ROWS.iter().map(|(name, _)| *name).collect();
    assert_eq!(named, ALL.split_whitespace().collect::<Vec<_>>());
    for (name, calls) in ROWS {
        let has = |wanted: &str| calls.iter().any(|(_, given)| given.contains(wanted));
        assert!(has("${"), "{name}");
    }
    for name in OPEN.split_whitespace() {
        assert_eq!(value(&format!("{name}()")), format!("\"${{{name}()}}\""));
    }
}

#[test]
fn what_a_function_does_not_take_is_told() {
    for (call, expected) in [
        (
            r#"regex("x", "a")"#,
            "`regex` does not take this: a text in which it is not found",
        ),
        (
            r#"regex("(", "a")"#,
            "`regex` does not take this: no regular expression",
        ),
        (
            r#"regex("\\pL{999}", "a")"#,
            "`regex` does not take this: a regular expression that is too large",
        ),
        (
            r#"format("%s")"#,
            "`format` does not take this: too few arguments",
        ),
        (
            r#"format("a", 1)"#,
            "`format` does not take this: more arguments than verbs",
        ),
        (
            r#"format("%999999999d", 1)"#,
            "`format` does not take this: a width that is too large",
        ),
        (
            r#"format("%y", 1)"#,
            "`format` does not take this: a verb that is none",
        ),
        (
            r#"cidrsubnet("10.0.0.0/30", 4, 0)"#,
            "`cidrsubnet` does not take this: a block of addresses that has no room for it",
        ),
        (
            r#"cidrhost("10.0.0.0", 4)"#,
            "`cidrhost` does not take this: no block of addresses",
        ),
        (
            r#"cidrnetmask("fd00::/8")"#,
            "`cidrnetmask` does not take this: a block of IPv6, which has no mask",
        ),
        (
            r#"yamldecode("a: [")"#,
            "`yamldecode` does not take this: a text that is no YAML",
        ),
        (
            r#"base64decode("?")"#,
            "`base64decode` does not take this: a text that is no Base64",
        ),
    ] {
        let shown = value(call);
        assert!(
            shown.ends_with(&format!("\n! {expected}")),
            "{call}: {shown}"
        );
    }
}
