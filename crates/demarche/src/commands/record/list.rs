use super::Where;
use crate::error::{CommandError, Result};
use crate::page::put;
use crate::say;
use crate::ui::{self, Ui};
use clap::ValueEnum;
use demarche_evidence::StatementKind;
use demarche_record::{Filter, Standing, StatementEntry};

/// List statements
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: Where,
    /// Only of this kind
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// Only those in which this party or person has a part
    #[arg(long, value_name = "NAME")]
    party: Option<String>,
    /// Only with this standing
    #[arg(long, value_enum)]
    standing: Option<Stand>,
    /// Only from the source whose id begins so
    #[arg(long, value_name = "ID")]
    source: Option<String>,
    /// Only those whose words match
    #[arg(long, value_name = "QUERY")]
    text: Option<String>,
    /// Also those that a later reading no longer found
    #[arg(long)]
    superseded: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    Event,
    Quote,
    Meeting,
    Proposal,
    Agreement,
    Milestone,
    Demand,
    Characterisation,
    Claim,
    Lever,
    Remark,
}

impl From<Kind> for StatementKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Event => Self::Event,
            Kind::Quote => Self::Quote,
            Kind::Meeting => Self::Meeting,
            Kind::Proposal => Self::Proposal,
            Kind::Agreement => Self::Agreement,
            Kind::Milestone => Self::Milestone,
            Kind::Demand => Self::Demand,
            Kind::Characterisation => Self::Characterisation,
            Kind::Claim => Self::Claim,
            Kind::Lever => Self::Lever,
            Kind::Remark => Self::Remark,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Stand {
    Unreviewed,
    Accepted,
    Rejected,
    Edited,
}

pub(super) fn run(args: &Args, ui: Ui) -> Result {
    let standing = args.standing.map(standing).transpose()?;
    let filter = Filter {
        kind: args.kind.map(StatementKind::from),
        source: args.source.clone(),
        party: args.party.clone(),
        text: args.text.clone(),
        standing,
        since: None,
        superseded: args.superseded,
    };
    let found = args.record.read()?.statements(&filter)?;
    if args.json {
        return ui::print_json(&found);
    }
    if found.is_empty() {
        ui.note("no statement");
        return Ok(());
    }
    ui::print(&lines(&found))
}

fn standing(wanted: Stand) -> Result<Standing> {
    let name = match wanted {
        Stand::Unreviewed => "unreviewed",
        Stand::Accepted => "accepted",
        Stand::Rejected => "rejected",
        Stand::Edited => "edited",
    };
    Standing::ALL
        .into_iter()
        .find(|s| s.name() == name)
        .ok_or_else(|| CommandError::internal(format!("no standing is called {name}")))
}

/// A line a statement: id, kind, what it says, where it stands.
pub(super) fn lines(entries: &[StatementEntry]) -> String {
    let mut out = String::new();
    let room = ui::columns().saturating_sub(31).max(30);
    for entry in entries {
        let mark = match entry.standing {
            Standing::Unreviewed => ' ',
            Standing::Accepted => '✓',
            Standing::Rejected => '✗',
            Standing::Edited => '✎',
        };
        let said = say::short(&say::statement(&entry.statement), room);
        put!(
            out,
            "{} {mark} {:<16} {said}",
            entry.statement.id,
            entry.statement.kind().name()
        );
        if entry.superseded_at.is_some() {
            out.push_str(" (superseded)");
        }
        if entry.comments > 0 {
            put!(out, " [{}]", say::count(entry.comments, "comment"));
        }
        out.push('\n');
    }
    out
}
