# Row after row the coloured bar grows by one cell, in half as many rows as there are columns.
def solve_bbc9ae5d(I):
    x1 = power(first, TWO)
    x2 = x1(I)
    x3 = width(I)
    x4 = halve(x3)
    x5 = vupscale(I, x4)
    x6 = rbind(shoot, UNITY)
    x7 = ofcolor(x5, x2)
    x8 = mapply(x6, x7)
    O = fill(x5, x2, x8)
    return O
