//! Dictionary forms: rules over endings, a list of base words that decides between them, and the exceptions of the treebank.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::labels::Xpos;

/// What the lemmatiser has learnt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lemmas {
    exceptions: HashMap<(String, Xpos), String>,
    bases: HashSet<String>,
}

impl Lemmas {
    /// Learns from (form, tag, lemma) triples; `words` are further base words.
    pub(crate) fn learn<'a>(
        observed: impl Iterator<Item = (&'a str, Xpos, &'a str)>,
        words: impl Iterator<Item = String>,
    ) -> Self {
        let mut counts: BTreeMap<(String, Xpos), BTreeMap<&str, usize>> = BTreeMap::new();
        let mut bases: HashSet<String> = words.collect();
        for (form, xpos, lemma) in observed {
            *counts
                .entry((key(form, xpos), xpos))
                .or_default()
                .entry(lemma)
                .or_default() += 1;
            let is_base = matches!(xpos, Xpos::Vb | Xpos::Vbp | Xpos::Nn | Xpos::Jj | Xpos::Rb);
            if is_base && form.to_lowercase() == lemma {
                bases.insert(lemma.to_owned());
            }
        }
        let mut learnt = Self {
            exceptions: HashMap::new(),
            bases,
        };
        for ((form, xpos), lemmas) in counts {
            let usual = lemmas
                .into_iter()
                .max_by_key(|&(lemma, count)| (count, std::cmp::Reverse(lemma)));
            if let Some((lemma, count)) = usual {
                // One sighting of an odd lemma is as likely a slip as an exception, unless it is an inflected verb or noun.
                let trusted = count > 1
                    || matches!(
                        xpos,
                        Xpos::Vbd | Xpos::Vbn | Xpos::Nns | Xpos::Jjr | Xpos::Jjs
                    );
                if trusted && learnt.lemma(&form, xpos) != lemma {
                    learnt.exceptions.insert((form, xpos), lemma.to_owned());
                }
            }
        }
        learnt
    }

    /// Dictionary form of a word with this tag.
    pub(crate) fn lemma(&self, form: &str, xpos: Xpos) -> String {
        let key = key(form, xpos);
        let entry = (key, xpos);
        match self.exceptions.get(&entry) {
            Some(lemma) => lemma.clone(),
            None => self.by_rule(&entry.0, xpos),
        }
    }

    fn by_rule(&self, word: &str, xpos: Xpos) -> String {
        match xpos {
            Xpos::Nns | Xpos::Vbz => self.without_s(word),
            Xpos::Nnps => self.without_s(word),
            Xpos::Vbg => self.without_ending(word, "ing"),
            Xpos::Vbd | Xpos::Vbn => self.without_ending(word, "ed"),
            Xpos::Jjr | Xpos::Rbr => self.without_ending(word, "er"),
            Xpos::Jjs | Xpos::Rbs => self.without_ending(word, "est"),
            _ => word.to_owned(),
        }
    }

    fn knows(&self, word: &str) -> bool {
        self.bases.contains(word) || self.bases.contains(&word.to_lowercase())
    }

    fn without_s(&self, word: &str) -> String {
        let Some(stem) = word.strip_suffix('s').filter(|stem| stem.len() > 1) else {
            return word.to_owned();
        };
        if stem.ends_with('s') || stem.ends_with('u') && !self.knows(stem) {
            return word.to_owned();
        }
        if let Some(root) = stem.strip_suffix("ie").filter(|root| root.len() > 1) {
            let with_y = format!("{root}y");
            return if self.knows(stem) && !self.knows(&with_y) {
                stem.to_owned()
            } else {
                with_y
            };
        }
        if let Some(root) = stem.strip_suffix('e') {
            let hissing = root.ends_with("sh")
                || root.ends_with("ch")
                || root.ends_with("ss")
                || root.ends_with('x')
                || root.ends_with("zz")
                || root.ends_with('o');
            if (hissing || self.knows(root)) && !self.knows(stem) {
                return root.to_owned();
            }
        }
        stem.to_owned()
    }

    fn without_ending(&self, word: &str, ending: &str) -> String {
        let Some(stem) = word
            .strip_suffix(ending)
            .filter(|stem| stem.chars().any(is_vowel) && stem.len() > 1)
        else {
            return word.to_owned();
        };
        let with_e = format!("{stem}e");
        let mut letters = stem.chars().rev();
        let (last, before) = (letters.next().unwrap_or(' '), letters.next().unwrap_or(' '));
        let doubled = last == before && !is_vowel(last);
        let undoubled = if doubled {
            &stem[..stem.len() - last.len_utf8()]
        } else {
            stem
        };
        if let (Some(root), true) = (stem.strip_suffix('i'), ending != "ing" && stem != "stymi") {
            return format!("{root}y");
        }
        match () {
            () if stem == "stymi" => with_e,
            // "emphasised" is of no verb "emphasis".
            () if stem.ends_with("is") && stem.len() > 4 => with_e,
            () if self.knows(stem) && !(self.knows(&with_e) && !doubled && wants_e(stem)) => {
                stem.to_owned()
            }
            () if doubled && self.knows(undoubled) => undoubled.to_owned(),
            () if self.knows(&with_e) => with_e,
            // "expelled", "compelled", but "called"
            () if stem.ends_with("pell") && stem.len() > 5 => undoubled.to_owned(),
            () if doubled && !matches!(last, 'l' | 's' | 'f' | 'z') => undoubled.to_owned(),
            () if wants_e(stem) => with_e,
            () => stem.to_owned(),
        }
    }

    /// As text, one entry a line, sorted.
    pub(crate) fn to_text(&self) -> String {
        let exceptions: BTreeSet<String> = self
            .exceptions
            .iter()
            .map(|((form, xpos), lemma)| format!("{form}\t{xpos}\t{lemma}\n"))
            .collect();
        let bases: BTreeSet<String> = self.bases.iter().map(|word| format!("{word}\n")).collect();
        exceptions.into_iter().chain(bases).collect()
    }

    /// Reads what [`Self::to_text`] wrote; lines that do not fit are passed over.
    pub(crate) fn from_text(text: &str) -> Self {
        let mut lemmas = Self::default();
        for line in text.lines() {
            let mut columns = line.split('\t');
            match (
                columns.next(),
                columns.next().and_then(Xpos::from_name),
                columns.next(),
            ) {
                (Some(form), Some(xpos), Some(lemma)) => {
                    lemmas
                        .exceptions
                        .insert((form.to_owned(), xpos), lemma.to_owned());
                }
                (Some(word), None, None) => {
                    lemmas.bases.insert(word.to_owned());
                }
                _ => {}
            }
        }
        lemmas
    }
}

/// Names keep their case, all else is lower case.
fn key(form: &str, xpos: Xpos) -> String {
    let folded = form.replace(['’', '‘'], "'");
    if matches!(xpos, Xpos::Nnp | Xpos::Nnps | Xpos::Fw | Xpos::Add) {
        folded
    } else {
        folded.to_lowercase()
    }
}

const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Stems that hardly end so without a silent e: `negotiat`, `impos`, `announc`, `argu`, `ascrib`, `imput`, `imped`, `erod`.
fn wants_e(stem: &str) -> bool {
    let mut letters = stem.chars().rev();
    let (last, before, third) = (
        letters.next().unwrap_or(' '),
        letters.next().unwrap_or(' '),
        letters.next().unwrap_or(' '),
    );
    match last {
        'v' | 'u' | 'c' => true,
        's' => before != 's' && (is_vowel(before) || matches!(before, 'r' | 'n' | 'l' | 'p')),
        'z' => before != 'z',
        'g' => {
            matches!(before, 'r' | 'd' | 'n' | 'a' | 'u' | 'i' | 'e')
                && (before != 'n' || third == 'a' || third == 'e')
        }
        't' => before == 'a' && third != 'e' && third != 'o' || before == 'u' && third != 'o',
        'b' => before == 'i' && third == 'r',
        'l' => !is_vowel(before) && !matches!(before, 'l' | 'r' | 'w'),
        'r' => matches!(before, 'i' | 'u') && third != 'a' && third != 'o' && third != 'e',
        'd' => match before {
            'i' | 'u' => third != 'a' && third != 'o',
            'e' => matches!(third, 'c' | 'p'),
            'o' => matches!(third, 'r' | 'l'),
            _ => false,
        },
        'n' => before == 'i' && matches!(third, 'b' | 'm'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemma(form: &str, xpos: Xpos) -> String {
        let words = [
            "talk",
            "negotiate",
            "stop",
            "party",
            "country",
            "box",
            "see",
            "propose",
            "sanction",
            "late",
        ];
        Lemmas::learn(
            [("went", Xpos::Vbd, "go")].into_iter(),
            words.into_iter().map(str::to_owned),
        )
        .lemma(form, xpos)
    }

    #[test]
    fn takes_endings_off() {
        let cases = [
            ("talks", Xpos::Nns, "talk"),
            ("parties", Xpos::Nns, "party"),
            ("boxes", Xpos::Nns, "box"),
            ("negotiating", Xpos::Vbg, "negotiate"),
            ("stopped", Xpos::Vbd, "stop"),
            ("seeing", Xpos::Vbg, "see"),
            ("proposed", Xpos::Vbn, "propose"),
            ("announced", Xpos::Vbd, "announce"),
            ("latest", Xpos::Jjs, "late"),
            ("went", Xpos::Vbd, "go"),
            ("Vienna", Xpos::Nnp, "Vienna"),
            ("The", Xpos::Dt, "the"),
            ("being", Xpos::Nn, "being"),
            ("sanctioned", Xpos::Vbn, "sanction"),
            ("tried", Xpos::Vbd, "try"),
            ("ascribed", Xpos::Vbd, "ascribe"),
            ("imputed", Xpos::Vbd, "impute"),
            ("shouted", Xpos::Vbd, "shout"),
            ("eroded", Xpos::Vbn, "erode"),
            ("impeding", Xpos::Vbg, "impede"),
            ("corroded", Xpos::Vbn, "corrode"),
            ("ceded", Xpos::Vbd, "cede"),
            ("stymied", Xpos::Vbn, "stymie"),
        ];
        for (form, xpos, expected) in cases {
            assert_eq!(lemma(form, xpos), expected, "{form}");
        }
    }

    #[test]
    fn round_trips_as_text() {
        let lemmas = Lemmas::learn(
            [("went", Xpos::Vbd, "go"), ("go", Xpos::Vb, "go")].into_iter(),
            std::iter::empty(),
        );
        assert_eq!(Lemmas::from_text(&lemmas.to_text()), lemmas);
    }
}
