# The grid is repeated at each of its own coloured cells.
def solve_007bbfb7(I):
    x1 = hconcat(I, I)
    x2 = hconcat(x1, I)
    x3 = upscale(I, THREE)
    x4 = vconcat(x2, x2)
    x5 = vconcat(x4, x2)
    O = cellwise(x3, x5, ZERO)
    return O
