# Each of four patterns stands for a colour; the output is one cell of it.
def solve_27a28665(I):
    x1 = ineighbors(UNITY)
    x2 = insert(UNITY, x1)
    x3 = dneighbors(UNITY)
    x4 = insert(UNITY, x3)
    x5 = mostcolor(I)
    x6 = ofcolor(I, x5)
    x7 = contained(UNITY, x6)
    x8 = branch(x7, THREE, ONE)
    x9 = equality(x6, x4)
    x10 = equality(x6, x2)
    x11 = branch(x10, TWO, x8)
    x12 = branch(x9, SIX, x11)
    O = canvas(x12, UNITY)
    return O
