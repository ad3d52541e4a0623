# The shape that is marked by a grey cell is cut out. A cell stands for its location.
def solve_48d8fb45(S, I, C):
    x1 = o_g(I, R7)
    x2 = colorfilter(x1, GRAY)
    x3 = get_nth_f(x2, F0)
    x4 = get_nth_f(x3, F0)
    x5 = dneighbors(x4)
    x6 = difference(x1, x2)
    x7 = lbind(intersection, x5)
    x8 = chain(size_f, x7, toindices_o)
    x9 = compose(positive, x8)
    x10 = extract(x6, x9)
    O = subgrid(x10, I)
    return O
