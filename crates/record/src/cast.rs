//! Parties and people, of one source and of all.

use crate::error::ErrorKind;
use crate::rows::{from_json, rows};
use demarche_evidence::{Party, PartyKind, Person};
use rusqlite::{Connection, Row};
use std::collections::{BTreeMap, BTreeSet};

const PARTY_KINDS: [(PartyKind, &str); 4] = [
    (PartyKind::State, "state"),
    (PartyKind::Org, "org"),
    (PartyKind::Person, "person"),
    (PartyKind::Group, "group"),
];

pub(crate) fn kind_name(kind: PartyKind) -> &'static str {
    let found = PARTY_KINDS.iter().find(|(k, _)| *k == kind);
    found.map_or("group", |(_, name)| name)
}

fn kind_from(name: &str) -> Result<PartyKind, ErrorKind> {
    let found = PARTY_KINDS.iter().find(|(_, n)| *n == name);
    found
        .map(|(kind, _)| *kind)
        .ok_or_else(|| ErrorKind::corrupt("kind of party", name))
}

fn party_from(row: &Row<'_>) -> Result<Party, ErrorKind> {
    Ok(Party {
        name: row.get(0)?,
        kind: kind_from(&row.get::<_, String>(1)?)?,
        code: row.get(2)?,
        aliases: from_json("aliases of a party", &row.get::<_, String>(3)?)?,
        mentions: from_json("mentions of a party", &row.get::<_, String>(4)?)?,
    })
}

fn person_from(row: &Row<'_>) -> Result<Person, ErrorKind> {
    Ok(Person {
        name: row.get(0)?,
        role: row.get(1)?,
        party: row.get(2)?,
        aliases: from_json("aliases of a person", &row.get::<_, String>(3)?)?,
        mentions: from_json("mentions of a person", &row.get::<_, String>(4)?)?,
    })
}

const PARTY: &str = "SELECT name, kind, code, aliases, mentions FROM party";
const PERSON: &str = "SELECT name, role, party, aliases, mentions FROM person";

pub(crate) fn parties(conn: &Connection, source: i64) -> Result<Vec<Party>, ErrorKind> {
    let sql = format!("{PARTY} WHERE source = ?1 ORDER BY ord");
    rows(conn, &sql, &[source.into()], party_from)
}

pub(crate) fn people(conn: &Connection, source: i64) -> Result<Vec<Person>, ErrorKind> {
    let sql = format!("{PERSON} WHERE source = ?1 ORDER BY ord");
    rows(conn, &sql, &[source.into()], person_from)
}

fn unite(into: &mut Vec<String>, more: Vec<String>) {
    for alias in more {
        if !into.contains(&alias) {
            into.push(alias);
        }
    }
}

pub(crate) fn all_parties(conn: &Connection) -> Result<Vec<Party>, ErrorKind> {
    let mut united: BTreeMap<String, Party> = BTreeMap::new();
    for mut party in rows(
        conn,
        &format!("{PARTY} ORDER BY source, ord"),
        &[],
        party_from,
    )? {
        party.mentions.clear();
        match united.get_mut(&party.name) {
            None => {
                united.insert(party.name.clone(), party);
            }
            Some(known) => {
                unite(&mut known.aliases, party.aliases);
                known.code = known.code.take().or(party.code);
            }
        }
    }
    Ok(united.into_values().collect())
}

pub(crate) fn all_people(conn: &Connection) -> Result<Vec<Person>, ErrorKind> {
    let mut united: BTreeMap<String, Person> = BTreeMap::new();
    for mut person in rows(
        conn,
        &format!("{PERSON} ORDER BY source, ord"),
        &[],
        person_from,
    )? {
        person.mentions.clear();
        match united.get_mut(&person.name) {
            None => {
                united.insert(person.name.clone(), person);
            }
            Some(known) => {
                unite(&mut known.aliases, person.aliases);
                known.role = person.role.or(known.role.take());
                known.party = person.party.or(known.party.take());
            }
        }
    }
    Ok(united.into_values().collect())
}

/// A name and all names of the parties and people that it is a name or alias of; lower case.
pub(crate) fn names_of(conn: &Connection, name: &str) -> Result<BTreeSet<String>, ErrorKind> {
    let wanted = name.trim().to_lowercase();
    let cast: Vec<(String, String)> = rows(
        conn,
        "SELECT DISTINCT name, aliases FROM party UNION SELECT name, aliases FROM person",
        &[],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let mut names = BTreeSet::from([wanted.clone()]);
    for (name, aliases) in cast {
        let aliases: Vec<String> = from_json("aliases", &aliases)?;
        if aliases.iter().any(|alias| alias.to_lowercase() == wanted) {
            names.insert(name.to_lowercase());
        }
    }
    Ok(names)
}
