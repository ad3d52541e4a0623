# Of five cells, as many turn blue as there are blue squares of 2 x 2.
def solve_1fad071e(I):
    x1 = rbind(colorfilter, ONE)
    x2 = rbind(objects, T)
    x3 = rbind(x2, F)
    x4 = rbind(x3, T)
    x5 = compose(x1, x4)
    x6 = x5(I)
    x7 = sizefilter(x6, FOUR)
    x8 = size(x7)
    x9 = astuple(ONE, x8)
    x10 = canvas(ONE, x9)
    x11 = subtract(FIVE, x8)
    x12 = astuple(ONE, x11)
    x13 = canvas(ZERO, x12)
    O = hconcat(x10, x13)
    return O
