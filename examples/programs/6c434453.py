# Each ring of eight blue cells becomes a red cross.
def solve_6c434453(I):
    x1 = neighbors(UNITY)
    x2 = astuple(ZERO, UNITY)
    x3 = recolor(ONE, x1)
    x4 = insert(x2, x3)
    x5 = dneighbors(UNITY)
    x6 = insert(UNITY, x5)
    x7 = occurrences(I, x4)
    x8 = lbind(shift, x1)
    x9 = mapply(x8, x7)
    x10 = fill(I, ZERO, x9)
    x11 = lbind(shift, x6)
    x12 = mapply(x11, x7)
    O = fill(x10, TWO, x12)
    return O
