//! Whose text a passage is: readouts under a party's heading.

use crate::cast::{Cast, MemberId};
use crate::tree::{Node, Tree};

/// A heading in capitals that names a party, or a dateline with its ministry, makes the paragraphs below that party's text.
pub(super) fn issuers(trees: &[Tree], cast: &Cast) -> Vec<Option<MemberId>> {
    let paragraphs = trees.iter().map(|t| t.paragraph + 1).max().unwrap_or(0);
    let mut issuers = vec![None; paragraphs];
    let mut current = cast.issuing;
    for (sentence, tree) in trees.iter().enumerate() {
        if cast.issuing.is_none() && is_readout_title(sentence, tree) {
            // Not whoever the call was with.
            let with = tree.nodes.iter().position(|n| n.form == "with");
            let named = cast.mentions_in(sentence).first();
            let named = named.filter(|m| with.is_none_or(|with| m.low < with));
            let own = named.and_then(|m| cast.principal(m.member));
            current = own.or_else(|| cast.home());
        } else if tree.is_heading() {
            current = heading_party(sentence, tree, cast);
        } else if tree.is_title_line() {
            let opens_notes = matches!(
                tree.nodes[0].lemma.as_str(),
                "note" | "background" | "editor"
            );
            let next = heading_party(sentence, tree, cast);
            current = if opens_notes { None } else { next.or(current) };
        }
        if let Some(slot) = issuers.get_mut(tree.paragraph) {
            *slot = current;
        }
    }
    issuers
}

/// "Readout of Foreign Minister Haugen's call with …": the words of whoever is named first.
fn is_readout_title(sentence: usize, tree: &Tree) -> bool {
    let opening = tree.nodes.iter().take(3);
    let is_readout = |n: &Node| matches!(n.lemma.to_lowercase().as_str(), "readout" | "read-out");
    sentence == 0 && !tree.is_sentence() && opening.into_iter().any(is_readout)
}

fn heading_party(sentence: usize, tree: &Tree, cast: &Cast) -> Option<MemberId> {
    let is_office = tree.nodes.iter().any(|n| {
        matches!(
            n.form.to_lowercase().as_str(),
            "ministry"
                | "office"
                | "government"
                | "department"
                | "presidency"
                | "secretariat"
                | "spokesperson"
                | "embassy"
                | "house"
        )
    });
    if !is_office {
        return None;
    }
    let named = |sentence: usize| {
        let mut mentions = cast.mentions_in(sentence).iter();
        mentions.find_map(|m| cast.principal(m.member))
    };
    // "ALGIERS", and on the next line "Ministry of Foreign Affairs"
    named(sentence).or_else(|| named(sentence.checked_sub(1)?))
}
