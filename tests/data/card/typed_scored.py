# Two solvers and three scores, which card --batt merges.

def solve_grey(S, I, C):
    x1 = o_g(I, R5)
    x2 = get_arg_rank_f(x1, size_f, F0)
    O = fill(I, GRAY, x2)
    return O

def solve_grey_6(S, I, C):
    x1 = o_g(I, R5)
    x2 = get_arg_rank_f(x1, size_f, F0)
    O = fill(I, MAGENTA, x2)
    return O

def differ_needless(S, I, C):
    x1 = p_g(I)
    x2 = p_g(C)
    x3 = difference_tuple(x1, x2)
    x4 = size_t(x3)
    x5 = multiply(HUNDRED, x4)
    x6 = subtract(THOUSAND, x5)
    x7 = get_nth_t(x3, F0)
    O = astuple(x6, x7)
    return O

def differ_missing(S, I, C):
    x1 = p_g(C)
    x2 = p_g(I)
    x3 = difference_tuple(x1, x2)
    x4 = size_t(x3)
    x5 = multiply(HUNDRED, x4)
    x6 = get_nth_t(x3, F0)
    O = astuple(x5, x6)
    return O

def differ_cells(S, I, C):
    x1 = cellwise(I, C, NEG_ONE)
    x2 = f_ofcolor(x1, NEG_ONE)
    x3 = height_t(I)
    x4 = width_t(I)
    x5 = multiply(x3, x4)
    x6 = size_f(x2)
    x7 = subtract(x5, x6)
    O = astuple(x7, x2)
    return O
