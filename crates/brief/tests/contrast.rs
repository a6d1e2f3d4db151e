//! Every pair of text and ground colours has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3).

use std::collections::BTreeMap;

const PAGE: &str = include_str!("../src/style.css");
const PICTURE: &str = include_str!("../src/svg/svg.css");

/// `--name:#rrggbb` definitions behind `start`, up to the next `}`.
fn colours(style: &str, start: &str) -> BTreeMap<String, [f64; 3]> {
    let at = style.find(start).expect("a rule") + start.len();
    let rule = style[at..].split('}').next().unwrap();
    rule.split(';')
        .filter_map(|part| part.trim().strip_prefix("--")?.split_once(":#"))
        .map(|(name, hex)| {
            let hex: String = match hex.len() {
                3 => hex.chars().flat_map(|c| [c, c]).collect(),
                _ => hex.to_owned(),
            };
            let part =
                |i: usize| f64::from(u8::from_str_radix(&hex[i..i + 2], 16).unwrap()) / 255.0;
            (name.to_owned(), [part(0), part(2), part(4)])
        })
        .collect()
}

fn luminance(rgb: [f64; 3]) -> f64 {
    let linear = |c: f64| {
        if c <= 0.040_45 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2])
}

fn check(colours: &BTreeMap<String, [f64; 3]>, pairs: &[(&str, &str)]) {
    for (text, ground) in pairs {
        let (a, b) = (luminance(colours[*text]), luminance(colours[*ground]));
        let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
        assert!(contrast >= 4.5, "{text} on {ground}: {contrast:.2}");
    }
}

#[test]
fn the_page_is_legible() {
    let pairs = [
        ("ink", "bg"),
        ("ink", "card"),
        ("soft", "bg"),
        ("soft", "card"),
        ("link", "bg"),
        ("link", "card"),
        ("good", "good-bg"),
        ("bad", "bad-bg"),
        ("bad", "bg"),
        ("mid", "mid-bg"),
        ("ask", "ask-bg"),
        ("ink", "mark"),
    ];
    check(&colours(PAGE, ":root{color-scheme:light dark;"), &pairs);
    check(
        &colours(PAGE, "@media (prefers-color-scheme:dark){:root{"),
        &pairs,
    );
    check(&colours(PAGE, "@media print{:root{"), &pairs);
}

#[test]
fn the_pictures_are_legible() {
    let mut pairs = vec![("ink", "box"), ("soft", "box"), ("mark", "box")];
    pairs.extend(["p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7"].map(|p| ("box", p)));
    check(&colours(PICTURE, ".dm{"), &pairs);
    check(
        &colours(PICTURE, "@media (prefers-color-scheme:dark){.dm{"),
        &pairs,
    );
    check(&colours(PICTURE, "@media print{.dm{"), &pairs);
}
