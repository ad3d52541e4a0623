# The pattern at the bottom is continued to the right edge.
def solve_d8c310e9(I):
    x1 = objects(I, T, F, T)
    x2 = merge(x1)
    x3 = hperiod(x2)
    x4 = lbind(shift, x2)
    x5 = width(I)
    x6 = interval(x3, x5, x3)
    x7 = apply(tojvec, x6)
    x8 = mapply(x4, x7)
    O = underpaint(I, x8)
    return O
