# The colours of the shapes make a row, from the smallest shape to the largest. A cell is row, column and colour.
def solve_demo_ranking(S, I, C):
    x1 = o_g(I, R5)
    x2 = order(x1, size_f)
    x3 = rbind(get_nth_f, F0)
    x4 = compose(last, x3)
    x5 = apply(x4, x2)
    x6 = repeat(x5, ONE)
    O = upscale_t(x6, TWO)
    return O
