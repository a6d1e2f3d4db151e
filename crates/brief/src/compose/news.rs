//! What texts since a day tell that earlier ones do not.

use crate::brief::{AheadKind, Brief, Changed, MeetingRow};
use crate::line::{Cite, Cites, Line, Prose};
use crate::outline::{account, agreement, ahead, cell_words, claim, lever, step_line};
use crate::words::count;
use jiff::civil::Date;

/// The dates of the texts, and the day from which on they are new.
struct News<'a> {
    brief: &'a Brief,
    dates: &'a [Option<Date>],
    since: Date,
}

/// What of a finished brief rests on texts of `since` or later alone. `dates` are those of the texts, in the order of the brief's sources;
/// a text without a date counts as old. `None` where there is no text.
pub(super) fn changed(brief: &Brief, dates: &[Option<Date>], since: Date) -> Option<Changed> {
    let news = News {
        brief,
        dates,
        since,
    };
    let summary = news.summary()?;
    let mut lines = news.meetings();
    lines.extend(news.accounts());
    let agreements = brief.agreements.iter().filter(|a| news.is_new(&a.cites));
    lines.extend(agreements.map(agreement));
    let milestones = brief
        .ahead
        .iter()
        .filter(|row| row.kind != AheadKind::Meeting);
    let milestones = milestones.filter(|row| news.is_new(&row.cites));
    lines.extend(milestones.map(ahead));
    lines.extend(news.positions());
    let levers = brief.levers.iter().filter(|l| news.is_new(&l.cites));
    lines.extend(levers.map(lever));
    let claims = brief.claims.iter().filter(|c| news.is_new(&c.cites));
    lines.extend(claims.map(claim));
    Some(Changed {
        since,
        summary,
        lines,
    })
}

impl News<'_> {
    fn is_new_text(&self, number: usize) -> bool {
        let date = number.checked_sub(1).and_then(|i| self.dates.get(i));
        date.copied()
            .flatten()
            .is_some_and(|date| date >= self.since)
    }

    /// Whether all passages stand in new texts.
    fn is_new(&self, cites: &Cites) -> bool {
        cites.iter().all(|cite| match cite {
            Cite::Quote(number) => self
                .brief
                .citations
                .iter()
                .find(|c| c.number == number)
                .is_some_and(|c| self.is_new_text(c.source)),
            Cite::Text(number) => self.is_new_text(number),
            Cite::Assumption(_) => false,
        })
    }

    /// "2 of 5 texts are of 2026-10-01 or later."
    fn summary(&self) -> Option<Line> {
        let all = self.dates.len();
        let new: Vec<usize> = (1..=all).filter(|&n| self.is_new_text(n)).collect();
        let cited = if new.is_empty() {
            (1..=all).collect()
        } else {
            new.clone()
        };
        let cites = Cites::of(cited.into_iter().map(Cite::Text)).ok()?;
        let number = match new.len() {
            0 => "None".to_owned(),
            n => n.to_string(),
        };
        let are = if new.len() == 1 { "is" } else { "are" };
        let words = format!(
            "{number} of {} {are} of {} or later",
            count(all, "text"),
            self.since
        );
        Some(Prose::new(words).cite_end(&cites))
    }

    fn meetings(&self) -> Vec<Line> {
        let meetings = self.brief.standing.meetings.iter();
        meetings.filter_map(|m| self.meeting(m)).collect()
    }

    /// "Oslo round: announced → postponed “to May” [3]": the last step told before, and the new ones.
    fn meeting(&self, meeting: &MeetingRow) -> Option<Line> {
        let (new, old): (Vec<_>, Vec<_>) = meeting
            .steps
            .iter()
            .partition(|step| self.is_new(&step.cites));
        let steps: Vec<Line> = new.into_iter().map(step_line).collect();
        let (first, rest) = steps.split_first()?;
        let mut before = Prose::default().strong(&meeting.name).text(": ");
        if let Some(last) = old.last() {
            before = before.text(format!("{} → ", last.status.name()));
        }
        let line = before.before(first);
        Some(
            rest.iter()
                .fold(line, |line, step| line.text(" →").then(step)),
        )
    }

    fn accounts(&self) -> Vec<Line> {
        let meetings = self.brief.standing.meetings.iter();
        let of_meetings = meetings.flat_map(|m| m.accounts.iter().map(|a| (&m.name, a)));
        let groups = self.brief.standing.accounts.iter();
        let of_others = groups.flat_map(|g| g.accounts.iter().map(|a| (&g.of, a)));
        of_meetings
            .chain(of_others)
            .filter(|(_, a)| self.is_new(&a.cites))
            .map(|(of, a)| {
                let before = Prose::new("On ").text(of.clone()).text(" – ");
                before.before(&account(a))
            })
            .collect()
    }

    fn positions(&self) -> Vec<Line> {
        let positions = &self.brief.positions;
        let mut lines = Vec::new();
        for row in &positions.rows {
            for (cell, party) in row.cells.iter().zip(&positions.parties) {
                if let Some(cell) = cell.as_ref().filter(|c| self.is_new(&c.cites)) {
                    let words = format!(" {}: ", cell_words(cell));
                    let prose = Prose::default().strong(party).text(words);
                    lines.push(prose.quote(&row.what).cite(&cell.cites));
                }
            }
        }
        lines
    }
}
