# The green cell takes one step towards the yellow one.
def solve_dc433765(I):
    x1 = ofcolor(I, THREE)
    x2 = recolor(THREE, x1)
    x3 = ofcolor(I, FOUR)
    x4 = center(x3)
    x5 = center(x1)
    x6 = subtract(x4, x5)
    x7 = sign(x6)
    O = move(I, x2, x7)
    return O
