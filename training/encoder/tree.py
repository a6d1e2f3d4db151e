"""Maximum spanning trees with one root."""

import numpy as np

ROOT_PENALTY = 1e4


def tree_heads(scores):
    """The heads of the best tree: `scores` [N, N+1], candidate 0 is the root, which gets one child.

    Chu-Liu/Edmonds; the penalty on every arc from the root makes the best tree one with a single such arc.
    """
    count = len(scores)
    square = np.full((count + 1, count + 1), -np.inf)
    square[1:] = scores
    square[1:, 0] -= ROOT_PENALTY
    return arborescence(square)[1:].tolist()


def arborescence(scores):
    """`heads[d]` of the best arborescence rooted at 0; `scores[d][h]`."""
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    heads = scores.argmax(1)
    heads[0] = -1
    cycle = find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    members = np.flatnonzero(inside)
    own = scores[members, heads[members]]
    entering = scores[np.ix_(members, outside)] - own[:, None]
    leaving = scores[np.ix_(outside, members)]
    size = len(outside)
    contracted = np.full((size + 1, size + 1), -np.inf)
    contracted[:size, :size] = scores[np.ix_(outside, outside)]
    contracted[size, :size] = entering.max(0)
    contracted[:size, size] = leaving.max(1)
    smaller = arborescence(contracted)
    result = heads.copy()
    for place, dependent in enumerate(outside[1:], start=1):
        head = smaller[place]
        result[dependent] = members[leaving[place].argmax()] if head == size else outside[head]
    entry = smaller[size]
    result[members[entering[:, entry].argmax()]] = outside[entry]
    return result


def find_cycle(heads):
    """The nodes of some cycle, or None."""
    state = np.zeros(len(heads), dtype=int)
    for start in range(1, len(heads)):
        path, node = [], start
        while node > 0 and not state[node]:
            state[node] = start
            path.append(node)
            node = heads[node]
        if node > 0 and state[node] == start:
            return path[path.index(node) :]
    return None
