# The shape is moved to where the grey cell is.
def solve_88a10436(I):
    x1 = ofcolor(I, FIVE)
    x2 = recolor(FIVE, x1)
    x3 = objects(I, F, T, T)
    x4 = remove(x2, x3)
    x5 = first(x4)
    x6 = normalize(x5)
    x7 = cover(I, x1)
    x8 = center(x1)
    x9 = center(x6)
    x10 = subtract(x8, x9)
    x11 = shift(x6, x10)
    O = paint(x7, x11)
    return O
