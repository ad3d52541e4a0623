# A ray of the colour of the odd cell leaves the shape on the side opposite to that cell.
def solve_25d487eb(I):
    x1 = objects(I, F, T, T)
    x2 = first(x1)
    x3 = leastcolor(x2)
    x4 = ofcolor(I, x3)
    x5 = matcher(first, x3)
    x6 = compose(flip, x5)
    x7 = sfilter(x2, x6)
    x8 = center(x4)
    x9 = position(x4, x7)
    x10 = shoot(x8, x9)
    O = underfill(I, x3, x10)
    return O
