# Each grey cell becomes a ring of grey corners and blue edges.
def solve_b60334d2(I):
    x1 = ofcolor(I, FIVE)
    x2 = lbind(rbind, shift)
    x3 = ineighbors(ORIGIN)
    x4 = apply(x2, x3)
    x5 = dneighbors(ORIGIN)
    x6 = apply(x2, x5)
    x7 = cover(I, x1)
    x8 = rapply(x6, x1)
    x9 = merge(x8)
    x10 = fill(x7, ONE, x9)
    x11 = rapply(x4, x1)
    x12 = merge(x11)
    O = fill(x10, FIVE, x12)
    return O
