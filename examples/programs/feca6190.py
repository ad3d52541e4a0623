# On a square canvas each coloured cell of the row sends a diagonal of its colour up to the right.
def solve_feca6190(I):
    x1 = asobject(I)
    x2 = compose(positive, first)
    x3 = sfilter(x1, x2)
    x4 = size(x3)
    x5 = width(I)
    x6 = multiply(x4, x5)
    x7 = rbind(shoot, UP_RIGHT)
    x8 = decrement(x6)
    x9 = toivec(x8)
    x10 = lbind(add, x9)
    x11 = chain(x7, x10, last)
    x12 = fork(recolor, first, x11)
    x13 = astuple(x6, x6)
    x14 = canvas(ZERO, x13)
    x15 = mapply(x12, x3)
    O = paint(x14, x15)
    return O
