# All shapes move up or down to the rows of the blue one.
def solve_1caeab9d(S, I, C):
    x1 = f_ofcolor(I, BLUE)
    x2 = col_row(x1, R0)
    x3 = lbind(subtract, x2)
    x4 = rbind(col_row, R0)
    x5 = chain(toivec, x3, x4)
    x6 = fork(shift, identity, x5)
    x7 = shape_t(I)
    x8 = canvas(BLACK, x7)
    x9 = o_g(I, R7)
    x10 = mapply_f(x6, x9)
    O = paint(x8, x10)
    return O
