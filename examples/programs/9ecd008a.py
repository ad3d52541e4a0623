# The black square hides a part of a symmetric pattern: the output is what it hides.
def solve_9ecd008a(I):
    x1 = initset(vmirror)
    x2 = insert(dmirror, x1)
    x3 = fork(compose, first, last)
    x4 = product(x2, x2)
    x5 = apply(x3, x4)
    x6 = compose(positive, first)
    x7 = rbind(sfilter, x6)
    x8 = compose(x7, asobject)
    x9 = ofcolor(I, ZERO)
    x10 = rapply(x5, I)
    x11 = mapply(x8, x10)
    x12 = paint(I, x11)
    O = subgrid(x9, x12)
    return O
