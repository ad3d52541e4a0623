# The output is the one tile whose shape, apart from its colour, differs from all others.
def solve_a87f7484(I):
    x1 = portrait(I)
    x2 = branch(x1, vsplit, hsplit)
    x3 = numcolors(I)
    x4 = decrement(x3)
    x5 = x2(I, x4)
    x6 = rbind(ofcolor, ZERO)
    x7 = apply(x6, x5)
    x8 = leastcommon(x7)
    x9 = matcher(x6, x8)
    O = extract(x5, x9)
    return O
