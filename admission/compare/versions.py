"""CRDs of several versions, with faults in any field but the schemas', and updates of them; objects with a scale."""
import copy

import metadata

WRONG = metadata.WRONG
WORDS = ["foos", "foo", "Foo", "FooList", "fooList", "", "V1", "a.b", "1a", "a_b", "a-", "a" * 63, "a" * 64, "é", "foo bar", "foos.x", "FOOS", "bar", "Bar"]
VERSIONS = ["v1", "v1", "v2", "v1beta1", "v1alpha1", "v10", "v2beta3", "V1", "1", "", "v", "foo", "v1.2", "a-b", "x" * 63, "x" * 64, "é", "v1beta", "v01"]
GROUPS = ["e.example.com", "e.example.com", "e.example.com", "", "x", "x.y", "a.k8s.io", "a.kubernetes.io", "k8s.io", "A.b", "a..b", "a.b.", "é.x", "a" * 63 + ".b", "a" * 64 + ".b", "x_y.z"]
PATHS = [".spec.a", ".spec.b", ".spec.c", ".spec.d", ".spec.replicas", ".status.replicas", ".status.selector", ".spec", ".status", ".metadata.name", ".metadata.creationTimestamp", ".metadata.labels", ".metadata.labels['a']", ".metadata.generation", "spec.a", "", ".", "..", ".spec..a", ".spec.a.b",
         ".spec['a']", ".spec[\"a\"]", ".spec.l[0]", ".spec.l[*]", ".spec.l[0].x", ".spec.l[?(@.x==1)]", ".spec.l[?(@.x == 'a')].y", ".spec.m.k", ".spec.m['k.x']", "{.spec.a}", ".{.spec}", ".spec.a ", " .spec.a", ".spec.a\n", ".spec.é", ".spec.nope", ".spec.a[", ".spec.[a]", ".spec.a]", ".*", ".spec.*", "$.spec.a", "@.spec.a", ".kind", ".apiVersion", ".spec.e", ".spec.f", ".spec.g",
         ".spec.l[-1]", ".spec.l[0:2]", ".spec.l[0:2:1]", ".spec.l[0,1]", ".spec.a'", ".spec\\.a", ".spec.a\\.b", ".spec.x-y", ".spec.123", ".spec.a.", "true", "1", "'a'", ".spec.l[]", ".spec['']", ".spec.l.length()", ".spec(", "a" * 3000]
TYPES = ["string", "integer", "number", "boolean", "date", "", "object", "array", "String", "x"]
TEXTS = ["", "x", "a b", "é", "a\nb", "a\u0001", "x" * 255, "x" * 256, "x" * 257, "é" * 128, "é" * 256, "\t", "\u2028", "\u00a0", "%", "\"", "a\u007f"]
URLS = ["https://a/b", "https://a", "http://a", "https://u:p@a/", "https://a/?q", "https://a/#f", "https://a?", "x", "", "://", "https://", "https:///a", "https://a:80", "https://a:x", "https://[::1]/", "https://a b/", "HTTPS://a", "https://é/", "https://a/%zz", "//a", "https:a"]
PATHS_OF_SERVICES = ["/a", "/", "", "a", "/a/b", "/a//b", "//", "/a/", "/A", "/a_b", "/é", "/a.b", "/-a", "/" + "a" * 64, "/a?b", "/a b"]


def mostly(r, good, values, faults=0.06):
    """A good value, or any."""
    return r.choice(values) if r.random() < faults else copy.deepcopy(r.choice(good))


def schema(r):
    spec = {"a": {"type": "string"}, "b": {"type": "integer"}, "c": {"type": "boolean"}, "d": {"type": "number"}, "e": {"x-kubernetes-int-or-string": True}, "f": {"type": "string", "format": "date-time"}, "g": {"type": "string", "enum": ["x"]},
            "l": {"type": "array", "items": {"type": "object", "properties": {"x": {"type": "string"}}}}, "m": {"type": "object", "additionalProperties": {"type": "string"}}, "x-y": {"type": "string"}, "replicas": {"type": r.choice(["integer", "integer", "number", "string"])}}
    out = {"type": "object", "properties": {"spec": {"type": "object", "properties": {n: spec[n] for n in r.sample(list(spec), 8)}}, "status": {"type": "object", "properties": {"replicas": {"type": "integer"}, "selector": {"type": "string"}}}}}
    if r.random() < 0.1:
        out["x-kubernetes-preserve-unknown-fields"] = True
    return out


def scale(r):
    out = {"specReplicasPath": mostly(r, [".spec.replicas"], PATHS, 0.2), "statusReplicasPath": mostly(r, [".status.replicas"], PATHS, 0.2), "labelSelectorPath": mostly(r, [".status.selector", ".spec.selector"], PATHS, 0.2)}
    for name in r.sample(list(out), r.choice([0, 0, 0, 1])):
        out.pop(name)
    return out


def column(r):
    out = {"name": mostly(r, ["A", "B"], ["", "a b"]), "type": mostly(r, TYPES[:5], TYPES), "jsonPath": r.choice(PATHS) if r.random() < 0.3 else r.choice(PATHS[:12])}
    for name in r.sample(["format", "description", "priority"], r.randrange(3)):
        out[name] = {"format": mostly(r, ["", "int32", "int64", "float", "double", "byte", "date", "date-time", "password"], ["x", "Int32"]), "description": r.choice(TEXTS), "priority": mostly(r, [0, 1, -1], [2**31 - 1, 2**31, 1.0, 1.5])}[name]
    return out


def version(r, name):
    out = {"name": name, "served": r.random() < 0.8, "storage": False}
    if r.random() < 0.99:
        out["schema"] = {"openAPIV3Schema": schema(r)} if r.random() < 0.98 else r.choice([{}, None, {"openAPIV3Schema": None}])
    if r.random() < 0.3:
        out["deprecated"] = r.random() < 0.8
    if r.random() < (0.4 if out.get("deprecated") else 0.03):
        out["deprecationWarning"] = r.choice(TEXTS)
    if r.random() < 0.6:
        out["subresources"] = mostly(r, [{"status": {}}, {}, None, {"status": None}, {"scale": scale(r)}, {"status": {}, "scale": scale(r)}], [{"status": {"a": 1}}])
    if r.random() < 0.3:
        out["additionalPrinterColumns"] = [column(r) for _ in range(r.randrange(3))]
    if r.random() < 0.3:
        out["selectableFields"] = [{"jsonPath": mostly(r, PATHS[:4], PATHS, 0.15)} for _ in range(r.choice([0, 1, 1, 2, 9]))]
    return out


def conversion(r):
    client = {}
    if r.random() < 0.4:
        client["url"] = mostly(r, URLS[:2], URLS, 0.2)
    if "url" not in client or r.random() < 0.1:
        client["service"] = {"name": mostly(r, ["n"], ["", "N_"]), "namespace": mostly(r, ["ns"], ["", "N_"])}
        for name, values in (("port", [443, 1, 65535, 65536, 0, -1, 1.0, 443.5]), ("path", PATHS_OF_SERVICES)):
            if r.random() < 0.5:
                client["service"][name] = mostly(r, values[:2], values, 0.2)
    if r.random() < 0.3:
        client["caBundle"] = mostly(r, ["", "eA==", "LS0tLS1CRUdJTg==", None], ["x", "eA=", "_w==", [1], 1])
    webhook = {"clientConfig": client, "conversionReviewVersions": mostly(r, [["v1"], ["v1", "v1beta1"], ["v1beta1"], ["v2", "v1"]], [["v2"], ["v1", "v1"], [], [""], ["V1"], ["1"], None], 0.2)}
    for name in r.sample(list(webhook), r.choice([0] * 9 + [1])):
        webhook.pop(name)
    out = {"strategy": mostly(r, ["None", "Webhook", "Webhook"], ["", "webhook", "x"])}
    if r.random() < (0.95 if out["strategy"] == "Webhook" else 0.1):
        out["webhook"] = webhook if r.random() < 0.95 else None
    return out


def names(r):
    out = {"plural": "foos", "singular": "foo", "kind": "Foo", "listKind": "FooList"}
    for name in r.sample(list(out), r.choice([0] * 8 + [1, 2])):
        if r.random() < 0.4:
            out.pop(name)
        else:
            out[name] = r.choice(WORDS)
    if r.random() < 0.3:
        out["shortNames"] = [mostly(r, ["a", "b", "foo"], WORDS, 0.1) for _ in range(r.randrange(3))]
    if r.random() < 0.3:
        out["categories"] = [mostly(r, ["a", "b", "foo"], WORDS, 0.1) for _ in range(r.randrange(3))]
    return out


def spoil(r, document):
    """Puts a value of another type somewhere, or a field that there is not, or takes one away."""
    places = []

    def walk(here):
        for key, child in here.items() if isinstance(here, dict) else enumerate(here):
            places.append((here, key))
            if isinstance(child, (dict, list)) and key != "openAPIV3Schema":
                walk(child)
    walk(document)
    here, key = r.choice(places)
    pick = r.random()
    if pick < 0.6:
        here[key] = copy.deepcopy(r.choice(WRONG))
    elif isinstance(here, dict) and pick < 0.8:
        here["unknown"] = 1
    else:
        here.pop(key)


def crd(r):
    """A CRD whose fields are the matter."""
    found = [version(r, name) for name in r.sample(VERSIONS[1:7], r.choice([0, 1, 2, 3]) if r.random() < 0.1 else r.choice([1, 2]))]
    if found:
        r.choice(found)["storage"] = r.random() < 0.98
        if r.random() < 0.1:
            r.choice(found)["name"] = r.choice(VERSIONS)
    spec = {"group": mostly(r, GROUPS[:1], GROUPS), "names": names(r), "scope": mostly(r, ["Namespaced", "Cluster"], ["", "cluster"], 0.03), "versions": found}
    if r.random() < 0.3:
        spec["conversion"] = conversion(r)
    if r.random() < 0.15:
        spec["preserveUnknownFields"] = r.choice([True, False, None])
    meta = {"name": f"{spec['names'].get('plural')}.{spec['group']}"} if r.random() < 0.96 else {"name": r.choice(["foos", "foos.x", "", "Foos.e.example.com"])}
    if r.random() < 0.15:
        name = r.choice([n for n in metadata.FIELDS if n not in ("name", "generateName")])
        meta[name] = metadata.FIELDS[name](r)
    if r.random() < 0.1 or "k8s.io" in spec["group"]:
        meta.setdefault("annotations", {})
        if isinstance(meta["annotations"], dict):
            meta["annotations"]["api-approved.kubernetes.io"] = r.choice(["https://x/y", "unapproved", "unapproved, x", "", "x", "http://a", "://", "https://", "/a"])
    out = {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": meta, "spec": spec}
    if r.random() < 0.1:
        spoil(r, out["spec"])
    return out


def before(r, new):
    """A CRD as it was before: a field or two were otherwise."""
    old = copy.deepcopy(new)
    spec = old["spec"]
    listed = spec.get("versions")
    versions = [v for v in listed if isinstance(v, dict)] if isinstance(listed, list) else []
    for _ in range(r.choice([0, 1, 1, 2, 3])):
        some = r.choice(versions) if versions else {}
        r.choice([
            lambda: spec.__setitem__("group", r.choice(GROUPS)),
            lambda: spec.__setitem__("scope", r.choice(["Namespaced", "Cluster"])),
            lambda: spec.__setitem__("names", names(r)),
            lambda: spec.__setitem__("conversion", conversion(r)),
            lambda: spec.__setitem__("preserveUnknownFields", r.choice([True, False])),
            lambda: some.__setitem__("name", r.choice(VERSIONS)),
            lambda: some.update(version(r, some.get("name"))),
            lambda: some.__setitem__("served", r.random() < 0.5),
            lambda: versions and listed.append(version(r, r.choice(VERSIONS))),
            lambda: len(versions) > 1 and some in listed and listed.remove(some),
            lambda: some.pop("schema", None),
            lambda: old["metadata"].update(metadata.changed(r, old["metadata"])),
            lambda: spoil(r, spec),
        ])()
    old["metadata"].setdefault("name", "x")
    new["metadata"]["name"] = old["metadata"]["name"]
    return old


def question(r, stored=False):
    """A CRD, or a changed one. `stored` says which versions were stored, where the program that is asked reads that."""
    new = crd(r)
    asked = {"op": "crd", "crd": new}
    if r.random() < 0.5:
        asked = {"op": "crdupdate", "crd": new, "old": before(r, new)}
    if stored and r.random() < 0.5:
        for name in asked.keys() - {"op"}:
            asked[name]["status"] = {"storedVersions": r.sample(VERSIONS[1:7], r.choice([1, 1, 2]))}
    return asked


REPLICAS = [0, 1, 3, -1, 2**31 - 1, 2**31, 2**63 - 1, 2**63, 1.0, 1.5, "1", None, True, [], {}]


def scaled(r):
    """A request with an object whose type has a scale."""
    made = crd(r)
    made["spec"].update({"group": "e.example.com", "scope": "Namespaced", "names": {"plural": "foos", "singular": "foo", "kind": "Foo", "listKind": "FooList"}, "conversion": None, "preserveUnknownFields": False})
    any_field = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
    body = r.choice([{"type": "object", "properties": {"spec": any_field, "status": any_field}}, {"type": "object", "x-kubernetes-preserve-unknown-fields": True}])
    made["metadata"] = {"name": "foos.e.example.com"}
    made["spec"]["versions"] = [{"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": body}, "subresources": r.choice([{"status": {}, "scale": scale(r)}, {"scale": scale(r)}])}]

    def obj():
        out = {"apiVersion": "e.example.com/v1", "kind": "Foo", "metadata": {"name": "x"}}
        for part in ("spec", "status"):
            if r.random() < 0.9:
                out[part] = {n: copy.deepcopy(r.choice(REPLICAS)) for n in ("replicas", "a", "b") if r.random() < 0.6} if r.random() < 0.9 else copy.deepcopy(r.choice(REPLICAS))
                if isinstance(out[part], dict) and r.random() < 0.6:
                    out[part]["selector"] = r.choice(["a=b", "", "a in (b", 1, None, {}])
        return out
    old = obj() if r.random() < 0.6 else None
    via = r.choice(["put", "put", "status", "apply"]) if old else r.choice(["post", "post", "apply"])
    return {"op": "object", "crd": made, "version": "v1", "via": via, "obj": obj(), "oldObj": old}
