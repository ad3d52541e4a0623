# The colours of the shapes make a row, from the smallest shape to the largest.
def solve_demo_ranking(I):
    x1 = objects(I, T, F, T)
    x2 = order(x1, size)
    x3 = apply(color, x2)
    x4 = repeat(x3, ONE)
    O = upscale(x4, TWO)
    return O
