//! Relations of arcs.
//!
//! Arcs are labelled from the leaves up, so that a word's features hold the labels of all its children.

use crate::linear::join;
use crate::words::Atoms;

/// Left and right neighbours' tags and the like are taken from a padded view.
fn atom(atoms: &[Atoms], at: usize, offset: isize) -> Atoms {
    at.checked_add_signed(offset)
        .and_then(|i| atoms.get(i))
        .copied()
        .unwrap_or_default()
}

/// Distance in a few steps, with the direction.
fn distance(head: usize, dependent: usize) -> u64 {
    let length = head.abs_diff(dependent);
    let step = match length {
        0..=4 => length,
        5..=7 => 5,
        8..=12 => 6,
        _ => 7,
    };
    step as u64 * 2 + u64::from(head < dependent)
}

/// Features of the two words of an arc and their neighbours; a head past the last token is the root.
fn of_arc(atoms: &[Atoms], head: usize, dependent: usize, out: &mut Vec<u64>) {
    out.clear();
    let (h, d) = (atom(atoms, head, 0), atom(atoms, dependent, 0));
    let (dl, dr) = (atom(atoms, dependent, -1), atom(atoms, dependent, 1));
    let (hl, hr) = (atom(atoms, head, -1), atom(atoms, head, 1));
    let side = u64::from(head < dependent);
    let far = distance(head, dependent);
    let mut add = |template: u64, parts: &[u64]| out.push(join(template + 100, parts));
    add(0, &[h.tag, d.tag, side]);
    add(1, &[h.key, d.tag, side]);
    add(2, &[h.tag, d.key, side]);
    add(3, &[h.key, d.key, side]);
    add(4, &[h.tag, d.tag, far]);
    add(5, &[d.key]);
    add(6, &[d.tag, dr.tag, h.tag, side]);
    add(7, &[dl.tag, d.tag, h.tag, side]);
    add(8, &[hl.tag, h.tag, d.tag, side]);
    add(9, &[h.tag, hr.tag, d.tag, side]);
    add(10, &[h.class, d.tag, side]);
    add(11, &[h.tag, d.class, side]);
    add(12, &[h.class, d.class, side]);
    add(13, &[dl.key, d.tag, h.tag, side]);
    add(14, &[d.suffixes[2], h.tag, side]);
    add(15, &[h.tag, d.key, dr.key]);
    add(16, &[d.tag, dr.key, h.tag, side]);
    add(17, &[h.coarse, d.coarse, side]);
    add(18, &[h.suffixes[2], d.tag, side]);
    add(19, &[h.key, side]);
    add(20, &[h.key, dl.key, d.tag]);
    add(21, &[h.upos, d.upos, far]);
}

/// A finished tree.
pub(crate) struct Tree<'a> {
    pub(crate) atoms: &'a [Atoms],
    /// Head of each token; the number of tokens stands for the root.
    pub(crate) heads: &'a [usize],
    children: Vec<Vec<usize>>,
    /// The order in which arcs are labelled: children before their heads, siblings from left to right.
    pub(crate) order: Vec<usize>,
}

impl<'a> Tree<'a> {
    pub(crate) fn new(atoms: &'a [Atoms], heads: &'a [usize]) -> Self {
        let mut children = vec![Vec::new(); heads.len() + 1];
        for (dependent, &head) in heads.iter().enumerate() {
            children[head.min(heads.len())].push(dependent);
        }
        let order = bottom_up(&children);
        Self {
            atoms,
            heads,
            children,
            order,
        }
    }

    /// Features of the arc above `dependent`. `labels` are those given so far, + 1.
    pub(crate) fn features(&self, dependent: usize, labels: &[u64], out: &mut Vec<u64>) {
        let head = self.heads[dependent];
        of_arc(self.atoms, head, dependent, out);
        let (h, d) = (atom(self.atoms, head, 0), atom(self.atoms, dependent, 0));
        let at =
            |index: Option<&usize>| index.map_or_else(Atoms::default, |&i| atom(self.atoms, i, 0));
        let mine = &self.children[dependent];
        let (first, last) = (at(mine.first()), at(mine.last()));
        let siblings = &self.children[head.min(self.heads.len())];
        let place = siblings
            .iter()
            .position(|&sibling| sibling == dependent)
            .unwrap_or(0);
        let before = place.checked_sub(1).and_then(|i| siblings.get(i));
        let after = siblings.get(place + 1);
        let grand = self
            .heads
            .get(head)
            .map_or_else(Atoms::default, |&grand| atom(self.atoms, grand, 0));
        let side = u64::from(head < dependent);
        let label_before = before.map_or(0, |&sibling| labels[sibling]);
        let given = siblings[..place]
            .iter()
            .fold(0_u64, |set, &sibling| set | 1 << (labels[sibling] % 64));
        let nominal_after = siblings[place + 1..]
            .iter()
            .any(|&i| i > head && self.atoms[i].upos != d.upos && self.atoms[i].upos != 13);
        let mut add = |template: u64, parts: &[u64]| out.push(join(template + 200, parts));
        add(0, &[d.tag, first.tag, h.tag, side]);
        add(1, &[d.tag, first.key, h.tag, side]);
        add(2, &[d.tag, last.tag, h.tag, side]);
        add(3, &[d.tag, first.key, h.key, side]);
        add(4, &[d.tag, at(mine.get(1)).tag, first.tag, h.tag, side]);
        add(5, &[d.tag, at(before).tag, h.tag, side]);
        add(6, &[d.tag, at(after).tag, h.tag, side]);
        add(7, &[d.tag, h.tag, grand.tag, side]);
        add(8, &[d.tag, h.tag, label_before, side]);
        add(9, &[d.tag, h.key, label_before, side]);
        add(10, &[d.tag, h.tag, given, side]);
        add(11, &[first.key, d.key, side]);
        add(12, &[d.tag, h.tag, first.tag, last.tag, side]);
        add(13, &[d.tag, h.tag, siblings.len() as u64, place as u64]);
        add(14, &[d.tag, h.tag, mine.len() as u64, side]);
        add(15, &[d.tag, h.tag, u64::from(nominal_after), side]);
        add(16, &[d.class, first.key, h.tag, side]);
        add(17, &[d.tag, first.key, h.class, side]);
        add(18, &[d.tag, h.tag, at(siblings.first()).key, side]);
        add(
            19,
            &[
                d.tag,
                h.tag,
                at(siblings.first()).tag,
                at(siblings.last()).tag,
            ],
        );
        add(20, &[d.tag, h.key, u64::from(nominal_after), given]);
        add(21, &[d.tag, grand.key, h.tag, side]);
        let below = mine
            .iter()
            .fold(0_u64, |set, &child| set | 1 << (labels[child] % 64));
        add(30, &[d.tag, below, h.tag, side]);
        add(31, &[d.upos, below, h.key, side]);
        add(32, &[d.upos, below, side]);
        add(33, &[d.upos, below, h.upos, grand.upos, side]);
        add(34, &[d.upos, below, h.class, side]);
        add(35, &[d.key, below, h.upos]);
        for &child in mine {
            let label = labels[child];
            let child = self.atoms[child];
            add(26, &[d.upos, child.key, h.key, side]);
            add(27, &[d.upos, child.key, h.class, side]);
            add(28, &[d.tag, label, h.tag, side]);
            add(29, &[d.upos, label, child.key, h.upos, side]);
            add(22, &[d.tag, child.key, h.tag, side]);
            add(23, &[d.tag, child.tag, h.tag, side]);
        }
        for &sibling in siblings {
            let other = self.atoms[sibling];
            let where_to = u64::from(sibling < dependent) + 2 * u64::from(sibling < head);
            if sibling != dependent {
                add(24, &[d.tag, other.tag, h.tag, where_to]);
                add(25, &[d.tag, other.key, h.tag, where_to]);
            }
        }
    }
}

/// Children before their heads, siblings from left to right.
fn bottom_up(children: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(children.len());
    // The last list holds the root's dependents. Heads are listed before their children, rightmost first, and then reversed.
    let mut open: Vec<usize> = children.last().cloned().unwrap_or_default();
    while let Some(word) = open.pop() {
        order.push(word);
        open.extend(&children[word]);
    }
    order.reverse();
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_children_first() {
        let atoms = vec![Atoms::default(); 4];
        // 2 heads 1 and 3, 1 heads 0.
        assert_eq!(Tree::new(&atoms, &[1, 2, 4, 2]).order, [0, 1, 3, 2]);
    }
}
