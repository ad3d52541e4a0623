# The pattern is continued downwards to nine rows, and its blue turns red.
def solve_017c7c7b(I):
    x1 = objects(I, F, T, F)
    x2 = first(x1)
    x3 = vperiod(x2)
    x4 = width(I)
    x5 = astuple(x3, x4)
    x6 = crop(I, ORIGIN, x5)
    x7 = repeat(x6, FIVE)
    x8 = merge(x7)
    x9 = astuple(NINE, x4)
    x10 = crop(x8, ORIGIN, x9)
    O = replace(x10, ONE, TWO)
    return O
