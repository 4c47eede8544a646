use super::*;

fn holds(format: &str, good: &[&str], bad: &[&str]) {
    for text in good {
        assert!(matches(format, text), "{format}: {text}");
    }
    for text in bad {
        assert!(!matches(format, text), "{format}: {text}");
    }
}

#[test]
fn every_format_takes_what_the_server_takes() {
    holds(
        "bsonobjectid",
        &["507f1f77bcf86cd799439011"],
        &["507f", "zz7f1f77bcf86cd799439011"],
    );
    holds("uri", &["http://x", "/a", "urn:x:y"], &["x", "", "http://[::1"]);
    holds(
        "email",
        &["a@b", "N <a@b.c>", "\"q q\"@b", "a@[1.2.3.4]"],
        &["a", "@b", "a@", "a..b@c", "a@b c", "", ".a@b"],
    );
    holds(
        "hostname",
        &["a.bc", "localhost", "1a", "ü.de", "a"],
        &["a_b", "-a", "a.b-", "a.b.", &"a".repeat(64)],
    );
    holds(
        "ipv4",
        &["1.2.3.4", "01.02.3.4"],
        &["1.2.3", "1.2.3.256", "::1", ""],
    );
    holds(
        "ipv6",
        &["::1", "::ffff:1.2.3.4"],
        &["1.2.3.4", ":::", "::1%eth0"],
    );
    holds(
        "cidr",
        &["1.2.3.0/24", "::/0", "1.2.3.4/032"],
        &["1.2.3.0", "1.2.3.0/33", "::/129", "1.2.3.0/"],
    );
    holds(
        "mac",
        &["01:23:45:67:89:ab", "01-23-45-67-89-AB", "0123.4567.89ab"],
        &["01:23", "01:23-45:67:89:ab", "0123"],
    );
    holds(
        "uuid",
        &[
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "F81D4FAE7DEC11D0A76500A0C91E6BF6",
        ],
        &["f81d4fae", ""],
    );
    holds(
        "uuid4",
        &["f81d4fae-7dec-41d0-a765-00a0c91e6bf6"],
        &["f81d4fae-7dec-11d0-a765-00a0c91e6bf6"],
    );
    holds(
        "isbn",
        &["0321751043", "978-0321751041"],
        &["0321751042", "978-0321751040"],
    );
    holds(
        "creditcard",
        &["4111-1111-1111-1111"],
        &["4111-1111-1111-1112", "1"],
    );
    holds("ssn", &["111-22-3333"], &["111223333", "111-22-333a"]);
    holds("hexcolor", &["#fff", "AbCdEf"], &["#ffff", "#ggg"]);
    holds(
        "rgbcolor",
        &["rgb(0,10,255)", "rgb( 1 , 2 , 3 )"],
        &["rgb(0,0,256)", "rgb(00,0,0)", "rgb(0,0)"],
    );
    holds("byte", &["aGk=", "aGl5"], &["", "aGk", "a===", "aG=k"]);
    holds("password", &["", "x"], &[]);
    holds(
        "date",
        &["2024-02-29"],
        &["2023-02-29", "2024-2-9", "2024-13-01", "x"],
    );
    holds(
        "duration",
        &["1h2m", "0", "3 days", "22 ns", "-1.5h"],
        &["", "x", "1", "3 xs"],
    );
    holds(
        "date-time",
        &["2024-01-02T03:04:05Z", "2024-01-02t03:04:05.1+01:00"],
        &["2024-01-02", "2024-01-02T24:04:05Z", "2024-01-02T03:04:05"],
    );
    holds("k8s-short-name", &["a-b"], &["a.b", "A", ""]);
    holds("k8s-long-name", &["a.b"], &["a..b"]);
}

#[test]
fn a_format_counts_on_the_types_that_it_is_for() {
    let v = KubernetesVersion::V1_37;
    assert!(is_known("date-time", "string", v) && is_known("uuid", "", v) && is_known("int32", "integer", v));
    assert!(
        !is_known("int32", "string", v) && !is_known("date", "object", v) && !is_known("uint8", "integer", v)
    );
    assert!(is_known("k8s-short-name", "string", v));
    assert!(!is_known("k8s-short-name", "string", KubernetesVersion::V1_34));
}
