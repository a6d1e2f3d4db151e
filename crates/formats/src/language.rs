//! Which language a text is in, where that is clear.

use whatlang::{Detector, Lang};

/// Texts with fewer letters are not judged.
const SHORTEST: usize = 200;

/// Letters that are looked at; more would not change the verdict.
const SAMPLE: usize = 8_000;

/// Words that no English prose does without, and that few other languages have.
const COMMON: [&str; 12] = [
    "the", "of", "to", "and", "in", "that", "was", "for", "with", "is", "has", "by",
];

/// Where so many of a hundred words are common English ones, the text is English, whatever names
/// stand in it. English news has thirty, and no other language in Latin script has ten.
const ENGLISH: usize = 15;

/// The English name of the language of a text that is clearly not English; `None` for English,
/// for short texts, and wherever there is doubt. Linear in the first 8,000 letters; trigrams as
/// of Cavnar and Trenkle (1994), N-gram-based text categorization.
///
/// ```
/// use demarche_formats::foreign;
///
/// let french = "Le ministre a rejeté la proposition de cessez-le-feu présentée lundi à Genève. \
///     Les deux pays se retrouveront la semaine prochaine pour parler des conditions de la paix, \
///     mais le président de la commission ne croit pas que les parties soient prêtes à céder.";
/// assert_eq!(foreign(french), Some("French"));
/// assert_eq!(foreign("Le ministre a rejeté la proposition."), None);
/// ```
#[must_use]
pub fn foreign(text: &str) -> Option<&'static str> {
    let sample = beginning(text);
    if sample.chars().filter(|c| c.is_alphabetic()).count() < SHORTEST || is_english(sample) {
        return None;
    }
    let found = whatlang::detect_lang(sample).filter(|lang| *lang != Lang::Eng)?;
    // Which of several sisters it is may be in doubt; that it is not English must not be.
    let rivals = Detector::with_allowlist(vec![Lang::Eng, found]).detect(sample)?;
    let clear = rivals.lang() == found && rivals.is_reliable();
    clear.then(|| found.eng_name())
}

fn beginning(text: &str) -> &str {
    let end = text
        .char_indices()
        .nth(SAMPLE)
        .map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

fn is_english(text: &str) -> bool {
    let words = || {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| !word.is_empty())
    };
    let common = |word: &&str| COMMON.iter().any(|c| word.eq_ignore_ascii_case(c));
    words().filter(common).count() * 100 >= words().count() * ENGLISH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_languages_are_named() {
        let texts = [
            (
                "German",
                "Die Verhandlungen über einen Waffenstillstand sind am Montag ohne Ergebnis zu Ende \
                 gegangen. Der Außenminister sagte, seine Regierung sei bereit, in der nächsten Woche \
                 wieder zu sprechen, wenn die andere Seite ihre Truppen von der Grenze abziehe.",
            ),
            (
                "Russian",
                "Переговоры о прекращении огня завершились в понедельник без результата. Министр \
                 заявил, что правительство готово вернуться к разговору на следующей неделе, если \
                 другая сторона отведёт войска от границы. Наблюдатели считают это маловероятным, \
                 поскольку ни одна из сторон не готова уступить.",
            ),
            (
                "Spanish",
                "Las negociaciones sobre un alto el fuego terminaron el lunes sin resultado. El \
                 ministro dijo que su gobierno está dispuesto a volver a hablar la próxima semana si \
                 la otra parte retira sus tropas de la frontera, algo que los observadores \
                 ponen en duda desde hace meses.",
            ),
        ];
        for (language, text) in texts {
            assert_eq!(foreign(text), Some(language));
        }
    }

    #[test]
    fn english_full_of_names_is_english() {
        let text = "Ngozi Okonjo-Iweala, Mohammed bin Salman Al Saud, Luiz Inácio Lula da Silva, \
            Võ Văn Thưởng, Nguyễn Phú Trọng, Recep Tayyip Erdoğan, Andrzej Duda and Kyriakos \
            Mitsotakis met in São Tomé. Abiy Ahmed Ali and Sahle-Work Zewde were in Addis Abeba \
            with Uhuru Muigai Kenyatta and Yoweri Kaguta Museveni for the talks of the region.";
        assert_eq!(foreign(text), None);
    }
}
