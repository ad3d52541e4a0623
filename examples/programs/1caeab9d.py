# All shapes move up or down to the rows of the blue one.
def solve_1caeab9d(I):
    x1 = ofcolor(I, ONE)
    x2 = lowermost(x1)
    x3 = lbind(subtract, x2)
    x4 = chain(toivec, x3, lowermost)
    x5 = fork(shift, identity, x4)
    x6 = shape(I)
    x7 = canvas(ZERO, x6)
    x8 = objects(I, T, T, T)
    x9 = mapply(x5, x8)
    O = paint(x7, x9)
    return O
