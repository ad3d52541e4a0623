# Each colour becomes a column of as many cells as it has, from the most to the least frequent.
def solve_9af7a82c(I):
    x1 = partition(I)
    x2 = totuple(x1)
    x3 = compose(invert, size)
    x4 = order(x2, x3)
    x5 = apply(size, x4)
    x6 = maximum(x5)
    x7 = fork(repeat, color, size)
    x8 = lbind(repeat, ZERO)
    x9 = lbind(subtract, x6)
    x10 = chain(x8, x9, size)
    x11 = fork(combine, x7, x10)
    x12 = apply(x11, x4)
    O = dmirror(x12)
    return O
