# The largest shape turns grey.
def solve_demo_largest(S, I, C):
    x1 = o_g(I, R5)
    x2 = get_arg_rank_f(x1, size_f, F0)
    O = fill(I, GRAY, x2)
    return O
