# Of generate.py --seed 11 --count 64: programs that fail on some samples and not on others.


def solve_r0s11(I):
    x1 = ofcolor(I, EIGHT)
    x2 = objects(I, T, F, F)
    x3 = argmax(x1, leastcommon)
    x4 = lefthalf(vconcat(I, I))
    x5 = power(vmirror, THREE)
    x6 = add(x3, x3)
    x7 = rbind(multiply, NEG_ONE)
    x8 = compose(fork(equality, x7, x7), x7)
    x9 = chain(x8, leastcommon, dedupe)
    x10 = sfilter(x4, x9)
    x11 = initset(x6)
    x12 = fill(x10, SIX, x11)
    x13 = x5(x12)
    x14 = shape(x12)
    x15 = crop(x13, ORIGIN, x14)
    x16 = merge(x2)
    O = paint(x15, x16)
    return O


def solve_r1s11(S, I, C):
    x1 = palette(C)
    x2 = objects(I, T, F, T)
    x3 = dneighbors(RIGHT)
    x4 = tophalf(I)
    x5 = subgrid(x3, x4)
    x6 = cmirror(x5)
    x7 = righthalf(x6)
    x8 = repeat(height, ONE)
    x9 = rapply(x8, x7)
    x10 = branch(T, astuple, astuple)
    x11 = x10(I, x7)
    x12 = either(T, flip(F))
    x13 = hmatching(x3, x3)
    x14 = subgrid(x3, x4)
    x15 = vmirror(x14)
    x16 = branch(x12, x14, x15)
    x17 = merge(x2)
    x18 = paint(x16, x17)
    x19 = rbind(upscale, TWO)
    x20 = compose(tophalf, x19)
    x21 = branch(x13, x19, x20)
    x22 = apply(x21, x11)
    x23 = last(x22)
    O = hconcat(x18, x23)
    return O


def solve_r2s11(S, I, C):
    x1 = apply(last, S)
    x2 = objects(I, F, F, T)
    x3 = lbind(remove, I)
    x4 = x3(x1)
    x5 = fork(product, asobject, bottomhalf)
    x6 = compose(initset, x5)
    x7 = fork(equality, minimum, first)
    x8 = rbind(mfilter, x7)
    x9 = fork(product, x6, x8)
    x10 = valmin(x4, x9)
    x11 = chain(last, first, totuple)
    x12 = compose(x11, initset)
    x13 = apply(x12, x10)
    x14 = first(x13)
    x15 = replace(I, FIVE, x14)
    x16 = merge(x2)
    O = paint(x15, x16)
    return O


def solve_r10s11(I):
    x1 = objects(I, T, T, T)
    x2 = objects(I, T, F, T)
    x3 = compose(positive, leftmost)
    x4 = fork(astuple, dmirror, x3)
    x5 = valmin(x2, x4)
    x6 = initset(totuple)
    x7 = insert(dmirror, x6)
    x8 = product(x7, x7)
    x9 = fork(compose, first, last)
    x10 = apply(x9, x8)
    x11 = rapply(x10, I)
    x12 = first(x5)
    x13 = underpaint(I, x12)
    x14 = apply(bottomhalf, x11)
    x15 = apply(hmirror, x14)
    x16 = size(x15)
    O = replace(x13, EIGHT, x16)
    return O


def solve_r11s11(I):
    x1 = frontiers(I)
    x2 = bottomhalf(I)
    x3 = hconcat(x2, x2)
    x4 = prapply(astuple, x1, x3)
    x5 = asindices(x3)
    x6 = inbox(x5)
    x7 = backdrop(x6)
    x8 = fill(x3, TWO, x7)
    x9 = size(x4)
    O = replace(x8, EIGHT, x9)
    return O


def solve_r14s11(S, I, C):
    x1 = first(S)
    x2 = first(x1)
    x3 = leastcolor(I)
    x4 = vmirror(C)
    x5 = vconcat(x4, x2)
    O = replace(x5, TWO, x3)
    return O


def solve_r16s11(I):
    x1 = objects(I, F, F, T)
    x2 = vfrontier(UP)
    x3 = corners(x2)
    x4 = fgpartition(I)
    x5 = cover(I, x3)
    x6 = recolor(FIVE, x2)
    x7 = move(x5, x6, DOWN)
    x8 = rot180(x7)
    x9 = underfill(x8, THREE, x3)
    x10 = ofcolor(x8, EIGHT)
    x11 = centerofmass(x10)
    x12 = move(x8, asobject(x9), x11)
    x13 = merge(x4)
    x14 = paint(x12, x13)
    O = paint(x14, merge(x1))
    return O


def solve_r18s11(S, I, C):
    x1 = palette(C)
    x2 = ofcolor(I, TWO)
    x3 = cover(C, x2)
    x4 = colorcount(x3, FIVE)
    x5 = hfrontier(RIGHT)
    x6 = delta(x5)
    x7 = apply(toivec, x1)
    x8 = fill(x3, EIGHT, x7)
    x9 = replace(x8, EIGHT, x4)
    O = underfill(x9, ONE, x6)
    return O


def solve_r19s11(I):
    x1 = ofcolor(I, SEVEN)
    x2 = move(I, asobject(I), RIGHT)
    x3 = leastcolor(x2)
    x4 = hfrontier(LEFT)
    x5 = numcolors(I)
    x6 = power(inbox, x5)
    x7 = x6(x4)
    x8 = numcolors(x2)
    x9 = ineighbors(LEFT)
    x10 = lbind(lbind, adjacent)
    x11 = x10(x7)
    x12 = x11(x1)
    x13 = vmirror(x2)
    x14 = branch(x12, x2, x13)
    x15 = replace(x14, FIVE, x8)
    x16 = underfill(x15, FIVE, x9)
    O = replace(x16, TWO, x3)
    return O


def solve_r22s11(I):
    x1 = lefthalf(I)
    x2 = frontiers(x1)
    x3 = shape(I)
    x4 = combine(x3, x3)
    x5 = ofcolor(I, ONE)
    x6 = greater(lowermost(x5), TEN)
    x7 = power(identity, TWO)
    x8 = vmirror(x1)
    x9 = branch(x6, x1, x8)
    x10 = x7(x2)
    x11 = merge(x10)
    x12 = paint(x9, x11)
    x13 = rbind(recolor, x11)
    x14 = size(apply(x13, x4))
    O = replace(x12, EIGHT, x14)
    return O


def solve_r24s11(I):
    x1 = objects(I, F, T, F)
    x2 = shoot(NEG_UNITY, UP)
    x3 = prapply(shift, x1, x2)
    x4 = normalize(x2)
    x5 = cover(I, x4)
    x6 = index(x5, TWO_BY_TWO)
    x7 = sizefilter(x4, x6)
    x8 = portrait(x4)
    x9 = add(x6, x8)
    x10 = fill(x5, SIX, x7)
    x11 = merge(x3)
    x12 = paint(x10, x11)
    O = replace(x12, TWO, x9)
    return O


def solve_r28s11(I):
    x1 = asobject(I)
    x2 = power(identity, TWO)
    x3 = initset(identity)
    x4 = insert(x2, x3)
    x5 = totuple(x4)
    x6 = repeat(x1, TWO)
    x7 = mpapply(apply, x5, x6)
    x8 = rbind(product, x7)
    x9 = chain(increment, invert, size)
    x10 = chain(even, x9, identity)
    x11 = compose(x10, x8)
    x12 = mfilter(switch(I, NINE, NINE), x11)
    x13 = lbind(greater, FIVE)
    x14 = extract(x12, x13)
    x15 = ulcorner(x1)
    x16 = partition(I)
    x17 = valmin(x16, lowermost)
    x18 = replace(I, ZERO, x14)
    x19 = initset(x15)
    x20 = fill(x18, SEVEN, x19)
    O = replace(x20, EIGHT, x17)
    return O


def solve_r34s11(S, I, C):
    x1 = palette(C)
    x2 = vmirror(I)
    x3 = objects(I, T, T, T)
    x4 = chain(delta, last, fgpartition)
    x5 = dneighbors(RIGHT)
    x6 = rbind(branch, x5)
    x7 = fork(x6, square, x4)
    x8 = initset(C)
    x9 = apply(x7, x8)
    x10 = size(x9)
    x11 = replace(x2, FIVE, x10)
    x12 = fork(multiply, identity, decrement)
    x13 = compose(leastcommon, tojvec)
    x14 = power(x13, THREE)
    x15 = argmax(x1, x14)
    x16 = initset(x15)
    x17 = apply(x12, x16)
    x18 = first(x17)
    O = replace(x11, FIVE, x18)
    return O


def solve_r38s11(S, I, C):
    x1 = apply(first, S)
    x2 = hupscale(C, TWO)
    x3 = frontiers(x2)
    x4 = ofcolor(I, ZERO)
    x5 = compose(maximum, decrement)
    x6 = matcher(increment, EIGHT)
    x7 = compose(x6, x5)
    x8 = valmax(x4, x7)
    x9 = size(x1)
    x10 = replace(x2, THREE, x9)
    x11 = paint(x10, merge(x3))
    x12 = vmirror(x11)
    O = branch(x8, x11, x12)
    return O


def solve_r49s11(I):
    x1 = ofcolor(I, SEVEN)
    x2 = partition(I)
    x3 = width(x1)
    x4 = rbind(objects, T)
    x5 = rbind(x4, T)
    x6 = rbind(x5, T)
    x7 = x6(I)
    x8 = either(T, F)
    x9 = neighbors(UP_RIGHT)
    x10 = asobject(I)
    x11 = hperiod(x10)
    x12 = papply(pair, I, I)
    x13 = apply(inbox, x12)
    x14 = size(x13)
    x15 = replace(I, ONE, x14)
    x16 = merge(x7)
    x17 = paint(x15, x16)
    x18 = replace(x17, EIGHT, x3)
    x19 = replace(x18, EIGHT, x11)
    x20 = merge(x2)
    x21 = paint(x19, x20)
    x22 = vmirror(x21)
    O = branch(x8, x21, x22)
    return O


def solve_r58s11(I):
    x1 = objects(I, T, F, F)
    x2 = ofcolor(I, ZERO)
    x3 = occurrences(I, recolor(EIGHT, x2))
    x4 = lowermost(x3)
    x5 = halve(x4)
    x6 = replace(I, NINE, x5)
    x7 = merge(x1)
    O = paint(x6, x7)
    return O
