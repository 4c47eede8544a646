"""CEL rules made up over a schema: mostly of the right type, with faults of any kind put in."""

SCALARS = [{"type": "string"}, {"type": "string", "maxLength": 20}, {"type": "integer"}, {"type": "integer", "format": "int32"},
           {"type": "number"}, {"type": "boolean"}, {"type": "string", "format": "date-time"}, {"type": "string", "format": "duration"},
           {"type": "string", "format": "date"}, {"type": "string", "format": "byte"}, {"x-kubernetes-int-or-string": True},
           {"type": "string", "enum": ["a", "b", "c"]}, {"type": "string", "nullable": True}, {"type": "string", "default": "d"},
           {"type": "string", "format": "ipv4"}, {"type": "integer", "minimum": 0, "maximum": 9}]
FIELDS = ["a", "b", "c", "name", "items", "if", "in", "my-x", "a_b", "__x", "namespace", "kind", "metadata", "über", "x.y", "size"]


def ruled_schema(r, depth=0, usable=True):
    """A structural schema, most of whose lists, maps and strings have bounds."""
    pick = r.random()
    if depth == 0 or (pick < 0.35 and depth < 4):
        names = FIELDS[:4] if r.random() < (0.6 if depth else 0.85) else FIELDS
        node = {"type": "object", "properties": {n: ruled_schema(r, depth + 1) for n in r.sample(names, r.randrange(1, 4))}}
        if r.random() < 0.25:
            node["required"] = r.sample(list(node["properties"]), 1)
        if r.random() < 0.04:
            node["x-kubernetes-preserve-unknown-fields"] = True
        if r.random() < 0.05:
            node["x-kubernetes-map-type"] = r.choice(["atomic", "granular"])
        return node
    if pick < 0.55 and depth < 4:
        node = {"type": "array", "items": ruled_schema(r, depth + 1)}
        if r.random() < 0.6:
            node["maxItems"] = r.choice([1, 3, 5, 10, 100, 1000, 100000])
        if r.random() < 0.1:
            node["x-kubernetes-list-type"] = r.choice(["atomic", "set"])
        if r.random() < 0.25:
            node["items"] = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string", "maxLength": 8}, "v": ruled_schema(r, depth + 2)}}
            node.update({"x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"]})
        return node
    if pick < 0.65 and depth < 4:
        node = {"type": "object", "additionalProperties": ruled_schema(r, depth + 1)}
        if r.random() < 0.6:
            node["maxProperties"] = r.choice([1, 3, 10, 100, 1000])
        return node
    return dict(r.choice(SCALARS))


def kind_of(s):
    """The CEL kind of a schema's values."""
    if s.get("x-kubernetes-int-or-string") or "type" not in s:
        return "dyn"
    kind = s["type"]
    if kind == "string":
        return {"date-time": "timestamp", "date": "timestamp", "duration": "duration", "byte": "bytes"}.get(s.get("format"), "string")
    if kind == "object":
        return "map" if isinstance(s.get("additionalProperties"), dict) else "object"
    return {"integer": "int", "number": "double", "boolean": "bool", "array": "list"}.get(kind, "dyn")


KEYWORDS = {"in": "__in__", "if": "if", "namespace": "__namespace__", "my-x": "my__dash__x", "a_b": "a_b", "__x": "__underscores__x", "x.y": "x__dot__y"}


def escaped(r, name):
    """A field's name as CEL writes it; rarely as it is."""
    return name if r.random() < 0.05 else KEYWORDS.get(name, name)


def reachable(r, scope):
    """Every (expression, schema) that a chain of fields leads to."""
    out = []

    def walk(text, s, depth):
        out.append((text, s))
        if depth > 3:
            return
        if kind_of(s) == "object":
            for name, child in (s.get("properties") or {}).items():
                walk(f"{text}.{escaped(r, name)}", child, depth + 1)
        elif kind_of(s) == "list" and r.random() < 0.3:
            walk(f"{text}[{r.choice([0, 0, 1, -1])}]", s.get("items") or {}, depth + 1)
        elif kind_of(s) == "map" and r.random() < 0.3:
            walk(f"{text}['{r.choice(['k1', 'k2', 'a.b'])}']", s["additionalProperties"], depth + 1)

    for text, s in scope:
        walk(text, s, 0)
    return out


LITERALS = {
    "int": ["0", "1", "2", "-1", "10", "9223372036854775807", "0x1F", "-9223372036854775808", "1000"],
    "uint": ["1u", "0u", "0xFFu"], "double": ["0.5", "1.0", "-2.5", "1e3", "1.5e-3", "0.0"],
    "string": ["'a'", "''", "'abc'", "\"x\"", "r'\\d+'", "'é'", "'\\n'", "'''q'''", "'\\u00e9'", "'k1'", "'1h'", "'10Mi'", "'1.2.3.4'", "'https://a.b/c?d=e'"],
    "bool": ["true", "false"], "bytes": ["b'a'", "b'\\xff'", "bytes('a')"],
    "timestamp": ["timestamp('2024-01-02T03:04:05Z')", "timestamp('2024-01-02T03:04:05.123+02:00')", "timestamp(0)"],
    "duration": ["duration('1h')", "duration('1h30m5s')", "duration('-1.5s')"], "null": ["null"],
    "list": ["[]", "['a', 'b']", "[1, 2, 3]", "[[1], [2]]", "[1, 'a']", "[1.0, 2.0]"], "map": ["{}", "{'a': 1}", "{'a': 'b', 'c': 'd'}", "{1: 'x'}"],
    "quantity": ["quantity('10Mi')", "quantity('1.5')"], "ip": ["ip('1.2.3.4')", "ip('::1')"], "cidr": ["cidr('10.0.0.0/8')", "cidr('::/0')"],
    "url": ["url('https://a.b:80/c?d=e')", "url('/x')"], "semver": ["semver('1.2.3')", "semver('v1.2', true)"],
    "optional": ["optional.of(1)", "optional.none()", "optional.ofNonZeroValue('')"],
    "object": ["{'a': 1}"], "dyn": ["1", "'a'", "dyn(1)"],
}
BAD = ["duration('1x')", "timestamp('nope')", "quantity('x1')", "ip('1.2.3')", "cidr('1.2.3.4')", "semver('1')", "'a'.matches('(')", "1 / 0", "int('x')", "99999999999999999999",
       "nope", "self.nope", "nope(1)", "self.nope()", "self.a.b.c.d", "[1, 2][5]", "{'a': 1}['b']", "1 + 'a'", "'a' > 1", "!1", "-'a'", "self.all(1, true)", "has(self)", "self.map(x)",
       "self.exists_one(x, y, z, 1)", "type(self) == string", "int", "self == null", "1u + 1", "self.?a", "optional.of(self)", "[?optional.none()]", "{?'a': optional.of(1)}", "format.named('dns1123Label')",
       "self.getHours('UTC')", "x", "a.b.c", "'a'.charAt(5)", "'abc'.substring(2, 1)", "[].min()", "sets.contains([1], ['a'])", "self.filter(x, 1)", "google.protobuf.Timestamp{}", "Foo{a: 1}", "cel.bind(x, 1, x)"]
SYNTAX = ["self ==", "self..a", "(self", "self)", "self &&& true", "self = 1", "'a", "1 2", "self.all(x, )", "self[", "{", "[1,", "!", "", " ", "// x", "self ? 1", "a b", "self.in", "true && ", "\"\\x\"", "0x", "1.e", "self.`a`", "b'\\u00e9'", "\n\n==", "for", "if (x)", "'é' +", "@", "#", "self.a.", "?a", "x -> y", "true\n&& (\n", "1 == 1 // ok", "\u0001"]


class Maker:
    def __init__(self, r, scope, faults):
        self.r, self.scope, self.faults, self.names = r, scope, faults, 0

    def fresh(self):
        self.names += 1
        return self.r.choice(["x", "y", "z", "i", "k"]) + (str(self.names) if self.r.random() < 0.7 else "")

    def of(self, kind, scope, depth):
        """An expression of a kind: a field, a literal, or something that gives it."""
        r = self.r
        if r.random() < self.faults:
            pick = r.random()
            return r.choice(BAD) if pick < 0.7 else self.of(r.choice(list(LITERALS)), scope, depth + 1)
        found = [t for t, s in reachable(r, scope) if kind_of(s) == kind]
        if found and r.random() < (0.6 if depth < 3 else 0.85):
            return r.choice(found)
        if depth < 4 and r.random() < 0.6:
            made = self.call(kind, scope, depth + 1)
            if made:
                return made
        return r.choice(LITERALS.get(kind, ["1"]))

    def call(self, kind, scope, d):
        r, of = self.r, lambda k: self.of(k, scope, d)
        s, i, n = (lambda: of("string")), (lambda: of("int")), (lambda: str(r.randrange(4)))
        makers = {
            "bool": lambda: self.truth(scope, d),
            "int": lambda: r.choice([
                lambda: f"{i()} {r.choice('+-*/%')} {i()}", lambda: f"size({of(r.choice(['string', 'list', 'map', 'bytes']))})", lambda: f"{of(r.choice(['string', 'list', 'map']))}.size()",
                lambda: f"int({of(r.choice(['double', 'string', 'timestamp']))})", lambda: f"{s()}.indexOf({s()})", lambda: f"{s()}.lastIndexOf({s()}, {n()})", lambda: f"-{i()}",
                lambda: f"({of('bool')} ? {i()} : {i()})", lambda: f"{of('timestamp')}.{r.choice(['getFullYear', 'getMonth', 'getDayOfWeek', 'getHours', 'getMilliseconds', 'getDayOfYear'])}({r.choice(['', '', chr(39) + 'UTC' + chr(39), chr(39) + '+02:00' + chr(39)])})",
                lambda: f"{of('duration')}.{r.choice(['getSeconds', 'getHours', 'getMinutes'])}()", lambda: f"[{i()}, {i()}].{r.choice(['sum', 'min', 'max'])}()", lambda: f"{of('list')}.indexOf({i()})",
                lambda: f"{of('quantity')}.sign()", lambda: f"{of('quantity')}.compareTo({of('quantity')})", lambda: f"{of('semver')}.{r.choice(['major', 'minor', 'patch'])}()", lambda: f"{of('ip')}.family()",
                lambda: f"{of('cidr')}.prefixLength()", lambda: f"{of('optional')}.orValue({i()})", lambda: f"{i()}"])(),
            "double": lambda: r.choice([lambda: f"double({of(r.choice(['int', 'string']))})", lambda: f"{of('double')} {r.choice('+-*/')} {of('double')}", lambda: f"{of('quantity')}.asApproximateFloat()"])(),
            "string": lambda: r.choice([
                lambda: f"{s()} + {s()}", lambda: f"string({of(r.choice(['int', 'double', 'bool', 'timestamp', 'duration', 'bytes']))})", lambda: f"{s()}.{r.choice(['lowerAscii', 'upperAscii', 'trim', 'reverse'])}()",
                lambda: f"{s()}.substring({n()})", lambda: f"{s()}.substring({n()}, {n()})", lambda: f"{s()}.replace({s()}, {s()})", lambda: f"{s()}.replace({s()}, {s()}, {n()})", lambda: f"{s()}.charAt({n()})",
                lambda: f"{s()}.split({s()}).join({s()})", lambda: f"({of('bool')} ? {s()} : {s()})", lambda: f"{s()}.find('[a-z]+')", lambda: f"{of('url')}.{r.choice(['getHost', 'getScheme', 'getPort', 'getEscapedPath', 'getHostname'])}()",
                lambda: f"'%s: %d'.format([{s()}, {i()}])", lambda: f"'{r.choice(['%.2f', '%e', '%x', '%s', '%b', '%o', '%q'])}'.format([{of(r.choice(['int', 'double', 'string', 'list', 'bool']))}])",
                lambda: f"{of('list')}.join(',')", lambda: f"string({of('ip')})", lambda: f"type({s()})"])(),
            "list": lambda: r.choice([
                lambda: f"[{i()}, {i()}]", lambda: f"{of('list')} + {of('list')}", lambda: self.comprehension("map", scope, d), lambda: self.comprehension("filter", scope, d), lambda: f"{s()}.split({s()})",
                lambda: f"{s()}.findAll('a', {n()})", lambda: f"{s()}.findAll('[0-9]+')"])(),
            "bytes": lambda: f"bytes({s()})", "timestamp": lambda: r.choice([f"{of('timestamp')} {r.choice('+-')} {of('duration')}", f"timestamp({s()})"]),
            "duration": lambda: r.choice([f"{of('timestamp')} - {of('timestamp')}", f"duration({s()})", f"{of('duration')} + {of('duration')}"]),
            "quantity": lambda: r.choice([f"quantity({s()})", f"{of('quantity')}.add({of('quantity')})", f"{of('quantity')}.sub({i()})"]), "ip": lambda: r.choice([f"ip({s()})", f"{of('cidr')}.ip()"]),
            "cidr": lambda: r.choice([f"cidr({s()})", f"{of('cidr')}.masked()"]), "url": lambda: f"url({s()})", "semver": lambda: f"semver({s()})",
            "optional": lambda: r.choice([lambda: f"optional.of({of(r.choice(['int', 'string']))})", lambda: f"{of('map')}[?{s()}]", lambda: f"{of('list')}[?{n()}]",
                                          lambda: r.choice([t for t, _ in scope]) + ".?" + r.choice(["a", "b", "name"]), lambda: f"{of('optional')}.or({of('optional')})"])(),
            "map": lambda: f"{{{s()}: {i()}}}", "object": lambda: None, "dyn": lambda: f"dyn({of(r.choice(['int', 'string']))})", "uint": lambda: f"uint({i()})", "null": lambda: "null",
        }
        return makers[kind]()

    def comprehension(self, macro, scope, d):
        """A macro over a list or map, its variable in scope of the body."""
        r, name = self.r, self.fresh()
        found = [(t, s) for t, s in reachable(r, scope) if kind_of(s) == "list" or (kind_of(s) == "map" and macro not in ("map", "filter"))]
        if found and r.random() < 0.85:
            text, s = r.choice(found)
            inner = s.get("items") or {} if kind_of(s) == "list" else {"type": "string"}
        else:
            text, inner = self.of("list", scope, d), {"x-kubernetes-int-or-string": True}
        bound = scope + [(name, inner)]
        body = self.of("bool", bound, d + 1) if macro != "map" else self.of(kind_of(inner), bound, d + 1)
        if r.random() < 0.06:
            return f"{text}.{macro}({name}, {self.fresh()}, {body})"
        return f"{text}.{macro}({name}, {body})"

    def truth(self, scope, d):
        r, of = self.r, lambda k: self.of(k, scope, d)
        s, i = (lambda: of("string")), (lambda: of("int"))
        every = reachable(r, scope)
        fields = [t for t, _ in every if "." in t and not t.endswith("]")] or ["self.a"]

        def same():
            text, schema = r.choice(every)
            return f"{text} {r.choice(['==', '!='])} {self.of(kind_of(schema), scope, d)}"

        return r.choice([
            same, same, same, lambda: f"{i()} {r.choice(['<', '<=', '>', '>=', '==', '!='])} {i()}", lambda: f"{s()}.{r.choice(['startsWith', 'endsWith', 'contains'])}({s()})",
            lambda: f"{s()}.matches('{r.choice(['^a+$', '[a-z]{1,3}', '.*', '^x|y', '(a', 'a{1001}'])}')", lambda: f"{s()} in {of('list')}", lambda: f"{s()} in {of('map')}",
            lambda: f"{of('bool')} {r.choice(['&&', '||'])} {of('bool')}", lambda: f"!{of('bool')}", lambda: f"({of('bool')} ? {of('bool')} : {of('bool')})", lambda: f"has({r.choice(fields)})",
            lambda: (lambda f: f"!has({f}) || {of('bool')}")(r.choice(fields)), lambda: self.comprehension("all", scope, d), lambda: self.comprehension("all", scope, d), lambda: self.comprehension("exists", scope, d),
            lambda: self.comprehension("exists_one", scope, d), lambda: f"{of('list')}.isSorted()", lambda: f"{of('double')} {r.choice(['<', '>=', '=='])} {of('double')}", lambda: f"{of('timestamp')} < {of('timestamp')}",
            lambda: f"{of('duration')} <= {of('duration')}", lambda: f"isQuantity({s()})", lambda: f"isIP({s()})", lambda: f"isURL({s()})", lambda: f"isSemver({s()})", lambda: f"{of('cidr')}.containsIP({of('ip')})",
            lambda: f"{of('quantity')}.isGreaterThan({of('quantity')})", lambda: f"sets.{r.choice(['contains', 'intersects', 'equivalent'])}({of('list')}, {of('list')})",
            lambda: f"type({of(r.choice(['int', 'string', 'dyn']))}) == {r.choice(['int', 'string', 'bool', 'list'])}", lambda: f"{of('optional')}.hasValue()", lambda: f"{of('dyn')} == {of(r.choice(['int', 'string', 'dyn']))}",
            lambda: f"format.dns1123Label().validate({s()}).hasValue()", lambda: f"{of('bytes')} == {of('bytes')}", lambda: f"{of('semver')}.isLessThan({of('semver')})",
            lambda: f"{of('ip')}.{r.choice(['isLoopback', 'isUnspecified', 'isGlobalUnicast'])}()", lambda: f"{of('url')}.getQuery()['d'] == ['e']"])()


def heavy(r, scope):
    """A rule that costs much where the lists have no bounds."""
    lists = [t for t, s in reachable(r, scope) if kind_of(s) in ("list", "map")] or ["[1, 2]"]
    text = r.choice(["x == y", "true", "x != y || true", "string(x) == string(y)"])
    rule = f"{r.choice(lists)}.all(x, {r.choice(lists)}.all(y, {text}))"
    return rule if r.random() < 0.6 else f"{r.choice(lists)}.all(z, {rule})"


def rule_text(r, schema, faults=0.03):
    """A rule's text over a schema; `faults` is how often a part of it is exchanged by something wrong."""
    pick = r.random()
    scope = [("self", schema)]
    if pick < 0.05 and faults:
        return r.choice(SYNTAX)
    if pick < 0.13:
        return heavy(r, scope)
    if pick < 0.3:
        scope.append(("oldSelf", schema))
    text = Maker(r, scope, faults).of("bool", scope, 0)
    if faults and r.random() < 0.04:
        at = r.randrange(len(text) + 1)
        text = text[:at] + r.choice(["(", ")", "'", ".", " ", "]", "1", "&", "\\", "é", "\n"]) + text[at + r.randrange(2):]
    return text


def rule(r, schema, faults=0.03):
    """A rule with what may stand beside it."""
    out = {"rule": rule_text(r, schema, faults)}
    if r.random() < 0.3:
        out["message"] = r.choice(["m", "must be so", "m", "m", "m", "", " ", "a\nb", "{{x}}"]) if faults else "m"
    if r.random() < 0.25:
        maker = Maker(r, [("self", schema)] + ([("oldSelf", schema)] if r.random() < 0.2 else []), faults)
        out["messageExpression"] = maker.of("string" if r.random() < 0.92 else "int", maker.scope, 1)
        if faults and r.random() < 0.05:
            out["messageExpression"] = r.choice(SYNTAX + ["'a\\nb'", "'x' + 1"])
    if r.random() < 0.2:
        found = [t[4:] for t, _ in reachable(r, [("self", schema)]) if t != "self"]
        out["fieldPath"] = r.choice(found or [".a"]) if r.random() < 0.85 else r.choice([".nope", "a", ".a.", "", ".a[0]", "['a']", ".a['b']", ".." , ".metadata", ".items[0].name"])
    if r.random() < 0.15:
        out["reason"] = r.choice(["FieldValueInvalid", "FieldValueForbidden", "FieldValueRequired", "FieldValueDuplicate"] + (["Nope"] if faults else []))
    if r.random() < (0.3 if "oldSelf" in out["rule"] else 0.03):
        out["optionalOldSelf"] = r.choice([True, False])
    return out


def places(schema, out):
    """Every node of a schema made here."""
    out.append(schema)
    for child in (schema.get("properties") or {}).values():
        places(child, out)
    for name in ("items", "additionalProperties"):
        if isinstance(schema.get(name), dict):
            places(schema[name], out)
    return out


def put_rules(r, schema, most=3, faults=0.03):
    """Puts up to `most` rules into a schema, mostly near its root."""
    found = [s for s in places(schema, []) if "type" in s]
    for _ in range(r.randrange(1, most + 1)):
        node = found[min(int(len(found) * r.random() ** 1.5), len(found) - 1)]
        node.setdefault("x-kubernetes-validations", []).append(rule(r, node, faults))
