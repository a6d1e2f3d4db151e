//! A layered layout: the first node on the left, others in columns by their distance from it.

use std::collections::VecDeque;

/// Column and place in the column of every node.
///
/// Distances ignore direction, so that no edge skips a column; places follow the mean place of
/// the neighbours in the column before (Sugiyama, Tagawa & Toda 1981), ties by index. Nodes that
/// are not connected stand in a last column.
pub(crate) fn columns(nodes: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut near = vec![Vec::new(); nodes];
    for &(a, b) in edges {
        if a < nodes && b < nodes && a != b {
            near[a].push(b);
            near[b].push(a);
        }
    }
    let distance = distances(&near);
    let deepest = distance.iter().flatten().max().map_or(0, |d| d + 1);
    let mut columns = vec![Vec::new(); deepest + 1];
    for (node, d) in distance.iter().enumerate() {
        columns[d.unwrap_or(deepest)].push(node);
    }
    columns.retain(|column| !column.is_empty());
    let mut place = vec![0.0; nodes];
    for sweep in 0..4 {
        let order: Vec<usize> = if sweep % 2 == 0 {
            (0..columns.len()).collect()
        } else {
            (0..columns.len()).rev().collect()
        };
        for column in order {
            sort_by_neighbours(&mut columns[column], &near, &mut place);
        }
    }
    columns
}

fn distances(near: &[Vec<usize>]) -> Vec<Option<usize>> {
    let mut distance = vec![None; near.len()];
    let mut queue = VecDeque::new();
    if let Some(first) = distance.first_mut() {
        *first = Some(0);
        queue.push_back((0, 0));
    }
    while let Some((node, d)) = queue.pop_front() {
        for &next in &near[node] {
            if distance[next].is_none() {
                distance[next] = Some(d + 1);
                queue.push_back((next, d + 1));
            }
        }
    }
    distance
}

/// Places are measured from the middle of the column, so that columns of different length line up.
fn sort_by_neighbours(column: &mut [usize], near: &[Vec<usize>], place: &mut [f64]) {
    let mut keyed: Vec<(f64, usize)> = column
        .iter()
        .map(|&node| {
            let list = &near[node];
            let sum: f64 = list.iter().map(|&n| place[n]).sum();
            (
                if list.is_empty() {
                    0.0
                } else {
                    sum / list.len() as f64
                },
                node,
            )
        })
        .collect();
    keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let middle = (column.len() as f64 - 1.0) / 2.0;
    for (i, (slot, (_, node))) in column.iter_mut().zip(keyed).enumerate() {
        *slot = node;
        place[node] = i as f64 - middle;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_node_has_one_place() {
        let columns = columns(5, &[(0, 1), (0, 2), (2, 3)]);
        assert_eq!(columns[0], [0]);
        assert_eq!(columns[2], [3]);
        let mut all: Vec<usize> = columns.concat();
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2, 3, 4]);
    }

    #[test]
    fn no_nodes_no_columns() {
        assert!(columns(0, &[]).is_empty());
    }
}
