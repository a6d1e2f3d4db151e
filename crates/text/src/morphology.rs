//! Number, tense and verb form, read off the Penn tag: English needs no model for them.

use crate::document::Token;
use crate::labels::Xpos;

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Number {
    /// One.
    Singular,
    /// More than one.
    Plural,
}

/// Tense of a finite verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tense {
    /// `says`, `say`.
    Present,
    /// `said`.
    Past,
}

/// Form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VerbForm {
    /// Present or past tense, or a modal.
    Finite,
    /// Base form: infinitive or imperative.
    Base,
    /// `-ing`: participle or gerund.
    Ing,
    /// Past participle.
    PastParticiple,
}

impl Token {
    /// Number of a noun or proper noun.
    #[must_use]
    pub const fn number(&self) -> Option<Number> {
        match self.xpos {
            Xpos::Nn | Xpos::Nnp => Some(Number::Singular),
            Xpos::Nns | Xpos::Nnps => Some(Number::Plural),
            _ => None,
        }
    }

    /// Tense of a finite verb; modals have none.
    #[must_use]
    pub const fn tense(&self) -> Option<Tense> {
        match self.xpos {
            Xpos::Vbz | Xpos::Vbp => Some(Tense::Present),
            Xpos::Vbd => Some(Tense::Past),
            _ => None,
        }
    }

    /// Form of a verb, auxiliary or modal.
    #[must_use]
    pub const fn verb_form(&self) -> Option<VerbForm> {
        match self.xpos {
            Xpos::Vbz | Xpos::Vbp | Xpos::Vbd | Xpos::Md => Some(VerbForm::Finite),
            Xpos::Vb => Some(VerbForm::Base),
            Xpos::Vbg => Some(VerbForm::Ing),
            Xpos::Vbn => Some(VerbForm::PastParticiple),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_features_off_the_tag() {
        let mut token = Token::new(0..4, "said", true);
        token.xpos = Xpos::Vbd;
        assert_eq!(token.tense(), Some(Tense::Past));
        assert_eq!(token.verb_form(), Some(VerbForm::Finite));
        assert_eq!(token.number(), None);
        token.xpos = Xpos::Nns;
        assert_eq!(token.number(), Some(Number::Plural));
    }
}
