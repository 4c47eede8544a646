#!/usr/bin/env python3
"""Asks the real server's code and this crate the same questions, and tells where the answers differ.

usage: compare.py REAL OURS CORPUS [--count N] [--seed S] [--kinds crd,crdupdate,object,regex,cost] [--no-rules]

REAL and OURS are programs that read JSON lines and print one for each (OURS: the example `oracle`); CORPUS is a folder
of CRDs as YAML. The questions are made from the seed alone: CRDs of the corpus with up to three faults put in, updates
between two such, objects made from schemas with up to three faults, random patterns, and what the rules of the corpus cost.

An answer is the set of kind, field and detail of its errors; of objects also what would be stored. Details of CEL syntax
errors are compared by line and column. Exits with 1 where a verdict differs.
"""
import argparse, copy, glob, json, random, re, subprocess, sys
from collections import Counter

PATTERNS = ["^a$", "(", "[a-z", "a**", "a{1001}", "\\d+", "[[:alpha:]]+", "\\p{Greek}", "(?i)x", "(?<n>a)", "^[^][ ()]$",
            "\\uFFFF", "a{,5}", "x{2}{3}", "[\\w-_]", "\\Qa.b\\E", "(?=a)", "(a|b)*", "\\8", "^.{1,3}$", ")", "[z-a]", "\\p{Nope}"]
TEXTS = ["", "a", "abc", "A b", "x.y", "1", "true", "2024-01-02T03:04:05Z", "1h", "é" * 5, "a-b", "10Mi", "null", "\n"]
FORMATS = ["date-time", "date", "byte", "int32", "int64", "uuid", "ipv4", "cidr", "foo", "double", "float", "email", "uri",
           "hostname", "duration", "k8s-short-name", "password", "mac", "ipv6", "hexcolor", "uint8", "isbn", "bsonobjectid"]
TYPES = ["string", "integer", "number", "boolean", "object", "array", "", "null", "text"]
NUMBERS = [0, 1, -1, 3, 10, 1.5, 2**31, 2**53, 2**63 - 1, 1e3, -5, 0.1]
NAMES = ["a", "b", "metadata", "kind", "apiVersion", "name", "x-y", "status", "spec"]


def value(r, depth=0):
    pick = r.randrange(9 if depth < 3 else 6)
    if pick == 0:
        return r.choice(TEXTS)
    if pick == 1:
        return r.choice([0, 1, -1, 5, 100, 2**31, 2**63 - 1])
    if pick == 2:
        return r.choice([0.5, 1.5, 1e3, -2.25, 1e21])
    if pick == 3:
        return r.choice([True, False])
    if pick == 4:
        return None
    if pick == 5:
        return r.choice(TEXTS)
    if pick == 6:
        return [value(r, depth + 1) for _ in range(r.randrange(4))]
    return {r.choice(NAMES): value(r, depth + 1) for _ in range(r.randrange(4))}


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


def make(r, s, depth=0):
    """A value that mostly fits the schema."""
    if not isinstance(s, dict) or depth > 12:
        return value(r)
    if s.get("enum") and r.random() < 0.9:
        return r.choice(s["enum"])
    if "default" in s and r.random() < 0.3:
        return copy.deepcopy(s["default"])
    if s.get("x-kubernetes-int-or-string"):
        return r.choice([1, "a", "10%", "80"])
    kind = s.get("type")
    if kind == "string":
        formats = {"date-time": "2024-01-02T03:04:05Z", "date": "2024-01-02", "byte": "aGk=", "uuid": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"}
        if s.get("format") in formats:
            return formats[s["format"]]
        return r.choice(["a", "abc", "x1", "1h", "1.2.3", "aaaaaaaaaa"])
    if kind == "integer":
        return max(s.get("minimum", 1), min(s.get("maximum", 3), r.randrange(10)))
    if kind == "number":
        return r.choice([1, 1.5, 2])
    if kind == "boolean":
        return r.choice([True, False])
    if kind == "array":
        return [make(r, s.get("items"), depth + 1) for _ in range(max(s.get("minItems", 0), r.randrange(3)))]
    if kind == "object":
        out = {}
        for name, property in (s.get("properties") or {}).items():
            if name in (s.get("required") or []) or r.random() < (0.5 if depth < 4 else 0.15):
                out[name] = make(r, property, depth + 1)
        if isinstance(s.get("additionalProperties"), dict):
            for _ in range(r.randrange(3)):
                out[r.choice(["k1", "k2", "a.b"])] = make(r, s["additionalProperties"], depth + 1)
        if s.get("x-kubernetes-embedded-resource"):
            out.update({"apiVersion": r.choice(["v1", "a/b/c", "x/v1"]), "kind": r.choice(["A", "a_b"]), "metadata": {"name": "x"}})
        return out
    return value(r)


def places(v, out, path=()):
    out.append(path)
    if isinstance(v, dict):
        for k in v:
            places(v[k], out, path + (k,))
    if isinstance(v, list):
        for i in range(len(v)):
            places(v[i], out, path + (i,))
    return out


def mutate_object(r, obj):
    path = r.choice([p for p in places(obj, []) if p and p[0] not in ("apiVersion", "kind")] or [("spec",)])
    if r.random() < 0.08 and isinstance(obj.setdefault("metadata", {}), dict):
        path = ("metadata", r.choice(["labels", "annotations", "finalizers", "name", "ownerReferences", "foo", "generation"]))
        obj["metadata"][path[1]] = r.choice([{"a b": "c"}, {"a": "b"}, ["x"], ["x.y", "a/b"], "A", 1, [], [{"apiVersion": "v1", "kind": "A", "name": "", "uid": "u"}]])
        return
    here = obj
    for step in path[:-1]:
        here = here[step]
    pick = r.random()
    try:
        if pick < 0.25:
            del here[path[-1]]
        elif pick < 0.75:
            here[path[-1]] = value(r)
        elif pick < 0.85 and isinstance(here[path[-1]], list) and here[path[-1]]:
            here[path[-1]].append(copy.deepcopy(here[path[-1]][0]))
        elif isinstance(here[path[-1]], dict):
            here[path[-1]][r.choice(NAMES + ["extra"])] = value(r)
        else:
            here[path[-1]] = None
    except (KeyError, TypeError, IndexError):
        pass


def pattern(r):
    tokens = ["a", "b", "(", ")", "[", "]", "{", "}", "*", "+", "?", "|", "^", "$", ".", "\\", "-", "1", "2", ",", ":", "<", ">", "P", "i",
              "\\d", "\\w", "\\b", "\\p{L}", "\\pN", "[:alpha:]", "(?:", "(?i)", "\\x41", "\\x{41}", "{2}", "{2,3}", "\\Q", "\\E", "é", "&&", "~~"]
    return "".join(r.choice(tokens) for _ in range(r.randrange(1, 12)))


def strip_rules(v):
    if isinstance(v, dict):
        return {k: strip_rules(x) for k, x in v.items() if k != "x-kubernetes-validations"}
    return [strip_rules(x) for x in v] if isinstance(v, list) else v


def questions(args):
    import yaml
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    crds = []
    for file in sorted(glob.glob(args.corpus + "/**/*.yaml", recursive=True)):
        with open(file) as text:
            crds += [d for d in yaml.load_all(text, Loader=loader) if d and d.get("kind") == "CustomResourceDefinition"]
    crds = json.loads(json.dumps(crds, default=str))
    if args.no_rules:
        crds = strip_rules(crds)
    crds.sort(key=lambda c: len(json.dumps(c)))
    kinds = args.kinds.split(",")
    for i in range(args.count):
        r = random.Random(args.seed * 1_000_003 + i)
        kind = kinds[i % len(kinds)]
        crd = copy.deepcopy(crds[int(len(crds) * r.random() ** 2)])
        if kind == "regex":
            yield {"op": "regex", "pattern": pattern(r)}
            continue
        if kind == "object":
            for _ in range(r.randrange(3)):
                mutate_crd(r, crd, not args.no_rules)
            version = r.choice(crd["spec"].get("versions") or [{}])
            schema = (version.get("schema") or {}).get("openAPIV3Schema")
            if not schema or not crd["spec"].get("group"):
                continue
            base = make(r, schema)
            base = base if isinstance(base, dict) else {}
            base.update({"apiVersion": f"{crd['spec'].get('group')}/{version.get('name')}", "kind": (crd["spec"].get("names") or {}).get("kind"), "metadata": {"name": "x"}})
            old = None
            if r.random() < 0.5:
                old = copy.deepcopy(base)
                for _ in range(r.randrange(3)):
                    mutate_object(r, old)
                old["metadata"] = {"name": "x"}
            for _ in range(r.randrange(4)):
                mutate_object(r, base)
            via = r.choice(["put", "put", "status", "apply"]) if old else r.choice(["post", "post", "post", "apply"])
            yield {"op": "object", "crd": crd, "version": version.get("name"), "via": via, "obj": base, "oldObj": old}
            continue
        if kind == "cost":
            yield {"op": "cost", "crd": crd}
            continue
        old = copy.deepcopy(crd)
        for _ in range(r.choice([1, 1, 1, 2, 3])):
            mutate_crd(r, crd, not args.no_rules)
        if kind == "crdupdate":
            if r.random() < 0.6:
                old = copy.deepcopy(crd)
            for _ in range(r.randrange(2)):
                mutate_crd(r, crd, not args.no_rules)
            yield {"op": "crdupdate", "crd": crd, "old": old}
        else:
            yield {"op": "crd", "crd": crd}


def answers(program, lines):
    done = subprocess.run(program.split(), input="".join(lines), capture_output=True, text=True)
    if done.returncode:
        print(done.stderr[-2000:])
    return [json.loads(line) for line in done.stdout.splitlines()]


def detail(text):
    if "Syntax error" in text:
        return "syntax error at " + ",".join(re.findall(r"<input>:(-?\d+:\d+)", text)[:1])
    # The names of object types are made up anew in each run of the server.
    return re.sub(r"selfType[\w.@-]*", "selfType", text)


def canonical(a):
    errors = sorted({(e["Type"], e["Field"], detail(e["Detail"])) for e in a.get("errors") or []})
    costs = sorted((c["Version"], c["Path"], c["Kind"], c["I"], c["Cost"], c["Raw"], bool(c["Err"])) for c in a.get("costs") or [])
    return {"costs": costs, "fatal": bool(a.get("fatal")), "errors": errors, "err": a.get("err", ""), "obj": a.get("obj"),
            "warnings": sorted(set(a.get("warnings") or [])), "unknown": [] if a.get("fatal") else sorted(u for u in a.get("unknown") or [] if not re.search(r"(^|\.)metadata\.", u))}


def refused(a):
    return bool(a["fatal"] or a["errors"] or a["err"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("real")
    parser.add_argument("ours")
    parser.add_argument("corpus")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default="crd,crdupdate,object,regex,cost")
    parser.add_argument("--no-rules", action="store_true")
    parser.add_argument("--show", type=int, default=20)
    args = parser.parse_args()
    asked, tally, shown, batch = 0, Counter(), 0, []

    def settle():
        nonlocal asked, shown
        lines = [json.dumps(q) + "\n" for q in batch]
        real, ours = answers(args.real, lines), answers(args.ours, lines)
        if not len(real) == len(ours) == len(batch):
            sys.exit(f"{len(batch)} questions, {len(real)} and {len(ours)} answers")
        for question, a, b in zip(batch, real, ours):
            asked += 1
            if "panic" in (a.get("fatal") or ""):
                tally["the server's code panics"] += 1
                continue
            a, b = canonical(a), canonical(b)
            tally["refused"] += refused(a)
            tally["refused " + question["op"]] += refused(a)
            if a == b:
                continue
            if refused(a) != refused(b):
                tally["verdict differs"] += 1
            tally["answer differs"] += 1
            if shown < args.show:
                shown += 1
                print("----", question["op"], question.get("via", ""), question.get("pattern", ""))
                for name in ("fatal", "err", "warnings", "unknown", "costs"):
                    if a[name] != b[name]:
                        print(" ", name, a[name], "|", b[name])
                for error in a["errors"]:
                    if error not in b["errors"]:
                        print("  only the server:", str(error)[:400])
                for error in b["errors"]:
                    if error not in a["errors"]:
                        print("  only this crate:", str(error)[:400])
                if a["obj"] != b["obj"]:
                    print("  stored", json.dumps(a["obj"])[:600], "|", json.dumps(b["obj"])[:600])
                print("  question", json.dumps(question)[:300])
        batch.clear()

    for question in questions(args):
        batch.append(question)
        if len(batch) == 500:
            settle()
    if batch:
        settle()
    print(f"{asked} questions", dict(tally))
    sys.exit(1 if tally["verdict differs"] else 0)


main()
