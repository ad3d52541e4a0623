# Each green cell takes the colour of the nearer of the two coloured edges.
def solve_2204b7a8(I):
    x1 = frontiers(I)
    x2 = compose(positive, color)
    x3 = sfilter(x1, x2)
    x4 = lbind(argmin, x3)
    x5 = lbind(lbind, manhattan)
    x6 = chain(color, x4, x5)
    x7 = fork(recolor, x6, identity)
    x8 = objects(I, T, F, T)
    x9 = colorfilter(x8, THREE)
    x10 = mapply(x7, x9)
    O = paint(I, x10)
    return O
