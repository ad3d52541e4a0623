# The upper left, the middle and the lower right room between the walls are painted.
def solve_941d9a10(I):
    x1 = objects(I, T, F, F)
    x2 = colorfilter(x1, ZERO)
    x3 = shape(I)
    x4 = lbind(lbind, contained)
    x5 = lbind(extract, x2)
    x6 = rbind(compose, toindices)
    x7 = chain(x5, x6, x4)
    x8 = x7(ORIGIN)
    x9 = fill(I, ONE, x8)
    x10 = halve(x3)
    x11 = x7(x10)
    x12 = fill(x9, TWO, x11)
    x13 = decrement(x3)
    x14 = x7(x13)
    O = fill(x12, THREE, x14)
    return O
