//! The brief as headings and blocks, for the views that are read from top to bottom.

use crate::brief::{
    Account, AccountGroup, AgreementRow, AheadKind, AheadRow, Brief, ClaimRow, ClaimStanding,
    LeverRow, MeetingRow, PathStep, PositionCell, PositionRow, Positions, ShiftRow, StepRow, Stuck,
    Ways,
};
use crate::line::{Cites, Line, Prose, Run};
use crate::words::{capitalised, count, in_sentence, list};
use demarche_evidence::{LeverUse, MilestoneKind, without_conjunction};

/// A section with its heading.
pub(crate) struct Section<'a> {
    pub id: &'static str,
    pub heading: &'static str,
    pub blocks: Vec<Block<'a>>,
}

/// Shifts told in text and Markdown; the page and JSON have all.
const SHIFTS: usize = 5;

/// What a section holds.
pub(crate) enum Block<'a> {
    /// A paragraph.
    Para(Vec<Run>),
    /// A heading inside the section.
    Head(String),
    /// An item under such a heading.
    Item(Vec<Run>),
    /// An item with a label of its own.
    Labelled(String, Vec<Run>),
    /// The table of positions.
    Table(&'a Positions),
}

/// "1 source · 27 statements · 6 assumptions".
pub(crate) fn counts(brief: &Brief) -> String {
    let c = brief.counts;
    [
        count(c.sources, "source"),
        count(c.statements, "statement"),
        count(c.assumptions, "assumption"),
    ]
    .join(" · ")
}

/// All sections that have something to say, in order.
pub(crate) fn outline(brief: &Brief) -> Vec<Section<'_>> {
    let mut all = vec![
        section("changed", "What changed", changed(brief)),
        section("bottom-line", "Bottom line", bottom_line(brief)),
        section("standing", "Where it stands", standing(brief)),
        section(
            "agreements",
            "What is agreed",
            agreement_lines(brief).iter().map(item).collect(),
        ),
        section(
            "ahead",
            "Dates ahead",
            brief.ahead.iter().map(|row| item(&ahead(row))).collect(),
        ),
        section("positions", "Who wants what", positions(brief)),
        section(
            "levers",
            "Who can press whom",
            brief.levers.iter().map(|l| item(&lever(l))).collect(),
        ),
        section(
            "claims",
            "Who claims what",
            brief.claims.iter().flat_map(claim_items).collect(),
        ),
    ];
    if let Some(stuck) = &brief.stuck {
        all.push(section("stuck", stuck_heading(stuck), stuck_blocks(stuck)));
    }
    if let Some(ways) = &brief.ways {
        all.push(section("ways", "What would move it", ways_blocks(ways)));
    }
    if let Some(surety) = &brief.surety {
        all.push(section(
            "surety",
            "How sure",
            surety.lines.iter().map(para).collect(),
        ));
    }
    all.push(section("assumptions", "Assumptions", assumptions(brief)));
    all.push(section("sources", "Sources", sources(brief)));
    all.retain(|s| !s.blocks.is_empty());
    all
}

/// The heading says what the section found.
pub(crate) fn stuck_heading(stuck: &Stuck) -> &'static str {
    match (stuck.equilibrium, stuck.parties.is_empty(), stuck.told) {
        (true, _, true) | (false, true, true) => "Why it is stuck",
        (true, _, false) => "Why nobody moves first",
        (false, true, false) => "Whether it is stuck",
        (false, false, _) => "Why it is not at rest",
    }
}

fn section<'a>(id: &'static str, heading: &'static str, blocks: Vec<Block<'a>>) -> Section<'a> {
    Section {
        id,
        heading,
        blocks,
    }
}

fn para<'a>(line: &Line) -> Block<'a> {
    Block::Para(line.runs().to_vec())
}

fn item<'a>(line: &Line) -> Block<'a> {
    Block::Item(line.runs().to_vec())
}

fn changed(brief: &Brief) -> Vec<Block<'_>> {
    let Some(changed) = &brief.changed else {
        return Vec::new();
    };
    let lines = changed.lines.iter().map(item);
    std::iter::once(para(&changed.summary))
        .chain(lines)
        .collect()
}

fn bottom_line(brief: &Brief) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = brief.notice.iter().map(para).collect();
    let mut lines = brief.bottom_line.iter();
    if let Some(first) = lines.next() {
        blocks.push(para(&lines.fold(first.clone(), Line::then)));
    }
    blocks
}

fn standing(brief: &Brief) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    for meeting in &brief.standing.meetings {
        blocks.push(Block::Head(meeting.name.clone()));
        blocks.extend(steps(meeting).as_ref().map(item));
        blocks.extend(meeting.accounts.iter().map(|a| item(&account(a))));
        blocks.extend(meeting.divergence.as_ref().map(|d| item(&marked(d))));
    }
    for group in &brief.standing.accounts {
        blocks.push(Block::Head(account_heading(group)));
        blocks.extend(group.accounts.iter().map(|a| item(&account(a))));
        blocks.extend(group.divergence.as_ref().map(|d| item(&marked(d))));
    }
    blocks
}

/// "On the draft text".
pub(crate) fn account_heading(group: &AccountGroup) -> String {
    format!("On “{}”", group.of)
}

/// A line behind the mark for accounts that differ.
pub(crate) fn marked(line: &Line) -> Line {
    // The line cites already, so its runs behind a mark still do.
    let mut runs = vec![Run::Strong("◆ ".to_owned())];
    runs.extend(line.runs().iter().cloned());
    Line::try_from(runs).unwrap_or_else(|_| line.clone())
}

/// A meeting's history in one line; `None` only where it has no step.
pub(crate) fn steps(meeting: &MeetingRow) -> Option<Line> {
    let mut all: Option<Line> = None;
    for step in &meeting.steps {
        let one = step_line(step);
        all = Some(match all {
            Some(line) => line.text(" →").then(&one),
            None => one,
        });
    }
    all
}

/// One step: "postponed “to May” [3]".
pub(crate) fn step_line(step: &StepRow) -> Line {
    let mut prose = Prose::default().strong(step.status.name());
    if let Some(when) = &step.when {
        prose = prose.text(" ").quote(when);
    }
    if let Some(by) = &step.by {
        prose = prose.text(format!(
            " ({} {})",
            crate::words::verb(by, "says", "say"),
            in_sentence(by)
        ));
    }
    prose.cite(&step.cites)
}

/// "“productive” (the United States and Russia)".
pub(crate) fn account(account: &Account) -> Line {
    let by: Vec<String> = account.by.iter().map(|b| in_sentence(b)).collect();
    Prose::new(capitalised(&list(&by)))
        .text(": ")
        .quote(&account.words)
        .cite(&account.cites)
}

fn positions(brief: &Brief) -> Vec<Block<'_>> {
    if brief.positions.rows.is_empty() {
        Vec::new()
    } else {
        vec![Block::Table(&brief.positions)]
    }
}

/// What a cell of the table says, without its citations: "rejects (Lavrov)", "if the siege ends".
pub(crate) fn cell_words(cell: &PositionCell) -> String {
    let mut words = match &cell.condition {
        Some(condition) => {
            // "only if", "unless" say more than "if"; "that" says less.
            let bare = condition.strip_prefix("that ").unwrap_or(condition);
            match without_conjunction(bare) {
                Some(_) => bare.to_owned(),
                None => format!("{} {bare}", cell.position.name()),
            }
        }
        None => cell.position.name().to_owned(),
    };
    if let Some(by) = &cell.by {
        words.push_str(&format!(" ({by})"));
    }
    words
}

/// A row of the table as lines, one a party that is not silent.
pub(crate) fn stacked(row: &PositionRow, parties: &[String]) -> Vec<Line> {
    row.cells
        .iter()
        .zip(parties)
        .filter_map(|(cell, party)| {
            let cell = cell.as_ref()?;
            let words = format!(": {}", cell_words(cell));
            Some(Prose::new(party.clone()).text(words).cite(&cell.cites))
        })
        .collect()
}

/// All agreements, each with its terms.
pub(crate) fn agreement_lines(brief: &Brief) -> Vec<Line> {
    let lines = |row: &AgreementRow| {
        let terms = row.terms.iter();
        let terms = terms.map(|t| Prose::new("Its terms: ").quote(&t.words).cite(&t.cites));
        std::iter::once(agreement(row))
            .chain(terms)
            .collect::<Vec<_>>()
    };
    brief.agreements.iter().flat_map(lines).collect()
}

/// "Norland and Sudria: “a fee for trawlers”, agreed “Monday” [3]"
pub(crate) fn agreement(row: &AgreementRow) -> Line {
    let who = match row.parties.is_empty() {
        true => Prose::default(),
        false => Prose::default().strong(list(&row.parties)).text(": "),
    };
    let prose = who.quote(&row.what).text(format!(", {}", row.stage.name()));
    let prose = match &row.when {
        Some(when) => prose.text(" ").quote(when),
        None => prose,
    };
    prose.cite(&row.cites)
}

/// "by 31 May 2026: deadline for Chile: “open the strait” [3]"
pub(crate) fn ahead(row: &AheadRow) -> Line {
    let prose = Prose::default().strong(day(row)).text(": ");
    let prose = match row.kind {
        AheadKind::Meeting => prose.text(row.what.clone()),
        AheadKind::Milestone(kind) => milestone(prose, kind, row),
    };
    let prose = match &row.otherwise {
        Some(otherwise) => prose.text(" → ").quote(otherwise),
        None => prose,
    };
    prose.cite(&row.cites)
}

fn milestone(prose: Prose, kind: MilestoneKind, row: &AheadRow) -> Prose {
    let who = list(&row.parties);
    let is_whole = row.otherwise.is_some() || row.parties.is_empty();
    match kind {
        MilestoneKind::Deadline if is_whole => prose.text("deadline: ").quote(&row.what),
        MilestoneKind::Deadline => {
            let head = prose.text("deadline for ").strong(who);
            head.text(" to ").quote(&row.what)
        }
        MilestoneKind::Decision if is_whole => prose.text("decision: ").quote(&row.what),
        MilestoneKind::Decision => {
            let head = prose.text("decision of ").strong(who);
            head.text(": ").quote(&row.what)
        }
        MilestoneKind::Expiry => prose.quote(&row.what).text(" ends"),
        MilestoneKind::Start => prose.quote(&row.what).text(" begins"),
    }
}

/// "9 May 2026", "by 31 May 2026", else the text's words.
fn day(row: &AheadRow) -> String {
    let Some(days) = row.days else {
        return row.when.clone();
    };
    let last = days.last.strftime("%-d %B %Y").to_string();
    let opening = row.when.split(' ').next().unwrap_or_default();
    let limit = ["by", "before", "until", "till"].contains(&opening);
    match (days.first == days.last, limit) {
        (_, true) => format!("by {last}"),
        (true, false) => last,
        (false, false) => row.when.clone(),
    }
}

/// "Norland → Sudmark: grain shipments, withheld".
pub(crate) fn lever(row: &LeverRow) -> Line {
    let mut prose = Prose::default().strong(&row.holder);
    if let Some(target) = &row.against {
        prose = prose.text(" → ").strong(target);
    }
    let mut tail = format!(", {}", row.state.name());
    if row.irreversible && row.state != LeverUse::Used {
        tail.push_str(" (once used, not to be taken back)");
    }
    let prose = prose.text(": ").text(row.what.clone()).text(tail);
    let prose = match &row.condition {
        Some(condition) => prose.text(" ").quote(condition),
        None => prose,
    };
    prose.cite(&row.cites)
}

/// "Zelenskyy: effect, because cause (speaks for a party)".
pub(crate) fn claim(row: &ClaimRow) -> Line {
    let weight = match &row.standing {
        ClaimStanding::Reporter => ", in its own voice".to_owned(),
        ClaimStanding::Party(party) if *party == row.claimant => " (a party)".to_owned(),
        ClaimStanding::Party(party) => format!(" (speaks for {}, a party)", in_sentence(party)),
        ClaimStanding::Other => String::new(),
    };
    Prose::default()
        .strong(capitalised(&row.claimant))
        .text(weight)
        .text(": ")
        .quote(&row.cause)
        .text(" → ")
        .quote(&row.effect)
        .cite(&row.cites)
}

fn claim_items<'a>(row: &ClaimRow) -> Vec<Block<'a>> {
    let mut blocks = vec![item(&claim(row))];
    blocks.extend(row.divergence.as_ref().map(|d| item(&marked(d))));
    blocks
}

fn stuck_blocks(stuck: &Stuck) -> Vec<Block<'_>> {
    let mut blocks = vec![para(&stuck.verdict)];
    for party in &stuck.parties {
        blocks.push(Block::Head(party.party.clone()));
        blocks.extend(party.moves.iter().map(|m| item(&m.line)));
    }
    if !stuck.channels.is_empty() {
        blocks.push(Block::Head("Who can decide".to_owned()));
        blocks.extend(stuck.channels.iter().map(item));
    }
    if !stuck.remarks.is_empty() {
        blocks.push(Block::Head("What the text says itself".to_owned()));
        blocks.extend(stuck.remarks.iter().map(item));
    }
    blocks
}

fn ways_blocks(ways: &Ways) -> Vec<Block<'_>> {
    let mut blocks = vec![para(&ways.summary)];
    blocks.extend(
        ways.shifts
            .iter()
            .take(SHIFTS)
            .map(|s| Block::Labelled(s.id.clone(), shift(s).runs().to_vec())),
    );
    let rest = ways.shifts.len().saturating_sub(SHIFTS);
    if let (1.., Ok(cites)) = (rest, Cites::of(ways.summary.cites())) {
        let words = format!(
            "{} stand in the HTML and JSON forms",
            count(rest, "further shift")
        );
        blocks.push(para(&Prose::new(words).cite_end(&cites)));
    }
    if !ways.pacts.is_empty() {
        blocks.push(Block::Head("Commitments and alliances".to_owned()));
        blocks.extend(ways.pacts.iter().map(item));
    }
    if !ways.conditions.is_empty() {
        blocks.push(Block::Head("What the text names itself".to_owned()));
        blocks.extend(ways.conditions.iter().map(item));
    }
    blocks
}

/// A shift in one paragraph: change, path, outcome.
pub(crate) fn shift(row: &ShiftRow) -> Line {
    let path = path_words(&row.path);
    let change = if path.is_empty() {
        row.change.clone()
    } else {
        row.change.clone().text(format!(" Path: {path}."))
    };
    change.then(&row.outcome)
}

/// "the United States: deliver the missiles → Russia: accept the freeze".
pub(crate) fn path_words(path: &[PathStep]) -> String {
    let steps: Vec<String> = path
        .iter()
        .map(|s| format!("{}: {}", in_sentence(&s.party), s.what))
        .collect();
    steps.join(" → ")
}

fn assumptions(brief: &Brief) -> Vec<Block<'_>> {
    brief
        .assumptions
        .iter()
        .map(|a| {
            let mut runs = Vec::new();
            if let Some(party) = &a.party {
                runs.push(Run::Strong(format!("{party}: ")));
            }
            runs.push(Run::Text(format!("{}. {}", a.what, ended(&a.reason))));
            runs.extend(a.support.iter().map(|c| Run::Cite(*c)));
            if a.hinge {
                runs.push(Run::Strong(" The impasse hinges on it.".to_owned()));
            }
            Block::Labelled(format!("A{}", a.number), runs)
        })
        .collect()
}

/// With a full stop and a capital letter.
pub(crate) fn ended(words: &str) -> String {
    let words = capitalised(words.trim());
    if words.is_empty() || words.ends_with(['.', '!', '?', '…']) {
        words
    } else {
        format!("{words}.")
    }
}

fn sources(brief: &Brief) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    for source in &brief.sources {
        let label = format!("{} ({})", source.label, source.extent());
        blocks.push(Block::Head(label));
        for c in brief.citations.iter().filter(|c| c.source == source.number) {
            blocks.push(Block::Labelled(
                format!("[{}]", c.number),
                vec![Run::Quote(one_line(&c.quote))],
            ));
        }
    }
    blocks
}

/// Line ends and runs of blanks as single blanks, for print.
pub(crate) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
