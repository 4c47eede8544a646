"""Objects made from a schema, and faults put into them."""
import copy

TEXTS = ["", "a", "abc", "A b", "x.y", "1", "true", "2024-01-02T03:04:05Z", "1h", "é" * 5, "a-b", "10Mi", "null", "\n"]
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
        formats = {"date-time": "2024-01-02T03:04:05Z", "date": "2024-01-02", "byte": "aGk=", "uuid": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "duration": "1h", "ipv4": "1.2.3.4"}
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
