//! The moves of one decision maker in a general digraph.

/// Moves forwards and backwards in compressed rows; memory is linear in states and moves.
#[derive(Debug, Clone)]
pub(crate) struct Arcs {
    out: Rows,
    into: Rows,
}

#[derive(Debug, Clone)]
struct Rows {
    start: Vec<usize>,
    ends: Vec<u32>,
}

impl Rows {
    fn new(states: usize, pairs: impl Iterator<Item = (usize, u32)> + Clone) -> Self {
        let mut start = vec![0; states + 1];
        pairs.clone().for_each(|(row, _)| start[row + 1] += 1);
        for s in 0..states {
            start[s + 1] += start[s];
        }
        let mut next = start.clone();
        let mut ends = vec![0; start[states]];
        for (row, end) in pairs {
            ends[next[row]] = end;
            next[row] += 1;
        }
        Self { start, ends }
    }

    fn row(&self, s: usize) -> impl Iterator<Item = usize> + '_ {
        self.ends[self.start[s]..self.start[s + 1]]
            .iter()
            .map(|&t| t as usize)
    }
}

impl Arcs {
    /// Every end must be a state; rows are sorted and freed of repetitions here.
    pub fn new(moves: &[Vec<usize>]) -> Self {
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for (s, ends) in moves.iter().enumerate() {
            let pair = |&t: &usize| Some((u32::try_from(s).ok()?, u32::try_from(t).ok()?));
            pairs.extend(ends.iter().filter_map(pair));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let n = moves.len();
        Self {
            out: Rows::new(n, pairs.iter().map(|&(s, t)| (s as usize, t))),
            into: Rows::new(n, pairs.iter().map(|&(s, t)| (t as usize, s))),
        }
    }

    /// The moves from `s`, in order.
    pub fn moves(&self, s: usize) -> impl Iterator<Item = usize> + '_ {
        self.out.row(s)
    }

    /// The states with a move to `s`, in order.
    pub fn sources(&self, s: usize) -> impl Iterator<Item = usize> + '_ {
        self.into.row(s)
    }
}
