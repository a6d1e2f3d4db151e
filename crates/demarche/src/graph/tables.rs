//! The analysis of a model as tables and sentences.

use super::further::sections;
use super::words::Words;
use super::{Findings, GraphFile};
use crate::page::{put, putln};
use comfy_table::{ContentArrangement, Table, presets};
use demarche_graph::{
    Concept, GraphModel, Guarantee, PartyPosition, Reason, Shift, Shifts, StatementRef, Step,
    StopReason,
};

/// Larger models are summed up; their tables are for JSON.
const SHOWN: usize = 64;

/// Everything there is to say, as text no wider than `columns` where tables allow.
pub(crate) fn tables(
    file: &GraphFile,
    findings: &Findings,
    concept: Option<Concept>,
    columns: usize,
) -> String {
    let view = View {
        words: Words::of(file),
        file,
        model: &file.model,
        findings,
        concepts: match concept {
            Some(only) => vec![only],
            None => Concept::ALL.to_vec(),
        },
        columns,
    };
    let parts = [
        Some(view.head()),
        view.states(),
        view.stability(),
        Some(view.equilibria()),
        view.status_quo(),
        view.paths(),
        view.shifts(),
    ];
    let further = findings.further.iter();
    let further = further.flat_map(|f| sections(file, f, columns));
    let shown = parts.into_iter().flatten().chain(further);
    let shown: Vec<String> = shown.chain(view.checked()).collect();
    shown.join("\n")
}

struct View<'a> {
    words: Words<'a>,
    file: &'a GraphFile,
    model: &'a GraphModel,
    findings: &'a Findings,
    concepts: Vec<Concept>,
    columns: usize,
}

impl View<'_> {
    fn head(&self) -> String {
        let names = self.model.decision_makers().join(", ");
        let mut out = format!(
            "{}\n  {} states · {}\n",
            self.file.name,
            self.model.state_count(),
            names
        );
        if let Some(origin) = &self.file.origin {
            putln!(out, "  after: {origin}");
        }
        out
    }

    fn listed(&self) -> std::ops::Range<usize> {
        0..self.model.state_count().min(SHOWN)
    }

    /// What each state is, and how each party ranks it.
    fn states(&self) -> Option<String> {
        let options = self.model.conflict().map(|c| c.form.options.as_slice());
        let options = options.unwrap_or_default();
        let mut table = self.table();
        let mut header = vec!["state".to_owned()];
        header.extend((0..options.len()).map(letter));
        header.extend(self.model.decision_makers().iter().cloned());
        table.set_header(header);
        for s in self.listed() {
            let mut row = vec![self.marked(s)];
            let taken = self.model.state(s);
            row.extend((0..options.len()).map(|k| {
                let yes = taken.is_some_and(|state| state.takes(k));
                if yes { "Y" } else { "·" }.to_owned()
            }));
            row.extend((0..self.model.decision_makers().len()).map(|dm| self.place(dm, s)));
            table.add_row(row);
        }
        let mut out = "STATES  and their place in each party's order, 1 the best\n".to_owned();
        for (k, option) in options.iter().enumerate() {
            let owners: Vec<&str> = option
                .owners
                .iter()
                .filter_map(|&o| Some(self.model.decision_makers().get(o)?.as_str()))
                .collect();
            let way = match option.direction {
                demarche_graph::Direction::Both => "",
                demarche_graph::Direction::Forward => ", cannot be taken back",
                demarche_graph::Direction::Back => ", once given up not taken again",
                demarche_graph::Direction::Closed => ", nobody can change it",
            };
            putln!(
                out,
                "  {}  {} ({}{way})",
                letter(k),
                option.name,
                owners.join(", ")
            );
        }
        out.push_str(&drawn(&table));
        if self.model.state_count() > SHOWN {
            putln!(out, "  the first {SHOWN} states; --json lists all");
        }
        Some(out)
    }

    /// The strongest concepts under which each state is stable for each party.
    fn stability(&self) -> Option<String> {
        let mut table = self.table();
        let mut header = vec!["state".to_owned()];
        header.extend(self.model.decision_makers().iter().cloned());
        header.push("equilibrium".to_owned());
        table.set_header(header);
        for s in self.listed() {
            let mut row = vec![self.marked(s)];
            for dm in 0..self.model.decision_makers().len() {
                let stable = |c: &Concept| self.findings.table.is_stable(s, dm, *c);
                row.push(names(self.concepts.iter().copied().filter(stable)));
            }
            let all = |c: &Concept| self.findings.table.is_equilibrium(s, *c);
            row.push(names(self.concepts.iter().copied().filter(all)));
            table.add_row(row);
        }
        Some(format!("STABILITY\n{}", drawn(&table)))
    }

    fn equilibria(&self) -> String {
        let mut out = "EQUILIBRIA\n".to_owned();
        for concept in &self.concepts {
            let states = self.findings.table.equilibria.get(concept.index());
            let states: Vec<String> = states
                .map(|s| s.iter().take(SHOWN).map(|s| self.words.state(s)).collect())
                .unwrap_or_default();
            let list = if states.is_empty() {
                "none".to_owned()
            } else {
                states.join(", ")
            };
            putln!(
                out,
                "  {:<5} {list}{}",
                concept.label(),
                self.compared(*concept)
            );
        }
        out
    }

    /// Whether the literature says the same.
    fn compared(&self, concept: Concept) -> String {
        let published = self.file.published.as_ref();
        let Some((_, states)) = published.and_then(|p| p.0.iter().find(|(c, _)| *c == concept))
        else {
            return String::new();
        };
        let mut printed: Vec<usize> = states
            .iter()
            .filter_map(|&s| self.model.index_of(s))
            .collect();
        printed.sort_unstable();
        let found = self.findings.table.equilibria.get(concept.index());
        if found.is_some_and(|f| f.iter().eq(printed.iter().copied())) {
            return "  as published".to_owned();
        }
        let printed: Vec<String> = printed.into_iter().map(|s| self.words.state(s)).collect();
        format!("  published: {}", printed.join(", "))
    }

    /// Why nobody leaves the status quo, or who would.
    fn status_quo(&self) -> Option<String> {
        let impasse = self.findings.impasse.as_ref()?;
        let mut out = format!("STATUS QUO  {}\n", self.words.described(impasse.status_quo));
        if impasse.concepts.is_empty() {
            out.push_str("  It is no equilibrium under any concept.\n");
        } else {
            putln!(
                out,
                "  It is an equilibrium under {}.",
                listed(
                    &impasse
                        .concepts
                        .iter()
                        .map(|c| c.label())
                        .collect::<Vec<_>>()
                )
            );
        }
        for party in &impasse.parties {
            self.position(&mut out, party, impasse.status_quo);
        }
        Some(out)
    }

    fn position(&self, out: &mut String, party: &PartyPosition, from: usize) {
        let name = self.words.name(party.dm);
        if party.improvements.is_empty() && party.refused.is_empty() {
            putln!(out, "  {name} has no move.");
        }
        for answer in &party.improvements {
            put!(
                out,
                "  {name} would gain by {}",
                self.moved(from, answer.to)
            );
            let met = |c: Concept| {
                let found = answer.deterrents.iter().find(|d| d.concept == c)?;
                found.sanction.as_ref()
            };
            let line = match (met(Concept::Seq), met(Concept::Gmr)) {
                (Some(path), _) => {
                    format!("; a credible answer deters it: {}.", self.path(path))
                }
                (None, Some(path)) => format!(
                    "; it can be punished, at a price to whoever does it: {}.",
                    self.path(path)
                ),
                (None, None) => "; nothing deters it.".to_owned(),
            };
            putln!(out, "{line}");
        }
        for refused in &party.refused {
            let why = match refused.reason {
                Reason::Loses { statement } => {
                    let dm = party.dm;
                    format!(
                        "it would give up `{}`",
                        self.words.statement(StatementRef {
                            dm,
                            index: statement
                        })
                    )
                }
                Reason::Indifferent => "it is no better".to_owned(),
                Reason::RankedLower => "it likes that less".to_owned(),
            };
            putln!(
                out,
                "  {name} could choose {}; {why}.",
                self.moved(from, refused.to)
            );
        }
        if party.omitted > 0 {
            putln!(
                out,
                "  ({} further moves of {name} not listed)",
                party.omitted
            );
        }
    }

    /// Shortest paths of improvements to equilibria.
    fn paths(&self) -> Option<String> {
        let evolution = self.findings.evolution.as_ref()?;
        let mut out = format!(
            "PATHS  by improvements, to equilibria under {}\n",
            evolution.concept
        );
        for route in &evolution.routes {
            let end = self.words.state(route.equilibrium);
            if route.steps.is_empty() {
                putln!(out, "  {end}: the status quo itself");
                continue;
            }
            let steps: Vec<Step> = route.steps.iter().map(|s| s.step).collect();
            putln!(out, "  {end}: {}", self.path(&steps));
            for step in route.steps.iter().filter(|s| s.irreversible) {
                let to = self.words.state(step.step.to);
                putln!(out, "     no way back from {to}");
            }
        }
        if evolution.routes.is_empty() {
            out.push_str("  none can be reached\n");
        }
        if !evolution.unreachable.is_empty() {
            let states: Vec<String> = evolution
                .unreachable
                .iter()
                .take(SHOWN)
                .map(|&s| self.words.state(s))
                .collect();
            putln!(out, "  out of reach: {}", states.join(", "));
        }
        Some(out)
    }

    fn shifts(&self) -> Option<String> {
        let found = self.findings.shifts.as_ref()?;
        let mut out = format!(
            "SHIFTS  that {} under {}\n",
            match self.file.wanted {
                Some(_) => "make the wanted state an equilibrium within reach",
                None => "take the status quo's stability away",
            },
            self.findings.concept
        );
        for (n, shift) in found.shifts.iter().enumerate() {
            let changes: Vec<String> = shift.changes.iter().map(|c| self.words.change(c)).collect();
            putln!(out, "  S{} {}", n + 1, changes.join(", and "));
            putln!(out, "     {}", self.follow_up(shift));
        }
        putln!(out, "  {}", guarantee(found));
        Some(out)
    }

    fn follow_up(&self, shift: &Shift) -> String {
        let follow = &shift.follow_up;
        let path = self.path(&follow.path);
        match follow.rests {
            Some(end) => format!("then {path}, where it rests: {}", self.words.described(end)),
            None => format!("then {path}, and no equilibrium is within reach"),
        }
    }

    fn checked(&self) -> Option<String> {
        let count = self.findings.verified?;
        Some(format!(
            "CHECKED  {count} verdicts, each witness confirmed by a second routine\n"
        ))
    }

    fn table(&self) -> Table {
        new_table(self.columns)
    }

    /// Place in the party's order, 1 the best, equal states the same.
    fn place(&self, dm: usize, s: usize) -> String {
        let own = self.model.rank(dm, s);
        let mut better: Vec<_> = (0..self.model.state_count())
            .map(|t| self.model.rank(dm, t))
            .filter(|rank| *rank > own)
            .collect();
        better.sort_unstable();
        better.dedup();
        (better.len() + 1).to_string()
    }

    fn marked(&self, s: usize) -> String {
        let here = self.file.status_quo_named && self.model.status_quo() == Some(s);
        if here {
            format!("{s} ◀")
        } else {
            s.to_string()
        }
    }

    /// What a move changes.
    fn moved(&self, from: usize, to: usize) -> String {
        let (Some(conflict), Some(a), Some(b)) = (
            self.model.conflict(),
            self.model.state(from),
            self.model.state(to),
        ) else {
            return format!("state {to}");
        };
        let options = &conflict.form.options;
        let changes: Vec<String> = options
            .iter()
            .enumerate()
            .filter(|(k, _)| a.takes(*k) != b.takes(*k))
            .map(|(k, o)| match b.takes(k) {
                true => o.name.clone(),
                false => format!("no longer {}", o.name),
            })
            .collect();
        format!("`{}`", changes.join("` and `"))
    }

    fn path(&self, steps: &[Step]) -> String {
        let shown: Vec<String> = steps
            .iter()
            .map(|s| {
                format!(
                    "{} → {}",
                    self.words.name(s.mover),
                    self.moved(s.from, s.to)
                )
            })
            .collect();
        shown.join(", ")
    }
}

/// An empty table, no wider than `columns` where its words allow.
pub(super) fn new_table(columns: usize) -> Table {
    let mut table = Table::new();
    table
        .load_style(
            presets::NOTHING.header_separator(comfy_table::LineStyle::new(' ', '─', ' ', ' ')),
        )
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(columns.max(40)).unwrap_or(u16::MAX));
    table
}

/// A table, indented, without blanks at line ends.
pub(super) fn drawn(table: &Table) -> String {
    // The first column's padding goes; what a wrapped row leaves empty there stays.
    let plain = |l: &str| {
        let words = l.strip_prefix("  ").or_else(|| l.strip_prefix(' '));
        words.unwrap_or(l).to_owned()
    };
    let lines = table.lines().map(|l| format!("  {}", plain(&l)));
    lines.map(|l| format!("{}\n", l.trim_end())).collect()
}

fn guarantee(found: &Shifts) -> String {
    let stop = match found.stop {
        StopReason::Exhausted => "",
        StopReason::AlreadyHolds => "the status quo is no equilibrium as things are; ",
        StopReason::CandidateLimit(_) => "the limit of candidates was reached; ",
    };
    match found.guarantee {
        Guarantee::Complete { size } => {
            format!("{stop}the list is complete for up to {size} changes")
        }
        Guarantee::Partial {
            examined,
            candidates,
        } => format!("{stop}{examined} of {candidates} candidates were examined"),
    }
}

/// Option `k` as a column head: A to Z, then numbers.
fn letter(k: usize) -> String {
    match u8::try_from(k) {
        Ok(n) if n < 26 => char::from(b'A' + n).to_string(),
        _ => format!("o{k}"),
    }
}

/// Concepts in short; Nash alone says the rest.
fn names(concepts: impl Iterator<Item = Concept>) -> String {
    let found: Vec<&str> = concepts.map(Concept::label).collect();
    match found.first() {
        None => "–".to_owned(),
        Some(&"Nash") if found.len() == Concept::ALL.len() => "all".to_owned(),
        Some(_) => found.join(" "),
    }
}

fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_lists() {
        assert_eq!(listed(&["Nash", "GMR", "SEQ"]), "Nash, GMR and SEQ");
    }
}
