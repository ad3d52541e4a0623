# Programs of the typed dialect for compiled pipelines: overloads that static types choose, also of what functions of
# several operations are called with, ranks, numbers made at run time, and failures.

def solve_cells(S, I, C):
    x1 = o_g(I, R5)
    x2 = get_arg_rank_f(x1, size, L1)
    x3 = first(x2)
    x4 = add(x3, UNITY)
    x5 = last(x3)
    x6 = second(x3)
    x7 = neighbors(x3)
    x8 = astriple(x5, x6, FIVE)
    x9 = insert(x8, x2)
    x10 = fill(I, SIX, x7)
    x11 = contained(x6, x3)
    x12 = branch(x11, x10, I)
    x13 = initset(x4)
    x14 = fill(x12, SEVEN, x13)
    O = paint(x14, x9)
    return O

def solve_values(S, I, C):
    x1 = asobject(I)
    x2 = rbind(get_nth_f, F1)
    x3 = matcher(x2, ONE)
    x4 = sfilter_f(x1, x3)
    x5 = fork(add, identity, last)
    x6 = apply_f(x5, x4)
    O = fill(I, THREE, x6)
    return O

def solve_ranks(S, I, C):
    x1 = o_g(I, R5)
    x2 = get_arg_rank_f(x1, compose(first, toindices), F1)
    x3 = get_color_rank_t(I, F0)
    x4 = get_common_rank_t(totuple(apply(size, x1)), L1)
    x5 = get_val_rank_f(x1, height_f, L1)
    x6 = get_nth_t(astuple(x4, x5), x3)
    O = canvas(x3, astuple(x6, size(x2)))
    return O

def solve_keys(S, I, C):
    x1 = asobject(I)
    x2 = order(x1, identity)
    x3 = get_nth_t(x2, L2)
    x4 = argmax(x1, identity)
    x5 = initset(toij(x4))
    x6 = insert(toij(x3), x5)
    O = fill(I, FOUR, x6)
    return O

def solve_turned(S, I, C):
    x1 = numcolors_t(I)
    x2 = mir_rot_t(I, x1)
    x3 = lbind(mir_rot_t, I)
    x4 = x3(height_t(I))
    x5 = fork(astuple, p_g, rbind(get_color_rank_t, L1))
    x6 = x5(x2)
    x7 = last(x6)
    O = replace(x4, x7, NINE)
    return O

def solve_demonstrations(S, I, C):
    x1 = a_mr(S)
    x2 = apply(rbind(get_nth_t, F0), S)
    x3 = get_nth_t(x2, ZERO)
    x4 = branch(equality(x1, SEVEN), x3, I)
    O = mir_rot_t(x4, x1)
    return O

def solve_tuples(S, I, C):
    x1 = o_g_t(I, R5)
    x2 = apply(normalize, x1)
    x3 = merge_t(x1)
    x4 = get_nth_t(x1, F1)
    x5 = paint(I, recolor_o(TWO, x4))
    x6 = merge_t(repeat(x5, TWO))
    x7 = fill(x6, size_t(x2), x3)
    O = x7
    return O
