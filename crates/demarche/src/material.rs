//! What a brief or draft is made from: texts with their readings, from files or from a dossier.

use crate::dossier::Dossier;
use crate::error::{CommandError, Result};
use crate::input::{self, Text};
use crate::reading::{Eyes, of_negotiations, read_all};
use crate::say;
use crate::ui::Ui;
use demarche_evidence::{Reading, Statement};
use demarche_formats::Columns;
use demarche_record::{Linked, Record, link};
use std::collections::BTreeSet;
use std::path::Path;

/// Texts and what was read in them.
#[derive(Debug)]
pub(crate) struct Material {
    pub texts: Vec<Text>,
    /// Their readings, one a text, of its clean form, linked.
    pub linked: Linked,
    /// The dossier they come from, and what its `dossier.toml` says.
    pub dossier: Option<(Dossier, demarche_model::Dossier)>,
}

impl Material {
    /// Takes in what the user named: a dossier, or texts. Nothing named means the dossier in the
    /// folder the user is in.
    ///
    /// # Errors
    /// When nothing can be read there.
    pub fn gather(inputs: &[String], columns: &Columns, eyes: &Eyes, ui: Ui) -> Result<Self> {
        let dossier = match inputs {
            [] => Some(Dossier::find(Path::new(".")).ok_or_else(|| {
                CommandError::usage("no text is named, and this folder is no dossier")
                    .hinted("name a file, a folder or a dossier, or `-` for standard input")
            })?),
            [one] => Dossier::find(Path::new(one)),
            many => {
                if let Some(one) = many.iter().find(|i| Dossier::find(Path::new(i)).is_some()) {
                    return Err(CommandError::usage(format!(
                        "{one} is a dossier and cannot be mixed with other inputs"
                    ))
                    .hinted(format!("`demarche add {one} FILES…` adds texts to it")));
                }
                None
            }
        };
        match dossier {
            Some(dossier) => Self::of_dossier(dossier, columns, eyes, ui),
            None => {
                let texts = input::load(inputs, columns, ui)?;
                let readings = of_negotiations(read_all(&texts, eyes, ui)?);
                Ok(Self::linked(texts, readings, None))
            }
        }
    }

    /// The record of the dossier, and those of its texts that are not in it yet.
    fn of_dossier(dossier: Dossier, columns: &Columns, eyes: &Eyes, ui: Ui) -> Result<Self> {
        let file = dossier.load(ui)?;
        let recorded = dossier.record().exists();
        let (mut texts, mut readings) = if recorded {
            all_of(&Record::read_only(dossier.record())?)?
        } else {
            Default::default()
        };
        let fresh = new_texts(&dossier, &file, &texts, columns, ui)?;
        if recorded && !fresh.is_empty() {
            ui.warn(format!(
                "{} of the dossier not in the record yet; `demarche add {}` keeps what is read there",
                say::count(fresh.len(), "text"),
                dossier.root().display()
            ));
        }
        readings.extend(of_negotiations(read_all(&fresh, eyes, ui)?));
        texts.extend(fresh);
        if texts.is_empty() {
            return Err(CommandError::input("the dossier has no text yet")
                .hinted("`demarche add DOSSIER FILES…` adds texts to it"));
        }
        Ok(Self::linked(texts, readings, Some((dossier, file))))
    }

    /// What a record holds.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn of_record(record: &Record) -> Result<Self> {
        let (texts, readings) = all_of(record)?;
        Ok(Self::linked(texts, readings, None))
    }

    fn linked(
        texts: Vec<Text>,
        readings: Vec<Reading>,
        dossier: Option<(Dossier, demarche_model::Dossier)>,
    ) -> Self {
        let sources: Vec<_> = texts.iter().map(|t| t.clean.clone()).collect();
        Self {
            linked: link(&sources, readings),
            texts,
            dossier,
        }
    }

    /// What the dossier calls the negotiation.
    pub fn title(&self) -> Option<&str> {
        self.dossier.as_ref()?.1.title.as_deref()
    }

    /// All statements, oldest text first; what is only printed again is there once.
    pub fn statements(&self) -> Vec<Statement> {
        self.linked.statements().into_iter().cloned().collect()
    }

    /// The words that a statement rests on, in one line.
    pub fn quote(&self, id: &str) -> Option<String> {
        let mut pairs = self.texts.iter().zip(&self.linked.readings);
        pairs.find_map(|(text, reading)| {
            let found = reading.statements.iter().find(|s| s.id.0 == id)?;
            let words = found.evidence.text(&text.clean.text).ok()?;
            Some(say::short(words, 100))
        })
    }
}

/// The texts of a record with their readings.
fn all_of(record: &Record) -> Result<(Vec<Text>, Vec<Reading>)> {
    let mut all = (Vec::new(), Vec::new());
    for source in record.full_sources()? {
        let reading = record.reading(&source.id.0)?;
        let text = Text::of_source(source);
        all.1.push(text.to_clean(reading));
        all.0.push(text);
    }
    Ok(all)
}

/// The texts that a dossier names, or else those in its folder `sources`, less those known.
fn new_texts(
    dossier: &Dossier,
    file: &demarche_model::Dossier,
    known: &[Text],
    columns: &Columns,
    ui: Ui,
) -> Result<Vec<Text>> {
    let named = dossier.inputs(file);
    let empty = |path: &String| Path::new(path).is_dir() && input::is_empty_folder(Path::new(path));
    if named.iter().all(empty) {
        return Ok(Vec::new());
    }
    let known: BTreeSet<_> = known.iter().map(|t| t.source.id.clone()).collect();
    let mut texts = input::load(&named, columns, ui)?;
    texts.retain(|t| !known.contains(&t.source.id));
    Ok(texts)
}
