//! How sure: what becomes of the verdict when the assumptions are varied, and when parties look
//! further ahead.

use super::Desk;
use super::reasoner::Reasoner;
use super::stuck::is_told;
use crate::brief::Surety;
use crate::line::{Cite, Cites, Line, Prose};
use crate::words::number;
use demarche_graph::{Hinge, Method, Survival};

pub(crate) fn surety(r: &Reasoner<'_>, desk: &mut Desk<'_>) -> Surety {
    let robustness = &r.findings.robustness;
    let survival = robustness.survival(r.findings.concept);
    let survives = survival.map_or(0, |s| s.survived);
    let mut lines = Vec::new();
    match survival {
        Some(s) if !robustness.assumptions.is_empty() => {
            lines.push(survived(r, desk, s));
            lines.extend(hinges(r));
        }
        _ => {
            let words = "No preference is assumed: each has its source, and the verdict is as sure as they are";
            lines.push(Prose::new(words).cite_end(&r.all_grounds(desk)));
        }
    }
    lines.extend(looking_ahead(r, desk));
    Surety {
        survives,
        of: robustness.examined,
        sampled: matches!(robustness.method, Method::Sample { .. }),
        lines,
    }
}

fn survived(r: &Reasoner<'_>, desk: &mut Desk<'_>, s: &Survival) -> Line {
    let robustness = &r.findings.robustness;
    let what = if s.as_assumed && is_told(desk) {
        "The impasse survives"
    } else if s.as_assumed {
        "The equilibrium survives"
    } else {
        "The status quo is an equilibrium in"
    };
    let mut words = format!(
        "{what} {} of {} combinations of the assumptions, each taken as it stands or as its \
         opposite, under {}",
        s.survived,
        robustness.examined,
        s.concept.label()
    );
    if let (Method::Sample { seed }, Some(interval)) = (robustness.method, s.interval) {
        words.push_str(&format!(
            "; these are a sample (seed {seed}), and the share of all lies between {:.1} % and \
             {:.1} % with 95 % confidence",
            100.0 * interval.low,
            100.0 * interval.high
        ));
    }
    let cites = r.cites(desk, r.all_assumptions());
    Prose::new(words).cite_end(&cites)
}

fn cite(r: &Reasoner<'_>, hinge: &Hinge) -> Option<Cite> {
    r.number(hinge.assumption.dm, hinge.assumption.index)
        .map(Cite::Assumption)
}

fn hinges(r: &Reasoner<'_>) -> Option<Line> {
    let all = r.findings.robustness.hinges(r.findings.concept);
    let pivotal: Vec<Cite> = all
        .iter()
        .filter(|h| h.pivotal)
        .filter_map(|h| cite(r, h))
        .collect();
    if let Ok(cites) = Cites::of(pivotal) {
        let (many, any) = match cites.as_slice().len() {
            1 => ("one assumption".to_owned(), "it"),
            n => (format!("{} assumptions", number(n)), "any one of them"),
        };
        let tail = format!(": were {any} wrong, all else being right, the verdict would turn.");
        return Some(
            Prose::new(format!("It hinges on {many}"))
                .cite(&cites)
                .text(tail),
        );
    }
    let top = all.iter().find(|h| h.banzhaf > 0.0)?;
    let cites = Cites::one(cite(r, top)?);
    let words = format!(
        "No single assumption turns the verdict; {} weighs most, with survival in {:.0} % of \
         combinations where it stands and {:.0} % where it does not",
        cites
            .as_slice()
            .first()
            .map(|c| c.label())
            .unwrap_or_default(),
        100.0 * top.share_standing,
        100.0 * top.share_flipped
    );
    Some(Prose::new(words).cite_end(&cites))
}

fn looking_ahead(r: &Reasoner<'_>, desk: &mut Desk<'_>) -> Vec<Line> {
    let Some(foresight) = &r.findings.foresight else {
        return Vec::new();
    };
    let cites = r.all_grounds(desk);
    let horizon = foresight
        .anticipations
        .iter()
        .map(|a| a.horizon)
        .max()
        .unwrap_or(0);
    let mut lines = Vec::new();
    for (dm, breaks) in foresight.breaks_at.iter().enumerate() {
        let Some(h) = breaks.filter(|&h| h > 1) else {
            continue;
        };
        let found = foresight
            .anticipations
            .iter()
            .find(|a| a.dm == dm && a.horizon == h);
        let Some(a) = found else {
            continue;
        };
        let quo = r.quo();
        let first = a
            .first_move
            .map_or_else(|| "move".to_owned(), |to| r.words.step(quo, r.state(to)));
        let words = format!(
            "{} that looked {h} moves ahead and took all this for true would {first}, expecting \
             to end where {}: the impasse is one of short foresight, or of disbelief",
            with_article(r.words.party(dm)),
            r.words.state(r.state(a.expects))
        );
        lines.push(Prose::new(words).cite_end(&cites));
    }
    let stays = foresight.breaks_at.iter().all(Option::is_none);
    if stays && horizon > 0 {
        let words = format!(
            "Foresight changes nothing: looking up to {horizon} moves ahead, neither party leaves the status quo"
        );
        lines.push(Prose::new(words).cite_end(&cites));
    }
    lines
}

/// "A United States", "An Iceland": a party as it might be.
fn with_article(party: &str) -> String {
    let vowel = party.starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o']);
    format!("{} {party}", if vowel { "An" } else { "A" })
}
