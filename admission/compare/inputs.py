"""The questions of a run: which kinds there are, how often each is asked, and how one is made from its number."""
import copy, glob, json, random

import functions, metadata, rules, shapes, syntax, versions
from objects import make, mutate_object
from schemas import made_crd, mutate_crd, pattern, small_schema, strip_rules

# Kind: how many of a hundred; one of none is asked only by name. `cel-…` are over schemas made up with rules, those with
# `shape`, `versions`, `meta` and `scale` are made up too, the others are over the CRDs of the corpus.
SHARES = {
    "crd": 9, "crd-made": 6, "crd-update": 6, "crd-shape": 5, "crd-versions": 6, "cel-crd": 10, "cel-update": 3, "cel-rule": 6, "cel-cost": 3, "cel-object": 8,
    "cel-call": 8, "cel-call-cost": 3, "cel-syntax": 3, "cel-spent": 0, "object": 7, "object-meta": 5, "object-shape": 7, "object-scale": 1, "regex": 2, "cost": 2,
}
FAMILIES = {"crd": "structure", "object": "objects", "cel": "CEL", "cost": "CEL", "regex": "structure"}


def corpus(folder):
    """Every CRD below a folder, small ones first."""
    import yaml
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    crds = []
    for file in sorted(glob.glob(folder + "/**/*.yaml", recursive=True)):
        with open(file) as text:
            # What is stored is told by the versions.
            crds += [{k: v for k, v in d.items() if k != "status"} for d in yaml.load_all(text, Loader=loader) if d and d.get("kind") == "CustomResourceDefinition"]
    return sorted(json.loads(json.dumps(crds, default=str)), key=lambda c: len(json.dumps(c)))


def ruled_crd(r, faults):
    schema = rules.ruled_schema(r)
    rules.put_rules(r, schema, 2, faults)
    return made_crd(schema)


def first_schema(crd):
    return crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"]


def request(r, crd, version, faults, plain):
    """A request with an object of a CRD's version, and what is stored already where it replaces that."""
    schema = (version.get("schema") or {}).get("openAPIV3Schema")
    group = crd["spec"].get("group")
    if not schema or not group:
        return None
    base = make(r, schema)
    base = base if isinstance(base, dict) else {}
    base.update({"apiVersion": f"{group}/{version.get('name')}", "kind": (crd["spec"].get("names") or {}).get("kind"), "metadata": {"name": "x"}})
    old = None
    if r.random() < 0.5:
        # What is wrong in both is ratcheted.
        for _ in range(0 if plain else r.randrange(3)):
            mutate_object(r, base)
        old = copy.deepcopy(base)
        for _ in range(r.randrange(2 if plain else 3)):
            mutate_object(r, old)
        old["metadata"] = {"name": "x"}
        if not isinstance(base.get("metadata"), dict):
            base["metadata"] = {"name": "x"}
    for _ in range(r.randrange(faults)):
        mutate_object(r, base)
    via = r.choice(["put", "put", "status", "apply"]) if old else r.choice(["post", "post", "post", "apply"])
    return {"op": "object", "crd": crd, "version": version.get("name"), "via": via, "obj": base, "oldObj": old}


def question(r, kind, crds, with_rules):
    """A question of a kind, or none where the CRD that was drawn has nothing to ask about."""
    if kind == "regex":
        return {"op": "regex", "pattern": pattern(r)}
    if kind in ("cel-call", "cel-call-cost", "cel-spent"):
        return functions.question(r, kind)
    if kind == "cel-syntax":
        return syntax.question(r)
    if kind in ("crd-shape", "object-shape"):
        return shapes.question(r, kind)
    if kind == "crd-versions":
        return versions.question(r)
    if kind == "object-meta":
        return metadata.question(r)
    if kind == "object-scale":
        return versions.scaled(r)
    if kind == "cel-rule":
        schema = rules.ruled_schema(r)
        node = r.choice(rules.places(schema, []))
        return {"op": "rule", "schema": node, "rule": rules.rule_text(r, node, 0.04), "root": node is schema}
    if kind == "cel-object":
        # Most rules have to compile, or there is nothing to evaluate.
        crd = ruled_crd(r, 0.002 if r.random() < 0.8 else 0)
        return request(r, crd, crd["spec"]["versions"][0], r.choice([1, 1, 2]), True)
    if kind in ("cel-crd", "cel-cost"):
        return {"op": kind[4:], "crd": ruled_crd(r, r.choice([0, 0.03]) if kind == "cel-crd" else 0.004)}
    if kind == "cel-update":
        old = ruled_crd(r, 0.03)
        crd = copy.deepcopy(old)
        if r.random() < 0.6:
            rules.put_rules(r, first_schema(crd), 1)
        else:
            mutate_crd(r, crd, True)
        return {"op": "crdupdate", "crd": crd, "old": old}
    if kind == "crd-made":
        schema = {"type": "object", "properties": {n: small_schema(r) for n in r.sample(["spec", "status", "data", "metadata"], r.randrange(1, 3))}}
        crd = made_crd(schema)
        for _ in range(r.randrange(3)):
            mutate_crd(r, crd, False)
        return {"op": "crd", "crd": crd}
    crd = copy.deepcopy(crds[int(len(crds) * r.random() ** 2)])
    if kind == "object":
        for _ in range(r.randrange(3)):
            mutate_crd(r, crd, with_rules)
        return request(r, crd, r.choice(crd["spec"].get("versions") or [{}]), 3, False)
    if kind == "cost":
        return {"op": "cost", "crd": crd}
    old = copy.deepcopy(crd)
    for _ in range(r.choice([1, 1, 1, 2, 3])):
        mutate_crd(r, crd, with_rules)
    if kind == "crd":
        return {"op": "crd", "crd": crd}
    if r.random() < 0.6:
        old = copy.deepcopy(crd)
    for _ in range(r.randrange(2)):
        mutate_crd(r, crd, with_rules)
    return {"op": "crdupdate", "crd": crd, "old": old}


def questions(folder, seed, count, kinds, with_rules):
    """`count` questions with their kinds; the same for a seed, whatever was asked before."""
    crds = corpus(folder)
    if not with_rules:
        crds = [strip_rules(crd) for crd in crds]
    order = [kind for kind in kinds for _ in range(SHARES[kind] or 1)]
    # Spread evenly, so that a short run has the same shares.
    random.Random(0).shuffle(order)
    for i in range(count):
        kind = order[i % len(order)]
        for again in range(20):
            r = random.Random((seed * 1_000_003 + i) * 20 + again)
            asked = question(r, kind, crds, with_rules)
            if asked:
                yield kind, asked
                break
