# Square rings are filled: red if the height of their hole is even, orange if it is odd.
def solve_868de0fa(I):
    x1 = objects(I, T, F, F)
    x2 = colorfilter(x1, ZERO)
    x3 = rbind(bordering, I)
    x4 = compose(flip, x3)
    x5 = fork(both, square, x4)
    x6 = sfilter(x2, x5)
    x7 = rbind(branch, SEVEN)
    x8 = rbind(x7, TWO)
    x9 = chain(x8, even, height)
    x10 = fork(recolor, x9, identity)
    x11 = mapply(x10, x6)
    O = paint(I, x11)
    return O
