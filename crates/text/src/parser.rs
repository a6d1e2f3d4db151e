//! Unlabelled transition-based parser with a beam.
//!
//! Arc-hybrid transitions (Kuhlmann, Gómez-Rodríguez and Satta 2011) with the root behind the last word; the stack is a linked
//! list in an arena, so that the states of the beam share it (Huang and Sagae 2010); features in the manner of Zhang and Nivre
//! (2011). Linear in the sentence for a fixed beam.

use crate::linear::{Weights, join};
use crate::words::Atoms;

/// The three transitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Move {
    /// The next word goes on the stack.
    Shift,
    /// The top of the stack becomes a left dependent of the next word.
    Left,
    /// The top of the stack becomes a right dependent of the word below it.
    Right,
}

/// Number of transitions.
pub(crate) const MOVES: usize = 3;

/// All transitions, by number.
pub(crate) const ALL_MOVES: [Move; MOVES] = [Move::Shift, Move::Left, Move::Right];

const NONE: u32 = u32::MAX;

/// A word with what hangs on it so far.
#[derive(Clone, Copy, Debug)]
struct Part {
    word: u32,
    left: [u32; 2],
    right: [u32; 2],
    lefts: u8,
    rights: u8,
    /// Labels of the children so far, as bits.
    left_labels: u64,
    right_labels: u64,
    last_label: u8,
}

impl Part {
    const fn bare(word: u32) -> Self {
        Self {
            word,
            left: [NONE; 2],
            right: [NONE; 2],
            lefts: 0,
            rights: 0,
            left_labels: 0,
            right_labels: 0,
            last_label: 0,
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Node {
    part: Part,
    below: u32,
}

/// A parser state. Cheap to copy; the stack lives in the [`Search`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct State {
    /// Sum of the moves' scores.
    pub(crate) score: f32,
    stack: u32,
    next: Part,
    /// Index of the step that led here.
    step: u32,
    /// Whether this state lies on the path of the reference tree (training only).
    pub(crate) gold: bool,
}

#[derive(Clone, Copy, Debug)]
struct Step {
    before: u32,
    action: Move,
    dependent: u32,
    head: u32,
}

/// Labels for arcs asked for while parsing.
pub(crate) trait ArcLabels {
    /// Label number of the arc; `head` may be the root's index (number of tokens).
    fn label(&mut self, head: usize, dependent: usize) -> u8;
}

/// One sentence being parsed: the arena that the states share.
pub(crate) struct Search<'a, L> {
    atoms: &'a [Atoms],
    labels: L,
    nodes: Vec<Node>,
    steps: Vec<Step>,
}

impl<'a, L: ArcLabels> Search<'a, L> {
    pub(crate) fn new(atoms: &'a [Atoms], labels: L) -> Self {
        Self {
            atoms,
            labels,
            nodes: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// The state before the first move.
    pub(crate) fn start(&self) -> State {
        State {
            score: 0.0,
            stack: NONE,
            next: Part::bare(0),
            step: NONE,
            gold: true,
        }
    }

    fn length(&self) -> u32 {
        u32::try_from(self.atoms.len()).unwrap_or(u32::MAX)
    }

    fn part(&self, stack: u32) -> Option<Part> {
        self.nodes.get(stack as usize).map(|node| node.part)
    }

    fn below(&self, stack: u32) -> u32 {
        self.nodes
            .get(stack as usize)
            .map_or(NONE, |node| node.below)
    }

    /// Every state reaches its end after exactly this many moves.
    pub(crate) fn moves_needed(&self) -> usize {
        self.atoms.len() * 2
    }

    /// Whether the move may be made: the root takes one dependent only, when all else hangs below it.
    pub(crate) fn allows(&self, state: &State, action: Move) -> bool {
        let at_root = state.next.word >= self.length();
        let has_second = self.below(state.stack) != NONE;
        match action {
            Move::Shift => !at_root,
            Move::Left => state.stack != NONE && (!at_root || !has_second),
            Move::Right => has_second,
        }
    }

    /// Makes a move that [`Self::allows`] accepts.
    pub(crate) fn advance(&mut self, state: &State, action: Move, score: f32, gold: bool) -> State {
        let mut after = State {
            score,
            gold,
            ..*state
        };
        let (mut dependent, mut head) = (NONE, NONE);
        match action {
            Move::Shift => {
                after.stack = self.push(state.next, state.stack);
                after.next = Part::bare(state.next.word + 1);
            }
            Move::Left => {
                if let Some(top) = self.part(state.stack) {
                    (dependent, head) = (top.word, state.next.word);
                    let label = self.labels.label(head as usize, dependent as usize);
                    after.next.left = [top.word, state.next.left[0]];
                    after.next.lefts = state.next.lefts.saturating_add(1);
                    after.next.left_labels |= 1 << (label % 64);
                    after.stack = self.below(state.stack);
                }
            }
            Move::Right => {
                let second = self.below(state.stack);
                if let (Some(top), Some(mut under)) = (self.part(state.stack), self.part(second)) {
                    (dependent, head) = (top.word, under.word);
                    let label = self.labels.label(head as usize, dependent as usize);
                    under.right = [top.word, under.right[0]];
                    under.rights = under.rights.saturating_add(1);
                    under.right_labels |= 1 << (label % 64);
                    under.last_label = label + 1;
                    after.stack = self.push(under, self.below(second));
                }
            }
        }
        after.step = u32::try_from(self.steps.len()).unwrap_or(NONE);
        self.steps.push(Step {
            before: state.step,
            action,
            dependent,
            head,
        });
        after
    }

    fn push(&mut self, part: Part, below: u32) -> u32 {
        self.nodes.push(Node { part, below });
        u32::try_from(self.nodes.len() - 1).unwrap_or(NONE)
    }

    /// The moves that led to a state, first to last.
    pub(crate) fn history(&self, state: &State) -> Vec<Move> {
        let mut moves: Vec<Move> = self.walk(state).map(|step| step.action).collect();
        moves.reverse();
        moves
    }

    fn walk(&self, state: &State) -> impl Iterator<Item = &Step> {
        std::iter::successors(self.steps.get(state.step as usize), |step| {
            self.steps.get(step.before as usize)
        })
    }

    /// Heads of a finished state; the number of tokens stands for the root.
    pub(crate) fn heads(&self, state: &State) -> Vec<usize> {
        let mut heads = vec![self.atoms.len(); self.atoms.len()];
        for step in self.walk(state) {
            if let Some(head) = heads.get_mut(step.dependent as usize) {
                *head = step.head as usize;
            }
        }
        heads
    }

    /// The move of the reference tree from a state on its path: right dependents are attached as soon as they are complete.
    /// `heads` must be projective; `pending[h]` counts the right dependents `h` still waits for.
    pub(crate) fn oracle(&self, state: &State, heads: &[usize], pending: &[usize]) -> Move {
        let Some(top) = self.part(state.stack) else {
            return Move::Shift;
        };
        let complete = pending[top.word as usize] == 0;
        if complete && heads[top.word as usize] == state.next.word as usize {
            return Move::Left;
        }
        match self.part(self.below(state.stack)) {
            Some(under) if complete && heads[top.word as usize] == under.word as usize => {
                Move::Right
            }
            _ => Move::Shift,
        }
    }

    /// The word on top of the stack and the one below.
    pub(crate) fn top_two(&self, state: &State) -> (Option<usize>, Option<usize>) {
        let word = |stack| self.part(stack).map(|part| part.word as usize);
        (word(state.stack), word(self.below(state.stack)))
    }

    /// Features of a state.
    pub(crate) fn features(&self, state: &State, out: &mut Vec<u64>) {
        let none = Part::bare(NONE);
        let second = self.below(state.stack);
        let view = View {
            atoms: self.atoms,
            s0: self.part(state.stack).unwrap_or(none),
            s1: self.part(second).unwrap_or(none),
            s2: self.part(self.below(second)).unwrap_or(none),
            b0: state.next,
        };
        out.clear();
        view.words(out);
        view.structure(out);
    }
}

/// The words a state looks at.
struct View<'a> {
    atoms: &'a [Atoms],
    s0: Part,
    s1: Part,
    s2: Part,
    b0: Part,
}

const ROOT_MARK: u64 = 0x5eed;

impl View<'_> {
    fn at(&self, word: u32) -> Atoms {
        match self.atoms.get(word as usize) {
            Some(&atoms) => atoms,
            None if word as usize == self.atoms.len() => Atoms {
                word: ROOT_MARK,
                tag: ROOT_MARK,
                upos: ROOT_MARK,
                ..Atoms::default()
            },
            None => Atoms::default(),
        }
    }

    fn words(&self, out: &mut Vec<u64>) {
        let (s0, s1, s2) = (
            self.at(self.s0.word),
            self.at(self.s1.word),
            self.at(self.s2.word),
        );
        let (b0, b1, b2) = (
            self.at(self.b0.word),
            self.at(self.b0.word.saturating_add(1)),
            self.at(self.b0.word.saturating_add(2)),
        );
        let before = self
            .b0
            .word
            .checked_sub(1)
            .map_or_else(Atoms::default, |word| self.at(word));
        let mut add = |template: u64, parts: &[u64]| out.push(join(template + 300, parts));
        for (index, atom) in [s0, s1, b0, b1].into_iter().enumerate() {
            let base = index as u64 * 4;
            add(base, &[atom.word, atom.tag]);
            add(base + 1, &[atom.word]);
            add(base + 2, &[atom.tag]);
            add(base + 3, &[atom.class]);
        }
        add(16, &[s2.tag]);
        add(17, &[b2.tag]);
        add(18, &[b2.word]);
        add(19, &[s2.word]);
        // Pairs.
        add(20, &[s0.word, b0.word]);
        add(21, &[s0.word, s0.tag, b0.tag]);
        add(22, &[s0.tag, b0.word, b0.tag]);
        add(23, &[s0.tag, b0.tag]);
        add(24, &[s1.word, s0.word]);
        add(25, &[s1.word, s1.tag, s0.tag]);
        add(26, &[s1.tag, s0.word, s0.tag]);
        add(27, &[s1.tag, s0.tag]);
        add(28, &[b0.tag, b1.tag]);
        add(29, &[b0.word, b1.word]);
        add(30, &[s1.tag, b0.tag]);
        add(31, &[s1.word, b0.tag]);
        add(32, &[s1.tag, b0.word]);
        add(33, &[s1.word, b0.word]);
        add(34, &[s0.class, b0.class]);
        add(35, &[s1.class, s0.class]);
        add(36, &[s0.class, b0.tag]);
        add(37, &[s0.tag, b0.class]);
        add(38, &[s1.class, s0.tag]);
        add(39, &[s1.tag, s0.class]);
        add(40, &[s1.class, b0.class, s0.tag]);
        // Triples and longer.
        add(41, &[s0.tag, b0.tag, b1.tag]);
        add(42, &[b0.tag, b1.tag, b2.tag]);
        add(43, &[s1.tag, s0.tag, b0.tag]);
        add(44, &[s2.tag, s1.tag, s0.tag]);
        add(45, &[s1.tag, s0.tag, b0.tag, b1.tag]);
        add(46, &[s1.word, s0.tag, b0.tag]);
        add(47, &[s1.tag, s0.word, b0.tag]);
        add(48, &[s1.tag, s0.tag, b0.word]);
        add(49, &[s0.word, b0.tag, b1.tag]);
        add(50, &[s0.tag, b0.tag, b1.word]);
        add(51, &[s0.tag, b0.tag, before.tag]);
        add(52, &[s1.tag, s0.tag, b0.tag, b1.tag, b2.upos]);
        add(53, &[s1.word, s0.word, b0.tag]);
        add(54, &[s1.word, s0.tag, b0.word]);
        add(55, &[s0.coarse, b0.coarse, s1.coarse]);
        add(56, &[s2.tag, s1.tag, s0.tag, b0.tag]);
        add(57, &[s0.tag, b0.word, b1.tag]);
        add(58, &[s0.word, b0.word, b1.tag]);
        add(59, &[s0.suffixes[2], b0.tag]);
    }

    fn structure(&self, out: &mut Vec<u64>) {
        let (p0, p1, next) = (self.s0, self.s1, self.b0);
        let (s0, s1, b0) = (self.at(p0.word), self.at(p1.word), self.at(next.word));
        let b1 = self.at(next.word.saturating_add(1));
        let kid = |word: u32| self.at(word);
        let (s0r, s0l, s1r, s1l, b0l) = (
            kid(p0.right[0]),
            kid(p0.left[0]),
            kid(p1.right[0]),
            kid(p1.left[0]),
            kid(next.left[0]),
        );
        let (s0r2, s0l2, s1r2, b0l2) = (
            kid(p0.right[1]),
            kid(p0.left[1]),
            kid(p1.right[1]),
            kid(next.left[1]),
        );
        let far = gap(p0.word, next.word);
        let far1 = gap(p1.word, p0.word);
        let count = |number: u8| u64::from(number.min(6));
        let mut add = |template: u64, parts: &[u64]| out.push(join(template + 400, parts));
        add(0, &[s0.word, far]);
        add(1, &[s0.tag, far]);
        add(2, &[b0.word, far]);
        add(3, &[b0.tag, far]);
        add(4, &[s0.tag, b0.tag, far]);
        add(5, &[s0.word, b0.word, far]);
        add(6, &[s1.tag, s0.tag, far1]);
        add(7, &[s1.word, s0.tag, far1]);
        add(8, &[s1.tag, s0.word, far1]);
        add(9, &[s0.word, count(p0.rights)]);
        add(10, &[s0.tag, count(p0.rights)]);
        add(11, &[s0.word, count(p0.lefts)]);
        add(12, &[s0.tag, count(p0.lefts)]);
        add(13, &[b0.word, count(next.lefts)]);
        add(14, &[b0.tag, count(next.lefts)]);
        add(15, &[s1.word, count(p1.rights)]);
        add(16, &[s1.tag, count(p1.rights), s0.tag]);
        add(17, &[s1.tag, count(p1.lefts), s0.tag]);
        // Children.
        add(18, &[s0.tag, s0r.tag, b0.tag]);
        add(19, &[s0.tag, s0l.tag, b0.tag]);
        add(20, &[s0.tag, b0.tag, b0l.tag]);
        add(21, &[s0.tag, s0r.tag, s0r2.tag]);
        add(22, &[s0.tag, s0l.tag, s0l2.tag]);
        add(23, &[b0.tag, b0l.tag, b0l2.tag]);
        add(24, &[s1.tag, s1r.tag, s0.tag]);
        add(25, &[s1.tag, s1l.tag, s0.tag]);
        add(26, &[s1.tag, s0.tag, s0l.tag]);
        add(27, &[s1.tag, s0.tag, s0r.tag]);
        add(28, &[s1.tag, s1r.tag, s1r2.tag]);
        add(29, &[s0l.word, s0.tag, b0.tag]);
        add(30, &[s0r.word, s0.tag, b0.tag]);
        add(31, &[b0l.word, b0.tag, s0.tag]);
        add(32, &[s0l.word, s0.tag, s1.tag]);
        add(33, &[s0l.word, s0.tag, s1.word]);
        add(34, &[s0l.word, s0.word, s1.tag]);
        add(35, &[s1r.word, s1.tag, s0.tag]);
        add(36, &[s0r.word, s0.word]);
        add(37, &[s0l.word, s0.word]);
        add(38, &[b0l.word, b0.word]);
        add(39, &[s1.tag, s0.tag, s0l.tag, b0.tag]);
        add(40, &[s1.tag, s1r.tag, s0.tag, b0.tag]);
        add(41, &[s1.tag, s1l.word, s0.tag]);
        add(42, &[s1.word, s0.tag, s0l.word, b0.tag]);
        // Labels.
        add(50, &[s0.word, p0.right_labels]);
        add(51, &[s0.tag, p0.right_labels]);
        add(52, &[s0.word, p0.left_labels]);
        add(53, &[s0.tag, p0.left_labels]);
        add(54, &[b0.word, next.left_labels]);
        add(55, &[b0.tag, next.left_labels]);
        add(56, &[s1.tag, p1.right_labels, s0.tag]);
        add(57, &[s1.tag, p1.left_labels, s0.tag]);
        add(58, &[s0.tag, p0.left_labels, b0.tag]);
        add(59, &[s0.tag, p0.right_labels, b0.tag]);
        add(60, &[s0.tag, u64::from(p0.last_label), b0.tag]);
        add(61, &[s1.word, p1.right_labels]);
        add(62, &[s1.tag, u64::from(p1.last_label), s0.tag, s0l.word]);
        add(63, &[s0.tag, p0.left_labels, s1.tag]);
        add(64, &[s1.tag, p1.left_labels, p0.left_labels, s0.tag]);
        add(65, &[s0.tag, p0.left_labels, next.left_labels, b0.tag]);
        add(
            66,
            &[s0.upos, s1.upos, u64::from(p0.last_label), b0.tag, b1.tag],
        );
    }
}

/// Distance in a few steps.
fn gap(from: u32, to: u32) -> u64 {
    if from == NONE || to == NONE {
        return 0;
    }
    match to.saturating_sub(from) {
        near @ 0..=4 => u64::from(near) + 1,
        5..=7 => 6,
        8..=10 => 7,
        11..=20 => 8,
        _ => 9,
    }
}

/// A candidate for the next beam.
struct Candidate {
    score: f32,
    from: usize,
    action: Move,
}

/// Advances a whole beam by one move. Ties go to the earlier state and the lower move, so that the answer is always the same.
pub(crate) fn step<L: ArcLabels>(
    search: &mut Search<'_, L>,
    weights: &impl Weights,
    beam: &[State],
    width: usize,
    gold: Option<Move>,
    feature: &mut Vec<u64>,
) -> Vec<State> {
    let mut candidates = Vec::with_capacity(beam.len() * MOVES);
    for (from, state) in beam.iter().enumerate() {
        let open: Vec<Move> = ALL_MOVES
            .into_iter()
            .filter(|&action| search.allows(state, action))
            .collect();
        let mut scores = [0.0_f32; MOVES];
        // A single way needs no weighing, except in training, where its features are learned from.
        search.features(state, feature);
        weights.score(feature, &mut scores);
        for action in open {
            candidates.push(Candidate {
                score: state.score + scores[action as usize],
                from,
                action,
            });
        }
    }
    candidates.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then(a.from.cmp(&b.from))
            .then((a.action as u8).cmp(&(b.action as u8)))
    });
    candidates.truncate(width);
    candidates
        .into_iter()
        .map(|candidate| {
            let state = &beam[candidate.from];
            let on_path = state.gold && gold == Some(candidate.action);
            search.advance(state, candidate.action, candidate.score, on_path)
        })
        .collect()
}

/// Heads of a sentence; the number of tokens stands for the root.
pub(crate) fn parse(
    atoms: &[Atoms],
    labels: impl ArcLabels,
    weights: &impl Weights,
    width: usize,
) -> Vec<usize> {
    let mut search = Search::new(atoms, labels);
    let mut beam = vec![search.start()];
    let mut feature = Vec::with_capacity(160);
    for _ in 0..search.moves_needed() {
        beam = step(&mut search, weights, &beam, width, None, &mut feature);
    }
    beam.first()
        .map_or_else(Vec::new, |state| search.heads(state))
}
