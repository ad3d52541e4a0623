# Each blue cell gets four neighbours: red above, orange left, pink right, teal below.
def solve_d364b489(I):
    x1 = ofcolor(I, ONE)
    x2 = astuple(TWO, SEVEN)
    x3 = astuple(SIX, EIGHT)
    x4 = combine(x2, x3)
    x5 = astuple(UP, LEFT)
    x6 = astuple(RIGHT, DOWN)
    x7 = combine(x5, x6)
    x8 = lbind(shift, x1)
    x9 = apply(x8, x7)
    x10 = mpapply(recolor, x4, x9)
    O = underpaint(I, x10)
    return O
