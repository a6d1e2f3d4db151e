use std::borrow::Cow;
use std::ops::Range;

/// Bytes as text, the way the program takes in a file that is not UTF-8.
pub(crate) fn lossy(data: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(data)
}

/// The tokeniser on a text and regions of it: tokens are pieces of the text, in order, inside
/// their sentence and inside a region.
///
/// The first byte says how many regions follow, each as two bytes that are bounds modulo the
/// length; none means the whole text.
pub(crate) fn tokenizer(data: &[u8]) {
    let Some((&count, rest)) = data.split_first() else {
        return;
    };
    let wanted = usize::from(count % 4) * 2;
    let (bounds, rest) = rest.split_at(wanted.min(rest.len()));
    let text = lossy(rest);
    let place = |byte: u8| usize::from(byte) * (text.len() + 2) / 256;
    let mut regions: Vec<Range<usize>> = bounds
        .chunks_exact(2)
        .map(|pair| place(pair[0])..place(pair[1]))
        .collect();
    if regions.is_empty() {
        regions.push(0..text.len());
    }
    let document = demarche_text::segment(&text, &regions);
    let mut reached = 0;
    for sentence in &document.sentences {
        assert!(reached <= sentence.start && sentence.end <= text.len());
        assert!(!sentence.tokens.is_empty(), "a sentence without a token");
        for token in &sentence.tokens {
            assert!(
                reached <= token.start && token.start < token.end,
                "tokens overlap"
            );
            assert!(sentence.start <= token.start && token.end <= sentence.end);
            assert!(
                regions
                    .iter()
                    .any(|r| r.start <= token.start && token.end <= r.end),
                "a token outside the regions"
            );
            let slice = text.get(token.range()).expect("a token cuts a character");
            assert!(!slice.trim().is_empty(), "a token of white space");
            reached = token.end;
        }
        reached = sentence.end;
    }
    assert_eq!(document, demarche_text::segment(&text, &regions));
}

/// The treebank reader on anything.
pub(crate) fn conllu(data: &[u8]) {
    drop(demarche_text::conllu::read(&lossy(data)));
}
