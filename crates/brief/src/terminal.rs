//! The brief for a terminal.

use crate::brief::{Brief, Position, PositionCell, Positions};
use crate::outline::{Block, cell_words, counts, outline, stacked};
use crate::wrap::{Ink, Piece, pieces, width, wrap};
use anstyle::{AnsiColor, Effects, Style as Ansi};
use unicode_width::UnicodeWidthStr;

/// Whether the text carries colour codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// No escape codes.
    Plain,
    /// ANSI escape codes.
    Colour,
}

/// How wide a terminal is taken to be at least; below it, lines may run over.
const NARROWEST: usize = 24;
/// Lines longer than this are hard to read, however wide the terminal.
const WIDEST: usize = 120;

/// The brief as text that is nowhere wider than `columns` (24 at least are assumed) and has no
/// blanks at line ends.
#[must_use]
pub fn terminal(brief: &Brief, columns: usize, style: Style) -> String {
    let columns = columns.clamp(NARROWEST, WIDEST);
    let mut page = Page {
        columns,
        style,
        out: String::new(),
    };
    page.title(&brief.title, &counts(brief));
    for section in outline(brief) {
        page.out.push('\n');
        page.put(0, 0, &[], &[(section.heading.to_uppercase(), Ink::Head)]);
        let has_heads = section.blocks.iter().any(|b| matches!(b, Block::Head(_)));
        let indent = if has_heads { 4 } else { 2 };
        for (i, block) in section.blocks.iter().enumerate() {
            page.block(block, i > 0, indent);
        }
    }
    page.out
}

struct Page {
    columns: usize,
    style: Style,
    out: String,
}

impl Page {
    fn title(&mut self, title: &str, counts: &str) {
        let gap = self.columns.saturating_sub(title.width() + counts.width());
        if gap >= 2 {
            let line = [
                (title.to_owned(), Ink::Head),
                (" ".repeat(gap), Ink::Plain),
                (counts.to_owned(), Ink::Faint),
            ];
            self.line(&line);
        } else {
            self.put(0, 0, &[], &[(title.to_owned(), Ink::Head)]);
            self.put(0, 0, &[], &[(counts.to_owned(), Ink::Faint)]);
        }
    }

    fn block(&mut self, block: &Block<'_>, follows: bool, indent: usize) {
        match block {
            Block::Para(runs) => self.put(2, 0, &[], &pieces(runs)),
            Block::Head(words) => {
                if follows && self.columns >= 70 {
                    self.out.push('\n');
                }
                self.put(2, 0, &[], &[(words.clone(), Ink::Strong)]);
            }
            Block::Item(runs) => self.put(indent, 2, &[], &pieces(runs)),
            Block::Labelled(label, runs) => {
                let label = [(format!("{label:<4} "), Ink::Cite)];
                self.put(indent, 0, &label, &pieces(runs));
            }
            Block::Table(positions) => self.table(positions),
        }
    }

    /// Wraps `body` behind `label`; further lines hang under the body's first word, or `hang`
    /// columns further in.
    fn put(&mut self, indent: usize, hang: usize, label: &[Piece], body: &[Piece]) {
        let hang = hang + width(label);
        let room = self.columns.saturating_sub(indent + hang);
        let mut lines = wrap(body, room).into_iter();
        let mut first = vec![(" ".repeat(indent), Ink::Plain)];
        first.extend(label.iter().cloned());
        first.extend(lines.next().unwrap_or_default());
        self.line(&first);
        for rest in lines {
            let mut line = vec![(" ".repeat(indent + hang), Ink::Plain)];
            line.extend(rest);
            self.line(&line);
        }
    }

    fn line(&mut self, line: &[Piece]) {
        let last = line
            .iter()
            .rposition(|(text, _)| !text.trim_end().is_empty());
        let Some(last) = last else {
            self.out.push('\n');
            return;
        };
        for (i, (text, ink)) in line.iter().enumerate().take(last + 1) {
            let text = if i == last { text.trim_end() } else { text };
            self.ink(text, *ink);
        }
        self.out.push('\n');
    }

    fn ink(&mut self, text: &str, ink: Ink) {
        let ansi = ansi(ink);
        if self.style == Style::Plain || ansi == Ansi::new() || text.trim().is_empty() {
            self.out.push_str(text);
        } else {
            self.out.push_str(&format!("{ansi}{text}{ansi:#}"));
        }
    }

    fn table(&mut self, positions: &Positions) {
        match columns_of(positions, self.columns) {
            Some(columns) => self.grid(positions, &columns),
            None => self.stack(positions),
        }
    }

    fn grid(&mut self, positions: &Positions, columns: &[usize]) {
        let mut head: Vec<Vec<Piece>> = vec![Vec::new()];
        head.extend(
            positions
                .parties
                .iter()
                .map(|p| vec![(p.clone(), Ink::Strong)]),
        );
        self.grid_row(&head, columns);
        for row in &positions.rows {
            let mut what = vec![(row.what.clone(), Ink::Plain)];
            what.extend(cite_pieces(&row.cites));
            let mut cells = vec![what];
            cells.extend(row.cells.iter().map(|c| cell_pieces(c.as_ref())));
            self.grid_row(&cells, columns);
        }
    }

    fn grid_row(&mut self, cells: &[Vec<Piece>], columns: &[usize]) {
        let wrapped: Vec<Vec<Vec<Piece>>> = cells
            .iter()
            .zip(columns)
            .map(|(cell, &w)| wrap(cell, w))
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for y in 0..height {
            let mut line = vec![("  ".to_owned(), Ink::Plain)];
            for (cell, &w) in wrapped.iter().zip(columns) {
                let part = cell.get(y).cloned().unwrap_or_default();
                let pad = (w + 2).saturating_sub(width(&part));
                line.extend(part);
                line.push((" ".repeat(pad), Ink::Plain));
            }
            self.line(&line);
        }
    }

    fn stack(&mut self, positions: &Positions) {
        for row in &positions.rows {
            let mut what = vec![(row.what.clone(), Ink::Strong)];
            what.extend(cite_pieces(&row.cites));
            self.put(2, 2, &[], &what);
            for line in stacked(row, &positions.parties) {
                self.put(4, 2, &[], &pieces(line.runs()));
            }
        }
    }
}

fn cite_pieces(cites: &crate::Cites) -> impl Iterator<Item = Piece> + '_ {
    cites
        .iter()
        .map(|c| (format!("[{}]", c.label()), Ink::Cite))
}

fn cell_pieces(cell: Option<&PositionCell>) -> Vec<Piece> {
    let Some(cell) = cell else {
        return vec![("–".to_owned(), Ink::Faint)];
    };
    let ink = match cell.position {
        Position::Backs | Position::Proposes => Ink::Good,
        Position::Rejects | Position::Refuses => Ink::Bad,
        Position::Conditional | Position::Demands | Position::Asked | Position::Ready => Ink::Plain,
    };
    let mut all = vec![(cell_words(cell), ink)];
    all.extend(cite_pieces(&cell.cites));
    all
}

/// Column widths, first the one of what is proposed; `None` when the table does not fit.
fn columns_of(positions: &Positions, total: usize) -> Option<Vec<usize>> {
    const FIRST: usize = 22;
    let mut columns = vec![0];
    for (i, party) in positions.parties.iter().enumerate() {
        let cells = positions.rows.iter().filter_map(|r| r.cells.get(i));
        let widest = cells
            .map(|c| width(&cell_pieces(c.as_ref())) + 1)
            .max()
            .unwrap_or(0);
        let longest_word = party
            .split(' ')
            .map(UnicodeWidthStr::width)
            .max()
            .unwrap_or(0);
        columns.push(widest.clamp(longest_word.max(8), longest_word.max(18)));
    }
    let used: usize = columns.iter().skip(1).map(|w| w + 2).sum();
    let first = total.checked_sub(used + 4)?;
    if first < FIRST || positions.rows.iter().any(|r| r.what.width() > first * 4) {
        return None;
    }
    if let Some(slot) = columns.first_mut() {
        *slot = first.min(52);
    }
    Some(columns)
}

fn ansi(ink: Ink) -> Ansi {
    let colour = |c: AnsiColor| Ansi::new().fg_color(Some(c.into()));
    match ink {
        Ink::Plain | Ink::Quote => Ansi::new(),
        Ink::Strong => Ansi::new().effects(Effects::BOLD),
        Ink::Head => colour(AnsiColor::Cyan).effects(Effects::BOLD),
        Ink::Cite => colour(AnsiColor::Blue),
        Ink::Good => colour(AnsiColor::Green),
        Ink::Bad => colour(AnsiColor::Red),
        Ink::Faint => Ansi::new().effects(Effects::DIMMED),
    }
}
