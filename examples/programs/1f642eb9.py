# Each single cell throws a cell of its colour onto the edge of the block that it faces.
def solve_1f642eb9(I):
    x1 = objects(I, T, F, T)
    x2 = colorfilter(x1, EIGHT)
    x3 = first(x2)
    x4 = rbind(gravitate, x3)
    x5 = compose(crement, x4)
    x6 = fork(shift, identity, x5)
    x7 = remove(x3, x1)
    x8 = mapply(x6, x7)
    O = paint(I, x8)
    return O
