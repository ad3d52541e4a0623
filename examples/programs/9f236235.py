# Each tile between the lines becomes one cell, and the result is mirrored left to right.
def solve_9f236235(I):
    x1 = compress(I)
    x2 = objects(x1, T, F, F)
    x3 = apply(width, x2)
    x4 = minimum(x3)
    x5 = downscale(x1, x4)
    O = vmirror(x5)
    return O
