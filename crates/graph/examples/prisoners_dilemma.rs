//! The Prisoner's Dilemma, built in ten lines: which outcomes hold, and why cooperation may.

use demarche_graph::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let form = OptionForm::new(&["A", "B"], &[("A cooperates", 0), ("B cooperates", 1)]);
    let [a, b] = [Expr::Option(0), Expr::Option(1)];
    let a_wants = Preferences::known([b.clone(), !a.clone()]);
    let b_wants = Preferences::known([a, !b]);
    let conflict = Conflict {
        form,
        preferences: vec![a_wants, b_wants],
        status_quo: State::taking(&[]),
    };
    let model = GraphModel::from_conflict(&conflict)?;

    let table = stability(&model);
    for s in 0..model.state_count() {
        let concepts: Vec<&str> = table.concepts(s).iter().map(|c| c.label()).collect();
        println!(
            "{}  equilibrium under: {}",
            model.label(s),
            concepts.join(", ")
        );
    }
    let why = witness(&model, 3, 0, Concept::Seq)?;
    verify(&model, &why)?;
    if let Verdict::Stable { answers } = why.verdict {
        for answer in answers {
            let end = answer
                .sanction
                .last()
                .map_or(answer.improvement, |step| step.to);
            println!(
                "A stays in YY: leaving for {} is answered and ends in {}",
                model.label(answer.improvement),
                model.label(end),
            );
        }
    }
    Ok(())
}
