#!/usr/bin/env python3
"""Asks the real server's code and this crate the same questions, and tells where the answers differ.

usage: compare.py REAL OURS CORPUS [--count N] [--seed S] [--kinds crd,cel-crd,…] [--no-rules] [--keep FILE]

REAL and OURS are programs that read JSON lines and print one for each (OURS: the example `oracle`); CORPUS is a folder
of CRDs as YAML. The questions are made from the seed alone (see inputs.py); README.md tells what an answer is, and what
was found. Exits with 1 where a verdict or a cost differs.
"""
import argparse, json, re, subprocess, sys
from collections import Counter

import inputs


def answers(program, lines):
    done = subprocess.run(program.split(), input="".join(lines), capture_output=True, text=True)
    if done.returncode:
        print(done.stderr[-2000:])
    return [json.loads(line, parse_int=integer) for line in done.stdout.split("\n") if line]


def integer(text):
    """What Go reads: an integer that is too large is a float."""
    return int(text) if -(2**63) <= int(text) < 2**63 else float(text)


def detail(text):
    """A detail without what is free: the wording of syntax errors, and names that each run makes up anew."""
    if "recursion limit" in text:
        return "nests too deeply"
    found = re.search(r"<input>:(\d+:\d+): Syntax error", text)
    if found:
        return "syntax error at " + found.group(1)
    return re.sub(r"_var\d+", "_var", re.sub(r"selfType\d+", "selfType", text))


def canonical(a):
    errors = sorted({(e["Type"], e["Field"], detail(e["Detail"])) for e in a.get("errors") or []})
    costs = sorted((c["Version"], c["Path"], c["Kind"], c["I"], c["Cost"], c["Raw"], bool(c["Err"])) for c in a.get("costs") or [])
    unknown = [] if a.get("fatal") else sorted(u for u in a.get("unknown") or [] if not re.search(r"(^|\.)metadata\.", u))
    return {"costs": costs, "cost": a.get("cost", 0), "remaining": a.get("remaining"), "totals": a.get("totals") or {}, "fatal": bool(a.get("fatal")), "errors": errors, "err": detail(a.get("err", "")), "obj": a.get("obj"),
            "warnings": sorted(set(a.get("warnings") or [])), "unknown": unknown}


def refused(a):
    return bool(a["fatal"] or a["errors"] or a["err"])


def subjects(question, a):
    """What an answer refuses for: structure, CEL, objects."""
    if not refused(a):
        return set()
    if question["op"] == "object":
        return {"objects"}
    if question["op"] in ("rule", "cost"):
        return {"CEL"}
    return {"CEL" if "x-kubernetes-validations" in field else "structure" for _, field, _ in a["errors"]} or {"structure"}


def show(kind, question, a, b):
    print("----", kind, question.get("via", ""), question.get("pattern", ""), question.get("rule", ""))
    for name in ("fatal", "err", "warnings", "unknown", "cost", "totals", "remaining"):
        if a[name] != b[name]:
            print(" ", name, a[name], "|", b[name])
    for name in ("errors", "costs"):
        for row in a[name]:
            if row not in b[name]:
                print("  only the server:", str(row)[:600])
        for row in b[name]:
            if row not in a[name]:
                print("  only this crate:", str(row)[:600])
    if a["obj"] != b["obj"]:
        print("  stored", json.dumps(a["obj"])[:600], "|", json.dumps(b["obj"])[:600])
    print("  question", json.dumps(question)[:300], flush=True)


class Comparison:
    def __init__(self, args):
        self.args, self.asked, self.kinds, self.tally, self.shown = args, 0, Counter(), Counter(), 0
        self.kept = open(args.keep, "w") if args.keep else None

    def ask(self, batch):
        lines = [json.dumps(question) + "\n" for _, question in batch]
        real, ours = answers(self.args.real, lines), answers(self.args.ours, lines)
        if not len(real) == len(ours) == len(batch):
            sys.exit(f"{len(batch)} questions, {len(real)} and {len(ours)} answers")
        for line, (kind, question), a, b in zip(lines, batch, real, ours):
            self.compare(line, kind, question, a, b)

    def compare(self, line, kind, question, a, b):
        if "panic" in (a.get("fatal") or ""):
            self.tally["the server's code panics"] += 1
            return
        self.asked += 1
        self.kinds[kind] += 1
        a, b = canonical(a), canonical(b)
        if a["remaining"] is None or b["remaining"] is None:
            a["remaining"] = b["remaining"] = None
        self.tally["refused"] += refused(a)
        self.tally["refused " + kind] += refused(a)
        for subject in subjects(question, a):
            self.tally["refused for " + subject] += 1
        if a == b:
            return
        # It walks its maps in random order; what it says anew each time is no answer to compare with.
        if self.varies(line, a):
            self.tally["the server's answer varies"] += 1
            return
        self.tally["answer differs"] += 1
        self.tally["verdict differs"] += refused(a) != refused(b)
        self.tally["cost differs"] += any(a[name] != b[name] for name in ("cost", "costs", "totals", "remaining"))
        if self.kept:
            self.kept.write(line)
        if self.shown < self.args.show:
            self.shown += 1
            show(kind, question, a, b)

    def varies(self, line, answer):
        """Whether the server says anything else: of a small map mostly one order comes, so it is asked often."""
        for told in answers(self.args.real, [line] * 40):
            if dict(canonical(told), remaining=answer["remaining"]) != answer:
                return True
        return False

    def summary(self):
        share = lambda n: f"{100 * n / max(self.asked, 1):.1f} %"
        print(f"{self.asked} questions, seed {self.args.seed}")
        for kind, n in sorted(self.kinds.items()):
            print(f"  {kind:12}{n:8} {share(n):>7}   refused {self.tally['refused ' + kind]:8}")
        families = Counter()
        for kind, n in self.kinds.items():
            families[inputs.FAMILIES[kind.split("-")[0]]] += n
        for name, n in families.items():
            refusals = self.tally["refused for " + name]
            print(f"  about {name}: {share(n)} of all; refused for it: {share(refusals)} of all")
        print(f"  refused: {share(self.tally['refused'])} of all")
        for name in ("verdict differs", "answer differs", "cost differs", "the server's answer varies", "the server's code panics"):
            print(f"  {name}: {self.tally[name]}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("real")
    parser.add_argument("ours")
    parser.add_argument("corpus")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default=",".join(kind for kind, share in inputs.SHARES.items() if share))
    parser.add_argument("--no-rules", action="store_true")
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("--keep", help="file that gets each question whose answer differs, as JSON lines")
    args = parser.parse_args()
    comparison, batch = Comparison(args), []
    for asked in inputs.questions(args.corpus, args.seed, args.count, args.kinds.split(","), not args.no_rules):
        batch.append(asked)
        if len(batch) == 500:
            comparison.ask(batch)
            batch.clear()
    if batch:
        comparison.ask(batch)
    comparison.summary()
    sys.exit(1 if comparison.tally["verdict differs"] or comparison.tally["cost differs"] else 0)


main()
