//! The moves of one decision maker in option form.
//!
//! A decision maker changes its own options only, so the states split into *groups*, one a setting
//! of everything else, and within a group into *cells*, one a setting of its one-way options. From
//! a state it can move to every other state of its own cell and of the cells above it, where every
//! one-way option stands as it did or has gone its way. Moves are thus transitive, and two passes
//! over cells stand in for a walk over moves.

/// Groups and cells of one decision maker; memory is linear in the number of states.
#[derive(Debug, Clone)]
pub(crate) struct Cells {
    cell_of: Vec<u32>,
    members: Vec<u32>,
    start: Vec<u32>,
    key: Vec<u64>,
    group_of: Vec<u32>,
    group_start: Vec<u32>,
}

/// Which options one decision maker can change, as bit sets.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Reach {
    pub both: u64,
    pub forward: u64,
    pub back: u64,
}

impl Reach {
    const fn own(self) -> u64 {
        self.both | self.forward | self.back
    }

    /// How far the one-way options have gone: a move can only add bits.
    const fn key(self, state: u64) -> u64 {
        (state & self.forward) | (!state & self.back)
    }
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Cells {
    /// `states` must be sorted and no more than `u32` counts.
    pub fn new(states: &[u64], reach: Reach) -> Self {
        let mut order: Vec<(u64, u64, u32)> = states
            .iter()
            .enumerate()
            .map(|(s, &bits)| (bits & !reach.own(), reach.key(bits), small(s)))
            .collect();
        order.sort_unstable();
        let mut cells = Self {
            cell_of: vec![0; states.len()],
            members: Vec::with_capacity(states.len()),
            start: Vec::new(),
            key: Vec::new(),
            group_of: Vec::new(),
            group_start: Vec::new(),
        };
        let mut last = None;
        for (group, key, s) in order {
            if last.map(|(g, _)| g) != Some(group) {
                cells.group_start.push(small(cells.key.len()));
            }
            if last != Some((group, key)) {
                cells.start.push(small(cells.members.len()));
                cells.key.push(key);
                cells.group_of.push(small(cells.group_start.len() - 1));
            }
            last = Some((group, key));
            cells.cell_of[s as usize] = small(cells.key.len() - 1);
            cells.members.push(s);
        }
        cells.start.push(small(cells.members.len()));
        cells.group_start.push(small(cells.key.len()));
        cells
    }

    pub fn cell_count(&self) -> usize {
        self.key.len()
    }

    pub fn cell_of(&self, s: usize) -> usize {
        self.cell_of[s] as usize
    }

    /// Where the cell's members stand in a list ordered by cell.
    pub fn range(&self, cell: usize) -> std::ops::Range<usize> {
        self.start[cell] as usize..self.start[cell + 1] as usize
    }

    fn group(&self, cell: usize) -> std::ops::Range<usize> {
        let group = self.group_of[cell] as usize;
        self.group_start[group] as usize..self.group_start[group + 1] as usize
    }

    /// The cells that can be moved to from `cell`, itself included.
    pub fn above(&self, cell: usize) -> impl Iterator<Item = usize> + '_ {
        let key = self.key[cell];
        self.group(cell).filter(move |&c| key & !self.key[c] == 0)
    }

    /// The cells from which one can move to `cell`, itself included.
    pub fn below(&self, cell: usize) -> impl Iterator<Item = usize> + '_ {
        let key = self.key[cell];
        self.group(cell).filter(move |&c| self.key[c] & !key == 0)
    }

    /// The moves from `s`.
    pub fn moves(&self, s: usize) -> impl Iterator<Item = usize> + '_ {
        self.above(self.cell_of(s))
            .flat_map(|c| &self.members[self.range(c)])
            .map(|&t| t as usize)
            .filter(move |&t| t != s)
    }

    /// The states with a move to `s`.
    pub fn sources(&self, s: usize) -> impl Iterator<Item = usize> + '_ {
        self.below(self.cell_of(s))
            .flat_map(|c| &self.members[self.range(c)])
            .map(|&t| t as usize)
            .filter(move |&t| t != s)
    }

    /// The states by cell, within a cell in the order in which `by_rank` lists them.
    pub fn sort_members(&self, by_rank: &[u32]) -> Vec<u32> {
        let mut next: Vec<u32> = self.start[..self.key.len()].to_vec();
        let mut sorted = vec![0; by_rank.len()];
        for &s in by_rank {
            let place = &mut next[self.cell_of[s as usize] as usize];
            sorted[*place as usize] = s;
            *place += 1;
        }
        sorted
    }
}
