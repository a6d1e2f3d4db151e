//! A model as GraphML, for programs that analyse or draw graphs.

use super::Export;
use demarche_graph::Step;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;

/// One kind of data that nodes or edges carry.
struct Key<'a> {
    id: String,
    of: &'static str,
    name: String,
    kind: &'static str,
    value: Source<'a>,
}

/// Where a node's or edge's value comes from.
enum Source<'a> {
    Node(Box<dyn Fn(usize) -> String + 'a>),
    Edge(Box<dyn Fn(Step) -> String + 'a>),
}

/// Writes a graph: a node a state, with its label, options, places in the orders (1 is the best) and
/// stability; an edge a move, with its mover, whether it is an improvement, and whether the mover
/// could go back at once.
///
/// # Errors
/// None from a model; the writer's own, should it fail.
pub fn write(export: &Export<'_>) -> io::Result<String> {
    let keys = keys(export);
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = [("xmlns", "http://graphml.graphdrawing.org/xmlns")];
    writer
        .create_element("graphml")
        .with_attributes(root)
        .write_inner_content(|writer| {
            for key in &keys {
                declare(writer, key)?;
            }
            graph(writer, export, &keys)
        })?;
    let mut text = String::from_utf8_lossy(&writer.into_inner()).into_owned();
    text.push('\n');
    Ok(text)
}

fn declare(writer: &mut Writer<Vec<u8>>, key: &Key<'_>) -> io::Result<()> {
    let name = plain(&key.name);
    writer
        .create_element("key")
        .with_attributes([
            ("id", key.id.as_str()),
            ("for", key.of),
            ("attr.name", name.as_str()),
            ("attr.type", key.kind),
        ])
        .write_empty()
        .map(drop)
}

fn graph(writer: &mut Writer<Vec<u8>>, export: &Export<'_>, keys: &[Key<'_>]) -> io::Result<()> {
    // An id must be one word; the name goes into a description.
    writer
        .create_element("graph")
        .with_attributes([("id", "model"), ("edgedefault", "directed")])
        .write_inner_content(|writer| {
            let name = plain(export.name);
            writer
                .create_element("desc")
                .write_text_content(BytesText::new(&name))?;
            for s in export.states() {
                let id = format!("s{s}");
                writer
                    .create_element("node")
                    .with_attribute(("id", id.as_str()))
                    .write_inner_content(|writer| {
                        keys.iter().try_for_each(|key| match &key.value {
                            Source::Node(value) => data(writer, &key.id, &value(s)),
                            Source::Edge(_) => Ok(()),
                        })
                    })?;
            }
            for step in export.moves() {
                edge(writer, step, keys)?;
            }
            Ok(())
        })
        .map(drop)
}

fn edge(writer: &mut Writer<Vec<u8>>, step: Step, keys: &[Key<'_>]) -> io::Result<()> {
    let (from, to) = (format!("s{}", step.from), format!("s{}", step.to));
    writer
        .create_element("edge")
        .with_attributes([("source", from.as_str()), ("target", to.as_str())])
        .write_inner_content(|writer| {
            keys.iter().try_for_each(|key| match &key.value {
                Source::Edge(value) => data(writer, &key.id, &value(step)),
                Source::Node(_) => Ok(()),
            })
        })
        .map(drop)
}

fn data(writer: &mut Writer<Vec<u8>>, id: &str, value: &str) -> io::Result<()> {
    writer
        .create_element("data")
        .with_attribute(("key", id))
        .write_text_content(BytesText::new(&plain(value)))
        .map(drop)
}

/// Without the characters that XML cannot hold.
fn plain(text: &str) -> String {
    let allowed = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    let keep = |c: char| match allowed(c) && !matches!(c, '\u{fffe}' | '\u{ffff}') {
        true => c,
        false => '\u{fffd}',
    };
    text.chars().map(keep).collect()
}

fn keys<'a>(export: &'a Export<'a>) -> Vec<Key<'a>> {
    let mut keys = Vec::new();
    let model = export.model;
    let mut node = |name: String, kind, value: Box<dyn Fn(usize) -> String + 'a>| {
        keys.push(Key {
            id: format!("n{}", keys.len()),
            of: "node",
            name,
            kind,
            value: Source::Node(value),
        });
    };
    node("label".to_owned(), "string", Box::new(|s| model.label(s)));
    let here = export.status_quo;
    node(
        "status quo".to_owned(),
        "boolean",
        Box::new(move |s| (here == Some(s)).to_string()),
    );
    for (k, option) in export.options().iter().enumerate() {
        let name = format!("option {k}: {}", option.name);
        node(
            name,
            "boolean",
            Box::new(move |s| export.takes(s, k).to_string()),
        );
    }
    for (dm, maker) in export.makers().iter().enumerate() {
        let places = export.places(dm);
        let place = move |s: usize| places.get(s).map(u32::to_string).unwrap_or_default();
        node(format!("place: {maker}"), "int", Box::new(place));
        for &concept in export.concepts {
            let stable = move |s| export.table.is_stable(s, dm, concept).to_string();
            node(
                format!("{}: {maker}", concept.name()),
                "boolean",
                Box::new(stable),
            );
        }
    }
    for &concept in export.concepts {
        let stable = move |s| export.table.is_equilibrium(s, concept).to_string();
        node(
            format!("equilibrium: {}", concept.name()),
            "boolean",
            Box::new(stable),
        );
    }
    let mut edge = |id: &str, name: &str, kind, value: Box<dyn Fn(Step) -> String + 'a>| {
        keys.push(Key {
            id: id.to_owned(),
            of: "edge",
            name: name.to_owned(),
            kind,
            value: Source::Edge(value),
        });
    };
    let mover = move |m: Step| export.makers()[m.mover].clone();
    edge("e0", "mover", "string", Box::new(mover));
    let improves = move |m| export.improves(m).to_string();
    edge("e1", "improvement", "boolean", Box::new(improves));
    let returns = move |m| export.can_return(m).to_string();
    edge("e2", "reversible", "boolean", Box::new(returns));
    keys
}

#[cfg(test)]
mod tests {
    use super::super::export::tests::{awkward, export};
    use super::*;
    use quick_xml::Reader;
    use std::collections::BTreeMap;

    /// Elements by name with their attributes and text, as another reader sees them.
    fn elements(text: &str) -> Vec<(String, BTreeMap<String, String>, String)> {
        let mut reader = Reader::from_str(text);
        let mut found: Vec<(String, BTreeMap<String, String>, String)> = Vec::new();
        loop {
            match reader.read_event().expect("well-formed") {
                Event::Start(tag) | Event::Empty(tag) => {
                    let name = tag.name().as_ref().to_owned();
                    let attributes = tag.attributes().map(|a| {
                        let a = a.expect("sound attributes");
                        let key = a.key.as_ref().to_owned();
                        let value = quick_xml::escape::unescape(&a.value).unwrap();
                        (key, value.into_owned())
                    });
                    found.push((name, attributes.collect(), String::new()));
                }
                Event::Text(piece) => {
                    if let Some(last) = found.last_mut() {
                        last.2.push_str(&piece);
                    }
                }
                Event::GeneralRef(name) => {
                    let name: &str = &name;
                    let piece = quick_xml::escape::unescape(&format!("&{name};"))
                        .unwrap()
                        .into_owned();
                    if let Some(last) = found.last_mut() {
                        last.2.push_str(&piece);
                    }
                }
                Event::Eof => return found,
                _ => {}
            }
        }
    }

    #[test]
    fn another_reader_finds_states_moves_and_names() {
        let (model, table) = awkward();
        let text = write(&export(&model, &table)).unwrap();
        let found = elements(&text);
        let count = |name: &str| found.iter().filter(|(n, ..)| n == name).count();
        assert_eq!((count("node"), count("edge")), (4, 6));
        // A label, a mark, 2 options, 2 places, 2 times 2 verdicts, 2 equilibria; 3 for moves.
        assert_eq!(count("key"), 15);
        assert_eq!(count("data"), 4 * 12 + 6 * 3);
        let names: Vec<&str> = found
            .iter()
            .filter_map(|(_, a, _)| a.get("attr.name"))
            .map(String::as_str)
            .collect();
        assert!(names.contains(&"place: A \"&\" <B>, \\C_1"), "{names:?}");
        assert!(names.contains(&"place: D\u{fffd}; 100 %"), "{names:?}");
        let called = found.iter().find(|(n, ..)| n == "desc").unwrap();
        assert_eq!(called.2.trim(), "Give & take");
        let mover = found
            .iter()
            .find(|(n, a, _)| n == "data" && a["key"] == "e0")
            .unwrap();
        assert_eq!(mover.2.trim(), "A \"&\" <B>, \\C_1");
    }

    #[test]
    fn every_value_has_a_declared_key_and_every_end_a_node() {
        let (model, table) = awkward();
        let found = elements(&write(&export(&model, &table)).unwrap());
        let ids = |name: &str| -> Vec<&String> {
            found
                .iter()
                .filter(|(n, ..)| n == name)
                .filter_map(|(_, a, _)| a.get("id"))
                .collect()
        };
        let (keys, nodes) = (ids("key"), ids("node"));
        for (name, attributes, _) in &found {
            match name.as_str() {
                "data" => assert!(keys.contains(&&attributes["key"])),
                "edge" => {
                    assert!(nodes.contains(&&attributes["source"]));
                    assert!(nodes.contains(&&attributes["target"]));
                }
                _ => {}
            }
        }
    }
}
