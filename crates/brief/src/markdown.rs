//! The brief as Markdown with footnotes.

use crate::brief::{Brief, Positions};
use crate::line::{Cite, Line, Run};
use crate::outline::{Block, cell_words, counts, one_line, outline};
use std::collections::BTreeSet;

/// The brief as Markdown. Citations are footnotes: `[^7]` a passage with its quote, `[^A2]` an
/// assumption, `[^source-1]` a whole text.
#[must_use]
pub fn markdown(brief: &Brief) -> String {
    let mut out = format!("# {}\n\n*{}*\n", escaped(&brief.title), counts(brief));
    for section in outline(brief) {
        if matches!(section.id, "assumptions" | "sources") {
            continue; // they stand in the footnotes
        }
        out.push_str(&format!("\n## {}\n", section.heading));
        let mut in_list = false;
        for block in &section.blocks {
            let is_item = matches!(block, Block::Item(_) | Block::Labelled(..));
            if !(is_item && in_list) {
                out.push('\n');
            }
            in_list = is_item;
            put(&mut out, block);
        }
    }
    footnotes(&mut out, brief);
    out
}

fn put(out: &mut String, block: &Block<'_>) {
    let words = match block {
        Block::Para(runs) => inline(runs),
        Block::Head(words) => format!("### {}", escaped(words)),
        Block::Item(runs) => format!("- {}", inline(runs)),
        Block::Labelled(label, runs) => format!("- **{label}** {}", inline(runs)),
        Block::Table(positions) => table(positions),
    };
    out.push_str(&words);
    out.push('\n');
}

fn inline(runs: &[Run]) -> String {
    let mut all = String::new();
    for run in runs {
        match run {
            Run::Text(words) => all.push_str(&escaped(words)),
            Run::Strong(words) => all.push_str(&strong(words)),
            Run::Quote(words) => all.push_str(&format!("“{}”", escaped(words))),
            Run::Cite(cite) => all.push_str(&footnote(*cite)),
        }
    }
    all
}

/// Emphasis must touch the words it stresses: blanks go outside.
fn strong(words: &str) -> String {
    let core = words.trim();
    let start = words.len() - words.trim_start().len();
    let end = words.trim_end().len();
    format!(
        "{}**{}**{}",
        words.get(..start).unwrap_or_default(),
        escaped(core),
        words.get(end..).unwrap_or_default()
    )
}

fn footnote(cite: Cite) -> String {
    format!("[^{}]", cite.label().replace(' ', "-"))
}

fn table(positions: &Positions) -> String {
    let mut lines = vec![
        row(std::iter::once(String::new()).chain(positions.parties.iter().map(|p| escaped(p)))),
        row((0..=positions.parties.len()).map(|_| "---".to_owned())),
    ];
    for r in &positions.rows {
        let what = escaped(&r.what) + &r.cites.iter().map(footnote).collect::<String>();
        let cells = r.cells.iter().map(|cell| {
            cell.as_ref().map_or_else(
                || "–".to_owned(),
                |c| escaped(&cell_words(c)) + &c.cites.iter().map(footnote).collect::<String>(),
            )
        });
        lines.push(row(std::iter::once(what).chain(cells)));
    }
    lines.join("\n")
}

fn row(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}

fn footnotes(out: &mut String, brief: &Brief) {
    let used: BTreeSet<Cite> = brief.cited().into_iter().flatten().collect();
    out.push('\n');
    for source in &brief.sources {
        if used.contains(&Cite::Text(source.number)) {
            let note = footnote(Cite::Text(source.number));
            out.push_str(&format!("{note}: {}\n", escaped(&source.label)));
        }
    }
    for c in &brief.citations {
        let label = brief
            .sources
            .iter()
            .find(|s| s.number == c.source)
            .map(|s| escaped(&s.label))
            .unwrap_or_default();
        let quote = escaped(&one_line(&c.quote));
        out.push_str(&format!(
            "{}: “{quote}” {label}\n",
            footnote(Cite::Quote(c.number))
        ));
    }
    for section in outline(brief).iter().filter(|s| s.id == "assumptions") {
        for block in &section.blocks {
            if let Block::Labelled(label, runs) = block {
                out.push_str(&format!("[^{label}]: Assumption. {}\n", inline(runs)));
            }
        }
    }
}

/// A line as Markdown, for documents that quote a single one.
#[must_use]
pub fn markdown_line(line: &Line) -> String {
    inline(line.runs())
}

fn escaped(words: &str) -> String {
    let mut all = String::with_capacity(words.len());
    for c in one_line_keeping_ends(words).chars() {
        if matches!(
            c,
            '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '|' | '#' | '~'
        ) {
            all.push('\\');
        }
        all.push(c);
    }
    all
}

/// Line ends would end a paragraph or a table row.
fn one_line_keeping_ends(words: &str) -> String {
    words.replace(['\n', '\r', '\t'], " ")
}
