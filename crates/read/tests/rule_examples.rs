//! Every rule's example sentence is its test: reading it must give what the rule says it gives, where no rule yields to the model.

use demarche_evidence::Source;
use demarche_read::{Model, Reader, RuleBook, gist};

#[test]
fn every_example_gives_what_its_rule_says() {
    let rules = RuleBook::built_in().expect("the built-in rules load");
    let reader = Reader::with(Model::default(), rules.unyielding()).expect("the model loads");
    let mut wrong = Vec::new();
    for rule in &reader.rules().rules {
        let reading = reader.read_any(&Source::plain(rule.example.as_str()));
        let found: Vec<String> = reading.statements.iter().flat_map(gist).collect();
        for wanted in &rule.gives {
            if !found.contains(wanted) {
                wrong.push(format!(
                    "{}: `{wanted}` not in {found:?}\n    {}",
                    rule.id, rule.example
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} misses:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
