# The one shape of two colours is cut out.
def solve_demo_odd_one_out(I):
    x1 = objects(I, F, F, T)
    x2 = matcher(numcolors, TWO)
    x3 = extract(x1, x2)
    O = subgrid(x3, I)
    return O
