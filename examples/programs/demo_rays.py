# Blue cells shine to the right and red ones upwards; light stops at no cell but covers none.
def solve_demo_rays(I):
    x1 = ofcolor(I, ONE)
    x2 = rbind(shoot, RIGHT)
    x3 = mapply(x2, x1)
    x4 = underfill(I, EIGHT, x3)
    x5 = ofcolor(I, TWO)
    x6 = rbind(shoot, UP)
    x7 = mapply(x6, x5)
    O = underfill(x4, SEVEN, x7)
    return O
