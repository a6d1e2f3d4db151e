//! Diagnostics with the text they are about, underlined.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Level, Renderer, Snippet};
use demarche_evidence::{Diagnostic, Label, Severity};

/// Renders diagnostics about one file, in order of place, for standard error.
pub(crate) fn render(diagnostics: &[Diagnostic], text: &str, path: &str) -> String {
    let coloured = anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never;
    let renderer = if coloured {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut ordered: Vec<&Diagnostic> = diagnostics.iter().collect();
    ordered.sort_by_key(|d| d.labels.first().map_or(0, |l| l.span.start));
    let shown: Vec<String> = ordered
        .iter()
        .map(|d| one(d, text, path, &renderer))
        .collect();
    shown.join("\n\n")
}

fn one(diagnostic: &Diagnostic, text: &str, path: &str, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.as_str())
        .elements(Vec::<annotate_snippets::Message<'_>>::new());
    let labels: Vec<Annotation<'_>> = diagnostic
        .labels
        .iter()
        .filter(|label| label.span.text(text).is_ok())
        .map(annotation)
        .collect();
    if labels.is_empty() {
        group = group.element(annotate_snippets::Origin::path(path));
    } else {
        group = group.element(Snippet::source(text).path(path).annotations(labels));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

fn annotation(label: &Label) -> Annotation<'_> {
    let kind = if label.primary {
        AnnotationKind::Primary
    } else {
        AnnotationKind::Context
    };
    let span = kind.span(label.span.start..label.span.end);
    if label.message.is_empty() {
        span
    } else {
        span.label(label.message.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarche_evidence::Span;

    #[test]
    fn the_place_is_underlined() {
        let text = "[[party]]\nname = 3\n";
        let wrong = Diagnostic::error("wrong-type", "a name must be text")
            .at(Span::new(17, 18), "this is a number")
            .help("put it in quotation marks");
        insta::assert_snapshot!(
            one(&wrong, text, "dossier.toml", &Renderer::plain().decor_style(DecorStyle::Ascii)),
            @r"
        error[wrong-type]: a name must be text
         --> dossier.toml:2:8
          |
        2 | name = 3
          |        ^ this is a number
          |
          = help: put it in quotation marks
        "
        );
    }
}
