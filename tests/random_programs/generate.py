#!/usr/bin/env python3
"""Writes random well-typed programs as DSL text, to find those that do not compile or that differ.

The types follow the contract of the operations, not the library: the type of a function
says what the function is made of, so that its result is known for arguments of any types.
"""
import argparse
import random
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))
from operations import OPERATIONS  # noqa: E402

INT, BOOL, IVEC, GRID, INDICES, OBJECT = 'int', 'bool', 'ivec', 'grid', 'indices', 'object'
CELL = ('pair', INT, IVEC)
ROW = ('tuple', INT)
FUNCTIONS = ('named', 'lbind', 'rbind', 'compose', 'fork', 'matcher', 'power', 'alt')


# ---- types

def tag(t):
    return t[0] if isinstance(t, tuple) else t


def set_of(t):
    return None if t is None else {IVEC: INDICES, CELL: OBJECT}.get(t, ('set', t))


def tuple_of(t):
    return None if t is None else ('tuple', t)


def pair_of(a, b):
    if a is None or b is None:
        return None
    return IVEC if (a, b) == (INT, INT) else ('pair', a, b)


def is_function(t):
    return tag(t) in FUNCTIONS


def ordered(t):
    """Whether values of the type have an order: no function is in them."""
    return not is_function(t) and (not isinstance(t, tuple) or all(ordered(x) for x in t[1:]))


def is_int(t):
    return t in (INT, BOOL)


def is_ivec(t):
    return t == IVEC or (tag(t) == 'pair' and is_int(t[1]) and is_int(t[2]))


def is_set(t):
    return t in (INDICES, OBJECT) or tag(t) == 'set'


def is_pair(t):
    return t == IVEC or tag(t) == 'pair'


def as_num(t):
    return INT if is_int(t) else IVEC if is_ivec(t) else None


def as_patch(t):
    if t in (INDICES, OBJECT):
        return t
    if t in (('tuple', IVEC), ('pair', IVEC, IVEC)):
        return INDICES
    return OBJECT if t in (('tuple', CELL), ('pair', CELL, CELL)) else None


def as_grid(t):
    rows = (GRID, ('tuple', ROW), ('tuple', ('tuple', BOOL)), ('pair', ROW, ROW))
    return GRID if t in rows else None


def as_object(t):
    return OBJECT if as_patch(t) == OBJECT else None


def as_piece(t):
    return as_grid(t) or as_patch(t)


def as_element(t):
    return as_grid(t) or (OBJECT if t == OBJECT else None)


def parts(t):
    """The types of the two parts of a pair."""
    return (INT, INT) if t == IVEC else (t[1], t[2])


def unify(a, b):
    """The type that values of both can be seen as."""
    if a is None or b is None:
        return None
    if a == b:
        return a
    if is_int(a) and is_int(b):
        return INT
    if is_function(a) and is_function(b):
        return ('alt', a, b)
    if is_ivec(a) and is_ivec(b):
        return IVEC
    if {as_patch(a), as_patch(b)} == {INDICES} and INDICES in (a, b):
        return INDICES
    if {as_patch(a), as_patch(b)} == {OBJECT} and OBJECT in (a, b):
        return OBJECT
    if {a, b} == {GRID, ('tuple', ROW)}:
        return GRID
    if tag(a) == tag(b) == 'pair':
        return pair_of(unify(a[1], b[1]), unify(a[2], b[2]))
    if tag(a) == tag(b) == 'set':
        return set_of(unify(a[1], b[1]))
    if tag(a) == tag(b) == 'tuple':
        return tuple_of(unify(a[1], b[1]))
    return None


def elem(t):
    """The type of a container's elements, None for what is no container."""
    if t in (INDICES, OBJECT, GRID, IVEC):
        return {INDICES: IVEC, OBJECT: CELL, GRID: ROW, IVEC: INT}[t]
    if tag(t) in ('set', 'tuple'):
        return t[1]
    return unify(t[1], t[2]) if tag(t) == 'pair' else None


def is_tuple(t):
    return t == GRID or tag(t) == 'tuple' or (is_pair(t) and elem(t) is not None)


def selected(t):
    return tuple_of(elem(t)) if is_pair(t) else t


def like(c, t):
    return set_of(t) if is_set(c) else tuple_of(t)


def merged(t):
    if t is None:
        return None
    if tag(t) == 'pair':
        inner = unify(elem(t[1]), elem(t[2]))
        return GRID if t == ('pair', GRID, GRID) else tuple_of(inner)
    if elem(t) is None or elem(elem(t)) is None:
        return None
    return GRID if t == ('tuple', GRID) else like(t, elem(elem(t)))


# ---- function values

def arity(f):
    kind = f[0]
    if kind == 'named':
        return len(PARAMETERS[f[1]])
    if kind in ('lbind', 'rbind'):
        return arity(f[1]) - 1
    return arity(f[1]) if kind == 'alt' else 1


def call(f, args):
    """The type that f gives for arguments of types args, None if it does not take them."""
    if f is None or not is_function(f) or any(a is None for a in args) or arity(f) != len(args):
        return None
    kind = f[0]
    if kind == 'named':
        return rule(f[1], args)
    if kind == 'lbind':
        return call(f[1], [f[2]] + args)
    if kind == 'rbind':
        return call(f[1], args + [f[2]])
    if kind == 'compose':
        return call(f[1], [call(f[2], args)])
    if kind == 'fork':
        return call(f[1], [call(f[2], args), call(f[3], args)])
    if kind == 'matcher':
        return BOOL if unify(call(f[1], args), f[2]) else None
    if kind == 'power':
        if f[2]:
            for _ in range(f[2]):
                args = [call(f[1], args)]
            return args[0]
        once = call(f[1], args)
        return once if once and call(f[1], [once]) == once else None
    return unify(call(f[1], args), call(f[2], args))


# What is chosen for a parameter, where the table of operations allows more.
FINER = {}
for names, chosen in (
        ('canvas.value cellwise.fallback fill.value underfill.value colorcount.value '
         'colorfilter.value ofcolor.value replace.replacee replace.replacer switch.a switch.b '
         'recolor.value', 'color'),
        ('repeat.num power.n hsplit.n vsplit.n hupscale.factor vupscale.factor upscale.factor '
         'downscale.factor', 'small'), ('interval.step', 'step'),
        ('index.loc crop.start', 'place'), ('canvas.dimensions crop.dims', 'extent'),
        ('pair.a pair.b dedupe.tup mostcommon.container leastcommon.container papply.a papply.b '
         'mpapply.a mpapply.b', 'tuple'),
        ('objects.univalued objects.diagonal objects.without_bg', 'bool')):
    for name in names.split():
        FINER[name] = chosen

ACCEPTS = {
    'int': is_int, 'color': is_int, 'small': is_int, 'step': is_int,
    'bool': lambda t: t == BOOL, 'num': as_num,
    'ivec': is_ivec, 'place': is_ivec, 'extent': is_ivec,
    'grid': as_grid, 'patch': as_patch, 'object': as_object, 'piece': as_piece,
    'element': as_element, 'container': lambda t: elem(t) or is_pair(t),
    'set': is_set, 'tuple': is_tuple, 'any': lambda t: True, 'function': is_function}
# The kinds of the table that have another name here, or do not differ for these types.
KINDS = {'integer': 'int', 'boolean': 'bool', 'number': 'num', 'literal': 'any',
         'alternative': 'any', 'sequence': 'patch', 'cells': 'object', 'counted_piece': 'piece'}
# The kinds whose arguments arrive as the type that ACCEPTS gives.
SEEN_AS = {'num', 'grid', 'patch', 'object', 'piece', 'element'}

# The parameters of the operations, by kinds that are looked up in ACCEPTS.
PARAMETERS = {
    op.name: [FINER.get(op.name + '.' + name, KINDS.get(kind, kind))
              for name, kind in zip(op.parameters, op.kinds)] for op in OPERATIONS.values()}


def result(f, *args):
    return call(f, list(args))


def member(v, c):
    found = unify(v, elem(c)) or (is_pair(c) and any(unify(v, p) for p in parts(c)))
    return BOOL if found else None


def combined(a, b):
    inner = unify(elem(a), elem(b))
    return None if inner is None else GRID if a == GRID else like(a, inner)


def key(f, element):
    found = call(f, [element])
    return found if found and ordered(found) else None


def unary(*functions):
    return all(arity(f) == 1 for f in functions)


def bind(side):
    return lambda f, v: (side, f, v) if 2 <= arity(f) <= 4 else None


def power(f, n):
    return ('power', f, n[1] if tag(n) == 'const' else 0) if unary(f) else None


def applied(f, c):
    if is_pair(c):
        return pair_of(*(call(f, [p]) for p in parts(c)))
    return like(c, call(f, [elem(c)]))


def rapplied(fs, v):
    if is_pair(fs):
        return pair_of(*(call(p, [v]) for p in parts(fs)))
    return like(fs, call(elem(fs), [v]))


# The functions of types in the rules of the table; where an argument is None, so is the result.
TYPE_FUNCTIONS = {
    'number': lambda a, b: INT if a == b == INT else IVEC,
    'integral': lambda t: t if is_int(t) else None,
    'unify': unify, 'element': elem, 'set': set_of, 'tuple': tuple_of, 'pair': pair_of,
    'first': lambda c: parts(c)[0] if is_pair(c) else elem(c),
    'last': lambda c: parts(c)[1] if is_pair(c) else elem(c),
    'selected': selected, 'listed': lambda c: GRID if c == GRID else tuple_of(elem(c)),
    'merged': merged, 'combined': combined, 'member': member,
    'alike': lambda a, b: a if unify(elem(a), elem(b)) else None, 'narrower': lambda a, b: a,
    'sized': lambda t: t if elem(t) or is_pair(t) else None,
    'branch': unify, 'result': result,
    'predicate': lambda f, t: BOOL if call(f, [t]) == BOOL else None, 'key': key,
    'applied': applied, 'rapplied': rapplied,
    'compose': lambda f, g: ('compose', f, g) if unary(f, g) else None,
    'fork': lambda o, f, g: ('fork', o, f, g) if arity(o) == 2 and unary(f, g) else None,
    # functions are not compared here
    'matcher': lambda f, v: ('matcher', f, v) if unary(f) and ordered(v) else None,
    'lbind': bind('lbind'), 'rbind': bind('rbind'), 'power': power}


def type_from(text):
    """A type of the table; objects are not told apart by their colours here."""
    head, _, rest = text.partition('<')
    if rest:
        return (head, type_from(rest[:-1]))
    return {'integer': INT, 'boolean': BOOL, 'univalued': OBJECT}.get(head, head)


def read_rule(op):
    """The result of an operation in the table, as a function of the types as they arrive."""
    left = re.findall(r'[(,)]|[\w<>]+', op.result)

    def term():
        word = left.pop(0)
        if left and left[0] == '(':
            inner = []
            while left.pop(0) != ')':
                inner.append(term())
            of = TYPE_FUNCTIONS[word]

            def value(a):
                found = [f(a) for f in inner]
                return None if None in found else of(*found)
            return value
        if word in op.parameters:
            return lambda a, k=op.parameters.index(word): a[k]
        fixed = ('named', word) if word in OPERATIONS else type_from(word)
        return lambda a: fixed
    gives = term()
    if not left:
        return gives
    assert left.pop(0) == 'if'
    condition = term()
    return lambda a: gives(a) if condition(a) is not None else None


# What operations give whatever they get; the flags of objects make no difference here.
RESULTS = {op.name: type_from(op.result) for op in OPERATIONS.values()
           if re.fullmatch(r'[\w<>]+', op.result) and op.result not in op.parameters}
RESULTS['objects'] = ('set', OBJECT)
# `grid` is also the name of a parameter, so these operations are not in RESULTS yet.
RESULTS.update({op.name: GRID for op in OPERATIONS.values() if op.result == 'grid'})
RULES = {op.name: read_rule(op) for op in OPERATIONS.values() if op.name not in RESULTS}


def rule(op, a):
    """The type of the result of an operation, None if it does not take arguments of types a."""
    kinds = PARAMETERS[op]
    if len(kinds) != len(a) or not all(t and ACCEPTS[k](t) for k, t in zip(kinds, a)):
        return None
    if op in RESULTS:
        return RESULTS[op]
    return RULES[op]([ACCEPTS[k](t) if k in SEEN_AS else t for k, t in zip(kinds, a)])


COLORS = 'ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE'.split()
INTEGERS = dict({name: k for k, name in enumerate(COLORS)}, TEN=10, NEG_ONE=-1, NEG_TWO=-2)
DIRECTIONS = 'DOWN RIGHT UP LEFT UNITY NEG_UNITY UP_RIGHT DOWN_LEFT'.split()
EXTENTS = 'UNITY TWO_BY_TWO THREE_BY_THREE'.split()
PLACES = 'ORIGIN ZERO_BY_TWO TWO_BY_ZERO'.split() + DIRECTIONS + EXTENTS
# These let grids grow; after more than a few of them nothing fits any more.
GROWING = 'hconcat vconcat upscale hupscale vupscale'.split()
# Operations that call a function on elements: to choose or sort them, on each, on pairs of them.
ONE_OF = {'order', 'sfilter', 'mfilter', 'extract', 'argmax', 'argmin', 'valmax', 'valmin'}
MAPS = {'apply', 'mapply'}
PAIRWISE = {'papply', 'mpapply', 'prapply'}
HIGHER = sorted(ONE_OF | MAPS | PAIRWISE) + ['rapply', 'compose', 'fork', 'lbind', 'rbind', 'power']
CONDITIONS = {'sfilter', 'mfilter', 'extract'}


class Dead(Exception):
    """Nothing fits here; another way is tried."""


class Value:
    """An argument: a variable, a constant, an operation or a nested call."""

    def __init__(self, text, type_, made_for=None):
        self.text, self.type, self.made_for, self.uses = text, type_, made_for, 0


def anything(_):
    return True


class Writer:
    """One program while it is written."""

    def __init__(self, rng, wanted):
        self.rng, self.wanted = rng, wanted
        self.input = Value('I', GRID)
        self.scope = [self.input]
        self.lines = []
        self.growth = 0
        self.demonstrations = rng.random() < 0.15
        if self.demonstrations:
            self.scope += [Value('S', ('tuple', ('pair', GRID, GRID))), Value('C', GRID)]

    # -- attempts

    def attempt(self, make, tries=6):
        """What `make` gives; statements of attempts that failed are taken back."""
        for _ in range(tries):
            lines, scope, growth = len(self.lines), len(self.scope), self.growth
            uses = [v.uses for v in self.scope]
            try:
                return make()
            except Dead:
                del self.lines[lines:]
                del self.scope[scope:]
                self.growth = growth
                for v, n in zip(self.scope, uses):
                    v.uses = n
        raise Dead

    def chance(self, p):
        return self.rng.random() < p

    # -- statements

    def emit(self, op, args, made_for=None, nested=0.07):
        callee = op if isinstance(op, str) else op.text
        types = [a.type for a in args]
        if op == 'power' and args[1].text in INTEGERS:
            types[1] = ('const', max(1, INTEGERS[args[1].text]))
        result = POWER_RULE(types) if op == 'power' else (
            rule(op, types) if isinstance(op, str) else call(op.type, types))
        if result is None or weight(result) > 60:
            raise Dead
        if op in GROWING:
            self.growth += 1
            if self.growth > 3:
                raise Dead
        if len(self.lines) >= 75:
            raise Dead
        for a in args:
            a.uses += 1
        if not isinstance(op, str):
            op.uses += 1
        text = '%s(%s)' % (callee, ', '.join(a.text for a in args))
        if len(text) < 60 and self.chance(nested):
            return Value(text, result, made_for)
        v = Value('x%d' % (len(self.lines) + 1), result, made_for)
        self.lines.append((v.text, text))
        self.scope.append(v)
        return v

    def pick(self, fits):
        """A value in scope, mostly one that nothing uses yet."""
        found = [v for v in self.scope if fits(v.type)]
        if not found:
            raise Dead
        recent = self.scope[-6:]
        weights = [(8 if v.uses == 0 else 2 if v in recent else 1) for v in found]
        return self.rng.choices(found, weights)[0]

    def constant(self, kind):
        rng = self.rng
        if kind == 'color':
            return Value(rng.choice(COLORS), INT)
        if kind == 'small':
            names = ['TWO', 'THREE', 'TWO', 'ONE', 'FOUR', 'ZERO']
            return Value(rng.choice(names[:rng.randint(3, 6)]), INT)
        if kind == 'step':
            return Value(rng.choice(['ONE', 'ONE', 'TWO', 'THREE', 'NEG_ONE', 'NEG_TWO']), INT)
        if kind == 'int':
            return Value(rng.choice(list(INTEGERS)), INT)
        if kind == 'bool':
            return Value(rng.choice('TF'), BOOL)
        if kind == 'num':
            return self.constant(rng.choice(['int', 'ivec']))
        if kind == 'ivec':
            return Value(rng.choice(DIRECTIONS if rng.random() < 0.7 else PLACES), IVEC)
        if kind == 'place':
            return Value(rng.choice(PLACES), IVEC)
        if kind == 'extent':
            return Value(rng.choice(EXTENTS), IVEC)
        if kind == 'any':
            return self.constant(rng.choice(['int', 'bool', 'ivec']))
        raise Dead

    def get(self, kind, depth, fits=anything):
        """An argument of a kind: from the scope, a constant, or the value of a new statement."""
        accepts = ACCEPTS[kind]

        def both(t):
            return accepts(t) and fits(t)
        often = {'color': 0.8, 'small': 0.8, 'step': 0.85, 'bool': 0.3, 'int': 0.4, 'num': 0.3,
                 'ivec': 0.5, 'place': 0.5, 'extent': 0.5, 'any': 0.15}.get(kind, 0)

        def make():
            how = self.rng.random()
            if self.chance(often):
                v = self.constant(kind)
                if both(v.type):
                    return v
            if how < 0.75 or depth >= 3:
                return self.pick(lambda t: both(t) and not (kind == 'any' and is_function(t)
                                                            and self.chance(0.8)))
            return self.create(both, depth + 1)
        return self.attempt(make)

    def create(self, fits, depth):
        """A new statement whose value fits."""
        names = [op for op in PARAMETERS if op not in RESULTS or fits(RESULTS[op])]
        fixed = [op for op in names if op in RESULTS]

        def make():
            from_fixed = fixed and self.chance(0.7)
            v = self.statement(self.rng.choice(fixed if from_fixed else names), depth, 0.15)
            if not fits(v.type):
                raise Dead
            return v
        return self.attempt(make, 10)

    def statement(self, op, depth=0, nested=0.0):
        """A call of an operation with arguments that fit."""
        rng = self.rng
        if op in ONE_OF:
            c = self.get('container', depth, lambda t: elem(t) and self.maps_well(t))
            f = self.function([elem(c.type)],
                              (lambda t: t == BOOL) if op in CONDITIONS else ordered, depth + 1)
            args = [c, f]
        elif op in MAPS:
            c = self.get('container', depth, lambda t: elem(t) and self.maps_well(t))
            inner = list(dict.fromkeys(parts(c.type))) if is_pair(c.type) else [elem(c.type)]
            wanted = anything if op == 'apply' else lambda t: elem(t) is not None
            f = self.function(inner[:1], wanted, depth + 1)
            args = [f, c]
        elif op in PAIRWISE:
            kind = 'container' if op == 'prapply' else 'tuple'
            a = self.get(kind, depth, self.maps_well)
            b = self.get(kind, depth, self.maps_well)
            wanted = (lambda t: elem(t) is not None) if op == 'mpapply' else anything
            f = self.function([elem(a.type), elem(b.type)], wanted, depth + 1)
            args = [f, a, b]
        elif op == 'rapply':
            def functions(t):
                return elem(t) is not None and is_function(elem(t)) and arity(elem(t)) == 1
            fs = self.attempt(lambda: self.pick(functions) if self.chance(0.5) else
                              self.functions(depth))
            v = self.argument_for(elem(fs.type), fs.made_for, depth)
            args = [fs, v]
        elif op in ('compose', 'chain', 'matcher', 'lbind', 'rbind', 'power', 'fork'):
            v = self.get('any', depth, lambda t: not is_function(t))
            return self.make_function(op, [v.type], anything, depth, nested)
        elif op == 'objects':
            flags = [Value(rng.choice('TF'), BOOL) if self.chance(0.93) else self.get('bool', depth)
                     for _ in range(3)]
            args = [self.get('grid', depth)] + flags
        elif op == 'branch':
            a = self.get('any', depth)
            cond = self.get('bool', depth)
            if is_function(a.type):
                if not a.made_for:
                    raise Dead
                result = call(a.type, a.made_for)
                b = self.function(a.made_for, lambda t: unify(t, result), depth + 1)
            else:
                b = self.get('any', depth, lambda t: unify(t, a.type))
            args = [cond, a, b]
            if self.chance(0.5):
                args = [cond, b, a]
            return self.emit(op, args, a.made_for, nested)
        else:
            args = []
            for k, kind in enumerate(PARAMETERS[op]):
                fits = anything
                if k > 0 and k + 1 == len(PARAMETERS[op]) and kind in ('any', 'container', 'set'):
                    def fits(t, before=list(args)):
                        return rule(op, [x.type for x in before] + [t]) is not None
                if k == 0 and len(PARAMETERS[op]) == 1 and op in RULES:
                    def fits(t):
                        return rule(op, [t]) is not None
                args.append(self.get(kind, depth, fits))
        made_for = None
        if op in ('initset', 'repeat', 'totuple', 'first', 'last', 'identity', 'other', 'astuple'):
            made_for = args[0].made_for
        if op in ('insert', 'remove', 'combine'):
            made_for = args[0].made_for or args[1].made_for
        return self.emit(op, args, made_for, nested)

    def maps_well(self, t):
        """Whether to map over a container: over one of functions only now and then."""
        return elem(t) is not None and (ordered(t) or self.chance(0.1))

    # -- functions

    def argument_for(self, f, made_for, depth):
        if made_for and call(f, made_for):
            t = made_for[0]
            return self.get('any', depth, lambda x: x == t)
        return self.get('any', depth, lambda t: call(f, [t]))

    def functions(self, depth):
        """A container of functions of one parameter."""
        rng = self.rng
        how = rng.randrange(5)
        v = self.get('any', 3, lambda t: not is_function(t) and t not in (BOOL, INT))
        if how == 0 and self.chance(0.8):
            # closures over the elements of a container
            c = self.get('container', 3, lambda t: elem(t) and ordered(t))
            side = rng.choice(['lbind', 'rbind'])
            e = elem(c.type)
            fits = [op for op in PARAMETERS if len(PARAMETERS[op]) == 2 and
                    rule(op, [e, v.type] if side == 'lbind' else [v.type, e])]
            if not fits:
                raise Dead
            op = rng.choice(fits)
            binder = self.emit('lbind', [Value(side, ('named', side)), Value(op, ('named', op))])
            return self.emit('apply', [binder, c], [v.type])
        same = rng.random() < 0.6
        f = self.function([v.type], anything, depth + 1)
        result = call(f.type, [v.type])
        g = self.function([v.type], lambda t: unify(t, result), depth + 1)
        made = [v.type]
        if how == 1:
            return self.emit('astuple', [f, g], made)
        if how == 2:
            return self.emit('repeat', [f, self.get('small', 3)], made)
        fs = self.emit('initset', [f], made)
        fs = self.emit('insert', [g, fs], made)
        if how == 3:
            return self.emit('totuple', [fs], made)
        if how == 4 and not same and result == v.type:
            both = self.emit('product', [fs, fs], None)
            pairs = self.emit('fork', [named('compose'), named('first'), named('last')])
            return self.emit('apply', [pairs, both], made)
        return fs

    def function(self, args, wanted, depth):
        """A function that takes arguments of some types and gives what is wanted."""
        key = tuple(args)

        def make():
            ways = {'named': 6 + 3 * depth, 'scope': 2}
            if len(args) == 1:
                ways.update(compose=3, chain=1.5, fork=2.5, lbind=2.5, rbind=2.5, matcher=1.2,
                            power=0.8, branch=0.7)
            elif len(args) < 4:
                ways.update(lbind=1, rbind=1, branch=0.4)
            if depth >= 4:
                ways = {'named': 3, 'scope': 1}
            way = self.rng.choices(list(ways), list(ways.values()))[0]
            if way == 'named':
                fits = [op for op in candidates(key) if wanted(candidates(key)[op])]
                if not fits:
                    raise Dead
                return named(self.rng.choice(fits), args)
            if way == 'scope':
                return self.pick(
                    lambda t: is_function(t) and call(t, args) and wanted(call(t, args)))
            return self.make_function(way, args, wanted, depth)
        f = self.attempt(make, 10)
        f.made_for = f.made_for or args
        return f

    def make_function(self, way, args, wanted, depth, nested=0.1):
        def fits(f):
            result = call(f, args)
            return result is not None and wanted(result)

        def sub(a, w):
            return self.function(a, w, depth + 1)

        def one(t):
            return t is not None and weight(t) < 30
        if way == 'compose':
            inner = sub(args, one)
            outer = sub([call(inner.type, args)], wanted)
            f = self.emit('compose', [outer, inner], args, nested)
        elif way == 'chain':
            first = sub(args, one)
            t = call(first.type, args)
            second = sub([t], one)
            third = sub([call(second.type, [t])], wanted)
            f = self.emit('chain', [third, second, first], args, nested)
        elif way == 'fork':
            a = sub(args, one)
            b = sub(args, one)
            t = [call(a.type, args), call(b.type, args)]
            f = self.emit('fork', [sub(t, wanted), a, b], args, nested)
        elif way == 'matcher':
            if not wanted(BOOL):
                raise Dead
            inner = sub(args, lambda t: one(t) and ordered(t))
            t = call(inner.type, args)
            target = self.get('int' if t == INT else 'any', 3, lambda x: unify(x, t))
            f = self.emit('matcher', [inner, target], args, nested)
        elif way == 'power':
            inner = sub(args, lambda t: t == args[0] or self.chance(0.2))
            n = self.constant('small') if self.chance(0.7) else self.get('small', 3)
            f = self.emit('power', [inner, n], args, nested)
        elif way == 'branch':
            a = sub(args, wanted)
            b = sub(args, lambda t: wanted(t) and unify(t, call(a.type, args)))
            f = self.emit('branch', [self.get('bool', 3), a, b], args, nested)
        else:
            f = self.bind(way, args, fits, depth, nested)
        if not fits(f.type):
            raise Dead
        return f

    def bind(self, side, args, fits, depth, nested):
        """A function whose further parameter is bound: mostly an operation, at times any function."""
        left = side == 'lbind'
        if self.chance(0.12) and len(args) < 3:
            v = self.get('any', 3)
            f = self.function([v.type] + args if left else args + [v.type], anything, depth + 1)
            return self.emit(side, [f, v], args, nested)
        ops = [op for op in PARAMETERS if len(PARAMETERS[op]) == len(args) + 1 and
               all(ACCEPTS[k](t) for k, t in
                   zip(PARAMETERS[op][1:] if left else PARAMETERS[op][:-1], args))]
        if not ops:
            raise Dead
        op = self.rng.choice(ops)
        kind = PARAMETERS[op][0 if left else -1]
        if kind == 'function':
            inner = [elem(t) for t in args]
            if None in inner or op not in ONE_OF | MAPS | PAIRWISE:
                raise Dead
            v = self.function(inner, (lambda t: t == BOOL) if op in CONDITIONS else anything,
                              depth + 1)
        else:
            v = self.get(kind, 3, lambda t: fits((side, ('named', op), t)))
        return self.emit(side, [named(op), v], args, nested)

    # -- what solvers do with functions as values

    def stable(self, t, depth=2):
        """A function from t to t."""
        return self.function([t], lambda r: r == t, depth)

    def container_of(self, fs, made):
        how = self.rng.randrange(3)
        if how == 0:
            return self.emit('astuple', fs[:2], made)
        c = self.emit('initset', [fs[0]], made)
        for f in fs[1:]:
            c = self.emit('insert', [f, c], made)
        return self.emit('totuple', [c], made) if how == 1 else c

    def idiom(self):
        rng = self.rng
        v = self.get('any', 3, lambda t: t in (GRID, OBJECT, INDICES, IVEC, INT))
        t, made = v.type, [v.type]
        how = rng.randrange(10)
        if how in (0, 1):
            # compositions of all pairs, or of functions at the same place
            fs = self.container_of([self.stable(t) for _ in range(rng.randint(2, 3))], made)
            if how == 1 and is_tuple(fs.type):
                both = self.emit('papply', [named('compose'), fs, fs], made)
            else:
                pairs = self.emit('product', [fs, fs])
                composed = self.emit('fork', [named('compose'), named('first'), named('last')])
                both = self.emit('apply', [composed, pairs], made)
            return self.emit('rapply', [both, v])
        if how == 2:
            # closures made at run time, then each called on a value
            c = self.get('container', 3, lambda x: elem(x) and ordered(x))
            side = rng.choice(['lbind', 'rbind'])
            order = [elem(c.type), t] if side == 'lbind' else [t, elem(c.type)]
            op = named(rng.choice(list(candidates(tuple(order))) or ['add']))
            binder = self.emit(rng.choice(['lbind', 'lbind', 'rbind']), [named(side), op])
            if binder.type[0] == 'rbind':
                raise Dead
            fs = self.emit('apply', [binder, c], made)
            if self.chance(0.4):
                f = self.emit(rng.choice(['first', 'last']), [fs], made)
                return self.emit(f, [v])
            return self.emit('rapply', [fs, v])
        if how == 3:
            # a function repeated a number of times that is known only at run time
            n = self.attempt(lambda: self.emit(rng.choice(['numcolors', 'height']), [
                self.get('element', 3)], nested=0))
            f = self.emit('power', [self.stable(t), n], made)
            return self.emit(f, [v]) if self.chance(0.6) else self.emit(
                'apply', [f, self.emit('initset', [v])])
        if how == 4:
            # one of two functions of two parameters
            w = self.get('any', 3, ordered)
            a = self.function([t, w.type], anything, 3)
            r = call(a.type, [t, w.type])
            b = self.function([t, w.type], lambda x: unify(x, r), 3)
            f = self.emit('branch', [self.get('bool', 3), a, b], [t, w.type])
            if self.chance(0.5):
                return self.emit(f, [v, w])
            return self.emit('prapply', [f, self.emit('initset', [v]), self.emit('initset', [w])])
        if how == 5:
            # branch inside a function
            cond = self.function(made, lambda x: x == BOOL, 2)
            a = self.function(made, lambda x: ordered(x) and weight(x) < 8, 2)
            r = call(a.type, made)
            w = self.get('any', 2, lambda x: unify(x, r))
            f = self.emit('fork', [self.emit('rbind', [named('branch'), w]), cond, a], made)
            return self.emit('apply', [f, self.emit('initset', [v])])
        if how == 6:
            # four parameters, bound from both ends
            f = named('objects')
            for side in rng.choice(['rrr', 'rr', 'lrr', 'r']):
                if side == 'l':
                    f = self.emit('lbind', [f, self.input], nested=0.3)
                else:
                    f = self.emit('rbind', [f, self.constant('bool')], nested=0.3)
            left = arity(f.type)
            first = [self.get('grid', 3, lambda x: x == GRID)] if 'lbind' not in str(f.type) else []
            return self.emit(f, first + [self.constant('bool') for _ in range(left - len(first))])
        if how == 7:
            # a function that gives functions, called twice
            w = self.get('any', 3, ordered)
            op = named(rng.choice(list(candidates((t, w.type)))))
            side = rng.choice(['lbind', 'rbind'])
            outer = self.emit('lbind', [named(side), op])
            inner = self.emit(outer, [v if side == 'lbind' else w])
            return self.emit(inner, [w if side == 'lbind' else v])
        if how == 8:
            # chains with a gap, filled by functions of a container
            f, h = self.stable(t), self.function(made, ordered, 2)
            gap = self.emit('rbind', [self.emit('lbind', [named('chain'), h]), f])
            fs = self.container_of([self.stable(t), self.stable(t)], made)
            return self.emit('rapply', [self.emit('apply', [gap, fs], made), v])
        # functions and containers side by side
        c = self.get('container', 3, lambda x: elem(x) and ordered(x) and not is_pair(x))
        fs = self.container_of([self.function([elem(c.type)], lambda x: x == elem(c.type), 3)
                                for _ in range(2)], [elem(c.type)])
        if not is_tuple(fs.type):
            fs = self.emit('totuple', [fs])
        cs = self.emit('repeat', [c, Value('TWO', INT)])
        return self.emit(rng.choice(['mpapply', 'papply']), [named('apply'), fs, cs])

    # -- programs

    def sources(self):
        rng = self.rng
        if self.demonstrations:
            how = rng.randrange(4)
            if how < 2:
                f = named(rng.choice(['first', 'last']))
                self.emit(rng.choice(['apply', 'mapply'] if how else ['apply']), [f, self.scope[1]])
            elif how == 2:
                pair_ = self.emit(rng.choice(['first', 'last']), [self.scope[1]])
                self.emit(rng.choice(['first', 'last']), [pair_])
            else:
                self.emit('palette', [self.scope[2]])
        for _ in range(rng.randint(1, 2)):
            how = rng.randrange(6)
            if how < 3:
                self.emit('objects', [self.input] + [Value(rng.choice('TTF'), BOOL), Value(
                    rng.choice('TF'), BOOL), Value(rng.choice('TTF'), BOOL)], nested=0)
            elif how == 3:
                self.emit('ofcolor', [self.input, Value(rng.choice(COLORS), INT)], nested=0)
            else:
                self.statement(rng.choice('partition fgpartition asobject asindices frontiers '
                                          'palette vmirror leastcolor'.split()))

    def called(self):
        """A call of a variable that is a function."""
        f = self.pick(lambda t: is_function(t))
        if not f.made_for or not f.text.startswith('x') or '(' in f.text:
            raise Dead
        args = [self.get('any', 2, lambda x, t=t: x == t) for t in f.made_for]
        return self.emit(f, args, nested=0)

    def consume(self, v, g):
        """A grid made from the grid g and the value v."""
        rng, t = self.rng, v.type
        color = self.constant('color')
        if as_grid(t):
            op = rng.choice('hconcat vconcat cellwise branch crop'.split())
            if op == 'cellwise':
                return self.emit(op, [g, v, color], nested=0)
            if op == 'branch':
                return self.emit(op, [self.get('bool', 3), g, v], nested=0)
            if op == 'crop':
                return self.emit(op, [v, Value('ORIGIN', IVEC), self.emit('shape', [g])], nested=0)
            return self.emit(op, [g, v], nested=0)
        if as_object(t):
            return self.emit(rng.choice(['paint', 'underpaint']), [g, v], nested=0)
        if as_patch(t):
            return self.emit(rng.choice(['fill', 'underfill']), [g, color, v], nested=0)
        if t == BOOL:
            return self.emit('branch', [v, g, self.emit('vmirror', [g])], nested=0)
        if is_int(t):
            return self.emit('replace', [g, color, v], nested=0)
        if is_ivec(t):
            return self.emit('fill', [g, color, self.emit('initset', [v])], nested=0)
        if t == ('set', OBJECT):
            return self.emit('paint', [g, self.emit('merge', [v])], nested=0)
        if elem(t) is not None and ordered(t):
            how = rng.random()
            if how < 0.4:
                op = rng.choice(['size', 'size', 'first', 'last'])
                return self.consume(self.emit(op, [v]), g)
            f = self.function([elem(t)], lambda r: as_piece(r) or r in (INT, IVEC), 2)
            if self.chance(0.5):
                f2 = self.function([elem(t)], ordered, 2)
                chosen = self.emit(rng.choice(['argmax', 'argmin']), [v, f2])
                return self.consume(self.emit('apply', [f, self.emit('initset', [chosen])]), g)
            return self.consume(self.emit('apply', [f, v]), g)
        if tag(t) == 'pair':
            return self.consume(self.emit(rng.choice(['first', 'last']), [v]), g)
        if is_function(t) and v.made_for:
            args = [self.get('any', 3, lambda x, t=t: x == t) for t in v.made_for]
            return self.consume(self.emit(v, args, nested=0), g)
        if elem(t) is not None and is_function(elem(t)) and v.made_for:
            arg = self.argument_for(elem(t), v.made_for, 3)
            return self.consume(self.emit('rapply', [v, arg]), g)
        raise Dead

    def run(self, used):
        self.attempt(self.sources)
        body = max(2, self.wanted - self.rng.randint(2, 5))
        for _ in range(20 * self.wanted):
            if len(self.lines) >= body:
                break

            def make():
                if self.chance(0.08):
                    return self.called()
                if self.chance(0.12):
                    return self.idiom()
                # operations that were used less come more often
                ops = self.rng.sample(HIGHER if self.chance(0.3) else list(PARAMETERS), 3)
                op = min(ops, key=lambda x: used.get(x, 0))
                return self.statement(op)
            try:
                self.attempt(make, 2)
            except Dead:
                pass
        grids = [v for v in self.scope if v.type == GRID and v.text != 'C']
        g = grids[-1]
        for _ in range(12):
            unused = [v for v in self.scope if v.uses == 0 and v is not g and v.text not in 'SIC']
            if not unused or len(self.lines) >= min(self.wanted + 6, 60):
                break
            v = self.rng.choice(unused[-4:])
            v.uses += 1
            try:
                g = self.attempt(lambda: self.consume(v, g), 3)
            except Dead:
                pass
        if g is self.input or (not self.lines or self.lines[-1][0] != g.text):
            g = self.emit(self.rng.choice('vmirror rot90 identity compress hmirror'.split()), [g],
                          nested=0)
        if g.type != GRID or len(self.lines) > 60:
            raise Dead

    def text(self, name):
        names = {old: old for old, _ in self.lines}
        last = self.lines[-1][0]
        head = 'def %s(%s):\n' % (name, 'S, I, C' if self.demonstrations else 'I')
        body = ''.join('    %s = %s\n' % ('O' if n == last else names[n], t) for n, t in self.lines)
        return head + body + '    return O\n'


def POWER_RULE(types):
    return power(types[0], types[1]) if is_function(types[0]) else None


def weight(t):
    """How many types a type is made of: what a compiler has to spell out."""
    return 1 if not isinstance(t, tuple) else 1 + sum(weight(x) for x in t[1:])


def named(op, made_for=None):
    return Value(op, ('named', op), made_for)


CANDIDATES = {}


def candidates(args):
    """What each operation gives for arguments of some types."""
    if args not in CANDIDATES:
        results = {op: rule(op, list(args)) for op in PARAMETERS
                   if len(PARAMETERS[op]) == len(args)}
        CANDIDATES[args] = {op: t for op, t in results.items() if t is not None}
    return CANDIDATES[args]


def names_in(text):
    for c in '(),=':
        text = text.replace(c, ' ')
    return [w for w in text.split() if w in PARAMETERS]


def program(rng, wanted, used):
    while True:
        w = Writer(rng, wanted or min(58, 4 + int(rng.expovariate(1 / 10.0))))
        try:
            w.run(used)
        except Dead:
            continue
        return w


def main():
    p = argparse.ArgumentParser(description='Writes random well-typed programs as DSL text.')
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--count', type=int, default=100)
    p.add_argument('--statements', type=int, default=0, help='of each program (0: 5 to 60)')
    p.add_argument('--stats', action='store_true', help='how often each operation occurs')
    wanted = p.parse_args()
    if not 0 <= wanted.statements <= 60:
        p.error('--statements: %d is not in 0..60' % wanted.statements)
    rng = random.Random(wanted.seed)
    used, lines = {}, 0
    print('# generate.py --seed %d --count %d --statements %d'
          % (wanted.seed, wanted.count, wanted.statements))
    for k in range(wanted.count):
        w = program(rng, wanted.statements, used)
        lines += len(w.lines)
        for _, text in w.lines:
            for op in names_in(text):
                used[op] = used.get(op, 0) + 1
        print('\n\n' + w.text('solve_r%ds%d' % (k, wanted.seed)), end='')
    print('seed %d: %d programs, %d statements, %d of %d operations'
          % (wanted.seed, wanted.count, lines, len(used), len(OPERATIONS)), file=sys.stderr)
    if wanted.stats:
        for op in sorted(PARAMETERS, key=lambda x: used.get(x, 0)):
            print('%6d %s' % (used.get(op, 0), op), file=sys.stderr)


if __name__ == '__main__':
    main()
