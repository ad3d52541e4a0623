# Programs that overflow the tiers of a compiled pipeline on large grids, and what may follow then.

def solve_doubled(I):
    x1 = upscale(I, TWO)
    x2 = hmirror(x1)
    O = downscale(x2, TWO)
    return O

def solve_tall(I):
    x1 = vconcat(I, I)
    x2 = vconcat(x1, I)
    return x2

def solve_pairs(I):
    x1 = asindices(I)
    x2 = product(x1, x1)
    x3 = size(x2)
    x4 = multiply(height(I), width(I))
    x5 = equality(x3, multiply(x4, x4))
    O = branch(x5, vmirror(I), I)
    return O

def solve_crowd(I):
    x1 = objects(I, T, F, F)
    x2 = apply(toindices, x1)
    x3 = combine(x2, apply(outbox, x1))
    x4 = sizefilter(x3, ONE)
    O = fill(I, FIVE, merge(x4))
    return O

def solve_fails(I):
    x1 = asindices(I)
    x2 = product(x1, x1)
    x3 = size(x2)
    x4 = subtract(x3, x3)
    x5 = divide(ONE, x4)
    O = canvas(x5, UNITY)
    return O

def solve_nested(I):
    x1 = first(sfilter(product(asindices(I), asindices(I)), matcher(first, UP)))
    O = crop(I, ORIGIN, last(x1))
    return O

def solve_task(S, I, C):
    x1 = last(last(S))
    x2 = product(asindices(I), asindices(I))
    x3 = greater(size(x2), size(C))
    O = branch(x3, hconcat(x1, C), x1)
    return O

# what has another meaning to static types than at run time

def solve_outside(I):
    x1 = asindices(I)
    x2 = size(product(x1, x1))
    x3 = index(I, astuple(x2, ZERO))
    O = branch(equality(x3, ONE), I, hmirror(I))
    return O

def solve_cells(I):
    x1 = asindices(I)
    x2 = positive(size(product(x1, x1)))
    x3 = totuple(asobject(I))
    x4 = combine(x3, x3)
    x5 = branch(x2, x4, asobject(I))
    O = canvas(THREE, astuple(ONE, divide(size(x5), size(x3))))
    return O

def solve_lengths(I):
    x1 = asindices(I)
    x2 = positive(size(product(x1, x1)))
    x3 = combine(I, lefthalf(I))
    x4 = canvas(THREE, astuple(ONE, divide(size(x3), height(I))))
    O = branch(x2, x4, I)
    return O

def solve_illtyped(I):
    x1 = asindices(I)
    x2 = size(product(x1, x1))
    x3 = branch(x2, vmirror(I), I)
    O = branch(positive(x2), x3, I)
    return O
