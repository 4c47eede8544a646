"""Texts that are rules, nearly: every kind of token, valid expressions with one exchanged, left out or doubled."""
TOKENS = ["self", "oldSelf", "self.a", "self.s", "self.l", "x", "_x", "x1", "int", "true", "false", "null", "in", "as", "for", "if", "package", "namespace", "void", "return", "has", "all", "map", "cel", "bind", "size", "matches", "type", "dyn", "optional", "of", "math", "strings", "google", "protobuf", "Timestamp",
          "(", ")", "[", "]", "{", "}", ".", ",", ":", "?", "?.", ".?", "[?", "{?", "!", "-", "+", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "=", "&", "|", "!!", "--", ";", "@", "#", "$", "^", "~", "`", "`a`", ".`a-b`", "`a b`", "``", "\\",
          "0", "1", "-1", "00", "01", "1.", ".5", "1.5", "1e3", "1E-3", "1e", "1.e3", "1e+", "0x", "0x1F", "0XG", "0xu", "1u", "1U", "0x1u", "1.5u", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551615u", "18446744073709551616u", "0x7fffffffffffffff", "0x8000000000000000", "-0x8000000000000000", "1e400", "1e-400", "1_000", "0b1", "0o7", "1f", "1l", "1.5.5",
          "''", "'a'", "\"b\"", "'''c'''", "\"\"\"d\"\"\"", "'\n'", "'''\n'''", "'\\n'", "'\\x41'", "'\\x4'", "'\\101'", "'\\8'", "'\\400'", "'\\u00e9'", "'\\ud800'", "'\\U0001F600'", "'\\U00110000'", "'\\q'", "'\\'", "r'\\q'", "R\"\\\"", "r'\\'", "b'a'", "B'\\xff'", "b'\\u00e9'", "b'é'", "br'\\x'", "rb'\\x'", "bR'''\\'''", "'é'", "'😀'", "'a", "\"", "'''", "'a\\", "u'a'", "'\\?'", "'\\`'", "'\\a\\b\\f\\v\\t\\r'", "'\\0'", "'\\01'", "'\u0000'", "'\ufeff'", "'\\'\"'",
          "// c", "// c\n", "/* c */", " ", "  ", "\t", "\n", "\r", "\f", "\u00a0", "\u3000", "é", "😀", "\u0000", "\ufeff"]
BASES = ["self.a == 1", "self.s == 'a' && self.a > 0 || self.a < -1", "self.a in [1, 2, 3]", "{'a': 1, 'b': 2}.all(k, k != '')", "self.l.exists(x, x == self.s)", "has(self.a) ? self.a == 1 : !has(self.s)", "self.l.map(x, x + 'a').filter(x, x.matches('^a')).size() == 0", "self.?a.orValue(1) == 1", "self.l[?0].hasValue()",
         "cel.bind(x, self.a, x * x > -x)", "-self.a + 1 * 2 % 3 - 4 / 5 == 0", "self.l.all(i, v, i >= 0 && v != '')", "[1, ?self.?a].size() > 1", "{?'a': self.?s}.size() == 1", "type(self.a) == int", "timestamp('2024-01-02T03:04:05Z').getHours() == 3", "!(self.a == 1) && !!true", "'a' + \"b\" == '''ab'''", "self.l.transformMap(i, v, {v: i}).size() == 0", "true ? false ? true : false : true",
         "math.greatest(1, self.a, 3) == 3", "'%s'.format([self]) == ''", "google.protobuf.Timestamp{seconds: 1} == timestamp(1)", "self['a'] == 1", "self.`a` == 1", "b'\\xff' == bytes('a')", "1u + 2u == uint(3)", "[] == [] && {} == {}", "self.l.sortBy(x, x) == self.l", "optional.of(self.a).optMap(x, x + 1).orValue(0) == 2", "a.b.c == 1", ".self.a == 1", "self.a == 1 // end"]
SCHEMA = {"type": "object", "properties": {"a": {"type": "integer"}, "s": {"type": "string"}, "l": {"type": "array", "items": {"type": "string"}, "maxItems": 3}, "a-b": {"type": "string"}, "in": {"type": "boolean"}}}


def split(text):
    """A text in its tokens, roughly."""
    out, word = [], ""
    for c in text:
        if c.isalnum() or c == "_":
            word += c
            continue
        out += [word] if word else []
        out.append(c)
        word = ""
    return out + ([word] if word else [])


def rule(r):
    if r.random() < 0.3:
        return r.choice(["", " "]).join(r.choice(TOKENS) for _ in range(r.randrange(1, 6)))
    parts = split(r.choice(BASES))
    for _ in range(r.choice([1, 1, 2])):
        at = r.randrange(len(parts))
        r.choice([lambda: parts.__setitem__(at, r.choice(TOKENS)), lambda: parts.insert(at, r.choice(TOKENS)), lambda: parts.__setitem__(at, ""), lambda: parts.insert(at, parts[r.randrange(len(parts))])])()
    if r.random() < 0.02:
        # The deepest that a rule may nest, or nearly.
        depth, (opening, closing) = r.choice([40, 60, 62, 63, 64, 65, 100, 248, 249, 250, 251]), r.choice(["()", ("[", "]"), ("!", ""), ("-", ""), ("true ? (", ") : true"), ("1 + ", ""), ("true && ", ""), ("{1: ", "}"), ("size([", "])"), ("self.", "")])
        parts = [opening * depth, *parts, closing * depth]
    return "".join(parts)


def question(r):
    return {"op": "rule", "schema": SCHEMA, "rule": rule(r), "root": False}
