# The longest bar turns blue and the shortest red; the others vanish.
def solve_a61f2674(I):
    x1 = objects(I, T, F, T)
    x2 = replace(I, FIVE, ZERO)
    x3 = valmax(x1, height)
    x4 = matcher(height, x3)
    x5 = mfilter(x1, x4)
    x6 = valmin(x1, height)
    x7 = matcher(height, x6)
    x8 = mfilter(x1, x7)
    x9 = fill(x2, ONE, x5)
    O = fill(x9, TWO, x8)
    return O
