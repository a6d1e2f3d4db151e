//! A conflict with changes made to it.

use crate::variants::reordered;
use crate::{Change, Conflict, PreferenceStatement, Preferences};

/// `conflict` after changes that do not contradict each other.
pub(super) fn changed(conflict: &Conflict, changes: &[Change]) -> Conflict {
    let mut changed = conflict.clone();
    for option in changes.iter().filter_map(Change::option) {
        let spec = &mut changed.form.options[option];
        spec.direction = spec.direction.toggled();
    }
    for (dm, preferences) in changed.preferences.iter_mut().enumerate() {
        let is_own = |c: &Change| c.statement().is_some_and(|s| s.dm == dm);
        if changes.iter().any(is_own) {
            let stated = preferences.statements();
            let order = reordered(dm, stated.len(), changes);
            let statement = |c: &crate::prefs::Criterion| {
                let PreferenceStatement { expr, assumed } = stated[c.column].clone();
                let expr = if c.negated { !expr } else { expr };
                PreferenceStatement { expr, assumed }
            };
            *preferences = Preferences::Statements(order.iter().map(statement).collect());
        }
    }
    changed
}
