# Each cell sends a ray to the right in which its colour and grey take turns.
def solve_97999447(I):
    x1 = objects(I, T, F, T)
    x2 = rbind(shoot, RIGHT)
    x3 = compose(x2, center)
    x4 = fork(recolor, color, x3)
    x5 = mapply(x4, x1)
    x6 = paint(I, x5)
    x7 = rbind(interval, TWO)
    x8 = width(I)
    x9 = rbind(x7, x8)
    x10 = chain(x9, increment, rightmost)
    x11 = compose(initset, uppermost)
    x12 = fork(product, x11, x10)
    x13 = mapply(x12, x1)
    O = fill(x6, FIVE, x13)
    return O
