def solve_own(I):
    x1 = objects(I, T, F, T)
    x2 = color(argmax(x1, size))
    O = vmirror(tint(I, color=x2))
    return O


def solve_bound(I):
    x1 = rbind(tint, 20)
    x2 = compose(x1, hmirror)
    O = x2(I)
    return O
