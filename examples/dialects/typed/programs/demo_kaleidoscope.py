# The pattern is mirrored to the right, and both together downwards.
def solve_demo_kaleidoscope(S, I, C):
    x1 = mir_rot_t(I, R2)
    x2 = hconcat(I, x1)
    x3 = rbind(mir_rot_t, R0)
    x4 = x3(x2)
    O = vconcat(x2, x4)
    return O
