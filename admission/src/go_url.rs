//! URLs as Go's `net/url` reads them.

/// The parts of a URL; the path is not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Url {
    pub(crate) scheme: String,
    /// `user:password`, where there is any.
    pub(crate) user: Option<String>,
    pub(crate) host: String,
    pub(crate) query: String,
    pub(crate) fragment: String,
}

/// `url.Parse`.
///
/// # Errors
/// Go's text.
pub(crate) fn parse(text: &str) -> Result<Url, String> {
    let (rest, fragment) = text.split_once('#').unwrap_or((text, ""));
    let fail = |why: String| format!("parse {}: {why}", crate::go::quote(text));
    let mut url = parse_parts(rest, false).map_err(fail)?;
    check_escapes(fragment, Part::Fragment)
        .map_err(|why| format!("parse {}: {why}", crate::go::quote(text)))?;
    url.fragment = fragment.to_owned();
    Ok(url)
}

/// `url.ParseRequestURI`: absolute, or an absolute path; `#` is part of the path.
///
/// # Errors
/// Go's text.
pub(crate) fn parse_request_uri(text: &str) -> Result<Url, String> {
    parse_parts(text, true).map_err(|why| format!("parse {}: {why}", crate::go::quote(text)))
}

fn parse_parts(text: &str, via_request: bool) -> Result<Url, String> {
    if text.bytes().any(|b| b < b' ' || b == 0x7f) {
        return Err("net/url: invalid control character in URL".to_owned());
    }
    if text.is_empty() && via_request {
        return Err("empty url".to_owned());
    }
    if text == "*" {
        return Ok(Url::default());
    }
    let (scheme, rest) = split_scheme(text)?;
    let mut url = Url {
        scheme: scheme.to_ascii_lowercase(),
        ..Url::default()
    };
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    url.query = query.to_owned();
    if !rest.starts_with('/') {
        if !url.scheme.is_empty() {
            return Ok(url);
        }
        if via_request {
            return Err("invalid URI for request".to_owned());
        }
        let segment = rest.split('/').next().unwrap_or_default();
        if segment.contains(':') {
            return Err("first path segment in URL cannot contain colon".to_owned());
        }
    }
    let has_authority = !url.scheme.is_empty() || (!via_request && !rest.starts_with("///"));
    let path = match rest.strip_prefix("//") {
        Some(authority) if has_authority => {
            let end = authority.find('/').unwrap_or(authority.len());
            let (authority, path) = authority.split_at(end);
            parse_authority(authority, &mut url)?;
            path
        }
        _ => rest,
    };
    check_escapes(path, Part::Path)?;
    Ok(url)
}

fn split_scheme(text: &str) -> Result<(&str, &str), String> {
    for (i, b) in text.bytes().enumerate() {
        match b {
            b'a'..=b'z' | b'A'..=b'Z' => {}
            b'0'..=b'9' | b'+' | b'-' | b'.' if i > 0 => {}
            b':' if i == 0 => return Err("missing protocol scheme".to_owned()),
            b':' => {
                return Ok((
                    text.get(..i).unwrap_or_default(),
                    text.get(i + 1..).unwrap_or_default(),
                ));
            }
            _ => return Ok(("", text)),
        }
    }
    Ok(("", text))
}

fn parse_authority(authority: &str, url: &mut Url) -> Result<(), String> {
    let (user, host) = match authority.rsplit_once('@') {
        Some((user, host)) => (Some(user), host),
        None => (None, authority),
    };
    check_host(host)?;
    host.clone_into(&mut url.host);
    if let Some(user) = user {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._:~!$&'()*+,;=%@".contains(&b);
        if !user.bytes().all(allowed) {
            return Err("net/url: invalid userinfo".to_owned());
        }
        check_escapes(user, Part::User)?;
        url.user = Some(user.to_owned());
    }
    Ok(())
}

fn check_host(host: &str) -> Result<(), String> {
    if let Some(open) = host.find('[') {
        if open > 0 {
            return Err("invalid IP-literal".to_owned());
        }
        let Some(close) = host.rfind(']') else {
            return Err("missing ']' in host".to_owned());
        };
        let (inside, port) = (
            host.get(1..close).unwrap_or_default(),
            host.get(close + 1..).unwrap_or_default(),
        );
        check_port(port)?;
        let address = inside.split("%25").next().unwrap_or_default();
        if address.parse::<std::net::Ipv6Addr>().is_err() {
            return Err(format!(
                "invalid host: ParseAddr({}): unable to parse IP",
                crate::go::quote(inside)
            ));
        }
        return Ok(());
    }
    if let Some(colon) = host.find(':') {
        // Go takes the last colon for the port's, and refuses what is left of others in it.
        let port = host.rfind(':').and_then(|i| host.get(i..)).unwrap_or_default();
        check_port(port)?;
        if host.get(colon + 1..).unwrap_or_default().contains(':') {
            return Err(format!(
                "invalid port {} after host",
                crate::go::quote(host.get(colon..).unwrap_or_default())
            ));
        }
    }
    check_escapes(host, Part::Host)
}

fn check_port(port: &str) -> Result<(), String> {
    let digits = port.strip_prefix(':');
    if port.is_empty() || digits.is_some_and(|d| d.bytes().all(|b| b.is_ascii_digit())) {
        return Ok(());
    }
    Err(format!("invalid port {} after host", crate::go::quote(port)))
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Path,
    Host,
    User,
    Fragment,
}

fn check_escapes(text: &str, part: Part) -> Result<(), String> {
    let bytes = text.as_bytes();
    for (i, b) in bytes.iter().enumerate() {
        if *b == b'%' {
            let hex = bytes
                .get(i + 1..i + 3)
                .filter(|h| h.iter().all(u8::is_ascii_hexdigit));
            let shown = || {
                String::from_utf8_lossy(bytes.get(i..(i + 3).min(bytes.len())).unwrap_or_default())
                    .into_owned()
            };
            let Some(hex) = hex else {
                return Err(format!("invalid URL escape {}", crate::go::quote(&shown())));
            };
            // A host may escape only what is not ASCII, and the percent sign of a zone.
            let ascii = hex.first().is_some_and(|h| *h < b'8') && hex != b"25";
            if part == Part::Host && ascii {
                return Err(format!("invalid URL escape {}", crate::go::quote(&shown())));
            }
        } else if part == Part::Host && *b < 0x80 && b" \"<>\\^`{|}".contains(b) {
            let shown = char::from(*b).to_string();
            return Err(format!(
                "invalid character {} in host name",
                crate::go::quote(&shown)
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_taken_apart_as_go_does() {
        let url = parse("https://u:p@h.x:8443/a?b=c#d").unwrap();
        assert_eq!((url.scheme.as_str(), url.host.as_str()), ("https", "h.x:8443"));
        assert_eq!(url.user.as_deref(), Some("u:p"));
        assert_eq!((url.query.as_str(), url.fragment.as_str()), ("b=c", "d"));
        assert_eq!(parse(":x").unwrap_err(), "parse \":x\": missing protocol scheme");
        assert_eq!(
            parse("http://h:x/").unwrap_err(),
            "parse \"http://h:x/\": invalid port \":x\" after host"
        );
        assert_eq!(
            parse("http://h/%zz").unwrap_err(),
            "parse \"http://h/%zz\": invalid URL escape \"%zz\""
        );
        for good in ["http://h", "/a", "urn:x", "http://[::1]:80/", "*"] {
            assert!(parse_request_uri(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a",
            "a b",
            "http://a b/",
            "http://[::1/",
            "http://%41/",
            "\u{7f}",
        ] {
            assert!(parse_request_uri(bad).is_err(), "{bad}");
        }
    }
}
