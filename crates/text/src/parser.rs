//! Transition-based parser with a beam; arcs carry coarse labels, the labeller refines them.
//!
//! Arc-hybrid transitions (Kuhlmann, Gómez-Rodríguez and Satta 2011) with the root behind the last word; the stack is a linked
//! list in an arena, so that the states of the beam share it (Huang and Sagae 2010); features in the manner of Zhang and Nivre
//! (2011). Linear in the sentence for a fixed beam.

use crate::labels::Deprel;
use crate::linear::{Weights, join};
use crate::words::Atoms;

/// What a transition does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    /// The next word goes on the stack.
    Shift,
    /// The top of the stack becomes a left dependent of the next word.
    Left,
    /// The top of the stack becomes a right dependent of the word below it.
    Right,
}

/// A transition with the kind of relation it makes. Relations are told apart only as far as that helps to find heads: few
/// classes keep a beam affordable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Action {
    pub(crate) kind: Move,
    pub(crate) group: u8,
}

/// Number of relation groups.
const GROUPS: usize = 17;

/// Number of actions: shift, and an arc either way for each group.
pub(crate) const ACTIONS: usize = 1 + 2 * GROUPS;

impl Action {
    pub(crate) const SHIFT: Self = Self {
        kind: Move::Shift,
        group: 0,
    };

    pub(crate) fn index(self) -> usize {
        match self.kind {
            Move::Shift => 0,
            Move::Left => 1 + usize::from(self.group),
            Move::Right => 1 + GROUPS + usize::from(self.group),
        }
    }
}

/// The group of a relation.
pub(crate) const fn group(deprel: Deprel) -> u8 {
    use Deprel as D;
    match deprel {
        D::Nsubj
        | D::NsubjOuter
        | D::NsubjPass
        | D::Csubj
        | D::CsubjOuter
        | D::CsubjPass
        | D::Expl => 0,
        D::Obj | D::Iobj => 1,
        D::Ccomp => 2,
        D::Xcomp => 3,
        D::Obl | D::OblAgent | D::OblUnmarked => 4,
        D::Nmod | D::NmodDesc | D::NmodUnmarked => 5,
        D::Acl | D::AclRelcl => 6,
        D::Advcl | D::AdvclRelcl => 7,
        D::Advmod => 8,
        D::Amod | D::Nummod | D::Compound | D::Det | D::DetPredet | D::NmodPoss | D::Clf => 9,
        D::Case | D::Mark => 10,
        D::Aux | D::AuxPass | D::Cop => 11,
        D::Conj => 12,
        D::Cc | D::CcPreconj => 13,
        D::Punct => 14,
        D::Flat | D::Fixed | D::Goeswith | D::CompoundPrt => 15,
        D::Appos
        | D::Parataxis
        | D::List
        | D::Dislocated
        | D::Vocative
        | D::Discourse
        | D::Orphan
        | D::Reparandum
        | D::Dep
        | D::Root => 16,
    }
}

const NONE: u32 = u32::MAX;

/// A word with what hangs on it so far.
#[derive(Clone, Copy, Debug)]
struct Part {
    word: u32,
    left: [u32; 2],
    right: [u32; 2],
    lefts: u8,
    rights: u8,
    /// Groups of the children's relations so far, as bits.
    left_labels: u32,
    right_labels: u32,
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
    action: Action,
    dependent: u32,
    head: u32,
}

/// One sentence being parsed: the arena that the states share.
pub(crate) struct Search<'a> {
    atoms: &'a [Atoms],
    nodes: Vec<Node>,
    steps: Vec<Step>,
}

impl<'a> Search<'a> {
    pub(crate) fn new(atoms: &'a [Atoms]) -> Self {
        Self {
            atoms,
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

    /// Makes a transition that [`Self::allows`] accepts.
    pub(crate) fn advance(
        &mut self,
        state: &State,
        action: Action,
        score: f32,
        gold: bool,
    ) -> State {
        let mut after = State {
            score,
            gold,
            ..*state
        };
        let (mut dependent, mut head) = (NONE, NONE);
        let label = action.group;
        match action.kind {
            Move::Shift => {
                after.stack = self.push(state.next, state.stack);
                after.next = Part::bare(state.next.word + 1);
            }
            Move::Left => {
                if let Some(top) = self.part(state.stack) {
                    (dependent, head) = (top.word, state.next.word);
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
    pub(crate) fn history(&self, state: &State) -> Vec<Action> {
        let mut moves: Vec<Action> = self.walk(state).map(|step| step.action).collect();
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
            add(base, &[atom.key, atom.tag]);
            add(base + 1, &[atom.key]);
            add(base + 2, &[atom.tag]);
            add(base + 3, &[atom.class]);
        }
        add(16, &[s2.tag]);
        add(17, &[b2.tag]);
        add(18, &[b2.key]);
        add(19, &[s2.key]);
        // Pairs.
        add(20, &[s0.key, b0.key]);
        add(21, &[s0.key, s0.tag, b0.tag]);
        add(22, &[s0.tag, b0.key, b0.tag]);
        add(23, &[s0.tag, b0.tag]);
        add(24, &[s1.key, s0.key]);
        add(25, &[s1.key, s1.tag, s0.tag]);
        add(26, &[s1.tag, s0.key, s0.tag]);
        add(27, &[s1.tag, s0.tag]);
        add(28, &[b0.tag, b1.tag]);
        add(29, &[b0.key, b1.key]);
        add(30, &[s1.tag, b0.tag]);
        add(31, &[s1.key, b0.tag]);
        add(32, &[s1.tag, b0.key]);
        add(33, &[s1.key, b0.key]);
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
        add(46, &[s1.key, s0.tag, b0.tag]);
        add(47, &[s1.tag, s0.key, b0.tag]);
        add(48, &[s1.tag, s0.tag, b0.key]);
        add(49, &[s0.key, b0.tag, b1.tag]);
        add(50, &[s0.tag, b0.tag, b1.key]);
        add(51, &[s0.tag, b0.tag, before.tag]);
        add(52, &[s1.tag, s0.tag, b0.tag, b1.tag, b2.upos]);
        add(53, &[s1.key, s0.key, b0.tag]);
        add(54, &[s1.key, s0.tag, b0.key]);
        add(55, &[s0.coarse, b0.coarse, s1.coarse]);
        add(56, &[s2.tag, s1.tag, s0.tag, b0.tag]);
        add(57, &[s0.tag, b0.key, b1.tag]);
        add(58, &[s0.key, b0.key, b1.tag]);
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
        add(0, &[s0.key, far]);
        add(1, &[s0.tag, far]);
        add(2, &[b0.key, far]);
        add(3, &[b0.tag, far]);
        add(4, &[s0.tag, b0.tag, far]);
        add(5, &[s0.key, b0.key, far]);
        add(6, &[s1.tag, s0.tag, far1]);
        add(7, &[s1.key, s0.tag, far1]);
        add(8, &[s1.tag, s0.key, far1]);
        add(9, &[s0.key, count(p0.rights)]);
        add(10, &[s0.tag, count(p0.rights)]);
        add(11, &[s0.key, count(p0.lefts)]);
        add(12, &[s0.tag, count(p0.lefts)]);
        add(13, &[b0.key, count(next.lefts)]);
        add(14, &[b0.tag, count(next.lefts)]);
        add(15, &[s1.key, count(p1.rights)]);
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
        add(29, &[s0l.key, s0.tag, b0.tag]);
        add(30, &[s0r.key, s0.tag, b0.tag]);
        add(31, &[b0l.key, b0.tag, s0.tag]);
        add(32, &[s0l.key, s0.tag, s1.tag]);
        add(33, &[s0l.key, s0.tag, s1.key]);
        add(34, &[s0l.key, s0.key, s1.tag]);
        add(35, &[s1r.key, s1.tag, s0.tag]);
        add(36, &[s0r.key, s0.key]);
        add(37, &[s0l.key, s0.key]);
        add(38, &[b0l.key, b0.key]);
        add(39, &[s1.tag, s0.tag, s0l.tag, b0.tag]);
        add(40, &[s1.tag, s1r.tag, s0.tag, b0.tag]);
        add(41, &[s1.tag, s1l.key, s0.tag]);
        add(42, &[s1.key, s0.tag, s0l.key, b0.tag]);
        // Labels.
        add(50, &[s0.key, u64::from(p0.right_labels)]);
        add(51, &[s0.tag, u64::from(p0.right_labels)]);
        add(52, &[s0.key, u64::from(p0.left_labels)]);
        add(53, &[s0.tag, u64::from(p0.left_labels)]);
        add(54, &[b0.key, u64::from(next.left_labels)]);
        add(55, &[b0.tag, u64::from(next.left_labels)]);
        add(56, &[s1.tag, u64::from(p1.right_labels), s0.tag]);
        add(57, &[s1.tag, u64::from(p1.left_labels), s0.tag]);
        add(58, &[s0.tag, u64::from(p0.left_labels), b0.tag]);
        add(59, &[s0.tag, u64::from(p0.right_labels), b0.tag]);
        add(60, &[s0.tag, u64::from(p0.last_label), b0.tag]);
        add(61, &[s1.key, u64::from(p1.right_labels)]);
        add(62, &[s1.tag, u64::from(p1.last_label), s0.tag, s0l.key]);
        add(63, &[s0.tag, u64::from(p0.left_labels), s1.tag]);
        add(
            64,
            &[
                s1.tag,
                u64::from(p1.left_labels),
                u64::from(p0.left_labels),
                s0.tag,
            ],
        );
        add(
            65,
            &[
                s0.tag,
                u64::from(p0.left_labels),
                u64::from(next.left_labels),
                b0.tag,
            ],
        );
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

/// A state this far behind the best is given up: it hardly ever wins, and time is short.
const FALL_BACK: f32 = 1000.0;

/// A candidate for the next beam.
#[derive(Clone, Copy)]
struct Candidate {
    score: f32,
    from: usize,
    action: Action,
}

/// The best few candidates, best first; of equals the earlier stays ahead, so that the answer is always the same.
struct Best {
    width: usize,
    kept: Vec<Candidate>,
}

impl Best {
    fn offer(&mut self, candidate: Candidate) {
        if self.kept.len() == self.width {
            if self
                .kept
                .last()
                .is_some_and(|last| candidate.score <= last.score)
            {
                return;
            }
            self.kept.pop();
        }
        let place = self
            .kept
            .partition_point(|other| other.score >= candidate.score);
        self.kept.insert(place, candidate);
    }
}

/// What training tells a step: the right action, and by how much a wrong one is favoured, so that right must win by a margin.
#[derive(Clone, Copy)]
pub(crate) struct Teacher {
    pub(crate) action: Action,
    pub(crate) margin: f32,
}

/// Advances a whole beam by one transition.
pub(crate) fn step(
    search: &mut Search<'_>,
    weights: &impl Weights,
    beam: &[State],
    width: usize,
    teacher: Option<Teacher>,
    feature: &mut Vec<u64>,
) -> Vec<State> {
    let mut best = Best {
        width,
        kept: Vec::with_capacity(width + 1),
    };
    for (from, state) in beam.iter().enumerate() {
        let mut scores = [0.0_f32; ACTIONS];
        search.features(state, feature);
        weights.score(feature, &mut scores);
        for kind in [Move::Shift, Move::Left, Move::Right] {
            if !search.allows(state, kind) {
                continue;
            }
            let groups = if kind == Move::Shift { 1 } else { GROUPS };
            for group in 0..groups {
                let action = Action {
                    kind,
                    group: group as u8,
                };
                let bonus = teacher
                    .filter(|teacher| state.gold && teacher.action != action)
                    .map_or(0.0, |teacher| teacher.margin);
                best.offer(Candidate {
                    score: state.score + scores[action.index()] + bonus,
                    from,
                    action,
                });
            }
        }
    }
    best.kept
        .into_iter()
        .map(|candidate| {
            let state = &beam[candidate.from];
            let on_path =
                state.gold && teacher.is_some_and(|teacher| teacher.action == candidate.action);
            search.advance(state, candidate.action, candidate.score, on_path)
        })
        .collect()
}

/// Heads of a sentence; the number of tokens stands for the root.
pub(crate) fn parse(atoms: &[Atoms], weights: &impl Weights, width: usize) -> Vec<usize> {
    let mut search = Search::new(atoms);
    let mut beam = vec![search.start()];
    let mut feature = Vec::with_capacity(160);
    for _ in 0..search.moves_needed() {
        beam = step(&mut search, weights, &beam, width, None, &mut feature);
        let floor = beam.first().map_or(0.0, |best| best.score) - FALL_BACK;
        beam.retain(|state| state.score >= floor);
    }
    beam.first()
        .map_or_else(Vec::new, |state| search.heads(state))
}
