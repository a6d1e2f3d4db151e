use crate::text::lossy;
use demarche_evidence::Diagnostic;
use demarche_graph::GraphModel;
use demarche_model::interchange::gmcr::{self, GmcrModel};
use demarche_model::{
    Checked, Dossier, DossierOption, Infeasible, Party, Preference, Ranking, parse, write,
};

/// Every mistake lies inside the text, on whole characters, so that it can be underlined.
fn check_places(text: &str, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        for label in &diagnostic.labels {
            let span = label.span;
            assert!(text.get(span.start..span.end).is_some(), "{diagnostic:?}");
        }
    }
}

/// What a dossier says of parties, options and preferences; the rest is the analyst's own and not
/// written anew.
type ModelOf<'d> = (
    &'d [Party],
    &'d [DossierOption],
    &'d [Infeasible],
    &'d [Preference],
    &'d [Ranking],
);

fn model_of(dossier: &Dossier) -> ModelOf<'_> {
    (
        &dossier.parties,
        &dossier.options,
        &dossier.infeasible,
        &dossier.preferences,
        &dossier.rankings,
    )
}

/// A dossier: mistakes with places, or a dossier that is the same when written and read again.
pub(crate) fn dossier(data: &[u8]) {
    let text = lossy(data);
    let Checked {
        dossier,
        diagnostics,
    } = parse(&text);
    check_places(&text, &diagnostics);
    let Some(dossier) = dossier else {
        assert!(!diagnostics.is_empty(), "refused without a reason");
        return;
    };
    let again = parse(&write(&dossier, &|_| None));
    let read = again.dossier.as_ref().map(model_of);
    assert_eq!(read, Some(model_of(&dossier)), "{:?}", again.diagnostics);
    let _ = dossier.model();
}

/// A preference statement inside an otherwise sound dossier.
pub(crate) fn preference(data: &[u8]) {
    let statement = lossy(data).replace(['\'', '\n', '\r'], " ");
    let text = format!("{FRAME}statement = '{statement}'\n");
    dossier(text.as_bytes());
}

/// Beyond, the number of states makes a run slow, not interesting.
const MOST_STATES: usize = 4096;

/// A `.gmcr` file: mistakes with places, or a model that has the same states and orders when
/// written and read again, and from then on does not change.
pub(crate) fn gmcr(data: &[u8]) {
    let found = gmcr::read(data);
    let text = std::str::from_utf8(data).unwrap_or_default();
    check_places(text, &found.diagnostics);
    let Some(model) = found.model else {
        assert!(!found.diagnostics.is_empty(), "refused without a reason");
        return;
    };
    let graph = GraphModel::from_conflict(&model.conflict).expect("it was tried");
    if graph.state_count() > MOST_STATES {
        return;
    }
    // A statement of many alternatives, each of which excludes others, may be too long to write.
    let Ok(written) = gmcr::write(&model) else {
        return;
    };
    let again = sound(&written.text);
    assert_eq!(again.conflict.form, model.conflict.form);
    assert_eq!(again.misperceptions, model.misperceptions);
    assert_eq!(again.coalitions, model.coalitions);
    let other = GraphModel::from_conflict(&again.conflict).expect("it was tried");
    for dm in 0..graph.decision_makers().len() {
        for s in 0..graph.state_count() {
            assert_eq!(graph.rank(dm, s), other.rank(dm, s));
        }
    }
    let twice = gmcr::write(&again).expect("it was written before");
    assert_eq!(twice.text, written.text);
}

fn sound(text: &str) -> GmcrModel {
    let found = gmcr::read(text.as_bytes());
    let problems = found.diagnostics;
    found.model.unwrap_or_else(|| panic!("{problems:?}"))
}

/// A sound dossier up to the statement of its only preference.
const FRAME: &str = r#"version = 1
[[party]]
name = "Norway"
[[party]]
name = "Chile"
[[option]]
id = "yield"
name = "give way"
owner = "Norway"
[[option]]
id = "strike"
name = "strike"
owner = "Chile"
[[preference]]
of = "Norway"
assume = "a guess"
"#;
