# Of the shapes, the one below the grey cell is cut out.
def solve_48d8fb45(S, I, C):
    x1 = o_g(I, R7)
    x2 = rbind(get_nth_f, F0)
    x3 = compose(last, x2)
    x4 = matcher(x3, GRAY)
    x5 = extract(x1, x4)
    x6 = x2(x5)
    x7 = increment(x6)
    x8 = compose(toindices_o, identity)
    x9 = lbind(contained, x7)
    x10 = compose(x9, x8)
    x11 = extract(x1, x10)
    O = subgrid(x11, I)
    return O
