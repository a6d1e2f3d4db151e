//! The further concepts as tables and sentences.

use super::{Further, Named, Outcomes, Under};
use crate::graph::GraphFile;
use crate::graph::tables::{drawn, new_table};
use crate::page::putln;
use crate::say;
use demarche_graph::{
    CoalitionTable, Concept, HorizonStability, LimitedMoves, Reading, Settlement,
    SimultaneousTable, StateSet, weakly,
};

/// More states than these are counted, not listed.
const SHOWN: usize = 24;
/// More horizons than these are summed up.
const HORIZONS: usize = 12;

/// A section for each concept that was asked about.
pub(crate) fn sections(file: &GraphFile, further: &Further, columns: usize) -> Vec<String> {
    let names = file.model.decision_makers();
    let mut out = Vec::new();
    out.extend(
        further
            .simultaneous
            .as_ref()
            .map(|f| simultaneous(f, columns)),
    );
    out.extend(further.coalitions.as_ref().map(|f| coalitions(f, columns)));
    out.extend(
        further
            .limited_moves
            .as_ref()
            .map(|f| limited(f, names, columns)),
    );
    if !further.unknown.is_empty() {
        out.push(unknown(&further.unknown, columns));
    }
    if let Some((plain, strong)) = further.strength.split_first() {
        out.extend(strong.iter().map(|strong| strength(plain, strong, columns)));
    }
    let fuzzy = further
        .fuzzy
        .iter()
        .map(|f| ("FUZZY  a move tempts where it is certain enough", f));
    let chance = further.probabilistic.iter();
    let chance = chance.map(|f| ("PROBABILISTIC  a move tempts where it is likely enough", f));
    out.extend(
        fuzzy
            .chain(chance)
            .map(|(title, f)| by_party(title, f, names, columns)),
    );
    out.extend(
        further
            .hypergame
            .as_ref()
            .map(|f| hypergame(f, names, columns)),
    );
    out
}

fn states(set: &StateSet) -> String {
    let count = set.count();
    if count == 0 {
        return "–".to_owned();
    }
    let mut numbers: Vec<String> = set.iter().take(SHOWN).map(|s| s.to_string()).collect();
    if count > SHOWN {
        numbers.push(format!("and {} more", count - SHOWN));
    }
    numbers.join(" ")
}

/// A table with a head and rows, under a title.
fn section(title: &str, head: Vec<String>, rows: Vec<Vec<String>>, columns: usize) -> String {
    let mut table = new_table(columns);
    table.set_header(head);
    for row in rows {
        table.add_row(row);
    }
    format!("{title}\n{}", drawn(&table))
}

fn head(first: &str, rest: impl Iterator<Item = String>) -> Vec<String> {
    std::iter::once(first.to_owned()).chain(rest).collect()
}

fn labels() -> impl Iterator<Item = String> {
    Concept::ALL.into_iter().map(|c| c.label().to_owned())
}

fn simultaneous(found: &Named<SimultaneousTable>, columns: usize) -> String {
    let own = found.names.iter().zip(&found.table.stable);
    let mut rows: Vec<_> = own
        .map(|(name, set)| vec![name.clone(), states(set)])
        .collect();
    rows.push(vec![
        "everybody".to_owned(),
        states(&found.table.equilibria),
    ]);
    let head = head("stable for", ["states".to_owned()].into_iter());
    section(
        "SIMULTANEOUS  the others leave at the same moment",
        head,
        rows,
        columns,
    )
}

impl Named<CoalitionTable> {
    /// The names of the members.
    pub(super) fn members(&self, members: &[usize]) -> Vec<&str> {
        let names = members.iter().filter_map(|&dm| self.names.get(dm));
        names.map(String::as_str).collect()
    }
}

fn coalitions(found: &Named<CoalitionTable>, columns: usize) -> String {
    let row = |name: String, stable: &[StateSet]| -> Vec<String> {
        head(&name, stable.iter().map(states))
    };
    let each = found.table.coalitions.iter();
    let mut rows: Vec<_> = each
        .map(|c| row(found.members(&c.members).join(", "), &c.stable))
        .collect();
    rows.push(row("every coalition".to_owned(), &found.table.stable));
    section(
        "COALITIONS  states that are stable for each",
        head("coalition", labels()),
        rows,
        columns,
    )
}

/// The states that are stable for sure; in brackets those that are if ties are broken one way.
fn open(own: &HorizonStability) -> String {
    let count = own.possible.count() - own.stable.count();
    if count == 0 {
        return states(&own.stable);
    }
    let mut maybe = own.possible.clone();
    own.stable.iter().for_each(|s| maybe.remove(s));
    format!("{} ({})", states(&own.stable), states(&maybe))
}

fn limited(found: &LimitedMoves, names: &[String], columns: usize) -> String {
    let row = |name: String, both: &[HorizonStability; 2]| head(&name, both.iter().map(open));
    let each = (1..).zip(&found.horizons).take(HORIZONS);
    let mut rows: Vec<_> = each.map(|(h, both)| row(format!("{h}"), both)).collect();
    rows.extend(
        found
            .non_myopic
            .as_ref()
            .map(|both| row("non-myopic".to_owned(), both)),
    );
    let title = "LIMITED MOVES  states that are stable for one who looks so many moves ahead";
    let mut out = section(title, head("moves", names.iter().cloned()), rows, columns);
    match found.settlement {
        Settlement::Periodic { from, period: 1 } => {
            putln!(
                out,
                "  from {} on nothing changes",
                say::count(from, "move")
            );
        }
        Settlement::Periodic { from, period } => {
            let moves = say::count(from, "move");
            putln!(out, "  from {moves} on it repeats every {period}");
        }
        Settlement::Open { examined } => {
            let moves = say::count(examined, "move");
            putln!(out, "  open: {moves} ahead were looked at");
        }
    }
    let ties = found
        .horizons
        .iter()
        .flatten()
        .any(|own| own.possible != own.stable);
    if ties {
        putln!(out, "  in brackets: stable if ties are broken one way");
    }
    out
}

fn unknown(found: &[Under], columns: usize) -> String {
    let rows = Concept::ALL.into_iter().map(|concept| {
        let sets = found
            .iter()
            .filter_map(|f| f.table.equilibria.get(concept.index()));
        head(concept.label(), sets.map(states))
    });
    let readings = found.iter().map(|f| match f.judgement.reading() {
        Reading::Compared { unknown, .. } => format!("{unknown:?}").to_lowercase(),
        Reading::Fuzzy { .. } | Reading::Probabilistic { .. } => String::new(),
    });
    let mut out = section(
        "UNKNOWN PREFERENCES  equilibria",
        head("concept", readings),
        rows.collect(),
        columns,
    );
    out.push_str(
        "  a: a move into the unknown tempts, and the unknown does not deter; b: neither; c: both;\n  \
         d: it does not tempt, and deters\n",
    );
    out
}

fn strength(plain: &Under, strong: &Under, columns: usize) -> String {
    let weak = weakly(&plain.table, &strong.table);
    let degree = match strong.judgement.reading() {
        Reading::Compared { degree, .. } => *degree,
        Reading::Fuzzy { .. } | Reading::Probabilistic { .. } => 0,
    };
    let row = |concept: Concept| {
        let tables = [&strong.table, &weak];
        let sets = tables
            .into_iter()
            .filter_map(|t| t.equilibria.get(concept.index()));
        head(concept.label(), sets.map(states))
    };
    let title = format!("STRENGTH  equilibria where answers hurt to degree {degree}");
    let heads = ["strong".to_owned(), "weak".to_owned()].into_iter();
    section(
        &title,
        head("concept", heads),
        Concept::ALL.map(row).into(),
        columns,
    )
}

/// A row a concept; a column a party, and one for everybody.
fn by_party(title: &str, found: &Under, names: &[String], columns: usize) -> String {
    let row = |concept: Concept| {
        let makers = found.table.decision_makers.iter();
        let own = makers.filter_map(|d| d.stable.get(concept.index()));
        let all = found.table.equilibria.get(concept.index());
        head(concept.label(), own.chain(all).map(states))
    };
    let names = names.iter().cloned().chain(["everybody".to_owned()]);
    section(
        title,
        head("stable for", names),
        Concept::ALL.map(row).into(),
        columns,
    )
}

impl Outcomes {
    /// A state's letters.
    pub(super) fn label(&self, s: usize) -> String {
        let options = self
            .game
            .perceptions()
            .iter()
            .find_map(|p| p.model().conflict());
        let count = options.map_or(0, |c| c.form.options.len());
        self.game
            .state(s)
            .map_or_else(|| s.to_string(), |state| state.pattern(count))
    }

    fn labels(&self, set: &StateSet) -> String {
        let shown: Vec<String> = set.iter().take(SHOWN).map(|s| self.label(s)).collect();
        match (set.count(), set.count().saturating_sub(SHOWN)) {
            (0, _) => "–".to_owned(),
            (_, 0) => shown.join(" "),
            (_, more) => format!("{} and {more} more", shown.join(" ")),
        }
    }
}

fn hypergame(found: &Outcomes, names: &[String], columns: usize) -> String {
    let row = |o: &demarche_graph::HypergameOutcome| {
        let sets = [&o.equilibria, &o.consensus, &o.hidden, &o.surprise];
        let sets = sets.into_iter().chain(&o.mistaken);
        head(o.concept.label(), sets.map(|set| found.labels(set)))
    };
    let heads = ["equilibria", "consensus", "hidden", "surprise"].map(str::to_owned);
    let mistaken = names.iter().map(|name| format!("{name} errs"));
    section(
        "HYPERGAME  what comes of everybody seeing another conflict",
        head("concept", heads.into_iter().chain(mistaken)),
        found.outcomes.iter().map(row).collect(),
        columns,
    )
}
