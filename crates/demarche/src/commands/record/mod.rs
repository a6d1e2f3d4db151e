//! `demarche record`: looking into the record of a dossier, and reviewing what was read.

mod changes;
mod edit;
mod links;
mod list;
mod review;
mod search;
mod show;
mod sources;

use crate::dossier::Dossier;
use crate::error::{CommandError, Result};
use crate::ui::Ui;
use clap::Subcommand;
use demarche_record::Record;
use std::path::{Path, PathBuf};

/// Look into the record of a dossier, and review what was read
///
/// Statements are named by the first digits of their ids, as many as tell them apart.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::Args),
    Show(show::Args),
    Search(search::Args),
    Sources(sources::Args),
    Links(links::Args),
    Changes(changes::Args),
    Accept(review::Accept),
    Reject(review::Reject),
    Edit(edit::Args),
    Comment(review::Comment),
}

pub(crate) fn run(args: &Args, ui: Ui) -> Result {
    match &args.command {
        Command::List(args) => list::run(args, ui),
        Command::Show(args) => show::run(args),
        Command::Search(args) => search::run(args, ui),
        Command::Sources(args) => sources::run(args, ui),
        Command::Links(args) => links::run(args, ui),
        Command::Changes(args) => changes::run(args, ui),
        Command::Accept(args) => review::accept(args, ui),
        Command::Reject(args) => review::reject(args, ui),
        Command::Edit(args) => edit::run(args, ui),
        Command::Comment(args) => review::comment(args, ui),
    }
}

/// Which record.
#[derive(Debug, clap::Args)]
struct Where {
    /// The dossier, or a record file
    #[arg(value_name = "DOSSIER")]
    dossier: PathBuf,
}

impl Where {
    fn path(&self) -> Result<PathBuf> {
        record_of(&self.dossier)
    }

    fn read(&self) -> Result<Record> {
        Ok(Record::read_only(self.path()?)?)
    }

    fn write(&self) -> Result<Record> {
        Ok(Record::open_existing(self.path()?)?)
    }
}

/// The record of a dossier, or the path itself where it is a file.
fn record_of(path: &Path) -> Result<PathBuf> {
    if let Some(dossier) = Dossier::find(path) {
        return Ok(dossier.record());
    }
    if path.is_file() {
        return Ok(path.to_owned());
    }
    Ok(Dossier::need(path)?.record())
}

/// Who reviews.
#[derive(Debug, clap::Args)]
struct Reviewer {
    /// Who says so; the name of the user where it is left out
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

impl Reviewer {
    fn name(&self) -> Result<String> {
        let user = || {
            ["USER", "LOGNAME", "USERNAME"]
                .iter()
                .find_map(|v| std::env::var(v).ok())
        };
        self.by
            .clone()
            .or_else(user)
            .filter(|name| !name.trim().is_empty())
            .ok_or_else(|| {
                CommandError::usage("nobody is named as the reviewer").hinted("add `--by NAME`")
            })
    }
}
