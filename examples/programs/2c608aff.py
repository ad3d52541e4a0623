# Each single cell that faces the rectangle is joined to it by a line of its colour.
def solve_2c608aff(I):
    x1 = objects(I, T, F, T)
    x2 = argmax(x1, size)
    x3 = remove(x2, x1)
    x4 = lbind(hmatching, x2)
    x5 = lbind(vmatching, x2)
    x6 = fork(either, x4, x5)
    x7 = sfilter(x3, x6)
    x8 = rbind(gravitate, x2)
    x9 = fork(add, center, x8)
    x10 = fork(connect, center, x9)
    x11 = first(x3)
    x12 = color(x11)
    x13 = mapply(x10, x7)
    O = fill(I, x12, x13)
    return O
