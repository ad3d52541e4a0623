def solve_mine(I):
    x1 = vmirror(I)
    O = hconcat(I, x1)
    return O
