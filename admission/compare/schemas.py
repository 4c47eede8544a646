"""CRDs: small ones made up, and faults put into any."""
import copy

from objects import NAMES, value

PATTERNS = ["^a$", "(", "[a-z", "a**", "a{1001}", "\\d+", "[[:alpha:]]+", "\\p{Greek}", "(?i)x", "(?<n>a)", "^[^][ ()]$",
            "\\uFFFF", "a{,5}", "x{2}{3}", "[\\w-_]", "\\Qa.b\\E", "(?=a)", "(a|b)*", "\\8", "^.{1,3}$", ")", "[z-a]", "\\p{Nope}"]
FORMATS = ["date-time", "date", "byte", "int32", "int64", "uuid", "ipv4", "cidr", "foo", "double", "float", "email", "uri",
           "hostname", "duration", "k8s-short-name", "password", "mac", "ipv6", "hexcolor", "uint8", "isbn", "bsonobjectid"]
TYPES = ["string", "integer", "number", "boolean", "object", "array", "", "null", "text"]
NUMBERS = [0, 1, -1, 3, 10, 1.5, 2**31, 2**53, 2**63 - 1, 1e3, -5, 0.1]


def small_schema(r, depth=0):
    kind = r.choice(TYPES[:6])
    node = {"type": kind}
    if r.random() < 0.5:
        mutate_node(r, node)
    if depth < 2 and kind == "object" and r.random() < 0.8:
        if r.random() < 0.7:
            node["properties"] = {r.choice(NAMES): small_schema(r, depth + 1) for _ in range(r.randrange(1, 4))}
        else:
            node["additionalProperties"] = r.choice([True, False, small_schema(r, depth + 1)])
    if kind == "array" and r.random() < 0.9:
        node["items"] = small_schema(r, depth + 1) if depth < 2 else {"type": "string"}
    return node


def nodes(schema, out):
    if not isinstance(schema, dict):
        return out
    out.append(schema)
    for child in (schema.get("properties") or {}).values():
        nodes(child, out)
    for name in ("items", "additionalProperties", "not"):
        nodes(schema.get(name), out)
    for name in ("allOf", "anyOf", "oneOf"):
        for child in schema.get(name) or []:
            nodes(child, out)
    return out


def mutate_node(r, node):
    integer = lambda: r.choice([0, 1, 2, 3, 10, -1])
    names = list((node.get("properties") or {}).keys()) or NAMES
    choices = {
        "type": lambda: r.choice(TYPES), "format": lambda: r.choice(FORMATS), "pattern": lambda: r.choice(PATTERNS),
        "nullable": lambda: True, "default": lambda: value(r), "enum": lambda: [value(r, 2) for _ in range(r.randrange(4))],
        "maximum": lambda: r.choice(NUMBERS), "minimum": lambda: r.choice(NUMBERS), "exclusiveMinimum": lambda: True,
        "exclusiveMaximum": lambda: r.choice([True, False]), "multipleOf": lambda: r.choice(NUMBERS),
        "maxLength": integer, "minLength": integer, "maxItems": integer, "minItems": integer, "maxProperties": integer,
        "minProperties": integer, "uniqueItems": lambda: r.choice([True, False]),
        "required": lambda: r.sample(names, min(len(names), r.randrange(3))) + (["zz"] if r.random() < 0.3 else []),
        "items": lambda: r.choice([{"type": "string"}, [{"type": "string"}], {}, {"type": "object", "nullable": True}]),
        "properties": lambda: {r.choice(NAMES): small_schema(r, 1)},
        "additionalProperties": lambda: r.choice([True, False, {"type": "string"}, {}]),
        "allOf": lambda: [junctor(r)], "anyOf": lambda: r.choice([[junctor(r), junctor(r)],
            [{"type": "integer"}, {"type": "string"}], [{"type": "string"}, {"type": "integer"}]]),
        "oneOf": lambda: [junctor(r), junctor(r)], "not": lambda: junctor(r),
        "x-kubernetes-preserve-unknown-fields": lambda: r.choice([True, True, False]),
        "x-kubernetes-embedded-resource": lambda: True, "x-kubernetes-int-or-string": lambda: r.choice([True, False]),
        "x-kubernetes-list-type": lambda: r.choice(["atomic", "set", "map", "foo"]),
        "x-kubernetes-list-map-keys": lambda: r.choice([["name"], ["a", "b"], ["a", "a"], []]),
        "x-kubernetes-map-type": lambda: r.choice(["atomic", "granular", "foo"]),
        "id": lambda: "x", "$ref": lambda: "#/x", "$schema": lambda: "x", "definitions": lambda: {"x": {"type": "string"}},
        "patternProperties": lambda: {"^a": {}}, "dependencies": lambda: {"a": ["b"]}, "additionalItems": lambda: r.choice([True, {}]),
        "title": lambda: "t", "description": lambda: "d", "example": lambda: value(r), "unknown": lambda: 1,
    }
    if node and r.random() < 0.2:
        node.pop(r.choice(list(node)))
        return
    if r.random() < 0.12:
        keyed = {"type": "object", "required": r.choice([["name"], []]),
                 "properties": {"name": {"type": r.choice(["string", "integer", "object"]), "nullable": r.random() < 0.2}}}
        node.clear()
        node.update({"type": "array", "x-kubernetes-list-type": r.choice(["map", "set", "map"]), "items": keyed})
        if r.random() < 0.8:
            node["x-kubernetes-list-map-keys"] = ["name"]
        return
    if r.random() < 0.08:
        node.clear()
        node.update({"type": "object", "x-kubernetes-embedded-resource": True})
        if r.random() < 0.5:
            node["x-kubernetes-preserve-unknown-fields"] = True
        if r.random() < 0.6:
            node["properties"] = {r.choice(["metadata", "kind", "spec"]): small_schema(r, 1)}
        if r.random() < 0.5:
            node["default"] = r.choice([{}, {"apiVersion": "v1", "kind": "A", "metadata": {"name": "x", "foo": 1}}, {"kind": 1}])
        return
    name = r.choice(list(choices))
    node[name] = choices[name]()


def junctor(r):
    return r.choice([{"required": ["a"]}, {"properties": {"a": {"minLength": 1}}}, {"minimum": 1}, {"type": "string"}, {},
                     {"enum": ["a", 1]}, {"pattern": r.choice(PATTERNS)}, {"not": {"required": ["b"]}}, {"items": {"maxLength": 2}},
                     {"maxLength": 2}, {"properties": {"metadata": {}}}, {"anyOf": [{"minLength": 2}, {"maximum": 3}]}])


RULES = ["self == oldSelf", "self != ''", "self.size() > 1", "has(self.a)", "self.a == 'x'", "self.all(x, x != '')", "self > 0",
         "self ==", "true", "1 == 1", "self.metadata.name == 'x'", "size(self) < 3", "oldSelf.a == self.a", "self.exists(x, x == 1)"]


def mutate_crd(r, crd, rules):
    spec = crd.get("spec")
    pick = r.random()
    if pick < 0.75:
        found = []
        for version in spec.get("versions") or []:
            nodes((version.get("schema") or {}).get("openAPIV3Schema"), found)
        if not found:
            return
        node = r.choice(found if r.random() < 0.8 else found[:3])
        if rules and r.random() < 0.25:
            rule = {"rule": r.choice(RULES)}
            if r.random() < 0.2:
                rule[r.choice(["message", "messageExpression", "fieldPath", "reason"])] = r.choice(["x", " ", ".a", "'a'", "FieldValueInvalid", "a\nb"])
            node["x-kubernetes-validations"] = [rule]
        else:
            mutate_node(r, node)
        return
    versions = spec.get("versions") or [{}]
    version = r.choice(versions)
    name = lambda: r.choice(["", "V1", "a.b", "1a", "a_b", "x" * 64, "foo", "Foo", "a-"])
    path = lambda: r.choice([".spec.a", "spec", "", ".status.b", ".metadata.name", ".spec['a']", "."])
    actions = [
        lambda: spec.__setitem__("group", r.choice(["", "x", "a.k8s.io", "A.b", "x.y", "a..b"])),
        lambda: spec.__setitem__("scope", r.choice(["", "Cluster", "Global"])),
        lambda: spec.setdefault("names", {}).__setitem__(r.choice(["plural", "singular", "kind", "listKind"]), name()),
        lambda: spec.setdefault("names", {}).__setitem__(r.choice(["shortNames", "categories"]), [name(), "ok"]),
        lambda: version.__setitem__("name", name()),
        lambda: version.__setitem__(r.choice(["served", "storage", "deprecated"]), r.choice([True, False])),
        lambda: version.__setitem__("deprecationWarning", r.choice(["", "x", "y" * 257, "a\u0001"])),
        lambda: version.pop("schema", None),
        lambda: version.__setitem__("schema", {}),
        lambda: version.__setitem__("subresources", r.choice([{"status": {}}, {}, {"scale": {"specReplicasPath": path(), "statusReplicasPath": path(), "labelSelectorPath": path()}}])),
        lambda: version.__setitem__("additionalPrinterColumns", [{"name": r.choice(["", "a"]), "type": r.choice(["string", "", "date", "x"]), "jsonPath": path(), "format": r.choice(["", "int32", "y"])}]),
        lambda: version.__setitem__("selectableFields", [{"jsonPath": path()} for _ in range(r.randrange(1, 4))]),
        lambda: spec.__setitem__("preserveUnknownFields", r.choice([True, False])),
        lambda: spec.__setitem__("conversion", conversion(r)),
        lambda: crd.setdefault("metadata", {}).__setitem__(r.choice(["name", "namespace", "generateName"]), name()),
        lambda: crd.setdefault("metadata", {}).__setitem__(r.choice(["labels", "annotations"]), {r.choice(["a b", "x/y", "/", "A_b", "api-approved.kubernetes.io"]): r.choice(["v", "a b", "https://x/y", "unapproved"])}),
        lambda: crd.setdefault("metadata", {}).__setitem__("finalizers", [name(), "x/y"]),
        lambda: crd.setdefault("metadata", {}).__setitem__("ownerReferences", [{"apiVersion": r.choice(["v1", "", "a/b/c"]), "kind": "A", "name": r.choice(["", "n"]), "uid": "u", "controller": True}] * r.randrange(1, 3)),
        lambda: versions.append(copy.deepcopy(version)),
    ]
    r.choice(actions)()


def conversion(r):
    client = r.choice([None, {}, {"url": r.choice(["https://a/b", "http://a", "https://u:p@a/?q#f", "x", "://"])},
                       {"service": {"name": r.choice(["", "n"]), "namespace": r.choice(["", "ns"]), "port": r.choice([0, 1, 70000]), "path": r.choice(["/a", "a//b", "//", "/A_"])}}])
    webhook = {"clientConfig": client, "conversionReviewVersions": r.choice([[], ["v1"], ["v2"], ["v1", "v1"], ["V"]])}
    return {"strategy": r.choice(["None", "Webhook", "Webhook", "", "Foo"]), "webhook": r.choice([None, webhook, webhook, webhook])}


def pattern(r):
    tokens = ["a", "b", "(", ")", "[", "]", "{", "}", "*", "+", "?", "|", "^", "$", ".", "\\", "-", "1", "2", ",", ":", "<", ">", "P", "i",
              "\\d", "\\w", "\\b", "\\p{L}", "\\pN", "[:alpha:]", "(?:", "(?i)", "\\x41", "\\x{41}", "{2}", "{2,3}", "\\Q", "\\E", "é", "&&", "~~"]
    return "".join(r.choice(tokens) for _ in range(r.randrange(1, 12)))


def strip_rules(v):
    if isinstance(v, dict):
        return {k: strip_rules(x) for k, x in v.items() if k != "x-kubernetes-validations"}
    return [strip_rules(x) for x in v] if isinstance(v, list) else v


def made_crd(schema):
    """A CRD of one version around a schema."""
    return {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": "foos.e.example.com"},
            "spec": {"group": "e.example.com", "names": {"kind": "Foo", "listKind": "FooList", "plural": "foos", "singular": "foo"}, "scope": "Namespaced",
                     "versions": [{"name": "v1", "served": True, "storage": True, "subresources": {"status": {}}, "schema": {"openAPIV3Schema": schema}}]}}
