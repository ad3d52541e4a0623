# The shape that is marked by a grey cell is cut out.
def solve_48d8fb45(I):
    x1 = objects(I, T, T, T)
    x2 = colorfilter(x1, FIVE)
    x3 = difference(x1, x2)
    x4 = first(x2)
    x5 = lbind(adjacent, x4)
    x6 = extract(x3, x5)
    O = subgrid(x6, I)
    return O
