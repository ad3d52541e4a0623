# Each colour becomes a column of as many cells as it has, from the most to the least frequent.
def solve_9af7a82c(S, I, C):
    x1 = partition(I)
    x2 = compose(invert, size_f)
    x3 = order(x1, x2)
    x4 = get_val_rank_t(x3, size_f, L1)
    x5 = fork(repeat, color, size_f)
    x6 = lbind(repeat, BLACK)
    x7 = lbind(subtract, x4)
    x8 = chain(x6, x7, size_f)
    x9 = fork(combine_t, x5, x8)
    x10 = apply_t(x9, x3)
    O = mir_rot_t(x10, A1)
    return O
