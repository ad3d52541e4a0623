# Blue cells shine to the right and red ones upwards; light stops at no cell but covers none.
def solve_demo_rays(S, I, C):
    x1 = f_ofcolor(I, BLUE)
    x2 = rbind(shoot, RIGHT)
    x3 = mapply_f(x2, x1)
    x4 = underfill(I, CYAN, x3)
    x5 = f_ofcolor(I, RED)
    x6 = rbind(shoot, UP)
    x7 = mapply_f(x6, x5)
    O = underfill(x4, SEVEN, x7)
    return O
