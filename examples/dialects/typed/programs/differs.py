# Scores of how a grid differs from the expected one; the item of each says what differs.

# Colours that it has and should not have.
def differ_needless_colors(S, I, C):
    x1 = p_g(I)
    x2 = p_g(C)
    x3 = difference_tuple(x1, x2)
    x4 = size_t(x3)
    x5 = multiply(HUNDRED, x4)
    x6 = subtract(THOUSAND, x5)
    x7 = get_nth_t(x3, F0)
    O = astuple(x6, x7)
    return O

# Colours that it lacks.
def differ_missing_colors(S, I, C):
    x1 = p_g(C)
    x2 = p_g(I)
    x3 = difference_tuple(x1, x2)
    x4 = size_t(x3)
    x5 = multiply(HUNDRED, x4)
    x6 = get_nth_t(x3, F0)
    O = astuple(x5, x6)
    return O

# Single cells that stand where none should.
def differ_needless_cells(S, I, C):
    x1 = rbind(o_g, R5)
    x2 = x1(I)
    x3 = sizefilter(x2, ONE)
    x4 = x1(C)
    x5 = sizefilter(x4, ONE)
    x6 = difference(x3, x5)
    x7 = size_f(x6)
    x8 = multiply(HUNDRED, x7)
    x9 = subtract(THOUSAND, x8)
    x10 = get_nth_f(x6, F0)
    O = astuple(x9, x10)
    return O

# Single cells that it lacks.
def differ_missing_cells(S, I, C):
    x1 = rbind(o_g, R5)
    x2 = x1(C)
    x3 = sizefilter(x2, ONE)
    x4 = x1(I)
    x5 = sizefilter(x4, ONE)
    x6 = difference(x3, x5)
    x7 = size_f(x6)
    x8 = multiply(HUNDRED, x7)
    x9 = get_nth_f(x6, F0)
    O = astuple(x8, x9)
    return O

# Cells that have the expected colour; the item is all that have another.
def differ_equal_cells(S, I, C):
    x1 = cellwise(I, C, NEG_ONE)
    x2 = f_ofcolor(x1, NEG_ONE)
    x3 = height_t(I)
    x4 = width_t(I)
    x5 = multiply(x3, x4)
    x6 = size_f(x2)
    x7 = subtract(x5, x6)
    O = astuple(x7, x2)
    return O
