# The one shape of two colours is cut out.
def solve_demo_odd_one_out(S, I, C):
    x1 = o_g(I, R1)
    x2 = matcher(numcolors_f, TWO)
    x3 = extract(x1, x2)
    O = subgrid(x3, I)
    return O
