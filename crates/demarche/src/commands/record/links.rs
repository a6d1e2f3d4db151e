use super::Where;
use crate::error::Result;
use crate::material::Material;
use crate::page::putln;
use crate::say;
use crate::ui::{self, Ui};
use demarche_evidence::{SourceId, Statement, StatementId, StatementKind};
use demarche_record::Link;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// List what several texts tell of: the same meeting, proposal, agreement, milestone, demand, lever, claim or judgement
///
/// Below each stand the statements, oldest text first. A text that prints an older one again is
/// listed at the end; what both have is counted once. Links are worked out anew each time, from
/// names, words and dates; they are not kept.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: Where,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, ui: Ui) -> Result {
    let material = Material::of_record(&args.record.read()?)?;
    let found = Found::of(&material);
    if args.json {
        return ui::print_json(&found);
    }
    if found.links.is_empty() && found.reprints.is_empty() {
        ui.note("no two texts tell of one thing");
        return Ok(());
    }
    ui::print(&found.lines())
}

/// All links and reprints, in words.
#[derive(Debug, Serialize)]
struct Found<'a> {
    links: Vec<Shared<'a>>,
    reprints: Vec<Again<'a>>,
}

/// One thing that several texts tell of.
#[derive(Debug, Serialize)]
struct Shared<'a> {
    kind: StatementKind,
    told: Vec<Told<'a>>,
}

#[derive(Debug, Serialize)]
struct Told<'a> {
    id: &'a StatementId,
    source: Paper<'a>,
    says: String,
}

/// A text that prints an older one again.
#[derive(Debug, Serialize)]
struct Again<'a> {
    source: Paper<'a>,
    of: Paper<'a>,
    /// How much of the shorter one stands in the other, in hundredths.
    share: u8,
}

/// A text as it is named to people.
#[derive(Debug, Clone, Serialize)]
struct Paper<'a> {
    id: &'a SourceId,
    title: Option<&'a str>,
    date: Option<Date>,
}

impl Paper<'_> {
    fn words(&self) -> String {
        let name = self.title.unwrap_or("a text without a name");
        match self.date {
            Some(date) => format!("{date} {name}"),
            None => format!("no date    {name}"),
        }
    }
}

impl<'a> Found<'a> {
    fn of(material: &'a Material) -> Self {
        let papers = papers(material);
        let statements: BTreeMap<&StatementId, &Statement> = material
            .linked
            .readings
            .iter()
            .flat_map(|r| &r.statements)
            .map(|s| (&s.id, s))
            .collect();
        let told = |id: &'a StatementId| {
            let statement = statements.get(id)?;
            Some(Told {
                id,
                source: papers.get(&statement.source)?.clone(),
                says: say::statement(statement),
            })
        };
        let shared = |link: &'a Link| Shared {
            kind: link.kind,
            told: link.statements.iter().filter_map(told).collect(),
        };
        let again = |r: &'a demarche_record::Reprint| {
            Some(Again {
                source: papers.get(&r.source)?.clone(),
                of: papers.get(&r.of)?.clone(),
                share: r.share,
            })
        };
        Self {
            links: material.linked.links.iter().map(shared).collect(),
            reprints: material.linked.reprints.iter().filter_map(again).collect(),
        }
    }

    fn lines(&self) -> String {
        let mut out = String::new();
        let room = ui::columns().saturating_sub(13).max(30);
        for shared in &self.links {
            let texts = say::count(shared.told.len(), "text");
            putln!(out, "{} in {texts}", shared.kind.name());
            for told in &shared.told {
                let says = say::short(&told.says, room);
                putln!(out, "  {} {says}", told.id);
                putln!(
                    out,
                    "  {:10} {}",
                    "",
                    say::short(&told.source.words(), room)
                );
            }
        }
        for again in &self.reprints {
            putln!(out, "reprint, {} of 100 words shared", again.share);
            putln!(
                out,
                "  {} {}",
                again.source.id.short(),
                again.source.words()
            );
            putln!(out, "  of {:9} {}", "", again.of.words());
        }
        out
    }
}

fn papers(material: &Material) -> BTreeMap<&SourceId, Paper<'_>> {
    let pairs = material.texts.iter().zip(&material.linked.readings);
    pairs
        .map(|(text, reading)| {
            let source = &text.clean;
            let title = source.title.as_deref().or(source.address.as_deref());
            let paper = Paper {
                id: &source.id,
                title,
                date: source.date.or(reading.date),
            };
            (&source.id, paper)
        })
        .collect()
}
