//! A `.gmcr` file as a model.

use super::{Found, GmcrModel};
use crate::interchange::json::{Fields, Node};
use crate::suggest::nearest;
use demarche_evidence::{Diagnostic, Severity, Span};
use demarche_graph::{
    BuildError, Conflict, Direction, Expr, GraphModel, OptionForm, OptionSpec, Preferences, State,
};
use std::collections::BTreeSet;

/// Reads a file and says everything that is wrong with it.
///
/// Takes time linear in the file and in the states of the conflict.
#[must_use]
pub fn read(file: &[u8]) -> Found {
    let mut reader = Reader::default();
    let model = reader.file(file);
    let mut diagnostics = reader.problems;
    diagnostics.sort_by_key(|d| d.labels.first().map_or(0, |l| l.span.start));
    let is_sound = !diagnostics.iter().any(|d| d.severity == Severity::Error);
    Found {
        model: model.filter(|_| is_sound),
        diagnostics,
    }
}

/// Whether these are the bytes of a Python pickle: the mark of the binary protocols, or what can
/// begin one of the older protocols, up to the full stop that ends every pickle.
fn is_pickle(file: &[u8]) -> bool {
    match file {
        [0x80, protocol, ..] => *protocol <= 5,
        [first, ..] => {
            let last = file.iter().rfind(|b| !b.is_ascii_whitespace());
            b"(c}])iIFSUVX".contains(first) && last == Some(&b'.')
        }
        [] => false,
    }
}

/// A decision maker as the file has it: its options and conditions go by the file's numbers.
struct Maker<'t> {
    name: String,
    options: Vec<usize>,
    /// What counts of `preferences` and `preferenceRanking`.
    order: Order<'t>,
    misperceptions: Vec<Expr>,
}

enum Order<'t> {
    Statements(Vec<Expr>),
    Ranking(Node<'t>),
}

#[derive(Default)]
struct Reader {
    problems: Vec<Diagnostic>,
}

impl Reader {
    fn file(&mut self, file: &[u8]) -> Option<GmcrModel> {
        let nowhere = Span::new(0, 0);
        if is_pickle(file) {
            self.wrong(
                Diagnostic::error("pickle", "an early .gmcr file: a Python pickle, not JSON")
                    .at(nowhere, "the file begins as a pickle does")
                    .help(
                        "reading a pickle can start programs hidden in it, so none is read here: \
                         open it with the program that made it and save it with a later version, \
                         which writes JSON",
                    ),
            );
            return None;
        }
        let text = match std::str::from_utf8(file) {
            Ok(text) => text,
            Err(error) => {
                let at = error.valid_up_to();
                self.wrong(
                    Diagnostic::error("not-utf-8", format!("not UTF-8 (at byte {at})"))
                        .at(nowhere, "in this file")
                        .help("save the file anew as UTF-8"),
                );
                return None;
            }
        };
        match Node::root(text) {
            Ok(root) => self.model(root),
            Err(problem) => {
                self.wrong(problem);
                None
            }
        }
    }

    fn wrong(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    fn model(&mut self, root: Node<'_>) -> Option<GmcrModel> {
        let fields = self.object(root, "a conflict")?;
        let options = self.options(root, &fields)?;
        let by_hand = self.by_hand(root, &fields);
        let makers = self.makers(root, &fields, &options, by_hand);
        let infeasible = self.conditions(&fields, "infeasibles", &options, Self::simple);
        let makers = makers?;
        self.ownership(&fields, &options, &makers);
        if self.has_errors() {
            return None;
        }
        let coalitions = self.coalitions(&fields, makers.len());
        let numbers = Numbers::new(options.len(), &makers);
        let form = numbers.form(&options, &makers, &infeasible);
        let states = self.states(&form, root)?;
        let mut preferences = Vec::new();
        let mut misperceptions = Vec::new();
        for maker in makers {
            let own = maker.misperceptions.iter().map(|e| numbers.renumber(e));
            misperceptions.push(own.collect());
            preferences.push(match maker.order {
                Order::Statements(statements) => {
                    Preferences::known(statements.iter().map(|e| numbers.renumber(e)))
                }
                Order::Ranking(node) => Preferences::Ranking(self.ranking(node, &states)?),
            });
        }
        let conflict = Conflict {
            status_quo: states.first().copied().unwrap_or_default(),
            form,
            preferences,
        };
        self.build(&conflict, root);
        Some(GmcrModel {
            conflict,
            misperceptions,
            coalitions,
        })
    }

    fn has_errors(&self) -> bool {
        self.problems.iter().any(|d| d.severity == Severity::Error)
    }

    fn wrong_type(&mut self, node: Node<'_>, what: &str, wanted: &str) {
        self.wrong(
            Diagnostic::error("wrong-type", format!("{what} is {}", node.kind()))
                .at(node.place(), format!("this should be {wanted}"))
                .help(format!("the format has {wanted} here")),
        );
    }

    fn object<'t>(&mut self, node: Node<'t>, what: &str) -> Option<Fields<'t>> {
        let fields = node.fields();
        if fields.is_none() {
            self.wrong_type(node, what, "an object");
        }
        fields
    }

    fn list<'t>(&mut self, node: Node<'t>, what: &str) -> Option<Vec<Node<'t>>> {
        let items = node.items();
        if items.is_none() {
            self.wrong_type(node, what, "a list");
        }
        items
    }

    /// A list of no more than the engine takes.
    fn few<'t>(&mut self, node: Node<'t>, what: &str, of: &str) -> Option<Vec<Node<'t>>> {
        const MOST: usize = 64;
        let items = self.list(node, what)?;
        if items.len() <= MOST {
            return Some(items);
        }
        self.wrong(
            Diagnostic::error("too-large", format!("{} {of}", items.len()))
                .at(node.place(), "in this list")
                .help(format!("the engine takes up to {MOST} {of}")),
        );
        None
    }

    fn need<'t>(
        &mut self,
        owner: (Node<'_>, &str),
        fields: &Fields<'t>,
        key: &str,
    ) -> Option<Node<'t>> {
        let found = fields.get(key).copied();
        if found.is_none() {
            let (node, what) = owner;
            let keys = fields.keys().map(String::as_str);
            let help = nearest(key, keys).map_or_else(
                || format!("add `\"{key}\"`, or save the file anew with the program that made it"),
                |near| format!("is `{near}` meant to be `{key}`?"),
            );
            self.wrong(
                Diagnostic::error("missing-key", format!("{what} without `{key}`"))
                    .at(node.place(), format!("`{key}` is missing"))
                    .help(help),
            );
        }
        found
    }

    /// The name that an object has.
    fn name(&mut self, owner: (Node<'_>, &str), fields: &Fields<'_>) -> Option<String> {
        let node = self.need(owner, fields, "name")?;
        let name = node.text();
        if name.is_none() {
            self.wrong_type(node, "a name", "a text");
        }
        name
    }

    fn options(&mut self, root: Node<'_>, fields: &Fields<'_>) -> Option<Vec<OptionSpec>> {
        let node = self.need((root, "a conflict"), fields, "options")?;
        let items = self.few(node, "`options`", "options")?;
        let options = items.into_iter().map(|item| self.option(item));
        Some(options.collect())
    }

    /// An option without its owners; one with mistakes still has a number.
    fn option(&mut self, node: Node<'_>) -> OptionSpec {
        let fields = self.object(node, "an option").unwrap_or_default();
        let name = match fields.is_empty() {
            true => None,
            false => self.name((node, "an option"), &fields),
        };
        let direction = fields.get("permittedDirection");
        OptionSpec {
            name: name.unwrap_or_default(),
            owners: Vec::new(),
            direction: direction.map_or(Direction::Both, |d| self.direction(*d)),
        }
    }

    fn direction(&mut self, node: Node<'_>) -> Direction {
        const WORDS: [&str; 3] = ["both", "fwd", "back"];
        let word = node.text();
        match word.as_deref() {
            Some("both") => return Direction::Both,
            Some("fwd") => return Direction::Forward,
            Some("back") => return Direction::Back,
            Some(word) => {
                let help = nearest(word, WORDS).map_or_else(
                    || format!("it is one of {}", WORDS.join(", ")),
                    |near| format!("did you mean `{near}`?"),
                );
                self.wrong(
                    Diagnostic::error("unknown-direction", format!("`{word}` is no direction"))
                        .at(node.place(), "not known")
                        .help(help),
                );
            }
            None => self.wrong_type(node, "a direction", "a text"),
        }
        Direction::Both
    }

    /// Whether rankings count, and not statements.
    fn by_hand(&mut self, root: Node<'_>, fields: &Fields<'_>) -> bool {
        const KEY: &str = "useManualPreferenceRanking";
        let early = fields.get("useManualPreferenceVectors").copied();
        let node = match fields.get(KEY).copied().or(early) {
            Some(node) => Some(node),
            None => self.need((root, "a conflict"), fields, KEY),
        };
        let Some(node) = node else { return false };
        node.truth().unwrap_or_else(|| {
            self.wrong_type(node, &format!("`{KEY}`"), "true or false");
            false
        })
    }

    fn makers<'t>(
        &mut self,
        root: Node<'_>,
        fields: &Fields<'t>,
        options: &[OptionSpec],
        by_hand: bool,
    ) -> Option<Vec<Maker<'t>>> {
        let node = self.need((root, "a conflict"), fields, "decisionMakers")?;
        let items = self.few(node, "`decisionMakers`", "decision makers")?;
        if items.is_empty() {
            self.wrong(
                Diagnostic::error("no-party", "a conflict without decision makers")
                    .at(node.place(), "nobody stands here")
                    .help("add at least one decision maker"),
            );
        }
        let mut makers: Vec<Maker<'t>> = Vec::new();
        for item in items {
            let Some(maker) = self.maker(item, options, by_hand) else {
                continue;
            };
            if makers.iter().any(|m| m.name == maker.name) {
                let message = format!("a second decision maker called `{}`", maker.name);
                self.wrong(
                    Diagnostic::error("duplicate-party", message)
                        .at(item.place(), "named again")
                        .help("give it another name"),
                );
            }
            makers.push(maker);
        }
        Some(makers)
    }

    fn maker<'t>(
        &mut self,
        node: Node<'t>,
        options: &[OptionSpec],
        by_hand: bool,
    ) -> Option<Maker<'t>> {
        let owner = (node, "a decision maker");
        let fields = self.object(node, owner.1)?;
        let name = self.name(owner, &fields);
        let own = self.need(owner, &fields, "options");
        let own = own.and_then(|n| self.list(n, "`options`"));
        let numbers = own.unwrap_or_default().into_iter();
        let own = numbers.filter_map(|n| self.option_number(n, options.len()));
        let own: Vec<usize> = own.collect();
        let order = match by_hand {
            true => self.ranking_node(owner, &fields).map(Order::Ranking),
            false => {
                let node = self.need(owner, &fields, "preferences");
                let found = self.conditions(&fields, "preferences", options, Self::condition);
                node.map(|_| Order::Statements(found))
            }
        };
        let misperceptions = self.conditions(&fields, "misperceptions", options, Self::simple);
        Some(Maker {
            name: name?,
            options: own,
            order: order?,
            misperceptions,
        })
    }

    fn ranking_node<'t>(
        &mut self,
        owner: (Node<'_>, &str),
        fields: &Fields<'t>,
    ) -> Option<Node<'t>> {
        let early = fields.get("preferenceVector").copied();
        match fields.get("preferenceRanking").copied().or(early) {
            Some(node) => Some(node),
            None => self.need(owner, fields, "preferenceRanking"),
        }
    }

    fn option_number(&mut self, node: Node<'_>, count: usize) -> Option<usize> {
        let Some(number) = node.number() else {
            self.wrong_type(node, "an option", "the number of an option");
            return None;
        };
        if number < count {
            return Some(number);
        }
        let help = match count.checked_sub(1) {
            Some(last) => format!("options are numbered from 0 to {last}"),
            None => "the file has no option".to_owned(),
        };
        self.wrong(
            Diagnostic::error("unknown-option", format!("there is no option {number}"))
                .at(node.place(), "not defined")
                .help(help),
        );
        None
    }

    /// The conditions under a key; none where it is missing.
    fn conditions<'t>(
        &mut self,
        fields: &Fields<'t>,
        key: &str,
        options: &[OptionSpec],
        read: impl Fn(&mut Self, Node<'t>, &[OptionSpec]) -> Option<Expr>,
    ) -> Vec<Expr> {
        let Some(node) = fields.get(key).copied() else {
            return Vec::new();
        };
        let items = self.list(node, &format!("`{key}`")).unwrap_or_default();
        let found = items.into_iter().filter_map(|n| read(self, n, options));
        found.collect()
    }

    /// A condition of either kind.
    fn condition(&mut self, node: Node<'_>, options: &[OptionSpec]) -> Option<Expr> {
        if node.kind() != "an object" {
            return self.simple(node, options);
        }
        let fields = self.object(node, "a condition")?;
        let members = self.need((node, "a compound condition"), &fields, "members")?;
        let members = self.list(members, "`members`")?;
        let parts: Vec<Option<Expr>> = members
            .into_iter()
            .map(|member| self.simple(member, options))
            .collect();
        parts.into_iter().collect::<Option<_>>().map(Expr::Or)
    }

    /// Options with letters, all of which hold.
    fn simple(&mut self, node: Node<'_>, options: &[OptionSpec]) -> Option<Expr> {
        let items = self.list(node, "a condition")?;
        let mut seen = BTreeSet::new();
        let mut parts = Vec::new();
        for item in items {
            let pair = item.items().filter(|pair| pair.len() == 2);
            let Some([option, letter]) = pair.as_deref() else {
                self.wrong_type(item, "a part of a condition", "an option with a letter");
                return None;
            };
            let number = self.option_number(*option, options.len())?;
            if !seen.insert(number) {
                self.wrong(
                    Diagnostic::error("repeated-option", "a condition names an option twice")
                        .at(item.place(), "named again")
                        .help("take one of the two out"),
                );
                return None;
            }
            parts.push(match letter.text().as_deref() {
                Some("Y") => Expr::Option(number),
                Some("N") => !Expr::Option(number),
                _ => {
                    self.wrong(
                        Diagnostic::error("bad-letter", "neither `Y` nor `N`")
                            .at(letter.place(), "not a letter of the format")
                            .help("write \"Y\" for taken, \"N\" for not taken"),
                    );
                    return None;
                }
            });
        }
        Some(Expr::And(parts))
    }

    /// Every option must have an owner: what nobody can change has no place in the order.
    fn ownership(&mut self, fields: &Fields<'_>, options: &[OptionSpec], makers: &[Maker<'_>]) {
        if self.has_errors() {
            return;
        }
        let nodes = fields.get("options").and_then(|n| n.items());
        for (k, (option, node)) in options.iter().zip(nodes.unwrap_or_default()).enumerate() {
            if makers.iter().any(|m| m.options.contains(&k)) {
                continue;
            }
            let message = format!("nobody owns option {k}, `{}`", option.name);
            self.wrong(
                Diagnostic::error("unowned-option", message)
                    .at(node.place(), "this option")
                    .help("add its number to the `options` of a decision maker"),
            );
        }
    }

    /// The groups, where they name every decision maker once; else everybody alone, as programs of
    /// the family do.
    fn coalitions(&mut self, fields: &Fields<'_>, count: usize) -> Vec<Vec<usize>> {
        let alone = || (0..count).map(|dm| vec![dm]).collect();
        let Some(node) = fields.get("coalitions").copied() else {
            return alone();
        };
        let group = |node: &Node<'_>| -> Option<Vec<usize>> {
            match node.items() {
                Some(members) => members.into_iter().map(Node::number).collect(),
                None => Some(vec![node.number()?]),
            }
        };
        let groups = node.items().and_then(|groups| {
            let groups = groups.iter().map(group);
            groups.collect::<Option<Vec<Vec<usize>>>>()
        });
        let splits = |groups: &Vec<Vec<usize>>| {
            let mut all: Vec<usize> = groups.iter().flatten().copied().collect();
            all.sort_unstable();
            all.into_iter().eq(0..count) && groups.iter().all(|g| !g.is_empty())
        };
        match groups.filter(splits) {
            Some(mut groups) => {
                groups.iter_mut().for_each(|g| g.sort_unstable());
                groups
            }
            None => {
                let message = "the coalitions do not name every decision maker once";
                self.wrong(
                    Diagnostic::warning("reset-coalitions", message)
                        .at(node.place(), "everybody is taken to act alone")
                        .help("list each decision maker by its number from 0, alone or in a list"),
                );
                alone()
            }
        }
    }

    fn states(&mut self, form: &OptionForm, root: Node<'_>) -> Option<Vec<State>> {
        form.feasible_states()
            .map_err(|error| self.unbuilt(&error, root))
            .ok()
    }

    /// The levels of a ranking by numbers from 1.
    fn ranking(&mut self, node: Node<'_>, states: &[State]) -> Option<Vec<Vec<State>>> {
        let items = self.list(node, "a ranking")?;
        let mut missing: BTreeSet<usize> = (1..=states.len()).collect();
        let mut levels = Vec::new();
        for item in items {
            let mut level = Vec::new();
            for entry in item.items().unwrap_or_else(|| vec![item]) {
                let Some(number) = entry.number() else {
                    self.wrong_type(entry, "a state", "the number of a state");
                    return None;
                };
                if !missing.remove(&number) {
                    self.badly_ranked(entry, number, states.len());
                    return None;
                }
                level.extend(states.get(number - 1));
            }
            levels.push(level);
        }
        if let Some(first) = missing.first() {
            let message = format!(
                "the ranking leaves out state {first} and {} more",
                missing.len() - 1
            );
            self.wrong(
                Diagnostic::error("incomplete-ranking", message)
                    .at(node.place(), "this ranking")
                    .help(format!(
                        "each of the {} feasible states stands in it once",
                        states.len()
                    )),
            );
            return None;
        }
        Some(levels)
    }

    fn badly_ranked(&mut self, entry: Node<'_>, number: usize, count: usize) {
        let (message, label) = match (1..=count).contains(&number) {
            true => (format!("state {number} is ranked twice"), "ranked again"),
            false => (format!("there is no state {number}"), "not feasible"),
        };
        self.wrong(
            Diagnostic::error("unknown-state", message)
                .at(entry.place(), label)
                .help(format!(
                    "the {count} feasible states are numbered from 1, in order of their decimal values"
                )),
        );
    }

    /// Tries the conflict on the engine.
    fn build(&mut self, conflict: &Conflict, root: Node<'_>) {
        if let Err(error) = GraphModel::from_conflict(conflict) {
            self.unbuilt(&error, root);
        }
    }

    fn unbuilt(&mut self, error: &BuildError, root: Node<'_>) {
        let (code, help) = match error {
            BuildError::NoFeasibleState => (
                "no-feasible-state",
                "weaken or take out an infeasible condition",
            ),
            _ => (
                "too-large",
                "the engine takes up to 64 decision makers, 64 options and some 16 million states",
            ),
        };
        self.wrong(
            Diagnostic::error(code, error.to_string())
                .at(root.place(), "in this conflict")
                .help(help),
        );
    }
}

/// The file's numbers of options, and those by owner.
struct Numbers {
    /// Old numbers in their new order.
    order: Vec<usize>,
    /// New numbers by the old ones.
    place: Vec<usize>,
}

impl Numbers {
    fn new(count: usize, makers: &[Maker<'_>]) -> Self {
        let mut order: Vec<usize> = Vec::new();
        for &k in makers.iter().flat_map(|m| &m.options) {
            if !order.contains(&k) {
                order.push(k);
            }
        }
        let mut place = vec![0; count];
        for (new, &old) in order.iter().enumerate() {
            place[old] = new;
        }
        Self { order, place }
    }

    fn form(
        &self,
        options: &[OptionSpec],
        makers: &[Maker<'_>],
        infeasible: &[Expr],
    ) -> OptionForm {
        let owned = |&old: &usize| {
            let owns = |(_, m): &(usize, &Maker<'_>)| m.options.contains(&old);
            let owners = makers.iter().enumerate().filter(owns);
            OptionSpec {
                owners: owners.map(|(dm, _)| dm).collect(),
                ..options[old].clone()
            }
        };
        OptionForm {
            decision_makers: makers.iter().map(|m| m.name.clone()).collect(),
            options: self.order.iter().map(owned).collect(),
            infeasible: infeasible.iter().map(|e| self.renumber(e)).collect(),
        }
    }

    /// A condition with the new numbers, and its options in their order.
    fn renumber(&self, condition: &Expr) -> Expr {
        match condition {
            Expr::Option(k) => Expr::Option(self.place[*k]),
            Expr::Not(a) => !self.renumber(a),
            Expr::And(all) => {
                let mut all: Vec<Expr> = all.iter().map(|a| self.renumber(a)).collect();
                all.sort_by_key(Expr::highest_option);
                Expr::And(all)
            }
            Expr::Or(any) => Expr::Or(any.iter().map(|a| self.renumber(a)).collect()),
            other => other.clone(),
        }
    }
}
