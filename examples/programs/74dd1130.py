# The grid is mirrored at its main diagonal.
def solve_74dd1130(I):
    O = dmirror(I)
    return O
