# Each single cell gives its colour to the nearest cell of the teal square.
def solve_d89b689b(I):
    x1 = ofcolor(I, EIGHT)
    x2 = rbind(compose, initset)
    x3 = lbind(lbind, manhattan)
    x4 = compose(x2, x3)
    x5 = lbind(argmin, x1)
    x6 = chain(initset, x5, x4)
    x7 = objects(I, T, F, T)
    x8 = colorfilter(x7, EIGHT)
    x9 = difference(x7, x8)
    x10 = shape(I)
    x11 = canvas(ZERO, x10)
    x12 = fork(recolor, color, x6)
    x13 = mapply(x12, x9)
    O = paint(x11, x13)
    return O
