use demarche_graph::{Concept, Conflict, Digraph, GraphModel, stability, verify, witness};

const MOST_OPTIONS: usize = 8;
const MOST_STATES: usize = 64;

/// A conflict or a plain graph as JSON: it is refused, or each verdict has a witness that agrees
/// with the table and that the second, simpler routine confirms.
pub(crate) fn json(data: &[u8]) {
    if let Ok(conflict) = serde_json::from_slice::<Conflict>(data) {
        // Beyond, the number of states makes a run slow, not interesting.
        if conflict.form.options.len() <= MOST_OPTIONS
            && let Ok(model) = GraphModel::from_conflict(&conflict)
        {
            check(&model);
        }
    }
    if let Ok(digraph) = serde_json::from_slice::<Digraph>(data)
        && let Ok(model) = GraphModel::from_digraph(&digraph)
    {
        check(&model);
    }
}

fn check(model: &GraphModel) {
    if model.state_count() > MOST_STATES {
        return;
    }
    let table = stability(model);
    for state in 0..model.state_count() {
        for dm in 0..model.decision_makers().len() {
            for concept in Concept::ALL {
                let found = witness(model, state, dm, concept).expect("both exist");
                assert_eq!(found.is_stable(), table.is_stable(state, dm, concept));
                verify(model, &found).expect("a witness holds");
            }
        }
    }
}
