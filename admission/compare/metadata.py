"""Metadata of objects, of resources within them and of CRDs, with faults in any of its fields."""
import copy

from schemas import made_crd

NAMES = ["x", "x", "x", "web-1", "a.b", "X", "-x", "x-", "x.", "a..b", "x_y", "é", "", "x/y", "x%y", ".", "..", "a" * 63, "a" * 64, "a" * 253, "a" * 254, "1", "a b", "a." * 100 + "a", "x\n", "aé-", "ab--", "-"]
NAMESPACES = ["default", "default", "other", "Default", "a.b", "a" * 63, "a" * 64, "", "-", "é"]
KEYS = ["a", "a/b", "a.b/c", "a b", "/", "/a", "a/", "a/b/c", "A", "A/b", "a." * 126 + "ab/c", "a." * 127 + "ab/c", "a" * 63, "a" * 64, "kubernetes.io/x", "é", "", "a_b", "-a", "a-", "x..y/z", "Ü/a", "K/b", "orphan", "foregroundDeletion", "kubernetes", "a.b", "example.com/" + "n" * 64]
VALUES = ["", "v", "a b", "a_b", "-", "a" * 63, "a" * 64, "é", "A.b-c", "a\n", "x."]
TIMES = ["2024-01-02T03:04:05Z", "2024-01-02T03:04:05.678Z", "2024-01-02T03:04:05+02:00", "2024-01-02T03:04:05", "", "x", "0001-01-01T00:00:00Z", "2024-01-02", "9999-12-31T23:59:59-01:00", "2024-01-02T3:04:05Z", "2024-01-02T03:04:05,5Z", "2024-02-30T00:00:00Z", "0000-01-01T00:00:00+01:00", "10000-01-01T00:00:00Z"]
NUMBERS = [0, 1, -1, 1000.0, 1e3, 1000.5, -0.0, 1e18, 1e19, -1e18, 9.2e18, 2**63 - 1, 2**63, 2**64 - 1, 2**64, -(2**63), -(2**63) - 1, 30, 2**53 + 1.0]
WRONG = [None, "", "1", "x", 1, 1.5, True, [], {}, ["x"], {"a": 1}, {"a": None}, [None], [1], [{}], [[]]]
GROUP_VERSIONS = ["v1", "a/b", "a/b/c", "", "/", "/v1", "a/", "apps/v1"]
FIELDS_V1 = [{"f:spec": {"f:a": {}}}, {}, None, "x", [], {"f:a": 1.0}, {"f:metadata": {"f:labels": {".": {}, "f:a": {}}}}]


def owner(r):
    out = {"apiVersion": r.choice(GROUP_VERSIONS), "kind": r.choice(["A", "A", "Event", "", "a b"]), "name": r.choice(["n", "n", "", "X y"]), "uid": r.choice(["u", "u", ""])}
    for name in ("controller", "blockOwnerDeletion"):
        if r.random() < 0.5:
            out[name] = r.choice([True, True, False, None])
    if r.random() < 0.15:
        out[r.choice(list(out) + ["foo"])] = r.choice(WRONG)
    if r.random() < 0.1:
        out.pop(r.choice(list(out)))
    return out


def managed(r):
    out = {"manager": r.choice(["m", "m", "", "a" * 128, "a" * 129, "é\u0001", "a\nb", "日本"]), "operation": r.choice(["Apply", "Update", "Update", "", "Create"]), "apiVersion": r.choice(GROUP_VERSIONS), "time": r.choice(TIMES[:2] + TIMES), "fieldsType": r.choice(["FieldsV1", "FieldsV1", "", "FieldsV2"]),
           "fieldsV1": r.choice(FIELDS_V1), "subresource": r.choice(["", "status", "a" * 256, "a" * 257])}
    for name in r.sample(list(out), r.randrange(3)):
        out.pop(name)
    if r.random() < 0.1:
        out[r.choice(list(out) or ["manager"])] = r.choice(WRONG)
    return out


def several(r, make, most=3):
    return [make(r) for _ in range(r.randrange(most + 1))]


def pairs(r, values):
    return {r.choice(KEYS): r.choice(values) for _ in range(r.randrange(4))}


FIELDS = {"name": lambda r: r.choice(NAMES), "generateName": lambda r: r.choice(NAMES + ["x-", "web-", "a" * 58 + "-", "a" * 60 + "."]), "namespace": lambda r: r.choice(NAMESPACES), "labels": lambda r: pairs(r, VALUES), "annotations": lambda r: pairs(r, VALUES + ["x" * 140000, "x" * 262144]),
          "finalizers": lambda r: [r.choice(KEYS) for _ in range(r.randrange(4))], "ownerReferences": lambda r: several(r, owner), "managedFields": lambda r: several(r, managed), "uid": lambda r: r.choice(["u", "0", "", "A B"]), "resourceVersion": lambda r: r.choice(["1", "2", "0", "", "x", "-1"]),
          "generation": lambda r: r.choice(NUMBERS), "deletionGracePeriodSeconds": lambda r: r.choice(NUMBERS), "creationTimestamp": lambda r: r.choice(TIMES), "deletionTimestamp": lambda r: r.choice(TIMES), "selfLink": lambda r: r.choice(["/x", ""]), "foo": lambda r: 1}


def made(r, most=4):
    """Metadata with some fields, each mostly of its type."""
    out = {"name": "x"}
    for name in r.sample(list(FIELDS), r.randrange(most + 1)):
        out[name] = r.choice(WRONG) if r.random() < 0.06 else FIELDS[name](r)
    if r.random() < 0.05:
        out.pop("name", None)
    if not out.get("name"):
        # The code that is asked makes no names.
        out.pop("generateName", None)
    return out


EMBEDDED = {"type": "object", "x-kubernetes-embedded-resource": True}


def schema(r):
    """A schema with resources in it: declared or not, nested, in lists and maps, with metadata of its own."""
    named = {"metadata": {"type": "object", "properties": {"name": r.choice([{"type": "string", "maxLength": 3}, {"type": "string", "pattern": "^a"}, {"type": "string", "enum": ["x", "y"]}]), "generateName": {"type": "string", "maxLength": 4}}}} if r.random() < 0.3 else {}
    inner = dict(EMBEDDED, **r.choice([{"x-kubernetes-preserve-unknown-fields": True}, {"properties": {"spec": {"type": "object", "x-kubernetes-preserve-unknown-fields": True}, **named}}, {"properties": {"e": dict(EMBEDDED, **{"x-kubernetes-preserve-unknown-fields": True}), "metadata": {"type": "object"}}}]))
    if r.random() < 0.2:
        inner["nullable"] = True
    spec = {"e": inner, "l": {"type": "array", "items": copy.deepcopy(inner)}, "m": {"type": "object", "additionalProperties": copy.deepcopy(inner)}, "metadata": {"type": "object", "properties": {"name": {"type": "string"}}}}
    rule = r.choice(["self.metadata.name != 'web-1'", "!has(self.metadata.generateName)", "self.metadata.name == oldSelf.metadata.name", "self.kind == 'Foo'", "has(self.spec)"])
    root = {"type": "object", "properties": {"spec": {"type": "object", "properties": spec}, "status": {"type": "object", "x-kubernetes-preserve-unknown-fields": True}, **named}}
    if r.random() < 0.3:
        root["x-kubernetes-validations"] = [{"rule": rule}]
    return root


def resource(r):
    """A resource within an object."""
    out = {"apiVersion": r.choice(GROUP_VERSIONS[:2] + GROUP_VERSIONS), "kind": r.choice(["A", "A", "a_b", "", "a" * 64]), "metadata": made(r, 3)}
    if r.random() < 0.3:
        out[r.choice(["apiVersion", "kind", "metadata", "spec", "status"])] = r.choice(WRONG)
    if r.random() < 0.1:
        out.pop(r.choice(list(out)))
    if r.random() < 0.2:
        out["e"] = resource(r)
    return out


def spec(r):
    out = {}
    if r.random() < 0.5:
        out["e"] = resource(r) if r.random() < 0.9 else r.choice(WRONG)
    if r.random() < 0.2:
        out["l"] = several(r, resource, 2)
    if r.random() < 0.2:
        out["m"] = {k: resource(r) for k in r.sample(["a", "b.c", "d e"], r.randrange(3))}
    return out


def changed(r, metadata):
    """The metadata as it was before: one thing or two were otherwise, mostly."""
    old = copy.deepcopy(metadata)
    for _ in range(r.randrange(3)):
        name = r.choice(list(FIELDS))
        if r.random() < 0.3:
            old.pop(name, None)
        else:
            old[name] = FIELDS[name](r)
    return old


def question(r):
    """A request with an object whose metadata is the matter."""
    crd = made_crd(schema(r))
    if r.random() < 0.3:
        crd["spec"]["scope"] = "Cluster"
    if r.random() < 0.3:
        crd["spec"]["versions"][0].pop("subresources")
    kind = {"apiVersion": "e.example.com/v1", "kind": "Foo"}
    obj = dict(kind, metadata=made(r) if r.random() < 0.97 else r.choice(WRONG))
    if r.random() < 0.6:
        obj["spec"] = spec(r)
    old = None
    if r.random() < 0.5:
        old = dict(kind, metadata=changed(r, obj["metadata"]) if isinstance(obj["metadata"], dict) else {"name": "x"})
        if "spec" in obj:
            old["spec"] = copy.deepcopy(obj["spec"]) if r.random() < 0.7 else spec(r)
    via = r.choice(["put", "put", "status", "apply"]) if old else r.choice(["post", "post", "post", "apply"])
    return {"op": "object", "crd": crd, "version": "v1", "via": via, "obj": obj, "oldObj": old}
