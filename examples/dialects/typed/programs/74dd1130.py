# The grid is turned as the demonstrations are.
def solve_74dd1130(S, I, C):
    x1 = a_mr(S)
    O = mir_rot_t(I, x1)
    return O
