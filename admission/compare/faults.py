#!/usr/bin/env python3
"""Puts one fault into each CRD of a corpus and writes down what the real server's code says.

usage: faults.py REAL CORPUS > ../tests/data/corpus_faults.jsonl

Each line is a file of the corpus, the number of the document in it, the kind of the fault, where what was put
(a JSON pointer and the value), and the errors (kind, field, detail).
"""
import copy, glob, json, os, re, subprocess, sys

import yaml

VERSION = "/spec/versions/0"
ROOT = VERSION + "/schema/openAPIV3Schema"
RULES = "x-kubernetes-validations"


def walk(schema, pointer, out):
    out.append((pointer, schema))
    for name, child in (schema.get("properties") or {}).items():
        walk(child, f"{pointer}/properties/{name.replace('~', '~0').replace('/', '~1')}", out)
    for name in ("items", "additionalProperties"):
        if isinstance(schema.get(name), dict):
            walk(schema[name], f"{pointer}/{name}", out)
    return out


def keyword(name, value, kind=None):
    """Sets a keyword at the first node of a type that has none."""
    def put(crd, nodes):
        for pointer, node in nodes:
            if name not in node and (kind is None or node.get("type") == kind) and pointer != ROOT:
                return f"{pointer}/{name}", value
    return put


def at(pointer, value):
    return lambda crd, nodes: (pointer, value)


def rule(kind, **fields):
    return keyword(RULES, [fields], kind)


STRING = {"type": "string"}
FAULTS = {
    "unique items": keyword("uniqueItems", True, "array"),
    "pattern": keyword("pattern", "a(", "string"),
    "default of another type": keyword("default", 5, "string"),
    "default that is pruned": keyword("default", {"noSuchField": 1}, "object"),
    "unknown type": lambda crd, nodes: (nodes[len(nodes) // 2][0] + "/type", "text"),
    "no type": lambda crd, nodes: (nodes[-1][0] + "/type", ""),
    "type null": lambda crd, nodes: (nodes[-1][0] + "/type", "null"),
    "items missing": lambda crd, nodes: (nodes[len(nodes) // 3][0], {"type": "array"}),
    "items empty": lambda crd, nodes: (nodes[len(nodes) // 3][0], {"type": "array", "items": {}}),
    "list of schemas": lambda crd, nodes: (nodes[len(nodes) // 3][0], {"type": "array", "items": [STRING]}),
    "reference": keyword("$ref", "#/definitions/x"),
    "definitions": keyword("definitions", {"x": STRING}),
    "pattern properties": keyword("patternProperties", {"^a": STRING}),
    "type in a junctor": keyword("allOf", [{"type": "string"}], "string"),
    "field in a junctor": keyword("anyOf", [{"properties": {"noSuchField": {"minLength": 1}}}], "object"),
    "default in a junctor": keyword("oneOf", [{"default": "x"}, {"not": {"default": "y"}}]),
    "properties and values": keyword("additionalProperties", STRING, "object"),
    "preserve false": keyword("x-kubernetes-preserve-unknown-fields", False),
    "embedded string": keyword("x-kubernetes-embedded-resource", True, "string"),
    "int-or-string with a type": keyword("x-kubernetes-int-or-string", True, "string"),
    "unknown list type": keyword("x-kubernetes-list-type", "bag", "array"),
    "list type of a string": keyword("x-kubernetes-list-type", "set", "string"),
    "map list without keys": lambda crd, nodes: (nodes[len(nodes) // 4][0], {"type": "array", "items": {"type": "object"}, "x-kubernetes-list-type": "map"}),
    "map list with an unknown key": lambda crd, nodes: (nodes[len(nodes) // 4][0], {"type": "array", "items": {"type": "object", "properties": {"a": STRING}}, "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["b"]}),
    "map list with an optional key": lambda crd, nodes: (nodes[len(nodes) // 4][0], {"type": "array", "items": {"type": "object", "properties": {"a": STRING}}, "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["a"]}),
    "set of objects": lambda crd, nodes: (nodes[len(nodes) // 4][0], {"type": "array", "items": {"type": "object"}, "x-kubernetes-list-type": "set"}),
    "unknown map type": keyword("x-kubernetes-map-type", "loose", "object"),
    "nullable root": at(ROOT + "/nullable", True),
    "root of another type": at(ROOT + "/type", "array"),
    "metadata with a label": at(ROOT + "/properties/metadata", {"type": "object", "properties": {"labels": {"type": "object"}}}),
    "rule: syntax": rule("string", rule="self =="),
    "rule: types": rule("string", rule="self > 1"),
    "rule: unknown field": rule("object", rule="has(self.noSuchField)"),
    "rule: no bool": rule("string", rule="self"),
    "rule: cost": rule("array", rule="self.all(x, self.all(y, x == y))"),
    "rule: cost of a string": rule("string", rule="'x'.contains(self + self + self) && self.matches(self)"),
    "rule: empty": rule(None, rule=" "),
    "rule: lines in the message": rule("string", rule="true", message="a\nb"),
    "rule: reason": rule("string", rule="true", reason="Because"),
    "rule: field path": rule("object", rule="true", fieldPath=".noSuchField"),
    "rule: message expression": rule("string", rule="true", messageExpression="1 + 1"),
    "rule: oldSelf that may be missing": rule("string", rule="true", optionalOldSelf=True),
    "rule: duration": rule("string", rule="self == '' || duration('1 hour') > duration('1s')"),
    "scope": at("/spec/scope", "cluster"),
    "plural": at("/spec/names/plural", "Foos_"),
    "kind": at("/spec/names/kind", "a b"),
    "list kind": lambda crd, nodes: ("/spec/names/listKind", crd["spec"]["names"]["kind"]),
    "short name": at("/spec/names/shortNames", ["FOO_1"]),
    "category": at("/spec/names/categories", ["a.b"]),
    "group": at("/spec/group", "example"),
    "name": at("/metadata/name", "other.example.com"),
    "label": at("/metadata/labels", {"a b": "c"}),
    "version name": at(VERSION + "/name", "V_1"),
    "not stored": lambda crd, nodes: ("/spec/versions", [{**v, "storage": False} for v in crd["spec"]["versions"]]) if len(json.dumps(crd)) < 8000 else (VERSION + "/storage", not crd["spec"]["versions"][0]["storage"]),
    "no schema": at(VERSION + "/schema", None),
    "warning": at(VERSION + "/deprecationWarning", "not deprecated"),
    "column type": at(VERSION + "/additionalPrinterColumns", [{"name": "A", "type": "text", "jsonPath": ".spec.a"}]),
    "column path": at(VERSION + "/additionalPrinterColumns", [{"name": "A", "type": "string", "jsonPath": "spec.a"}]),
    "column path syntax": at(VERSION + "/additionalPrinterColumns", [{"name": "A", "type": "string", "jsonPath": ".spec["}]),
    "selectable field": at(VERSION + "/selectableFields", [{"jsonPath": ".spec.noSuchField"}]),
    "selectable metadata": at(VERSION + "/selectableFields", [{"jsonPath": ".metadata.name"}]),
    "scale": at(VERSION + "/subresources", {"scale": {"specReplicasPath": ".replicas", "statusReplicasPath": ".status.replicas"}}),
    "preserve all": at("/spec/preserveUnknownFields", True),
    "conversion": at("/spec/conversion", {"strategy": "Webhook"}),
    "conversion review": at("/spec/conversion", {"strategy": "Webhook", "webhook": {"clientConfig": {"url": "http://a"}, "conversionReviewVersions": ["v2"]}}),
}


def put(crd, pointer, value):
    *above, last = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    here = crd
    for step in above:
        here = here[int(step)] if isinstance(here, list) else here.setdefault(step, {})
    if isinstance(here, list):
        here[int(last)] = value
    else:
        here[last] = value


def ask(real, crd):
    """The server's answer; none where it is another each time, as it walks its maps in random order."""
    question = json.dumps({"op": "crd", "crd": crd}) + "\n"
    done = subprocess.run([real], input=question * 8, capture_output=True, text=True, check=True)
    told = []
    for answer in map(json.loads, done.stdout.splitlines()):
        errors = sorted([e["Type"], e["Field"], re.sub(r"selfType\d+", "selfType", e["Detail"])] for e in answer.get("errors") or [])
        told.append({"errors": errors, "unreadable": bool(answer.get("fatal"))})
    return told[0] if all(answer == told[0] for answer in told) else None


def faulty(real, crd, turn):
    """The CRD with the first fault from `turn` on that has a place in it, and the server's answer."""
    nodes = walk(crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"], ROOT, [])
    kinds = list(FAULTS)
    for kind in (kinds[(turn + n) % len(kinds)] for n in range(len(kinds))):
        place = FAULTS[kind](crd, nodes)
        if not place:
            continue
        broken = copy.deepcopy(crd)
        put(broken, *place)
        answer = ask(real, broken)
        if answer:
            return {"fault": kind, "at": place[0], "value": place[1], **answer}


def main():
    real, corpus = sys.argv[1:]
    turn = 0
    for file in sorted(glob.glob(corpus + "/*/*.yaml")):
        with open(file) as text:
            documents = list(yaml.load_all(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
        for number, crd in enumerate(documents):
            if not crd or crd.get("kind") != "CustomResourceDefinition":
                continue
            row = faulty(real, json.loads(json.dumps(crd, default=str)), turn)
            print(json.dumps({"file": os.path.relpath(file, corpus), "document": number, **row}, ensure_ascii=False))
            turn += 1


main()
