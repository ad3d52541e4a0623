# The output is the shape that occurs most often.
def solve_39a8645d(I):
    x1 = rbind(subgrid, I)
    x2 = objects(I, T, T, T)
    x3 = totuple(x2)
    x4 = apply(x1, x3)
    O = mostcommon(x4)
    return O
