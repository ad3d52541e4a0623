def differ_d(S, I, C):
    x1 = difference(palette(I), palette(C))
    return astuple(subtract(1000, multiply(100, size(x1))), x1)
