# Blue cells get orange neighbours at their edges, red cells yellow ones at their corners.
def solve_0ca9ddb6(I):
    x1 = lbind(recolor, SEVEN)
    x2 = compose(x1, dneighbors)
    x3 = lbind(recolor, FOUR)
    x4 = compose(x3, ineighbors)
    x5 = astuple(x2, x4)
    x6 = ofcolor(I, ONE)
    x7 = ofcolor(I, TWO)
    x8 = astuple(x6, x7)
    x9 = mpapply(mapply, x5, x8)
    O = paint(I, x9)
    return O
