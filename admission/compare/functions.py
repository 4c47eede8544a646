"""Calls of each function that CEL declares, with arguments at the edges: its value, what it costs, and how it fails."""
import os

import edges
from edges import DOUBLES, INTS, TEXTS
from schemas import made_crd

HERE = os.path.dirname(os.path.abspath(__file__))
TYPES = {"bool", "int", "uint", "double", "string", "bytes", "timestamp", "duration", "dyn", "Quantity", "Semver", "IP", "CIDR", "URL", "Format"}
CONCRETE = ["int", "string", "double", "bool", "timestamp", "duration", "uint", "bytes", "list(int)", "list(string)", "map(string,int)", "null", "opt(int)", "Quantity", "IP"]
# What a text is read as, by the function's overload.
READ_AS = {"string_to_duration": edges.DURATIONS, "string_to_timestamp": edges.TIMESTAMPS, "string_to_quantity": edges.QUANTITIES, "is_quantity_string": edges.QUANTITIES, "string_to_semver": edges.SEMVERS, "string_bool_to_semver": edges.SEMVERS, "is_semver_string": edges.SEMVERS,
           "is_semver_string_bool": edges.SEMVERS, "string_to_ip": edges.IPS, "is_ip": edges.IPS, "ip_is_canonical": edges.IPS, "cidr_contains_ip_string": edges.IPS, "string_to_cidr": edges.CIDRS, "is_cidr": edges.CIDRS, "cidr_contains_cidr_string": edges.CIDRS, "string_to_url": edges.URLS,
           "is_url_string": edges.URLS, "format-named": edges.NAMED, "format-validate": edges.NAMES + edges.FORMATTED + edges.URLS}
# Fields of `self` by the type of their values.
FIELDS = {"int": ["i"], "double": ["n"], "bool": ["b"], "string": ["s", "z", "k.s", "e"], "timestamp": ["t", "dt"], "duration": ["d"], "bytes": ["y"], "list(int)": ["li"], "list(string)": ["ls", "set"], "list(double)": ["ln"], "map(string,int)": ["m"], "map(string,string)": ["ms"],
          "list(list(int))": ["ll"], "dyn": ["x"], "list(timestamp)": ["lt"], "list(duration)": ["ld"], "list(bytes)": ["ly"], "list(bool)": ["lb"]}
SCALARS = {"i": {"type": "integer"}, "n": {"type": "number"}, "b": {"type": "boolean"}, "s": {"type": "string"}, "z": {"type": "string", "maxLength": 30}, "e": {"type": "string", "nullable": True}, "t": {"type": "string", "format": "date-time"}, "dt": {"type": "string", "format": "date"},
           "d": {"type": "string", "format": "duration"}, "y": {"type": "string", "format": "byte"}, "x": {"x-kubernetes-int-or-string": True}}


def many(of, **more):
    return {"type": "array", "items": of, **more}


def schema(r):
    """A schema with a field for each type; its lists, maps and texts have bounds, or none."""
    bound = lambda name: {name: r.choice([2, 10, 100])} if r.random() < 0.6 else {}
    fields = {n: dict(s) for n, s in SCALARS.items()}
    fields.update({"li": many(SCALARS["i"], **bound("maxItems")), "ls": many({"type": "string", **bound("maxLength")}, **bound("maxItems")), "set": many(SCALARS["z"], **{"x-kubernetes-list-type": "set"}, **bound("maxItems")), "ln": many(SCALARS["n"]), "ll": many(many(SCALARS["i"]), **bound("maxItems")),
                   "lt": many(SCALARS["t"], **bound("maxItems")), "ld": many(SCALARS["d"]), "ly": many(SCALARS["y"]), "lb": many(SCALARS["b"]), "m": {"type": "object", "additionalProperties": SCALARS["i"], **bound("maxProperties")},
                   "ms": {"type": "object", "additionalProperties": SCALARS["s"]}, "k": {"type": "object", "properties": {"s": {"type": "string", **bound("maxLength")}, "i": SCALARS["i"]}},
                   "lm": many({"type": "object", "required": ["s"], "properties": {"s": SCALARS["z"], "i": SCALARS["i"]}}, **{"x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["s"]})})
    return {"type": "object", "properties": fields}


def text(r):
    """A text, mostly one that means something to some function."""
    return r.choice(r.choice([TEXTS, TEXTS, edges.DURATIONS, edges.TIMESTAMPS, edges.QUANTITIES, edges.SEMVERS, edges.IPS, edges.CIDRS, edges.URLS, edges.NAMES, edges.FORMATS, edges.REGEXES]))


def value(r):
    """An object of that schema; a field may be missing."""
    number = lambda: r.choice([0.5, 1.5, -2.25, 1e21, 1e-7, 123456789.125, 3, -1, 2**53 + 1, 1e300])
    made = {"i": lambda: r.choice(INTS), "n": number, "b": lambda: r.random() < 0.5, "s": lambda: text(r), "z": lambda: text(r)[:30], "e": lambda: r.choice([None, "", "abc"]), "t": lambda: r.choice(["2024-01-02T03:04:05Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2024-03-10T09:59:59.5-08:00"]),
            "dt": lambda: r.choice(["2024-02-29", "1969-12-31"]), "d": lambda: r.choice(["1h", "-1.5s", "2562047h", "3 days", "0s"]), "y": lambda: r.choice(["aGk=", "/w==", "w6k=", "8J+YgA=="]), "x": lambda: r.choice([1, "a", -1, "10%"])}
    several = lambda make, most=4: [make() for _ in range(r.randrange(most))]
    made.update({"li": lambda: several(made["i"]), "ls": lambda: several(made["s"]), "set": lambda: sorted(set(several(made["z"]))), "ln": lambda: several(number), "ll": lambda: several(made["li"], 3), "lt": lambda: several(made["t"]), "ld": lambda: several(made["d"]), "ly": lambda: several(made["y"]), "lb": lambda: several(made["b"]),
                 "m": lambda: {k: made["i"]() for k in r.sample(["a", "b", "é", "k.s"], r.randrange(4))}, "ms": lambda: {k: made["s"]() for k in r.sample(["a", "b", "c"], r.randrange(4))}, "k": lambda: {"s": text(r), "i": r.choice(INTS)},
                 "lm": lambda: [{"s": s, "i": r.choice(INTS)} for s in r.sample(["a", "b", "c"], r.randrange(3))]})
    return {n: make() for n, make in made.items() if r.random() < 0.9}


def quoted(r, t):
    """A text as a literal."""
    if r.random() < 0.1 and "\n" not in t and "\r" not in t and "'" not in t:
        return f"r'{t}'"
    plain = lambda c: c not in "\\'" and (c.isprintable() or ord(c) > 0x7f and r.random() < 0.5)
    code = lambda c: {"\\": "\\\\", "'": "\\'", "\n": "\\n"}.get(c) or (f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}")
    return "'" + "".join(c if plain(c) else code(c) for c in t) + "'"


def declared():
    """The overloads: name, member, identifier, types of the arguments, type of the result."""
    with open(os.path.join(HERE, "../src/cel/data/declarations.tsv")) as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    out = [(n, kind == "M", overload, [a for a in args.split(";") if a], result) for n, kind, overload, args, result, _ in rows]
    names = lambda t: [p for p in t.replace("(", " ").replace(")", " ").replace(",", " ").split() if p not in ("list", "map", "opt", "type")]
    return [o for o in out if all(p in TYPES or len(p) == 1 for t in o[3] + [o[4]] for p in names(t)) and o[0] != "@not_strictly_false"]


OVERLOADS = declared()


def split(t):
    """`map(string,list(int))` as its name and parts."""
    if not t.endswith(")"):
        return t, []
    name, inner = t[:-1].split("(", 1)
    parts, depth = [""], 0
    for c in inner:
        depth += {"(": 1, ")": -1}.get(c, 0)
        if c == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += c
    return name, parts


def bound(t, names):
    """A type with its parameters set."""
    name, parts = split(t)
    return f"{name}({','.join(bound(p, names) for p in parts)})" if parts else names.get(t, t)


def unify(pattern, t, names):
    """Whether `pattern` can be `t`; notes its parameters."""
    if len(pattern) == 1:
        return names.setdefault(pattern, t) == t
    (a, xs), (b, ys) = split(pattern), split(t)
    return a == b and len(xs) == len(ys) and all(unify(x, y, names) for x, y in zip(xs, ys))


class Caller:
    """Makes expressions of given types over the schema above, or over none."""

    def __init__(self, r, fields=True, faults=0.02):
        self.r, self.fields, self.faults = r, fields, faults

    def literal(self, t, pool=None):
        r = self.r
        name, parts = split(t)
        if name == "list":
            return "[" + ", ".join(self.literal(parts[0], pool) for _ in range(r.randrange(4))) + "]"
        if name == "map":
            return "{" + ", ".join(f"{self.literal(parts[0])}: {self.literal(parts[1])}" for _ in range(r.randrange(3))) + "}"
        if name == "opt":
            return r.choice([f"optional.of({self.literal(parts[0])})", f"optional.ofNonZeroValue({self.literal(parts[0])})", "optional.none()"])
        read = lambda function, values: f"{function}({self.dynamic(quoted(r, r.choice(values)))})"
        integer = lambda: r.choice([str, str, str, hex])(r.choice(INTS))
        makers = {
            "bool": lambda: r.choice(["true", "false"]), "int": integer, "uint": lambda: f"{abs(r.choice(INTS + [2**64 - 1]))}u", "double": lambda: r.choice(DOUBLES), "string": lambda: self.dynamic(quoted(r, r.choice(pool) if pool else text(r))), "null": lambda: "null",
            "bytes": lambda: r.choice(["b'a'", "b''", "b'\\xff'", "b'\\u00e9'" if r.random() < 0.1 else "b'é'", "b'\\000\\377'", f"bytes({quoted(r, text(r))})"]), "timestamp": lambda: r.choice([read("timestamp", edges.TIMESTAMPS[:6] + edges.TIMESTAMPS), f"timestamp({r.choice(INTS)})"]),
            "duration": lambda: read("duration", edges.DURATIONS[:8] + edges.DURATIONS), "dyn": lambda: f"dyn({self.literal(r.choice(CONCRETE))})", "Quantity": lambda: read("quantity", edges.QUANTITIES), "Semver": lambda: read("semver", edges.SEMVERS[:3] + edges.SEMVERS), "IP": lambda: read("ip", edges.IPS),
            "CIDR": lambda: read("cidr", edges.CIDRS[:9] + edges.CIDRS), "URL": lambda: read("url", edges.URLS), "Format": lambda: r.choice([f"format.{r.choice(edges.NAMED[:13])}()", f"format.named({quoted(r, r.choice(edges.NAMED))}).value()"])}
        return makers.get(name, lambda: {"type": "int"}.get(name, "1"))()

    def dynamic(self, literal):
        """What is no literal any more is read when it is evaluated, not when it is compiled."""
        return f"('' + {literal})" if self.r.random() < 0.4 else literal

    def of(self, t, depth, pool=None):
        """An expression of a type: a literal, a field, or another call."""
        r, pick = self.r, self.r.random()
        if r.random() < self.faults:
            return self.of(r.choice(CONCRETE), depth)
        if depth < 2 and r.random() < 0.05:
            # The type is not known before the evaluation, and mostly is another.
            return f"dyn({self.of(r.choice(CONCRETE + [t]), depth + 1)})"
        if self.fields and t in FIELDS and pick < 0.35 and not (pool and pick < 0.2):
            return "self." + r.choice(FIELDS[t])
        if depth < 2 and pick > 0.75:
            found = [(o, names) for o in OVERLOADS for names in [{}] if unify(o[4], t, names)]
            if found:
                return self.call(*r.choice(found), depth + 1)
        return self.literal(t, pool)

    def call(self, overload, names, depth=0):
        """A call of an overload."""
        r, (name, member, identifier, types, _) = self.r, overload
        for letter in {p for t in types + [overload[4]] for p in t.replace("(", ",").replace(")", ",").split(",") if len(p) == 1}:
            names.setdefault(letter, r.choice(CONCRETE))
        types = [bound(t, names) for t in types]
        pool = READ_AS.get(identifier)
        if name in ("matches", "find", "findAll"):
            pools = [None, edges.REGEXES, None]
        elif name == "format":
            pools = [edges.FORMATS, None]
        elif "_tz" in identifier or "with_tz" in identifier:
            pools = [None, edges.ZONES]
        else:
            pools = [pool] * 4
        args = [self.of(t, depth, p) for t, p in zip(types, pools)]
        if name == "lists.range":
            # Before 1.37 a server makes a list of any size.
            args = [str(r.choice([0, 1, 3, 100, 1000, -1]))]
        if name == "format":
            args[1] = "[" + ", ".join(self.of(r.choice(CONCRETE), depth + 1) for _ in range(r.randrange(1, 3))) + "]"
        if name.startswith("@sortBy"):
            return f"{args[0]}.sortBy({r.choice('xe')}, {r.choice(['x', 'x', 'string(x)', '-x', 'x == x', 'size(x)', 'e', 'self.i'])})"
        if name == "cel.@mapInsert":
            return self.macro(depth)
        wrapped = [a if a.replace("_", "").replace(".", "").isalnum() or a.endswith((")", "]", "'")) and " " not in a else f"({a})" for a in args]
        if name in ("_[_]", "_[?_]"):
            return f"{wrapped[0]}[{'?' if '?' in name else ''}{args[1]}]"
        if name == "_?._":
            return f"{r.choice(['self', 'self.k', wrapped[0]])}.?{r.choice(['s', 'i', 'k', 'nope', 'a'])}"
        if name == "@in":
            return f"{wrapped[0]} in {wrapped[1]}"
        if "_" in name and not name[0].isalnum() or name == "-":
            operator = name.strip("_")
            if len(args) == 3:
                return f"({wrapped[0]} ? {wrapped[1]} : {wrapped[2]})"
            return f"{operator}{wrapped[0]}" if len(args) == 1 else f"({wrapped[0]} {operator} {wrapped[1]})"
        return f"{wrapped[0]}.{name}({', '.join(args[1:])})" if member else f"{name}({', '.join(args)})"

    def macro(self, depth):
        """A macro over a list or map, with one variable or two, or over an optional."""
        r = self.r
        inner = r.choice(["int", "string", "int", "double"])
        over = r.choice([lambda: self.of(f"list({inner})", depth), lambda: self.of(f"list({inner})", depth), lambda: self.of("map(string,int)", depth), lambda: "self.lm"])()
        truth = r.choice(["v == v", "true", "i != i", "v > v", "dyn(i) == dyn(v)", "1 / (size([v]) - 1) > 0", "v == self.i", "dyn(v) in self.ls", "string(v) == 'a'", "false", self.of("bool", 2)])
        made = r.choice(["v", "i", "[i, v]", "{i: v}", "string(v)", "self.i", "i + 1", "v + v", self.of(inner, 2)])
        entry = r.choice(["{i: v}", "{v: i}", "{'a': v}", "{}", "{string(v): i}", "{i: v, v: i}", "v", "{dyn(v): v}", "{?'a': optional.of(v)}"])
        one = lambda e: e.replace("{i", "{v").replace("[i", "[v").replace("i ", "v ").replace("(i", "(v") if r.random() < 0.9 else e
        two = lambda name, e: f"{over}.{name}(i, v, {e})" if r.random() < 0.95 else f"{over}.{name}({r.choice(['v, v', 'i.x, v', '1, v', '_, v', 'i'])}, {e})"
        return r.choice([
            lambda: two(r.choice(["all", "exists", "existsOne", "exists_one"]), truth), lambda: f"{over}.{r.choice(['all', 'exists', 'exists_one', 'existsOne'])}(v, {one(truth)})", lambda: f"{over}.filter(v, {one(truth)})", lambda: f"{over}.map(v, {one(made)})", lambda: f"{over}.map(v, {one(truth)}, {one(made)})",
            lambda: two("transformList", made), lambda: two("transformList", f"{truth}, {made}"), lambda: two("transformMap", made), lambda: two("transformMap", f"{truth}, {made}"), lambda: two("transformMapEntry", entry), lambda: two("transformMapEntry", f"{truth}, {entry}"),
            lambda: f"{self.of(f'opt({inner})', depth)}.optMap(v, {one(made)})", lambda: f"{self.of(f'opt({inner})', depth)}.optFlatMap(v, {r.choice(['optional.of(v)', 'optional.none()', 'v', '[v].first()'])})", lambda: f"{over}.sortBy(v, {one(made)})", lambda: f"[?{self.of(f'opt({inner})', depth)}, ?{self.of(f'opt({inner})', depth)}]",
            lambda: f"{{?'a': {self.of(f'opt({inner})', depth)}, 'b': {self.of(inner, depth)}}}", lambda: f"has(self.{r.choice(['i', 'e', 'k.s', 'm.a', 'nope', 'ls', 'k'])})", lambda: f"lists.range({r.choice([0, 3, 100, 1000])}).{r.choice(['all', 'map', 'filter'])}(v, {one(truth)})"])()


def shown(t, e):
    """An expression of a type as a text."""
    name, parts = split(t)
    if name == "string":
        return e
    if name in ("int", "uint", "double", "bool", "timestamp", "duration", "IP", "CIDR"):
        return f"string({e})"
    if name == "bytes":
        return f"'%x'.format([{e}])"
    if name == "opt":
        return f"({e}.hasValue() ? {shown(parts[0], e + '.value()')} : 'none')"
    if name == "Quantity":
        return f"(string({e}.asApproximateFloat()) + ({e}.isInteger() ? string({e}.asInteger()) : '-') + string(sign({e})))"
    if name == "Semver":
        return f"'%d.%d.%d'.format([{e}.major(), {e}.minor(), {e}.patch()])"
    if name == "URL":
        return f"'%s %s %s %s %s %s'.format([{e}.getScheme(), {e}.getHost(), {e}.getHostname(), {e}.getPort(), {e}.getEscapedPath(), {e}.getQuery()])"
    if name == "Format":
        return f"'%s'.format([{e}.validate('A-').orValue(['none'])])"
    return f"'%s'.format([{e}])"


def expression(r, faults=0.02):
    """An expression and its type as far as it is known."""
    caller = Caller(r, faults=faults)
    if r.random() < 0.2:
        return caller.macro(0), "dyn"
    overload, names = r.choice(OVERLOADS), {}
    made = caller.call(overload, names)
    return made, bound(overload[4], names)


def rule(r, faults=0.02):
    """A rule that asks for a call's value, and says it."""
    made, t = expression(r, faults)
    say = shown(t, made)
    return {"rule": f"{say} == '\\u0001'", "messageExpression": say}


def unbounded(node):
    """A schema without its bounds: what is too long would keep the rules from being run."""
    if not isinstance(node, dict):
        return node
    return {k: unbounded(v) for k, v in node.items() if k not in ("maxItems", "maxLength", "maxProperties") or isinstance(v, dict)}


def question(r, kind):
    """What a call gives, or what it may cost, or what was spent on it where the program that is asked tells."""
    s = schema(r)
    if kind == "cel-call-cost":
        made, t = expression(r)
        return {"op": "rule", "schema": s, "rule": f"{shown(t, made)} == ''" if t != "bool" else made, "root": False}
    s["x-kubernetes-validations"] = [rule(r)]
    if kind == "cel-spent":
        return {"op": "cr", "schema": s, "obj": value(r), "root": False}
    kind = {"apiVersion": "e.example.com/v1", "kind": "Foo", "metadata": {"name": "x"}}
    return {"op": "object", "crd": made_crd(unbounded(s)), "version": "v1", "via": "post", "obj": {**value(r), **kind}, "oldObj": None}
