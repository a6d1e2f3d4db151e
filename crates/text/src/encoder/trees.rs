//! The best tree over scored arcs.
//!
//! Chu and Liu (1965), Edmonds (1967), in Tarjan's (1977) arrangement for dense graphs: follow the best incoming arc from word to
//! word; where that runs into a cycle, make it one node whose incoming arcs cost what changing the cycle costs; when the root is
//! reached, undo. Quadratic in the number of words.

/// Bounds what a score may be: numbers that are none, or infinite, would otherwise spoil all sums.
const LIMIT: f64 = 1e9;

/// Heads of the best tree with exactly one child of the root.
///
/// `scores` has a row for each of the `words` words and a column for each head: the root, then the words; what a word scores as its
/// own head is not looked at. The answer counts heads likewise: 0 is the root. Of equals, the head further left.
pub(super) fn best_tree(scores: &[f32], words: usize) -> Vec<usize> {
    if words == 0 || scores.len() < words * (words + 1) {
        return vec![0; words];
    }
    let mut search = Search::new(scores, words);
    for word in 1..=words {
        search.settle(word);
    }
    search.heads()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Fresh,
    OnPath,
    Done,
}

/// One arc between words.
#[derive(Clone, Copy, Default)]
struct Arc {
    head: usize,
    dependent: usize,
}

/// A word, or a cycle made one.
struct Node {
    /// By head: what the best arc from there into the node is worth, and the word it goes to.
    incoming: Vec<(f64, usize)>,
    parent: Option<usize>,
    chosen: Arc,
    status: Status,
}

struct Search {
    nodes: Vec<Node>,
    /// The outermost node that each word is in.
    outermost: Vec<usize>,
    path: Vec<usize>,
}

impl Search {
    fn new(scores: &[f32], words: usize) -> Self {
        let width = words + 1;
        let bounded = |score: f32| {
            let score = f64::from(score);
            if score.is_nan() {
                -LIMIT
            } else {
                score.clamp(-LIMIT, LIMIT)
            }
        };
        let all = scores.iter().map(|&score| bounded(score));
        let (low, high) = all.fold((LIMIT, -LIMIT), |(low, high), score| {
            (score.min(low), score.max(high))
        });
        // More than any two trees can differ by: a second arc from the root never pays.
        let penalty = (high - low + 1.0) * width as f64;
        let node = |(word, row): (usize, &[f32])| {
            let incoming = row.iter().enumerate().map(|(head, &score)| {
                let penalty = if head == 0 { penalty } else { 0.0 };
                (bounded(score) - penalty, word)
            });
            Node::new(incoming.collect())
        };
        let root = Node {
            status: Status::Done,
            ..Node::new(Vec::new())
        };
        let rows = scores.chunks_exact(width).take(words);
        Self {
            nodes: std::iter::once(root)
                .chain((1..).zip(rows).map(node))
                .collect(),
            outermost: (0..width).collect(),
            path: Vec::new(),
        }
    }

    /// Chooses arcs until `word` hangs below the root.
    fn settle(&mut self, word: usize) {
        let mut at = self.outermost[word];
        while self.nodes[at].status != Status::Done {
            let chosen = self.best_into(at);
            let node = &mut self.nodes[at];
            node.status = Status::OnPath;
            node.chosen = chosen;
            self.path.push(at);
            let from = self.outermost[chosen.head];
            at = match self.nodes[from].status {
                Status::OnPath => self.contract(from),
                Status::Fresh | Status::Done => from,
            };
        }
        for node in self.path.drain(..) {
            self.nodes[node].status = Status::Done;
        }
    }

    fn best_into(&self, at: usize) -> Arc {
        let mut best = (f64::NEG_INFINITY, Arc::default());
        for (head, &(score, dependent)) in self.nodes[at].incoming.iter().enumerate() {
            if score > best.0 && self.outermost[head] != at {
                best = (score, Arc { head, dependent });
            }
        }
        best.1
    }

    /// Makes one node of the end of the path, from `first` on.
    fn contract(&mut self, first: usize) -> usize {
        let begin = self.path.iter().rposition(|&node| node == first);
        let cycle = self.path.split_off(begin.unwrap_or(0));
        let made = self.nodes.len();
        let mut incoming = vec![(f64::NEG_INFINITY, 0); self.outermost.len()];
        for &member in &cycle {
            let node = &mut self.nodes[member];
            node.parent = Some(made);
            let rows = std::mem::take(&mut node.incoming);
            let own = rows[node.chosen.head].0;
            for (best, (score, dependent)) in incoming.iter_mut().zip(rows) {
                if score - own > best.0 {
                    *best = (score - own, dependent);
                }
            }
        }
        for outermost in &mut self.outermost {
            if self.nodes[*outermost].parent == Some(made) {
                *outermost = made;
            }
        }
        self.nodes.push(Node::new(incoming));
        made
    }

    /// Opens the nodes again, the outermost first: the arc into a cycle replaces the one of the member it enters.
    fn heads(&self) -> Vec<usize> {
        let mut heads = vec![0; self.outermost.len()];
        let mut replaced = vec![false; self.nodes.len()];
        for (index, node) in self.nodes.iter().enumerate().skip(1).rev() {
            if replaced[index] {
                continue;
            }
            let Arc { head, dependent } = node.chosen;
            heads[dependent] = head;
            let mut inner = dependent;
            while inner != index {
                replaced[inner] = true;
                inner = self.nodes[inner].parent.unwrap_or(index);
            }
        }
        heads.split_off(1)
    }
}

impl Node {
    const fn new(incoming: Vec<(f64, usize)>) -> Self {
        Self {
            incoming,
            parent: None,
            chosen: Arc {
                head: 0,
                dependent: 0,
            },
            status: Status::Fresh,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_tree(heads: &[usize]) -> bool {
        let one_root = heads.iter().filter(|&&head| head == 0).count() == 1;
        one_root
            && (1..=heads.len()).all(|word| {
                let mut at = word;
                for _ in 0..heads.len() {
                    at = if at == 0 { 0 } else { heads[at - 1] };
                }
                at == 0
            })
    }

    fn worth(scores: &[f32], heads: &[usize]) -> f64 {
        let width = heads.len() + 1;
        heads
            .iter()
            .enumerate()
            .map(|(word, &head)| f64::from(scores[word * width + head]))
            .sum()
    }

    /// Every tree, by counting up the heads.
    fn best_by_trying(scores: &[f32], words: usize) -> f64 {
        let mut best = f64::NEG_INFINITY;
        let width = words + 1;
        for code in 0..width.pow(words as u32) {
            let heads: Vec<usize> = (0..words)
                .map(|word| code / width.pow(word as u32) % width)
                .collect();
            if is_tree(&heads) {
                best = best.max(worth(scores, &heads));
            }
        }
        best
    }

    proptest! {
        #[test]
        fn finds_the_best_of_all_trees(
            (words, scores) in (1_usize..=5).prop_flat_map(|words| {
                let score = prop_oneof![-9.0_f32..9.0, (-3..3_i8).prop_map(f32::from)];
                (Just(words), proptest::collection::vec(score, words * (words + 1)))
            })
        ) {
            let heads = best_tree(&scores, words);
            prop_assert!(is_tree(&heads), "{heads:?}");
            prop_assert!((worth(&scores, &heads) - best_by_trying(&scores, words)).abs() < 1e-6);
        }

        #[test]
        fn gives_a_tree_whatever_the_scores(
            (words, scores) in (1_usize..=40).prop_flat_map(|words| {
                (Just(words), proptest::collection::vec(proptest::num::f32::ANY, words * (words + 1)))
            })
        ) {
            prop_assert!(is_tree(&best_tree(&scores, words)));
        }
    }

    #[test]
    fn nothing_gives_nothing() {
        assert!(best_tree(&[], 0).is_empty());
        assert_eq!(best_tree(&[1.0, 2.0], 1), [0]);
    }
}
