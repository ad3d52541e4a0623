# Teal cells that share a row or a column are joined by lines.
def solve_ded97339(I):
    x1 = ofcolor(I, EIGHT)
    x2 = prapply(connect, x1, x1)
    x3 = fork(either, hline, vline)
    x4 = mfilter(x2, x3)
    O = fill(I, EIGHT, x4)
    return O
