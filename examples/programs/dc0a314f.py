# The green square hides a part of a symmetric pattern: the output is what it hides.
def solve_dc0a314f(I):
    x1 = rbind(ofcolor, THREE)
    x2 = fork(toobject, x1, dmirror)
    x3 = fork(paint, identity, x2)
    x4 = fork(toobject, x1, cmirror)
    x5 = fork(paint, identity, x4)
    x6 = fork(toobject, x1, vmirror)
    x7 = fork(paint, identity, x6)
    x8 = chain(x7, x5, x3)
    x9 = compose(x8, x7)
    x10 = ofcolor(I, THREE)
    x11 = x9(I)
    O = subgrid(x10, x11)
    return O
