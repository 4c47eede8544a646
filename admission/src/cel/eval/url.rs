//! The URL library.

use std::sync::Arc;

use super::value::{Map, Value};

/// A URL in its parts.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Url {
    scheme: String,
    user: String,
    host: String,
    path: String,
    query: String,
    fragment: String,
}

/// Reads an absolute URL or an absolute path, as Go's `url.ParseRequestURI` and `url.Parse` do.
fn parse(text: &str) -> Result<Url, String> {
    let fail =
        |reason: &str| format!("URL parse error during conversion from string: parse {text:?}: {reason}");
    if text.bytes().any(|b| b < 0x20 || b == 0x7f) {
        return Err(fail("net/url: invalid control character in URL"));
    }
    if text.is_empty() {
        return Err(fail("empty url"));
    }
    let (whole, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (scheme, rest) = scheme_of(whole).map_err(fail)?;
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    if !rest.starts_with('/') && (scheme.is_empty() || !text.contains(':')) {
        return Err(fail("invalid URI for request"));
    }
    let (authority, path) = match rest
        .strip_prefix("//")
        .filter(|_| !scheme.is_empty() || !rest.starts_with("///"))
    {
        Some(after) => after.find('/').map_or((after, ""), |at| after.split_at(at)),
        None => ("", rest),
    };
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    check_host(host).map_err(|reason| fail(&reason))?;
    for part in [path, host] {
        check_escapes(part).map_err(|bad| fail(&format!("invalid URL escape {bad:?}")))?;
    }
    if scheme.is_empty() && !path.starts_with('/') && authority.is_empty() {
        return Err(fail("invalid URI for request"));
    }
    let owned = |text: &str| text.to_owned();
    Ok(Url {
        scheme: scheme.to_ascii_lowercase(),
        user: owned(user),
        host: owned(host),
        path: escape_path(path),
        query: owned(query),
        fragment: owned(fragment),
    })
}

fn scheme_of(text: &str) -> Result<(&str, &str), &'static str> {
    for (at, c) in text.char_indices() {
        match c {
            'a'..='z' | 'A'..='Z' => {}
            '0'..='9' | '+' | '-' | '.' if at > 0 => {}
            ':' if at == 0 => return Err("missing protocol scheme"),
            ':' => {
                return Ok((
                    text.get(..at).unwrap_or_default(),
                    text.get(at + 1..).unwrap_or_default(),
                ));
            }
            _ => return Ok(("", text)),
        }
    }
    Ok(("", text))
}

fn check_host(host: &str) -> Result<(), String> {
    let port = if host.starts_with('[') {
        let Some((_, after)) = host.rsplit_once(']') else {
            return Err("missing ']' in host".to_owned());
        };
        after
    } else {
        host.find(':').and_then(|at| host.get(at..)).unwrap_or_default()
    };
    let digits = port.strip_prefix(':').unwrap_or(port);
    if !digits.bytes().all(|b| b.is_ascii_digit()) || (!port.is_empty() && !port.starts_with(':')) {
        return Err(format!("invalid port {port:?} after host"));
    }
    match host
        .chars()
        .find(|c| matches!(c, ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}'))
    {
        Some(c) => Err(format!("invalid character {:?} in host name", c.to_string())),
        None => Ok(()),
    }
}

fn check_escapes(text: &str) -> Result<(), String> {
    for (at, _) in text.match_indices('%') {
        let valid = text
            .get(at + 1..at + 3)
            .is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        if !valid {
            return Err(text
                .chars()
                .skip(text.get(..at).unwrap_or_default().chars().count())
                .take(3)
                .collect());
        }
    }
    Ok(())
}

/// The path with everything escaped that has to be.
fn escape_path(path: &str) -> String {
    let kept = |b: u8| b.is_ascii_alphanumeric() || b"-_.~$&+,/:;=@%!'()*[]".contains(&b);
    path.bytes()
        .map(|b| {
            if kept(b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

/// A value of a query with its escapes resolved.
fn unescape_query(text: &str) -> Option<String> {
    check_escapes(text).ok()?;
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(b) = bytes.next() {
        out.push(match b {
            b'+' => b' ',
            b'%' => {
                let hex: String = [bytes.next()?, bytes.next()?]
                    .into_iter()
                    .map(char::from)
                    .collect();
                u8::from_str_radix(&hex, 16).ok()?
            }
            other => other,
        });
    }
    Some(String::from_utf8_lossy(&out).into_owned())
}

impl Url {
    fn host_and_port(&self) -> (&str, &str) {
        if let Some((inside, after)) = self.host.strip_prefix('[').and_then(|host| host.split_once(']')) {
            return (inside, after.strip_prefix(':').unwrap_or_default());
        }
        self.host.split_once(':').unwrap_or((&self.host, ""))
    }

    fn query(&self) -> Value {
        let mut found: Vec<(String, Vec<Value>)> = Vec::new();
        for pair in self
            .query
            .split('&')
            .filter(|pair| !pair.is_empty() && !pair.contains(';'))
        {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (Some(key), Some(value)) = (unescape_query(key), unescape_query(value)) else {
                continue;
            };
            match found.iter_mut().find(|(known, _)| *known == key) {
                Some((_, values)) => values.push(Value::string(value)),
                None => found.push((key, vec![Value::string(value)])),
            }
        }
        let mut map = Map::default();
        for (key, values) in found {
            map.insert(Value::string(key), Value::list(values));
        }
        Value::Map(Arc::new(map))
    }
}

/// A function of the library; none where the arguments are not its.
pub(super) fn call(function: &str, args: &[Value]) -> Option<Value> {
    Some(match (function, args) {
        ("url", [Value::String(text)]) => match parse(text) {
            Ok(url) => Value::Url(Arc::new(url)),
            Err(message) => Value::error(message),
        },
        ("isURL", [Value::String(text)]) => Value::Bool(parse(text).is_ok()),
        ("getScheme", [Value::Url(url)]) => Value::string(&url.scheme),
        ("getHost", [Value::Url(url)]) => Value::string(&url.host),
        ("getHostname", [Value::Url(url)]) => Value::string(url.host_and_port().0),
        ("getPort", [Value::Url(url)]) => Value::string(url.host_and_port().1),
        ("getEscapedPath", [Value::Url(url)]) => Value::string(&url.path),
        ("getQuery", [Value::Url(url)]) => url.query(),
        _ => return None,
    })
}
