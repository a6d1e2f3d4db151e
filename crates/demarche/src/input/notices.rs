//! The same warning about many texts, in one line.

use crate::error::CommandError;
use crate::ui::Ui;

/// Names that stand for all.
const SHOWN: usize = 3;

/// Errors that are told one by one.
const ONE_BY_ONE: usize = 20;

/// Warnings that were not given yet, in the order in which they first came up.
#[derive(Debug, Default)]
pub(crate) struct Notices {
    all: Vec<Notice>,
}

/// Warnings of which only the first are given one by one, and the rest counted.
#[derive(Debug, Default)]
pub(crate) struct LeftOut {
    count: usize,
}

impl LeftOut {
    /// Warns of what was left out, unless that came up often already.
    pub fn add(&mut self, error: &CommandError, ui: Ui) {
        self.count += 1;
        if self.count <= ONE_BY_ONE {
            ui.warn(format!("left out: {}", error.error));
        }
    }

    /// Says how many more there were.
    pub fn tell(&self, ui: Ui) {
        let more = self.count.saturating_sub(ONE_BY_ONE);
        if more > 0 {
            ui.warn(format!("left out: {more} more like these"));
        }
    }
}

#[derive(Debug)]
struct Notice {
    what: String,
    names: Vec<String>,
    count: usize,
}

impl Notices {
    /// Remembers that `what` holds for the text of this name. Memory grows with the number of
    /// different warnings, not with that of texts.
    pub fn add(&mut self, what: &str, name: &str) {
        let known = self.all.iter().position(|n| n.what == what);
        let at = known.unwrap_or_else(|| {
            self.all.push(Notice {
                what: what.to_owned(),
                names: Vec::new(),
                count: 0,
            });
            self.all.len() - 1
        });
        if let Some(notice) = self.all.get_mut(at) {
            notice.count += 1;
            if notice.names.len() < SHOWN {
                notice.names.push(name.to_owned());
            }
        }
    }

    /// Gives the warnings, one line each, and forgets them.
    pub fn tell(&mut self, ui: Ui) {
        for notice in self.all.drain(..) {
            ui.warn(notice.line());
        }
    }
}

impl Notice {
    fn line(&self) -> String {
        let names = self.names.join(", ");
        if self.count > self.names.len() {
            format!("{}: {} texts, {names}, …", self.what, self.count)
        } else {
            format!("{}: {names}", self.what)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_texts_are_counted_and_a_few_named() {
        let mut notices = Notices::default();
        for name in ["a", "b", "c", "d"] {
            notices.add("left out", name);
        }
        notices.add("read once", "e");
        let lines: Vec<String> = notices.all.iter().map(Notice::line).collect();
        assert_eq!(lines, ["left out: 4 texts, a, b, c, …", "read once: e"]);
    }
}
