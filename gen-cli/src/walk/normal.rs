//! Identifiers as rustc has them: in Unicode's normal form C, however the source writes them.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The tokens of a text with their identifiers in normal form; places stay as they are.
pub(super) fn normal(text: &str, tokens: TokenStream) -> TokenStream {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return tokens;
    }
    normal_tokens(tokens)
}

fn normal_tokens(tokens: TokenStream) -> TokenStream {
    let each = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let mut normal = Group::new(group.delimiter(), normal_tokens(group.stream()));
            normal.set_span(group.span());
            TokenTree::Group(normal)
        }
        TokenTree::Ident(ident) => TokenTree::Ident(normal_ident(ident)),
        other => other,
    });
    each.collect()
}

fn normal_ident(ident: Ident) -> Ident {
    let text = ident.to_string();
    if text.is_ascii() {
        return ident;
    }
    match text.strip_prefix("r#") {
        Some(name) => Ident::new_raw(&name.nfc().collect::<String>(), ident.span()),
        None => Ident::new(&text.nfc().collect::<String>(), ident.span()),
    }
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn identifiers_alone_are_put_in_normal_form_and_keep_their_places() {
        let text = "struct Mo\u{308}de { r#o\u{308}l: u8 } const S: &str = \"o\u{308}\";";
        let tokens = normal(text, text.parse().unwrap());
        let said = tokens.to_string();
        assert!(said.contains("Möde") && said.contains("r#öl"), "{said}");
        assert!(said.contains("\"o\u{308}\""), "{said}");
        let name = tokens.into_iter().nth(1).unwrap();
        assert_eq!(name.span().byte_range(), 7..13);
    }
}
