//! The URL library.

use std::sync::Arc;

use super::value::{Map, Value};
use crate::go_url::{self, Url};

/// An absolute URL or an absolute path. The server reads it twice: as a request first, and then with its fragment.
fn parse(text: &str) -> Result<Url, String> {
    let read = go_url::parse_request_uri(text).and_then(|_| go_url::parse(text));
    read.map_err(|why| format!("URL parse error during conversion from string: {why}"))
}

fn query(url: &Url) -> Value {
    let mut found: Vec<(String, Vec<Value>)> = Vec::new();
    for (key, value) in url.query_pairs() {
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

/// A function of the library; none where the arguments are not its.
pub(super) fn call(function: &str, args: &[Value]) -> Option<Value> {
    Some(match (function, args) {
        ("url", [Value::String(text)]) => match parse(text) {
            Ok(url) => Value::Url(Arc::new(url)),
            Err(message) => Value::error(message),
        },
        ("isURL", [Value::String(text)]) => Value::Bool(go_url::parse_request_uri(text).is_ok()),
        ("getScheme", [Value::Url(url)]) => Value::string(&url.scheme),
        ("getHost", [Value::Url(url)]) => Value::string(&url.host),
        ("getHostname", [Value::Url(url)]) => Value::string(url.host_and_port().0),
        ("getPort", [Value::Url(url)]) => Value::string(url.host_and_port().1),
        ("getEscapedPath", [Value::Url(url)]) => Value::string(&url.path),
        ("getQuery", [Value::Url(url)]) => query(url),
        _ => return None,
    })
}
