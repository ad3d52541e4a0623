# The blue cell flies upwards, bouncing off the left and right edges.
def solve_a3df8b1e(I):
    x1 = width(I)
    x2 = decrement(x1)
    x3 = interval(ZERO, x2, ONE)
    x4 = interval(x2, ZERO, NEG_ONE)
    x5 = combine(x3, x4)
    x6 = height(I)
    x7 = decrement(x6)
    x8 = interval(x7, NEG_ONE, NEG_ONE)
    x9 = repeat(x5, x6)
    x10 = merge(x9)
    x11 = pair(x8, x10)
    O = fill(I, ONE, x11)
    return O
