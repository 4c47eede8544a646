"""Schemas of every shape and values that mostly fit them, at the edges: formats, bounds, defaults, nulls, kinds of lists, resources within, rules at every node; and what such a value was before."""
import copy

import edges
from schemas import made_crd, mutate_crd

NUMBERS = [0, 1, -1, 2, 3, 10, 0.5, 1.5, -2.5, 0.1, 1e-7, 1e21, 1e300, -1e300, 5e-324, 2**31 - 1, 2**31, -(2**31) - 1, 2**53, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 2**64 - 1, 2**64, 3.4028235e38, 3.5e38, 100.0, 1e15, 123456789012345680.0, 1e22, 7.0, 0.3, -0.0]
WHOLE = [n for n in NUMBERS if n == int(n) and abs(n) < 2**63]
FORMATS = {"date-time": edges.TIMESTAMPS + ["2024-01-02t03:04:05z", "2024-01-02T03:04:05.5+99:99", "2024-01-02T03:04:05x5Z"], "date": ["2024-01-02", "2024-02-30", "2024-1-2", "0000-01-01", ""], "duration": edges.DURATIONS + ["1 day", "3 weeks", "1 Hour", "x1h", "5 µ", "1d2h", "99999999999999999999 s"],
           "byte": ["aGk=", "aGk", "aG k=", "", "/w==", "8J+YgA==", "_w==", "aGk=\n", "=", "a==="], "uri": edges.URLS, "ipv4": edges.IPS, "ipv6": edges.IPS, "cidr": edges.CIDRS, "uuid": edges.FORMATTED, "uuid3": edges.FORMATTED + ["f81d4fae-7dec-31d0-a765-00a0c91e6bf6"], "uuid4": ["f81d4fae-7dec-41d0-a765-00a0c91e6bf6", "f81d4fae-7dec-41d0-c765-00a0c91e6bf6"],
           "uuid5": ["f81d4fae-7dec-51d0-8765-00a0c91e6bf6", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"], "mac": ["00:00:5e:00:53:01", "00-00-5E-00-53-01", "0000.5e00.5301", "02:00:5e:10:00:00:00:01", "00:00:5e:00:53", "00:00:5e:00:53:0g", ""], "email": ["a@b", "a@b.c", "A <a@b>", "a", "@b", "a@", "\"a b\"@c", "a@[1.2.3.4]", "é@b", "a@b, c@d", "<a@b>", "a@b (c)"],
           "hostname": ["a", "a.b", "-a", "a-", "a_b", "é.b", "a" * 64, "a..b", "1", "", "A.B", "a.", "xn--a", "."], "isbn": ["0321751043", "978-0321751041", "0-321-75104-3", "9780321751041", "0321751044", "032175104X"], "isbn10": ["0321751043", "080442957X", "08044 2957-X"], "isbn13": ["978-0321751041", "9780321751042"], "creditcard": ["4242424242424242", "4242-4242-4242-4242", "1", "5105105105105100", "6011000990139424 "],
           "ssn": ["111-22-3333", "111223333", "11-22-3333", "111 22 3333"], "hexcolor": ["#fff", "fff", "#FFFFFF", "#ff", "ggg", "#ffff"], "rgbcolor": ["rgb(1,2,3)", "rgb(256,0,0)", "rgb( 1, 2, 3)", "RGB(1,2,3)", "rgb(1,2)", "rgb(01,2,3)"], "bsonobjectid": ["507f1f77bcf86cd799439011", "507f1f77bcf86cd79943901", "507F1F77BCF86CD799439011", "g07f1f77bcf86cd799439011"], "password": ["", "x"],
           "k8s-short-name": edges.NAMES, "k8s-long-name": edges.NAMES, "datetime": edges.TIMESTAMPS, "foo": ["x"], "int32": ["1"], "creditCard": ["1"], "UUID": ["x"]}
PATTERNS = ["^a+$", "b", "^$", "^.{2}$", "\\d", "é", "^[^a]*$", "(?i)ABC", "\\pL", "^\\S+$"]
ANY = [None, True, "", "a", 0, 1, 1.5, -1, 2**63, [], {}, [1], ["a"], {"a": 1}, [None], {"a": None}, "1", [[]], {"b": {}}]
NAMES = ["a", "b", "c", "name", "a-b", "é", "in"]


def scalar(r):
    """A schema without children."""
    kind = r.choice(["string", "string", "integer", "number", "boolean", "int-or-string", "any"])
    if kind == "any":
        return {"x-kubernetes-preserve-unknown-fields": True}
    if kind == "int-or-string":
        node = {"x-kubernetes-int-or-string": True}
        node.update(r.choice([{}, {}, {"anyOf": [{"type": "integer"}, {"type": "string"}]}, {"pattern": r.choice(PATTERNS)}, {"allOf": [{"anyOf": [{"type": "integer"}, {"type": "string"}]}, {"pattern": "^1"}]}, {"minimum": 1}, {"maxLength": 2}, {"enum": [1, "a", 1.5]}, {"format": "int32"}]))
        return node
    node = {"type": kind}
    if kind == "string":
        node.update(r.choice([{}, {"format": r.choice(list(FORMATS))}, {"format": r.choice(list(FORMATS))}, {"maxLength": r.choice([0, 1, 3])}, {"minLength": r.choice([0, 1, 3])}, {"pattern": r.choice(PATTERNS)}, {"enum": r.sample(["", "a", "b", "é", None, 1, "\n"], 3)}]))
    if kind in ("integer", "number"):
        for name in r.sample(["minimum", "maximum", "multipleOf", "format", "enum"], r.choice([0, 1, 1, 2])):
            node[name] = r.choice(["int32", "int64", "float", "double", "foo"]) if name == "format" else r.sample(NUMBERS, 3) + r.sample([None, "1", 1, 1.0], 1) if name == "enum" else r.choice(NUMBERS)
        for bound in ("Minimum", "Maximum"):
            if r.random() < 0.3:
                node["exclusive" + bound] = r.random() < 0.8
    return node


def junctor(r, depth=0):
    return r.choice([lambda: {"required": [r.choice(NAMES)]}, lambda: {"minLength": 2}, lambda: {"maximum": 2}, lambda: {"pattern": r.choice(PATTERNS)}, lambda: {"enum": ["a", 1, 1.5]}, lambda: {"maxItems": 1}, lambda: {"minProperties": 1}, lambda: {"format": r.choice(list(FORMATS))}, lambda: {}, lambda: {"multipleOf": 2},
                     lambda: {"properties": {r.choice(NAMES): junctor(r, depth + 1)}} if depth < 2 else {}, lambda: {"not": junctor(r, depth + 1)} if depth < 2 else {}, lambda: {"anyOf": [junctor(r, depth + 1), junctor(r, depth + 1)]} if depth < 2 else {}, lambda: {"items": junctor(r, depth + 1)} if depth < 2 else {}])()


RULES = {"string": ["self == 'a'", "size(self) < 2", "self == oldSelf", "self != 'b' || oldSelf == 'a'"], "integer": ["self > 0", "self == oldSelf", "self >= oldSelf", "self < 5"], "number": ["self < 2.0", "self == oldSelf"], "boolean": ["self", "self == oldSelf", "!oldSelf || self"],
         "array": ["size(self) < 2", "self == oldSelf", "self.all(x, x == x)", "size(self) >= size(oldSelf)", "oldSelf.all(x, x in self)", "self + oldSelf == self"], "object": ["self == oldSelf", "size(self) < 2", "has(self.a)", "!has(self.b) || self.b == oldSelf.b", "has(self.a) == has(oldSelf.a)"], "": ["self == 1", "type(self) == string"]}


def rule(r, node):
    out = {"rule": r.choice(RULES[node.get("type", "")] + ["true", "false"])}
    if r.random() < 0.2:
        out["optionalOldSelf"] = r.choice([True, True, False])
        if out["optionalOldSelf"] and r.random() < 0.8:
            out["rule"] = r.choice(["oldSelf.hasValue()", "!oldSelf.hasValue() || oldSelf.value() == self", "oldSelf.orValue(self) == self", "oldSelf.optMap(o, o == self).orValue(true)"])
    if r.random() < 0.2:
        out["messageExpression"] = r.choice(["'m'", "string(size(dyn([self])))", "'%s'.format([oldSelf])", "type(self) == int ? 'i' : 'o'", "' '", "'a\\nb'", "string(1 / (size([self]) - 1))"])
    if r.random() < 0.3:
        out["message"] = "m"
    if r.random() < 0.2:
        out["reason"] = r.choice(["FieldValueForbidden", "FieldValueRequired", "FieldValueDuplicate", "FieldValueInvalid"])
    if r.random() < 0.15 and node.get("properties"):
        name = r.choice(list(node["properties"]))
        out["fieldPath"] = f".{name}" if name.isalnum() else f"['{name}']"
    return out


def schema(r, depth=0, rules=0.2, defaults=0.15):
    """A schema of any shape."""
    pick = r.random()
    if depth == 0 or (pick < 0.35 and depth < 4):
        node = {"type": "object", "properties": {n: schema(r, depth + 1, rules, defaults) for n in r.sample(NAMES, r.randrange(1, 4))}}
        if depth and r.random() < 0.1:
            node.update({"x-kubernetes-embedded-resource": True})
        if r.random() < 0.2:
            node["required"] = r.sample(list(node["properties"]), 1)
        if r.random() < 0.1 and depth:
            node["x-kubernetes-map-type"] = r.choice(["atomic", "granular"])
        if r.random() < 0.1:
            node["x-kubernetes-preserve-unknown-fields"] = True
    elif pick < 0.6 and depth < 4:
        node = {"type": "array", "items": schema(r, depth + 1, rules, defaults)}
        node.update(r.choice([{}, {}, {"maxItems": r.choice([0, 1, 2])}, {"minItems": r.choice([1, 2])}, {"x-kubernetes-list-type": "atomic"}]))
        if r.random() < 0.3:
            node.update({"items": {"type": r.choice(["string", "integer", "number"])}, "x-kubernetes-list-type": "set"})
        elif r.random() < 0.4:
            keys = r.choice([["name"], ["name", "b"]])
            inner = {k: dict(r.choice([{"type": "string"}, {"type": "integer"}, {"type": "string", "default": "d"}, {"type": "boolean"}])) for k in keys}
            inner["c"] = schema(r, depth + 2, rules, defaults)
            node.update({"items": {"type": "object", "properties": inner, "required": [k for k in keys if "default" not in inner[k]]}, "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": keys})
    elif pick < 0.7 and depth < 4:
        node = {"type": "object", "additionalProperties": schema(r, depth + 1, rules, defaults)}
        node.update(r.choice([{}, {"maxProperties": r.choice([0, 1, 2])}, {"minProperties": r.choice([1, 2])}]))
    else:
        node = scalar(r)
    keyed = node.get("x-kubernetes-list-type") in ("map", "set")
    if depth and r.random() < 0.15:
        node["nullable"] = True
    if depth and not keyed and r.random() < 0.12:
        name = r.choice(["anyOf", "oneOf", "allOf"])
        if name not in node:
            node[name] = [junctor(r) for _ in range(r.choice([1, 2, 2, 3]))]
    if depth and r.random() < 0.05:
        node["not"] = junctor(r)
    if r.random() < rules and ("type" in node or node.get("x-kubernetes-int-or-string")):
        node["x-kubernetes-validations"] = [rule(r, node) for _ in range(r.choice([1, 1, 2]))]
    if depth and r.random() < defaults:
        node["default"] = value(r, node, 0.05)
    return node


def value(r, s, faults=0.08, depth=0):
    """A value that mostly fits the schema."""
    if r.random() < faults or not isinstance(s, dict):
        return copy.deepcopy(r.choice(ANY))
    if s.get("nullable") and r.random() < 0.2:
        return None
    if s.get("enum") and r.random() < 0.7:
        return r.choice(s["enum"])
    if s.get("x-kubernetes-int-or-string"):
        return r.choice([1, 2, "a", "1", "10%", 1.0, 0, 2**31])
    kind = s.get("type")
    if kind == "string":
        return r.choice(FORMATS[s["format"]]) if s.get("format") in FORMATS else r.choice(["", "a", "b", "ab", "aaa", "é", "ABC", "1", "\n", "x y"])
    if kind == "integer":
        return r.choice([1, 2, 0, 3, -1, 1.0]) if r.random() < 0.7 else r.choice(WHOLE)
    if kind == "number":
        return r.choice([1, 1.5, 2, 0.5, 3.0]) if r.random() < 0.6 else r.choice(NUMBERS)
    if kind == "boolean":
        return r.random() < 0.5
    if kind == "array":
        return [value(r, s.get("items"), faults, depth + 1) for _ in range(r.choice([0, 1, 1, 2, 3]))]
    if kind == "object":
        out = {}
        for name, child in (s.get("properties") or {}).items():
            if name in (s.get("required") or []) or r.random() < 0.6:
                out[name] = value(r, child, faults, depth + 1)
        if isinstance(s.get("additionalProperties"), dict):
            for name in r.sample(["a", "b", "k.x", "", "é"], r.randrange(3)):
                out[name] = value(r, s["additionalProperties"], faults, depth + 1)
        if r.random() < 0.08:
            out[r.choice(NAMES + ["unknown"])] = copy.deepcopy(r.choice(ANY))
        if s.get("x-kubernetes-embedded-resource") and r.random() < 0.9:
            out.update({"apiVersion": r.choice(["v1", "v1", "a/b/c", ""]), "kind": r.choice(["A", "A", "a_b"]), "metadata": r.choice([{"name": "x"}, {}, {"name": "x", "labels": {"a b": "c"}}, {"foo": 1}, {"generation": 2.0}])})
        return out
    return copy.deepcopy(r.choice(ANY))


def before(r, v, s, change=0.15):
    """A value as it was before: here and there something else, elements moved, added or gone."""
    if r.random() < change * 0.4:
        return value(r, s, 0.2)
    s = s if isinstance(s, dict) else {}
    if isinstance(v, dict):
        out = {}
        for name, child in v.items():
            if r.random() > change * 0.5:
                out[name] = before(r, child, (s.get("properties") or {}).get(name) or s.get("additionalProperties"), change)
        return out
    if isinstance(v, list):
        out = [before(r, child, s.get("items"), change) for child in v]
        if r.random() < change * 2:
            r.shuffle(out)
        if r.random() < change:
            out.append(value(r, s.get("items"), 0.1))
        if out and r.random() < change:
            out.pop(r.randrange(len(out)))
        return out
    return v if r.random() > change else value(r, s, 0.1)


def question(r, kind):
    """A CRD of a made schema, or an update of it, or a request with an object, and what was stored."""
    s = schema(r)
    crd = made_crd(s)
    if kind == "crd-shape":
        if r.random() < 0.5:
            return {"op": "crd", "crd": crd}
        old = copy.deepcopy(crd)
        for _ in range(r.randrange(4)):
            mutate_crd(r, r.choice([crd, old, old]), True)
        return {"op": "crdupdate", "crd": crd, "old": old}
    if r.random() < 0.4:
        crd["spec"]["versions"][0].pop("subresources")
    kind = {"apiVersion": "e.example.com/v1", "kind": "Foo", "metadata": {"name": "x"}}
    made = value(r, s, r.choice([0, 0.02, 0.1]))
    obj = dict(made if isinstance(made, dict) else {}, **kind)
    old = None
    if r.random() < 0.6:
        was = before(r, made, s, r.choice([0, 0.05, 0.2]))
        old = dict(was if isinstance(was, dict) else {}, **kind)
    via = r.choice(["put", "put", "put", "status", "apply"]) if old else r.choice(["post", "post", "post", "apply"])
    return {"op": "object", "crd": crd, "version": "v1", "via": via, "obj": obj, "oldObj": old}
