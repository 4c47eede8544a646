//! The IP and CIDR library.

use std::fmt;
use std::net::IpAddr;

use super::value::Value;
use crate::go::quote;
use crate::go_netip::{parse_addr, parse_prefix};

/// A range of addresses as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cidr {
    pub(crate) ip: IpAddr,
    pub(crate) bits: u8,
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.ip, self.bits)
    }
}

fn width(ip: IpAddr) -> u8 {
    if ip.is_ipv4() { 32 } else { 128 }
}

fn number(ip: IpAddr) -> u128 {
    match ip {
        IpAddr::V4(ip) => u128::from(u32::from(ip)),
        IpAddr::V6(ip) => u128::from(ip),
    }
}

impl Cidr {
    fn mask(self) -> u128 {
        let width = u32::from(width(self.ip));
        let all = if width == 32 {
            u128::from(u32::MAX)
        } else {
            u128::MAX
        };
        let host = width - u32::from(self.bits);
        if host >= 128 { 0 } else { (all >> host) << host }
    }

    fn contains(self, ip: IpAddr) -> bool {
        self.ip.is_ipv4() == ip.is_ipv4() && number(self.ip) & self.mask() == number(ip) & self.mask()
    }

    fn masked(self) -> Cidr {
        let network = number(self.ip) & self.mask();
        let ip = match self.ip {
            IpAddr::V4(_) => IpAddr::from(u32::try_from(network).unwrap_or(0).to_be_bytes()),
            IpAddr::V6(_) => IpAddr::from(network.to_be_bytes()),
        };
        Cidr { ip, bits: self.bits }
    }
}

/// An address without zone that is no IPv4 address in IPv6 form.
fn parse_ip(text: &str) -> Result<IpAddr, String> {
    let shown = quote(text);
    let ip = parse_addr(text)
        .map_err(|error| format!("IP Address {shown} parse error during conversion from string: {error}"))?;
    if text.contains('%') {
        return Err(format!("IP address {shown} with zone value is not allowed"));
    }
    match ip {
        IpAddr::V6(v6) if v6.to_ipv4_mapped().is_some() => {
            Err(format!("IPv4-mapped IPv6 address {shown} is not allowed"))
        }
        _ => Ok(ip),
    }
}

fn parse_cidr(text: &str) -> Result<Cidr, String> {
    let prefix = "network address parse error during conversion from string";
    let (ip, bits) = parse_prefix(text).map_err(|error| format!("{prefix}: {prefix}: {error}"))?;
    if matches!(ip, IpAddr::V6(v6) if v6.to_ipv4_mapped().is_some()) {
        return Err(format!(
            "{prefix}: IPv4-mapped IPv6 address {} is not allowed",
            quote(text)
        ));
    }
    Ok(Cidr { ip, bits })
}

fn or_error<T>(result: Result<T, String>, make: impl FnOnce(T) -> Value) -> Value {
    result.map_or_else(Value::error, make)
}

/// A function of the library; none where the arguments are not its.
pub(super) fn call(function: &str, args: &[Value]) -> Option<Value> {
    Some(match (function, args) {
        ("ip", [Value::String(text)]) => or_error(parse_ip(text), Value::Ip),
        ("isIP", [Value::String(text)]) => Value::Bool(parse_ip(text).is_ok()),
        ("ip.isCanonical", [Value::String(text)]) => {
            or_error(parse_ip(text), |ip| Value::Bool(ip.to_string() == **text))
        }
        ("cidr", [Value::String(text)]) => or_error(parse_cidr(text), Value::Cidr),
        ("isCIDR", [Value::String(text)]) => Value::Bool(parse_cidr(text).is_ok()),
        ("family", [Value::Ip(ip)]) => Value::Int(if ip.is_ipv4() { 4 } else { 6 }),
        ("isUnspecified", [Value::Ip(ip)]) => Value::Bool(ip.is_unspecified()),
        ("isLoopback", [Value::Ip(ip)]) => Value::Bool(ip.is_loopback()),
        ("isLinkLocalMulticast", [Value::Ip(ip)]) => Value::Bool(link_local_multicast(*ip)),
        ("isLinkLocalUnicast", [Value::Ip(ip)]) => Value::Bool(link_local_unicast(*ip)),
        ("isGlobalUnicast", [Value::Ip(ip)]) => Value::Bool(global_unicast(*ip)),
        ("ip", [Value::Cidr(cidr)]) => Value::Ip(cidr.ip),
        ("masked", [Value::Cidr(cidr)]) => Value::Cidr(cidr.masked()),
        ("prefixLength", [Value::Cidr(cidr)]) => Value::Int(i64::from(cidr.bits)),
        ("containsIP", [Value::Cidr(cidr), Value::Ip(ip)]) => Value::Bool(cidr.contains(*ip)),
        ("containsIP", [Value::Cidr(cidr), Value::String(text)]) => match parse_ip(text) {
            Ok(ip) => Value::Bool(cidr.contains(ip)),
            // The server says no more than this.
            Err(_) => Value::error("no such overload"),
        },
        ("containsCIDR", [Value::Cidr(cidr), Value::Cidr(inner)]) => Value::Bool(within(*cidr, *inner)),
        ("containsCIDR", [Value::Cidr(cidr), Value::String(text)]) => {
            or_error(parse_cidr(text), |inner| Value::Bool(within(*cidr, inner)))
        }
        _ => return None,
    })
}

fn within(outer: Cidr, inner: Cidr) -> bool {
    outer.contains(inner.ip) && inner.bits >= outer.bits
}

fn link_local_unicast(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unicast_link_local(),
    }
}

fn link_local_multicast(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => u32::from(ip) >> 8 == 0x00e0_0000,
        IpAddr::V6(ip) => u128::from(ip) >> 112 & 0xff0f == 0xff02,
    }
}

fn global_unicast(ip: IpAddr) -> bool {
    let broadcast = matches!(ip, IpAddr::V4(ip) if ip.is_broadcast());
    !(broadcast || ip.is_unspecified() || ip.is_loopback() || ip.is_multicast() || link_local_unicast(ip))
}
