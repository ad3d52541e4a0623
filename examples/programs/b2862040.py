# Blue shapes that enclose a part of the background turn teal.
def solve_b2862040(I):
    x1 = objects(I, T, F, F)
    x2 = colorfilter(x1, NINE)
    x3 = rbind(bordering, I)
    x4 = compose(flip, x3)
    x5 = mfilter(x2, x4)
    x6 = objects(I, T, T, F)
    x7 = colorfilter(x6, ONE)
    x8 = rbind(adjacent, x5)
    x9 = mfilter(x7, x8)
    O = fill(I, EIGHT, x9)
    return O
