//! The brief as one HTML file that needs nothing else: no script, no other file, no network.

use crate::brief::{
    AccountGroup, Assumption, Brief, Changed, Citation, MeetingRow, PathStep, Position,
    PositionCell, PositionKind, PositionRow, Positions, ShiftRow, SourceRow, StateGraph, Stuck,
    Surety, Ways,
};
use crate::line::{Cite, Line, Run};
use crate::outline::{
    account, account_heading, agreement_lines, ahead, cell_words, claim, counts, ended, lever,
    marked, steps, stuck_heading,
};
use crate::svg;
use crate::words::count;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("style.css");

/// Shifts shown open; longer lists fold the rest.
const OPEN: usize = 6;

/// The brief as a page: inline style with light, dark and print forms, SVG pictures, citations as
/// links to the passages at the end.
#[must_use]
pub fn html(brief: &Brief) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (brief.title) }
                style { (PreEscaped(STYLE)) }
            }
            body { main { (html_body(brief)) } }
        }
    }
    .into_string()
}

/// What stands inside `<main>`: for a page that brings its own frame and the style of [`html()`].
#[must_use]
pub fn html_body(brief: &Brief) -> Markup {
    let p = Page { brief };
    html! {
        header {
            h1 { (brief.title) }
            p { (counts(brief)) }
        }
        @if let Some(changed) = &brief.changed { (p.changed(changed)) }
        (p.bottom_line())
        (p.standing())
        (p.list("agreements", "What is agreed", &agreement_lines(brief)))
        (p.list("ahead", "Dates ahead", &brief.ahead.iter().map(ahead).collect::<Vec<_>>()))
        (p.positions(&brief.positions))
        (p.list("levers", "Who can press whom", &brief.levers.iter().map(lever).collect::<Vec<_>>()))
        (p.claims())
        @if let Some(stuck) = &brief.stuck { (p.stuck(stuck)) }
        @if let Some(ways) = &brief.ways { (p.ways(ways)) }
        @if let Some(surety) = &brief.surety { (p.surety(surety)) }
        (p.assumptions())
        (p.sources())
    }
}

struct Page<'a> {
    brief: &'a Brief,
}

impl Page<'_> {
    fn changed(&self, changed: &Changed) -> Markup {
        section(
            "changed",
            "What changed",
            &html! {
                p { (self.line(&changed.summary)) }
                ul { @for line in &changed.lines { li { (self.line(line)) } } }
            },
        )
    }

    fn bottom_line(&self) -> Markup {
        let lines: Vec<&Line> = self
            .brief
            .notice
            .iter()
            .chain(&self.brief.bottom_line)
            .collect();
        if lines.is_empty() {
            return html! {};
        }
        section(
            "bottom-line",
            "Bottom line",
            &html! {
                div class="lead" {
                    p { @for (i, line) in lines.iter().enumerate() { @if i > 0 { " " } (self.line(line)) } }
                }
            },
        )
    }

    fn standing(&self) -> Markup {
        let standing = &self.brief.standing;
        if standing.meetings.is_empty() && standing.accounts.is_empty() {
            return html! {};
        }
        section(
            "standing",
            "Where it stands",
            &html! {
                (picture(&svg::timeline(&standing.meetings), "Timeline of the meetings"))
                @for meeting in &standing.meetings { (self.meeting(meeting)) }
                @for group in &standing.accounts { (self.group(group)) }
            },
        )
    }

    fn meeting(&self, meeting: &MeetingRow) -> Markup {
        html! {
            h3 { (meeting.name) }
            @if let Some(line) = steps(meeting) { p { (self.line(&line)) } }
            @if !meeting.accounts.is_empty() {
                ul { @for a in &meeting.accounts { li { (self.line(&account(a))) } } }
            }
            (self.divergence(meeting.divergence.as_ref()))
        }
    }

    fn group(&self, group: &AccountGroup) -> Markup {
        html! {
            h3 { (account_heading(group)) }
            ul { @for a in &group.accounts { li { (self.line(&account(a))) } } }
            (self.divergence(group.divergence.as_ref()))
        }
    }

    fn divergence(&self, line: Option<&Line>) -> Markup {
        html! {
            @if let Some(line) = line { p class="diverge" { (self.line(&marked(line))) } }
        }
    }

    fn positions(&self, positions: &Positions) -> Markup {
        if positions.rows.is_empty() {
            return html! {};
        }
        section(
            "positions",
            "Who wants what",
            &html! {
                table {
                    caption { "Proposals and demands, and how each party stands to them" }
                    thead { tr {
                        th scope="col" { "What" }
                        @for party in &positions.parties { th scope="col" { (party) } }
                    } }
                    tbody { @for row in &positions.rows { (self.position_row(row, &positions.parties)) } }
                }
            },
        )
    }

    fn position_row(&self, row: &PositionRow, parties: &[String]) -> Markup {
        let kind = match row.kind {
            PositionKind::Proposal => "proposal",
            PositionKind::Demand => "demand",
            PositionKind::Refusal => "refusal",
        };
        html! {
            tr {
                th scope="row" {
                    (row.what) " " (self.cites(row.cites.as_slice()))
                    span class="kind" { (kind) }
                }
                @for (cell, party) in row.cells.iter().zip(parties) { (self.position(cell.as_ref(), party)) }
            }
        }
    }

    fn position(&self, cell: Option<&PositionCell>, party: &str) -> Markup {
        let Some(cell) = cell else {
            return html! { td class="none" data-party=(party) { span class="silent" { "–" } } };
        };
        let class = match cell.position {
            Position::Proposes | Position::Backs => "chip good",
            Position::Rejects | Position::Refuses => "chip bad",
            Position::Conditional => "chip mid",
            Position::Demands | Position::Asked | Position::Ready => "chip",
        };
        html! {
            td data-party=(party) {
                span {
                    span class=(class) { (cell.position.sign()) " " (cell_words(cell)) }
                    " " (self.cites(cell.cites.as_slice()))
                }
            }
        }
    }

    fn list(&self, id: &str, heading: &str, lines: &[Line]) -> Markup {
        if lines.is_empty() {
            return html! {};
        }
        section(
            id,
            heading,
            &html! {
                ul { @for line in lines { li { (self.line(line)) } } }
            },
        )
    }

    fn claims(&self) -> Markup {
        if self.brief.claims.is_empty() {
            return html! {};
        }
        section(
            "claims",
            "Who claims what",
            &html! {
                ul {
                    @for row in &self.brief.claims {
                        li {
                            (self.line(&claim(row)))
                            (self.divergence(row.divergence.as_ref()))
                        }
                    }
                }
            },
        )
    }

    fn stuck(&self, stuck: &Stuck) -> Markup {
        section(
            "stuck",
            stuck_heading(stuck),
            &html! {
                p { (self.line(&stuck.verdict)) }
                @for party in &stuck.parties {
                    h3 { (party.party) }
                    ul { @for m in &party.moves { li { (self.line(&m.line)) } } }
                }
                (self.group_of("Who can decide", &stuck.channels))
                (self.group_of("What the text says itself", &stuck.remarks))
                @if let Some(graph) = &self.brief.graph { (state_picture(graph)) }
            },
        )
    }

    fn group_of(&self, heading: &str, lines: &[Line]) -> Markup {
        html! {
            @if !lines.is_empty() {
                h3 { (heading) }
                ul { @for line in lines { li { (self.line(line)) } } }
            }
        }
    }

    fn ways(&self, ways: &Ways) -> Markup {
        let (open, folded) = ways.shifts.split_at(ways.shifts.len().min(OPEN));
        section(
            "ways",
            "What would move it",
            &html! {
                p { (self.line(&ways.summary)) }
                @for shift in open { (self.shift(shift)) }
                @if !folded.is_empty() {
                    details class="more" {
                        summary { (count(folded.len(), "further shift")) }
                        @for shift in folded { (self.shift(shift)) }
                    }
                }
                (self.group_of("Commitments and alliances", &ways.pacts))
                (self.group_of("What the text names itself", &ways.conditions))
            },
        )
    }

    fn shift(&self, shift: &ShiftRow) -> Markup {
        html! {
            div class="shift" id=(shift.id.to_lowercase()) {
                h3 { (shift.id) }
                p { (self.line(&shift.change)) }
                @if !shift.path.is_empty() {
                    ol { @for step in &shift.path { li { (path_step(step)) } } }
                }
                p { (self.line(&shift.outcome)) }
            }
        }
    }

    fn surety(&self, surety: &Surety) -> Markup {
        let label = format!(
            "The impasse stands in {} of {} combinations",
            surety.survives, surety.of
        );
        section(
            "surety",
            "How sure",
            &html! {
                @if surety.of > 1 {
                    meter min="0" max=(surety.of) value=(surety.survives) aria-label=(label) { (label) }
                }
                @for line in &surety.lines { p { (self.line(line)) } }
            },
        )
    }

    fn assumptions(&self) -> Markup {
        if self.brief.assumptions.is_empty() {
            return html! {};
        }
        section(
            "assumptions",
            "Assumptions",
            &html! {
                dl { @for a in &self.brief.assumptions { (self.assumption(a)) } }
            },
        )
    }

    fn assumption(&self, a: &Assumption) -> Markup {
        html! {
            div class="row" id={ "a" (a.number) } {
                dt { "A" (a.number) }
                dd {
                    @if let Some(party) = &a.party { strong { (party) ": " } }
                    (a.what) ". "
                    span class="around" { (ended(&a.reason)) } " "
                    (self.cites(&a.support))
                    @if a.hinge { " " span class="hinge" { "The impasse hinges on it." } }
                }
            }
        }
    }

    fn sources(&self) -> Markup {
        section(
            "sources",
            "Sources",
            &html! {
                @for source in &self.brief.sources { (self.source(source)) }
            },
        )
    }

    fn source(&self, source: &SourceRow) -> Markup {
        let quotes = self
            .brief
            .citations
            .iter()
            .filter(|c| c.source == source.number);
        html! {
            h3 id=(Cite::Text(source.number).anchor()) {
                @match &source.address {
                    Some(address) => { a href=(address) { (source.label) } }
                    None => { (source.label) }
                }
            }
            p class="around" { (source.extent()) }
            dl { @for c in quotes { (passage(c)) } }
        }
    }

    fn line(&self, line: &Line) -> Markup {
        html! {
            @for run in line.runs() {
                @match run {
                    Run::Text(words) => { (words) }
                    Run::Strong(words) => { strong { (words) } }
                    Run::Quote(words) => { q { (words) } }
                    Run::Cite(cite) => { (self.cites(&[*cite])) }
                }
            }
        }
    }

    fn cites(&self, cites: &[Cite]) -> Markup {
        html! {
            @for cite in cites {
                a class="c" href={ "#" (cite.anchor()) } title=(self.tip(*cite)) { (cite.label()) }
            }
        }
    }

    /// What a citation points to, for those who hover.
    fn tip(&self, cite: Cite) -> String {
        let brief = self.brief;
        let tip = match cite {
            Cite::Quote(n) => brief
                .citations
                .iter()
                .find(|c| c.number == n)
                .map(|c| c.quote.clone()),
            Cite::Assumption(n) => brief
                .assumptions
                .iter()
                .find(|a| a.number == n)
                .map(|a| a.what.clone()),
            Cite::Text(n) => brief
                .sources
                .iter()
                .find(|s| s.number == n)
                .map(|s| s.label.clone()),
        };
        tip.unwrap_or_default()
    }
}

fn path_step(step: &PathStep) -> Markup {
    html! { strong { (step.party) } ": " (step.what) }
}

fn section(id: &str, heading: &str, body: &Markup) -> Markup {
    html! {
        section aria-labelledby={ "h-" (id) } {
            h2 id={ "h-" (id) } { (heading) }
            (body)
        }
    }
}

/// A picture that scrolls sideways where the screen is too narrow, by finger and by key.
fn picture(svg: &str, label: &str) -> Markup {
    html! {
        @if !svg.is_empty() {
            div class="scroll" tabindex="0" role="group" aria-label=(label) { (PreEscaped(svg)) }
        }
    }
}

fn state_picture(graph: &StateGraph) -> Markup {
    picture(&svg::state_graph(graph), "States around the status quo")
}

fn passage(c: &Citation) -> Markup {
    html! {
        div class="row" id={ "c" (c.number) } {
            dt { (c.number) }
            dd class="around" { (c.before) mark { (c.quote) } (c.after) }
        }
    }
}
