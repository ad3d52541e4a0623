#!/usr/bin/env python3
"""Writes programs in Python's own expressions, each with what Python itself makes of it.

    generate.py [--count N] [--seed S] > programs.jsonl

The programs use lambdas, comprehensions, conditional expressions, comparisons, arithmetic, `and or
not`, subscripts, helper functions and calls of operations of the DSL. They are run here, by Python,
over a small implementation of those operations in which sets iterate in value order; so the results
say what the text means, and a reader of such text is tested against them. A line of the output is

    {"id": ID, "program": TEXT, "inputs": [GRID, ...], "results": [R, ...]}

with R = {"grid": ROWS} or {"error": NAME}.
"""
import argparse
import json
import random


def order_key(v):
    """Value order: None, integers, tuples, sets."""
    if v is None:
        return (0,)
    if isinstance(v, int):
        return (1, int(v))
    if isinstance(v, tuple):
        return (2, [order_key(x) for x in v])
    return (3, [order_key(x) for x in sorted(frozenset.__iter__(v), key=order_key)])


class ordered(frozenset):
    """A set that iterates in value order."""

    def __iter__(self):
        return iter(sorted(frozenset.__iter__(self), key=order_key))


def a_set(c=()):
    """The `frozenset` and `set` of the programs."""
    return ordered(c)


def number_wise(f):
    def both(a, b):
        if isinstance(a, int) and isinstance(b, int):
            return f(a, b)
        if isinstance(a, int):
            return (f(a, b[0]), f(a, b[1]))
        if isinstance(b, int):
            return (f(a[0], b), f(a[1], b))
        return (f(a[0], b[0]), f(a[1], b[1]))

    return both


def once(f):
    return lambda a: f(a) if isinstance(a, int) else (f(a[0]), f(a[1]))


def kind_of(c, items):
    return ordered(items) if isinstance(c, frozenset) else tuple(items)


def colors(g):
    return [c for row in g for c in row]


def index(g, loc):
    i, j = loc
    return g[i][j] if 0 <= i < len(g) and 0 <= j < len(g[0]) else None


def canvas(c, dims):
    return tuple((c,) * max(dims[1], 0) for _ in range(max(dims[0], 0)))


def fill(g, c, patch):
    cells = frozenset(patch)
    return tuple(tuple(c if (i, j) in cells else v for j, v in enumerate(row))
                 for i, row in enumerate(g))


def mostcolor(g):
    all_of = colors(g)
    return max(sorted(set(all_of)), key=all_of.count)


def extract(c, f):
    return next(x for x in c if f(x))


OPERATIONS = {
    "add": number_wise(lambda a, b: a + b),
    "subtract": number_wise(lambda a, b: a - b),
    "multiply": number_wise(lambda a, b: a * b),
    "divide": number_wise(lambda a, b: a // b),
    "double": once(lambda a: 2 * a),
    "halve": once(lambda a: a // 2),
    "increment": once(lambda a: a + 1),
    "invert": once(lambda a: -a),
    "even": lambda n: n % 2 == 0,
    "positive": lambda n: n > 0,
    "greater": lambda a, b: a > b,
    "equality": lambda a, b: a == b,
    "flip": lambda b: not b,
    "both": lambda a, b: a and b,
    "either": lambda a, b: a or b,
    "branch": lambda c, a, b: a if c else b,
    "identity": lambda x: x,
    "size": len,
    "first": lambda c: next(iter(c)),
    "last": lambda c: tuple(c)[-1],
    "totuple": tuple,
    "astuple": lambda a, b: (a, b),
    "combine": lambda a, b: kind_of(a, [*a, *b]),
    "contained": lambda v, c: v in c,
    "initset": lambda v: ordered([v]),
    "insert": lambda v, c: ordered([*c, v]),
    "order": lambda c, f: tuple(sorted(c, key=lambda x: order_key(f(x)))),
    "maximum": lambda c: max(c, default=0),
    "minimum": lambda c: min(c, default=0),
    "argmax": lambda c, f: max(c, key=f),
    "argmin": lambda c, f: min(c, key=f),
    "interval": lambda a, b, s: tuple(range(a, b, s)),
    "repeat": lambda v, n: (v,) * max(n, 0),
    "apply": lambda f, c: kind_of(c, [f(x) for x in c]),
    "mapply": lambda f, c: kind_of(c, [y for x in c for y in f(x)]),
    "sfilter": lambda c, f: kind_of(c, [x for x in c if f(x)]),
    "extract": extract,
    "papply": lambda f, a, b: tuple(f(x, y) for x, y in zip(a, b)),
    "prapply": lambda f, a, b: ordered(f(x, y) for y in b for x in a),
    "product": lambda a, b: ordered((x, y) for x in a for y in b),
    "pair": lambda a, b: tuple(zip(a, b)),
    "compose": lambda f, g: lambda x: f(g(x)),
    "chain": lambda h, g, f: lambda x: h(g(f(x))),
    "matcher": lambda f, t: lambda x: f(x) == t,
    "fork": lambda o, a, b: lambda x: o(a(x), b(x)),
    "lbind": lambda f, v: lambda *a: f(v, *a),
    "rbind": lambda f, v: lambda *a: f(*a, v),
    "height": len,
    "width": lambda g: len(g[0]),
    "shape": lambda g: (len(g), len(g[0])),
    "index": index,
    "canvas": canvas,
    "fill": fill,
    "hmirror": lambda g: g[::-1],
    "vmirror": lambda g: tuple(row[::-1] for row in g),
    "dmirror": lambda g: tuple(zip(*g)),
    "mostcolor": mostcolor,
    "palette": lambda g: ordered(colors(g)),
    "colorcount": lambda g, c: colors(g).count(c),
    "ofcolor": lambda g, c: ordered((i, j) for i, row in enumerate(g)
                                    for j, v in enumerate(row) if v == c),
    "asindices": lambda g: ordered((i, j) for i, row in enumerate(g) for j, _ in enumerate(row)),
    "frozenset": a_set,
    "set": a_set,
    "range": lambda *a: tuple(range(*a)),
}
CONSTANTS = {"T": True, "F": False, "ZERO": 0, "ONE": 1, "TWO": 2, "THREE": 3, "FIVE": 5,
             "UNITY": (1, 1), "DOWN": (1, 0), "LEFT": (0, -1), "ORIGIN": (0, 0)}


class maker:
    """Makes one program: expressions by type, over the names that are in scope."""

    def __init__(self, rng):
        self.rng = rng
        self.fresh = 0
        self.helpers = []

    def name(self, front):
        self.fresh += 1
        return f"{front}{self.fresh}"

    def pick(self, scope, type_):
        names = [n for n, t in scope.items() if t == type_]
        return self.rng.choice(names) if names and self.rng.random() < 0.7 else None

    def make(self, type_, scope, depth):
        if depth <= 0 or self.rng.random() < 0.15:
            name = self.pick(scope, type_)
            if name:
                return name
            return self.leaf(type_, "I" in scope)
        return self.rng.choice(self.forms(type_))(scope, depth - 1)

    def leaf(self, type_, sees_input):
        rng = self.rng
        # a helper does not see the I of its caller
        g = "I" if sees_input else "((1, 2), (0, 1))"
        return {
            "int": lambda: rng.choice(["ZERO", "ONE", "TWO", "5", "-3", "12", "0", "1"]),
            "bool": lambda: rng.choice(["T", "F", "True", "False"]),
            "loc": lambda: rng.choice(["UNITY", "DOWN", "LEFT", "ORIGIN", "(2, 1)", "(0, -2)"]),
            "grid": lambda: g,
            "ints": lambda: rng.choice(["(1, 2, 3)", "()", "(4,)", "[3, 1, 3]", "range(4)"]),
            "intset": lambda: rng.choice(["{1, 2}", "frozenset({3, 5, 8})", "frozenset()",
                                          f"palette({g})"]),
            "locs": lambda: rng.choice(["((0, 0), (1, 2))", "((1, 1),)", "(UNITY, DOWN, UNITY)"]),
            "locset": lambda: rng.choice(["frozenset({(0, 1), (1, 1)})", "{(2, 2)}",
                                          f"ofcolor({g}, ONE)", f"asindices({g})"]),
        }[type_]()

    def forms(self, type_):
        return getattr(self, "forms_" + type_)() + [
            lambda s, d: f"({self.make(type_, s, d)} if {self.make('bool', s, d)}"
                         f" else {self.make(type_, s, d)})",
            lambda s, d: self.called_lambda(type_, s, d),
            lambda s, d: self.helper(type_, s, d),
        ]

    def function(self, argument, result, scope, depth):
        """A function as Python writes it: a lambda, or one made by the DSL."""
        x = self.name("v")
        if self.rng.random() < 0.2:
            inner = self.function(argument, argument, scope, depth - 1) if depth > 0 else "identity"
            return f"compose({self.function(argument, result, scope, depth - 1)}, {inner})"
        return f"(lambda {x}: {self.make(result, {**scope, x: argument}, depth)})"

    def called_lambda(self, type_, scope, depth):
        argument = self.rng.choice(["int", "loc", "grid", "ints"])
        x = self.name("v")
        body = self.make(type_, {**scope, x: argument}, depth)
        return f"(lambda {x}: {body})({self.make(argument, scope, depth)})"

    def helper(self, type_, scope, depth):
        """A call of a function of the file: one or two parameters, one or two statements."""
        if len(self.helpers) > 3:
            return self.make(type_, scope, depth)
        types = [self.rng.choice(["int", "loc", "grid", "ints", "intset"])
                 for _ in range(self.rng.choice([1, 2]))]
        names = [self.name("p") for _ in types]
        inside = dict(zip(names, types))
        name = self.name("helper_")
        lines = [f"def {name}({', '.join(names)}):"]
        self.helpers.append(None)
        place = len(self.helpers) - 1
        if self.rng.random() < 0.5:
            t = self.name("t")
            some = self.rng.choice(["int", "loc", "ints"])
            lines.append(f"    {t} = {self.make(some, inside, depth - 1)}")
            inside[t] = some
        lines.append(f"    return {self.make(type_, inside, depth)}")
        self.helpers[place] = "\n".join(lines)
        arguments = [self.make(t, scope, depth) for t in types]
        if self.rng.random() < 0.3:
            arguments = [f"{n}={a}" for n, a in zip(names, arguments)]
        return f"{name}({', '.join(arguments)})"

    def forms_int(self):
        m, r = self.make, self.rng
        return [
            lambda s, d: f"({m('int', s, d)} {r.choice('+-')} {m('int', s, d)})",
            lambda s, d: f"({m('int', s, d)} {r.choice(['//', '%'])} {m('int', s, d)})",
            lambda s, d: f"-({m('int', s, d)})",
            lambda s, d: f"size({m(r.choice(['ints', 'intset', 'locs', 'locset']), s, d)})",
            lambda s, d: f"len({m(r.choice(['ints', 'intset', 'locs', 'locset']), s, d)})",
            lambda s, d: f"({m('ints', s, d)})[{r.choice([0, 1, -1, 2, -2])}]",
            lambda s, d: f"({m('ints', s, d)})[{m('int', s, d)}]",
            lambda s, d: f"({m('loc', s, d)})[{r.choice([0, 1, -1])}]",
            lambda s, d: f"shape({m('grid', s, d)})[{r.choice([0, 1, -1])}]",
            lambda s, d: f"first({m(r.choice(['ints', 'intset']), s, d)})",
            lambda s, d: f"maximum({m(r.choice(['ints', 'intset']), s, d)})",
            lambda s, d: f"height({m('grid', s, d)})",
            lambda s, d: f"mostcolor({m('grid', s, d)})",
            lambda s, d: f"colorcount({m('grid', s, d)}, {m('int', s, d)})",
            lambda s, d: f"argmax({m('intset', s, d)}, {self.function('int', 'int', s, d)})",
            lambda s, d: f"extract({m('ints', s, d)}, {self.function('int', 'bool', s, d)})",
        ]

    def forms_bool(self):
        m, r = self.make, self.rng
        compare = ["==", "!=", "<", "<=", ">", ">="]
        return [
            lambda s, d: f"({m('int', s, d)} {r.choice(compare)} {m('int', s, d)})",
            lambda s, d: f"({m('int', s, d)} {r.choice(compare)} {m('int', s, d)}"
                         f" {r.choice(compare)} {m('int', s, d)})",
            lambda s, d: f"({m('grid', s, d)} {r.choice(compare[:2])} {m('grid', s, d)})",
            lambda s, d: f"({m('bool', s, d)} {r.choice(['and', 'or'])} {m('bool', s, d)})",
            lambda s, d: f"(not {m('bool', s, d)})",
            lambda s, d: f"({m('int', s, d)} {r.choice(['in', 'not in'])} {m('intset', s, d)})",
            lambda s, d: f"(index({m('grid', s, d)}, {m('loc', s, d)}) is {r.choice(['', 'not '])}None)",
            lambda s, d: f"even({m('int', s, d)})",
            lambda s, d: f"positive({m('int', s, d)})",
        ]

    def forms_loc(self):
        m, r = self.make, self.rng
        return [
            lambda s, d: f"({m('int', s, d)}, {m('int', s, d)})",
            lambda s, d: f"astuple({m('int', s, d)}, {m('int', s, d)})",
            lambda s, d: f"add({m('loc', s, d)}, {m(r.choice(['loc', 'int']), s, d)})",
            lambda s, d: f"shape({m('grid', s, d)})",
            lambda s, d: f"first({m(r.choice(['locs', 'locset']), s, d)})",
            lambda s, d: f"({m('locs', s, d)})[{r.choice([0, 1, -1])}]",
        ]

    def forms_grid(self):
        m, r = self.make, self.rng
        return [
            lambda s, d: f"{r.choice(['hmirror', 'vmirror', 'dmirror'])}({m('grid', s, d)})",
            lambda s, d: f"fill({m('grid', s, d)}, {m('int', s, d)} % 10, {m('locset', s, d)})",
            lambda s, d: f"fill(grid={m('grid', s, d)}, value=FIVE, patch={m('locs', s, d)})",
            lambda s, d: f"canvas(abs_({m('int', s, d)}), (2, 3))",
        ]

    def forms_ints(self):
        m, r = self.make, self.rng
        return [
            lambda s, d: f"({m('int', s, d)}, {m('int', s, d)}, {m('int', s, d)})",
            lambda s, d: f"({m('int', s, d)},)",
            lambda s, d: f"totuple({m('intset', s, d)})",
            lambda s, d: self.comprehension("tuple", "int", s, d),
            lambda s, d: f"apply({self.function('int', 'int', s, d)}, {m('ints', s, d)})",
            lambda s, d: f"sfilter({m('ints', s, d)}, {self.function('int', 'bool', s, d)})",
            lambda s, d: f"order({m('intset', s, d)}, {self.function('int', 'int', s, d)})",
            lambda s, d: f"papply({self.two('int', 'int', 'int', s, d)},"
                         f" {m('ints', s, d)}, {m('ints', s, d)})",
            lambda s, d: f"combine({m('ints', s, d)}, {m('ints', s, d)})",
            lambda s, d: f"range({m('int', s, d)} % 6)",
        ]

    def two(self, a, b, result, scope, depth):
        """A function of two parameters."""
        if result == "int" and self.rng.random() < 0.3:
            return self.rng.choice(["add", "subtract"])
        x, y = self.name("v"), self.name("v")
        return f"(lambda {x}, {y}: {self.make(result, {**scope, x: a, y: b}, depth)})"

    def comprehension(self, kind, element, scope, depth):
        source = self.rng.choice(["ints", "intset", "locs", "locset"])
        x = self.name("v")
        inside = {**scope, x: "int" if source.startswith("int") else "loc"}
        text = (f"{self.make(element, inside, depth)} for {x} in {self.make(source, scope, depth)}")
        if self.rng.random() < 0.5:
            text += f" if {self.make('bool', inside, depth)}"
        if kind == "tuple":
            return self.rng.choice([f"tuple({text})", f"[{text}]"])
        return self.rng.choice([f"frozenset({text})", f"{{{text}}}", f"set({text})"])

    def forms_intset(self):
        m = self.make
        return [
            lambda s, d: f"{{{m('int', s, d)}, {m('int', s, d)}}}",
            lambda s, d: f"frozenset({{{m('int', s, d)}}})",
            lambda s, d: f"frozenset({m('ints', s, d)})",
            lambda s, d: self.comprehension("set", "int", s, d),
            lambda s, d: f"insert({m('int', s, d)}, {m('intset', s, d)})",
            lambda s, d: f"apply({self.function('int', 'int', s, d)}, {m('intset', s, d)})",
            lambda s, d: f"palette({m('grid', s, d)})",
        ]

    def forms_locs(self):
        m = self.make
        return [
            lambda s, d: f"({m('loc', s, d)}, {m('loc', s, d)}, {m('loc', s, d)})",
            lambda s, d: f"totuple({m('locset', s, d)})",
            lambda s, d: self.comprehension("tuple", "loc", s, d),
            lambda s, d: f"apply({self.function('loc', 'loc', s, d)}, {m('locs', s, d)})",
        ]

    def forms_locset(self):
        m = self.make
        return [
            lambda s, d: f"ofcolor({m('grid', s, d)}, {m('int', s, d)})",
            lambda s, d: f"asindices({m('grid', s, d)})",
            lambda s, d: self.comprehension("set", "loc", s, d),
            lambda s, d: f"sfilter({m('locset', s, d)}, {self.function('loc', 'bool', s, d)})",
            lambda s, d: f"prapply({self.two('int', 'int', 'loc', s, d)},"
                         f" {m('intset', s, d)}, {m('intset', s, d)})",
            lambda s, d: f"apply({self.function('loc', 'loc', s, d)}, {m('locset', s, d)})",
        ]

    def program(self, id_):
        scope = {"I": "grid"}
        lines = []
        for _ in range(self.rng.randint(1, 4)):
            type_ = self.rng.choice(["int", "bool", "loc", "grid", "ints", "intset", "locset"])
            name = self.name("x")
            lines.append(f"    {name} = {self.make(type_, scope, self.rng.randint(1, 4))}")
            scope[name] = type_
        lines.append(f"    return {self.make('grid', scope, self.rng.randint(2, 4))}")
        text = "\n".join([f"def solve_{id_}(I):", *lines]) + "\n"
        helpers = [h for h in self.helpers if h]
        absolute = "def abs_(n):\n    return (n if n >= 0 else -n) % 10\n"
        return "\n\n".join([*helpers, absolute, text])


def result_of(text, id_, grid):
    names = {**OPERATIONS, **CONSTANTS}
    try:
        # displays and comprehensions of sets make frozensets that iterate in value order
        code = compile(transformed(text), "program", "exec")
        exec(code, names)  # text that was made above
        out = names["solve_" + id_](tuple(map(tuple, grid)))
    except RecursionError:
        raise
    except Exception as problem:  # what fails has no value, whatever the reason
        return {"error": type(problem).__name__}
    if any(abs(v) > 9 for row in out for v in row):
        return {"error": "colour"}
    return {"grid": [list(map(int, row)) for row in out]}


def transformed(text):
    import ast

    class sets(ast.NodeTransformer):
        def wrap(self, node):
            self.generic_visit(node)
            return ast.Call(ast.Name("frozenset", ast.Load()), [node], [])

        visit_Set = wrap
        visit_SetComp = wrap

        def visit_List(self, node):
            self.generic_visit(node)
            return ast.Tuple(node.elts, node.ctx)

        def visit_ListComp(self, node):
            self.generic_visit(node)
            return ast.Call(ast.Name("totuple", ast.Load()), [node], [])

        def visit_Call(self, node):
            """Operations take their parameters by position here."""
            self.generic_visit(node)
            if isinstance(node.func, ast.Name) and node.func.id == "fill":
                node.args += [k.value for k in node.keywords]
                node.keywords = []
            return node

    return ast.fix_missing_locations(sets().visit(ast.parse(text)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    rng = random.Random(wanted.seed)
    made = 0
    while made < wanted.count:
        id_ = f"{made:06d}"
        text = maker(rng).program(id_)
        if len(text) > 4000:
            continue
        inputs = []
        for _ in range(3):
            h, w = rng.randint(1, 5), rng.randint(1, 5)
            inputs.append([[rng.choice([0, 0, 1, 2, 5]) for _ in range(w)] for _ in range(h)])
        results = [result_of(text, id_, g) for g in inputs]
        if all("error" in r for r in results) and rng.random() < 0.7:
            continue
        print(json.dumps({"id": id_, "program": text, "inputs": inputs, "results": results},
                         separators=(",", ":")))
        made += 1


if __name__ == "__main__":
    main()
