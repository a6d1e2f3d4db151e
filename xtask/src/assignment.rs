//! The pairing of greatest total weight between two lists.

/// Pairs of row and column, each used once, whose weights add up to most. A weight of 0 forbids a
/// pair; none is negative. The Hungarian method with shortest augmenting paths (Jonker and
/// Volgenant 1987), in time O(r² c) for r rows and c ≥ r columns.
pub(crate) fn assign(weights: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let columns = weights.first().map_or(0, Vec::len);
    if weights.len() > columns {
        let turned: Vec<Vec<f64>> = (0..columns)
            .map(|column| weights.iter().map(|row| row[column]).collect())
            .collect();
        return assign(&turned).into_iter().map(|(a, b)| (b, a)).collect();
    }
    let mut matching = Matching::new(weights, columns);
    for row in 0..weights.len() {
        matching.settle(row);
    }
    matching.pairs()
}

struct Matching<'a> {
    weights: &'a [Vec<f64>],
    columns: usize,
    row_price: Vec<f64>,
    column_price: Vec<f64>,
    /// The row that each column is given to. One more than there are columns: the last stands for
    /// the row that has none yet.
    row_of: Vec<Option<usize>>,
}

impl<'a> Matching<'a> {
    fn new(weights: &'a [Vec<f64>], columns: usize) -> Self {
        Self {
            weights,
            columns,
            row_price: vec![0.0; weights.len()],
            column_price: vec![0.0; columns + 1],
            row_of: vec![None; columns + 1],
        }
    }

    /// Gives `row` a column, along the cheapest path of rows that change theirs.
    fn settle(&mut self, row: usize) {
        let start = self.columns;
        self.row_of[start] = Some(row);
        let mut slack = vec![f64::INFINITY; self.columns];
        let mut from = vec![start; self.columns];
        let mut visited = vec![false; self.columns + 1];
        let mut at = start;
        while let Some(current) = self.row_of[at] {
            visited[at] = true;
            let (mut least, mut next) = (f64::INFINITY, at);
            for column in (0..self.columns).filter(|column| !visited[*column]) {
                let cost = -self.weights[current][column]
                    - self.row_price[current]
                    - self.column_price[column];
                if cost < slack[column] {
                    slack[column] = cost;
                    from[column] = at;
                }
                if slack[column] < least {
                    least = slack[column];
                    next = column;
                }
            }
            self.change_prices(least, &visited, &mut slack);
            at = next;
        }
        while at != start {
            self.row_of[at] = self.row_of[from[at]];
            at = from[at];
        }
    }

    fn change_prices(&mut self, by: f64, visited: &[bool], slack: &mut [f64]) {
        for (column, row) in self.row_of.iter().enumerate() {
            if let (true, Some(row)) = (visited[column], row) {
                self.row_price[*row] += by;
                self.column_price[column] -= by;
            } else if let Some(slack) = slack.get_mut(column) {
                *slack -= by;
            }
        }
    }

    fn pairs(&self) -> Vec<(usize, usize)> {
        let given = self.row_of.iter().take(self.columns).enumerate();
        given
            .filter_map(|(column, row)| Some(((*row)?, column)))
            .filter(|(row, column)| self.weights[*row][*column] > 0.0)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The greatest total by trying every pairing.
    fn best(weights: &[Vec<f64>], taken: &mut Vec<bool>) -> f64 {
        let Some((first, rest)) = weights.split_first() else {
            return 0.0;
        };
        let mut most = best(rest, taken);
        for column in 0..taken.len() {
            if !taken[column] {
                taken[column] = true;
                most = most.max(first[column] + best(rest, taken));
                taken[column] = false;
            }
        }
        most
    }

    /// A matrix of small numbers, a third of them 0, from a counter.
    fn matrix(rows: usize, columns: usize, seed: usize) -> Vec<Vec<f64>> {
        let value = |row, column| {
            let mixed: usize = (seed * 7919 + row * 104_729 + column * 1_299_709) % 1009;
            if mixed.is_multiple_of(3) {
                0.0
            } else {
                mixed as f64
            }
        };
        (0..rows)
            .map(|row| (0..columns).map(|column| value(row, column)).collect())
            .collect()
    }

    #[test]
    fn gives_up_a_good_pair_for_a_better_whole() {
        let weights = [vec![3.0, 2.0], vec![2.0, 0.0]];
        let mut pairs = assign(&weights);
        pairs.sort_unstable();
        assert_eq!(pairs, [(0, 1), (1, 0)]);
    }

    #[test]
    fn makes_no_forbidden_pair() {
        assert!(assign(&[vec![0.0], vec![0.0]]).is_empty());
        assert!(assign(&[]).is_empty());
        assert!(assign(&[vec![], vec![]]).is_empty());
    }

    #[test]
    fn is_as_good_as_trying_everything() {
        for seed in 0..60 {
            let (rows, columns) = (1 + seed % 5, 1 + (seed / 5) % 5);
            let weights = matrix(rows, columns, seed);
            let pairs = assign(&weights);
            let total: f64 = pairs
                .iter()
                .map(|(row, column)| weights[*row][*column])
                .sum();
            let most = best(&weights, &mut vec![false; columns]);
            assert!(
                (total - most).abs() < 1e-9,
                "{weights:?}: {total} for {most}"
            );
        }
    }
}
