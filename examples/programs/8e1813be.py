# The stripes, narrowed to one cell, make a square in their order and direction.
def solve_8e1813be(I):
    x1 = objects(I, T, F, T)
    x2 = fork(either, hline, vline)
    x3 = sfilter(x1, x2)
    x4 = first(x3)
    x5 = hline(x4)
    x6 = branch(x5, uppermost, leftmost)
    x7 = order(x3, x6)
    x8 = apply(color, x7)
    x9 = dedupe(x8)
    x10 = branch(x5, dmirror, identity)
    x11 = size(x9)
    x12 = repeat(x9, x11)
    O = x10(x12)
    return O
