def solve_c(I):
    x1 = compose(size, palette)
    x2 = fork(equality, x1, chain(first, shape, vmirror))
    x3 = rbind(objects, True)
    x4 = branch(x2(I), I, hconcat(I, I))
    return mapply(lbind(shift, first(S)), x4)
