//! One mail address, with or without a name, as Go's `net/mail` reads it.

/// Whether the text is one address.
pub(super) fn is_email(text: &str) -> bool {
    let mut reader = Reader { rest: text };
    reader.skip_space();
    reader.address().is_some() && reader.skip_comments() && reader.rest.is_empty()
}

struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t']);
    }

    fn take(&mut self, c: char) -> Option<()> {
        self.rest = self.rest.strip_prefix(c)?;
        Some(())
    }

    /// White space and comments; false where a comment does not end.
    fn skip_comments(&mut self) -> bool {
        self.skip_space();
        while self.rest.starts_with('(') {
            if self.comment().is_none() {
                return false;
            }
            self.skip_space();
        }
        true
    }

    fn comment(&mut self) -> Option<()> {
        let mut depth = 0;
        let mut chars = self.rest.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => _ = chars.next(),
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.rest = chars.as_str();
                return Some(());
            }
        }
        None
    }

    fn address(&mut self) -> Option<()> {
        let start = self.rest;
        if self.spec().is_some() {
            return Some(());
        }
        self.rest = start;
        if !self.rest.starts_with('<') {
            self.phrase()?;
        }
        self.skip_space();
        if self.take(':').is_some() {
            // A group of one.
            self.skip_space();
            self.address()?;
            self.skip_comments();
            return self.take(';');
        }
        self.take('<')?;
        self.spec()?;
        self.take('>')
    }

    fn spec(&mut self) -> Option<()> {
        self.skip_space();
        if self.rest.starts_with('"') {
            let length = self.rest.len();
            self.quoted()?;
            // `""` names nobody.
            if length - self.rest.len() <= 2 {
                return None;
            }
        } else {
            self.atom()?;
        }
        self.take('@')?;
        self.skip_space();
        if self.rest.starts_with('[') {
            let end = self.rest.find(']')?;
            let literal = self.rest.get(1..end)?;
            let address = literal.strip_prefix("IPv6:").unwrap_or(literal);
            address.parse::<std::net::IpAddr>().ok()?;
            self.rest = self.rest.get(end + 1..)?;
            return Some(());
        }
        self.atom()
    }

    fn phrase(&mut self) -> Option<()> {
        let mut words = 0;
        loop {
            self.skip_comments();
            let word = match self.rest.starts_with('"') {
                true => self.quoted(),
                false => self.loose_atom(),
            };
            match word {
                Some(()) => words += 1,
                None if words > 0 => return Some(()),
                None => return None,
            }
        }
    }

    /// Words with single dots between them.
    fn atom(&mut self) -> Option<()> {
        let start = self.rest;
        self.loose_atom()?;
        let atom = start.get(..start.len() - self.rest.len())?;
        (!atom.starts_with('.') && !atom.ends_with('.') && !atom.contains("..")).then_some(())
    }

    fn loose_atom(&mut self) -> Option<()> {
        let is_part = |c: char| !c.is_ascii() || (c.is_ascii_graphic() && !"()<>[]:;@\\,\"".contains(c));
        let after = self.rest.trim_start_matches(is_part);
        if after.len() == self.rest.len() {
            return None;
        }
        self.rest = after;
        Some(())
    }

    fn quoted(&mut self) -> Option<()> {
        let mut chars = self.rest.chars();
        chars.next();
        let is_text = |c: char| !c.is_ascii() || c.is_ascii_graphic() || c == ' ' || c == '\t';
        loop {
            match chars.next()? {
                '"' => break,
                '\\' => {
                    chars.next().filter(|c| is_text(*c))?;
                }
                c if is_text(c) => {}
                _ => return None,
            }
        }
        self.rest = chars.as_str();
        Some(())
    }
}
