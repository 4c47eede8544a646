//! URLs as Go's `net/url` reads them.

mod escape;

use crate::go::quote;
use crate::go_netip::parse_addr;
use escape::{Part, escaped_path, unescape};

/// A query of more pairs than this is not read.
const MAX_PAIRS: usize = 10_000;

/// The parts of a URL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Url {
    pub(crate) scheme: String,
    /// `user:password`, where there is any.
    pub(crate) user: Option<String>,
    /// With the port.
    pub(crate) host: String,
    /// Escaped.
    pub(crate) path: String,
    /// What stands in place of host and path, where no slash is behind the scheme.
    opaque: String,
    /// Escaped, without the question mark.
    pub(crate) query: String,
    pub(crate) fragment: String,
}

/// `url.Parse`.
///
/// # Errors
/// Go's text.
pub(crate) fn parse(text: &str) -> Result<Url, String> {
    let (rest, fragment) = text.split_once('#').unwrap_or((text, ""));
    let mut url = parse_parts(rest, false).map_err(|why| failed(rest, &why))?;
    unescape(fragment, Part::Fragment).map_err(|why| failed(text, &why))?;
    url.fragment = fragment.to_owned();
    Ok(url)
}

/// `url.ParseRequestURI`: absolute, or an absolute path; `#` is part of the path.
///
/// # Errors
/// Go's text.
pub(crate) fn parse_request_uri(text: &str) -> Result<Url, String> {
    parse_parts(text, true).map_err(|why| failed(text, &why))
}

fn failed(text: &str, why: &str) -> String {
    format!("parse {}: {why}", quote(text))
}

fn parse_parts(text: &str, via_request: bool) -> Result<Url, String> {
    if text.bytes().any(|b| b < b' ' || b == 0x7f) {
        return Err("net/url: invalid control character in URL".to_owned());
    }
    if text.is_empty() && via_request {
        return Err("empty url".to_owned());
    }
    let mut url = Url::default();
    if text == "*" {
        text.clone_into(&mut url.path);
        return Ok(url);
    }
    let (scheme, rest) = split_scheme(text)?;
    url.scheme = scheme.to_ascii_lowercase();
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    query.clone_into(&mut url.query);
    if !rest.starts_with('/') {
        if !url.scheme.is_empty() {
            rest.clone_into(&mut url.opaque);
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
    url.path = escaped_path(path, &unescape(path, Part::Path)?);
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
    let host = parse_host(&url.scheme, host)?;
    url.host = String::from_utf8_lossy(&host).into_owned();
    if let Some(user) = user {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._:~!$&'()*+,;=%@".contains(&b);
        if !user.bytes().all(allowed) {
            return Err("net/url: invalid userinfo".to_owned());
        }
        unescape(user, Part::User)?;
        url.user = Some(user.to_owned());
    }
    Ok(())
}

fn parse_host(scheme: &str, host: &str) -> Result<Vec<u8>, String> {
    match host.rfind('[') {
        Some(0) => return parse_literal(host),
        Some(_) => return Err("invalid IP-literal".to_owned()),
        None => {}
    }
    // With http there is but one colon; with others all but the last one may be the host's.
    let colon = match scheme {
        "http" | "https" => host.find(':'),
        _ => host.rfind(':'),
    };
    check_port(colon.and_then(|at| host.get(at..)).unwrap_or_default())?;
    unescape(host, Part::Host)
}

/// `[::1]:80`
fn parse_literal(host: &str) -> Result<Vec<u8>, String> {
    let Some((inside, port)) = host.strip_prefix('[').and_then(|rest| rest.rsplit_once(']')) else {
        return Err("missing ']' in host".to_owned());
    };
    check_port(port)?;
    let (address, zone) = inside.split_at(inside.find("%25").unwrap_or(inside.len()));
    let mut name = unescape(address, Part::Host)?;
    name.extend(unescape(zone, Part::Zone)?);
    let shown = String::from_utf8_lossy(&name);
    let ip = parse_addr(&shown).map_err(|why| format!("invalid host: {why}"))?;
    if ip.is_ipv4() {
        return Err("invalid IP-literal".to_owned());
    }
    Ok([b"[", name.as_slice(), b"]", port.as_bytes()].concat())
}

fn check_port(port: &str) -> Result<(), String> {
    if is_port(port) {
        return Ok(());
    }
    Err(format!("invalid port {} after host", quote(port)))
}

/// Nothing, or a colon and digits.
fn is_port(text: &str) -> bool {
    let digits = text.strip_prefix(':');
    text.is_empty() || digits.is_some_and(|d| d.bytes().all(|b| b.is_ascii_digit()))
}

impl Url {
    /// The host without the port and without brackets, and the port.
    pub(crate) fn host_and_port(&self) -> (&str, &str) {
        let colon = self
            .host
            .rfind(':')
            .filter(|at| is_port(self.host.get(*at..).unwrap_or_default()));
        let (host, port) = self.host.split_at(colon.unwrap_or(self.host.len()));
        let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        (bare.unwrap_or(host), port.strip_prefix(':').unwrap_or_default())
    }

    /// The keys and values of the query, in order; pairs that can't be read are left out.
    pub(crate) fn query_pairs(&self) -> impl Iterator<Item = (String, String)> {
        let pairs = self
            .query
            .split('&')
            .filter(|pair| !pair.is_empty() && !pair.contains(';'));
        let most = if self.query.matches('&').count() < MAX_PAIRS {
            usize::MAX
        } else {
            0
        };
        pairs.take(most).filter_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let read = |text| unescape(text, Part::Query).ok();
            let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
            Some((text(read(key)?), text(read(value)?)))
        })
    }
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
