# generate.py --seed 7 --count 16 --statements 0


def solve_r0s7(I):
    x1 = objects(I, F, T, T)
    x2 = fork(greater, vline, rightmost)
    x3 = compose(tojvec, x2)
    x4 = fork(shift, compose(dmirror, backdrop), x3)
    x5 = argmin(x1, x4)
    O = underpaint(I, x5)
    return O


def solve_r1s7(I):
    x1 = objects(I, T, F, T)
    x2 = objects(I, T, F, F)
    x3 = hsplit(I, ONE)
    x4 = merge(x2)
    x5 = paint(I, x4)
    x6 = rbind(hconcat, x5)
    x7 = argmax(x3, square)
    x8 = initset(x7)
    x9 = apply(x6, x8)
    x10 = first(x9)
    x11 = vconcat(x5, x10)
    x12 = merge(x1)
    O = paint(x11, x12)
    return O


def solve_r2s7(I):
    x1 = ofcolor(I, SIX)
    x2 = ofcolor(I, SIX)
    x3 = llcorner(x2)
    x4 = remove(EIGHT, x3)
    x5 = identity(I)
    x6 = inbox(x1)
    x7 = corners(x6)
    x8 = leftmost(x7)
    x9 = branch(F, x8, x8)
    x10 = matcher(mostcommon, NEG_ONE)
    x11 = matcher(identity, x8)
    x12 = chain(x11, x11, x10)
    x13 = lbind(contained, x9)
    x14 = compose(toivec, x13)
    x15 = fork(subtract, x12, x14)
    x16 = mapply(x15, x5)
    x17 = lefthalf(I)
    x18 = fork(other, tojvec, x11)
    x19 = matcher(tojvec, x3)
    x20 = chain(x19, x18, x13)
    x21 = compose(positive, x20)
    x22 = extract(x17, x21)
    x23 = rbind(divide, LEFT)
    x24 = argmin(x16, x23)
    x25 = initset(x24)
    x26 = apply(crement, x25)
    x27 = replace(x17, EIGHT, first(x26))
    x28 = first(x4)
    x29 = replace(x27, ONE, x28)
    O = replace(x29, TWO, first(x22))
    return O


def solve_r3s7(I):
    x1 = ofcolor(I, TWO)
    x2 = leastcolor(I)
    x3 = fill(I, FOUR, x1)
    O = replace(x3, ONE, x2)
    return O


def solve_r4s7(I):
    x1 = ofcolor(I, ZERO)
    x2 = mapply(crement, x1)
    x3 = apply(toivec, x2)
    O = fill(I, FIVE, x3)
    return O


def solve_r5s7(S, I, C):
    x1 = leastcolor(C)
    x2 = crop(compress(C), TWO_BY_TWO, TWO_BY_TWO)
    O = replace(x2, ZERO, x1)
    return O


def solve_r6s7(S, I, C):
    x1 = objects(I, T, F, F)
    x2 = corners(asindices(C))
    x3 = lrcorner(x2)
    x4 = maximum(x3)
    x5 = valmin(x1, vperiod)
    x6 = delta(x2)
    x7 = lbind(astuple, x1)
    x8 = valmin(x6, x7)
    x9 = fill(I, TWO, x2)
    x10 = cellwise(x9, x9, FOUR)
    x11 = lefthalf(x10)
    x12 = pair(x3, vconcat(x11, x9))
    x13 = argmin(x12, last)
    x14 = initset(x13)
    x15 = apply(first, x14)
    x16 = size(x15)
    x17 = replace(x11, SEVEN, x16)
    x18 = replace(x17, ZERO, x5)
    x19 = initset(last(x8))
    O = fill(x18, SIX, x19)
    return O


def solve_r7s7(I):
    x1 = objects(I, T, T, T)
    x2 = fgpartition(switch(hconcat(I, I), ZERO, SIX))
    x3 = compose(matcher(leastcommon, THREE), totuple)
    x4 = sfilter(I, x3)
    x5 = fill(x4, FIVE, asindices(x4))
    x6 = sfilter(x5, x3)
    x7 = paint(x6, merge(x2))
    x8 = merge(x1)
    O = paint(x7, x8)
    return O


def solve_r8s7(I):
    x1 = vmirror(I)
    x2 = valmax(x1, minimum)
    x3 = ineighbors(UNITY)
    x4 = underfill(x1, FOUR, x3)
    O = replace(x4, SEVEN, x2)
    return O


def solve_r9s7(I):
    x1 = asindices(I)
    x2 = flip(F)
    x3 = repeat(UP, x2)
    x4 = order(x3, halve)
    x5 = fork(subtract, decrement, invert)
    x6 = matcher(x5, x2)
    x7 = power(x6, ZERO)
    x8 = numcolors(I)
    x9 = mostcolor(I)
    x10 = asobject(I)
    x11 = matcher(mostcommon, x9)
    x12 = order(x4, x11)
    x13 = x11(UP)
    x14 = shoot(UP, LEFT)
    x15 = bottomhalf(I)
    x16 = papply(connect, x12, x12)
    x17 = rbind(contained, x10)
    x18 = extract(x10, x17)
    x19 = vmirror(x15)
    x20 = branch(x13, x15, x19)
    x21 = fill(x20, ZERO, x14)
    x22 = x7(x2)
    x23 = vmirror(x21)
    x24 = branch(x22, x21, x23)
    x25 = replace(x24, ONE, x8)
    x26 = first(x18)
    O = replace(x25, NINE, x26)
    return O


def solve_r10s7(S, I, C):
    x1 = objects(I, F, F, F)
    x2 = objects(I, T, T, T)
    x3 = asobject(C)
    x4 = normalize(x3)
    x5 = valmax(x1, size)
    x6 = repeat(LEFT, FOUR)
    x7 = toobject(x6, I)
    x8 = subgrid(x6, C)
    x9 = power(identity, ONE)
    x10 = fork(add, mostcommon, mostcommon)
    x11 = fork(multiply, decrement, x9)
    x12 = chain(double, x11, x10)
    x13 = fork(other, x9, x12)
    x14 = argmax(x8, x13)
    x15 = sign(x5)
    x16 = equality(x14, x14)
    x17 = repeat(first, ZERO)
    x18 = rapply(x17, x4)
    x19 = vmirror(x8)
    x20 = branch(x16, x8, x19)
    x21 = underpaint(x20, x7)
    x22 = underpaint(x21, x18)
    x23 = merge(x2)
    x24 = paint(x22, x23)
    O = replace(x24, ONE, x15)
    return O


def solve_r11s7(I):
    x1 = objects(I, T, T, T)
    x2 = rot270(I)
    x3 = connect(RIGHT, UP)
    x4 = toobject(x3, x2)
    x5 = asindices(move(x2, x4, RIGHT))
    x6 = sizefilter(x3, TEN)
    x7 = vupscale(I, TWO)
    x8 = center(x6)
    x9 = rbind(greater, NEG_ONE)
    x10 = order(x8, x9)
    x11 = papply(astuple, x7, x10)
    x12 = merge(x1)
    x13 = paint(x7, x12)
    x14 = underfill(x13, EIGHT, x5)
    x15 = size(x11)
    O = replace(x14, FOUR, x15)
    return O


def solve_r12s7(I):
    x1 = ofcolor(I, FIVE)
    x2 = vfrontier(NEG_UNITY)
    x3 = mpapply(pair, I, I)
    x4 = ulcorner(x3)
    x5 = cmirror(x3)
    x6 = increment(x4)
    x7 = rot180(I)
    x8 = asobject(x7)
    x9 = occurrences(I, x8)
    x10 = difference(x2, x9)
    x11 = underfill(x7, SIX, x1)
    x12 = underfill(x11, THREE, x5)
    x13 = initset(x6)
    x14 = fill(x12, EIGHT, x13)
    O = fill(x14, NINE, x10)
    return O


def solve_r13s7(I):
    x1 = objects(I, F, T, T)
    x2 = intersection(x1, x1)
    x3 = hfrontier(UP_RIGHT)
    x4 = compose(crement, llcorner)
    x5 = fork(remove, x4, normalize)
    x6 = branch(T, x5, cmirror)
    x7 = power(x6, TWO)
    x8 = llcorner(x3)
    x9 = vupscale(I, FOUR)
    x10 = subgrid(x3, x9)
    x11 = x7(x3)
    x12 = corners(x11)
    x13 = paint(x10, merge(x2))
    x14 = fill(x13, ZERO, x12)
    x15 = initset(x8)
    O = fill(x14, FOUR, x15)
    return O


def solve_r14s7(I):
    x1 = objects(I, T, F, T)
    x2 = partition(I)
    x3 = frontiers(downscale(I, ONE))
    x4 = inbox(ineighbors(UP))
    x5 = neighbors(invert(ZERO_BY_TWO))
    x6 = ofcolor(I, ONE)
    x7 = manhattan(x6, x4)
    x8 = mostcolor(I)
    x9 = invert(x8)
    x10 = lrcorner(x4)
    x11 = replace(I, TWO, x7)
    x12 = initset(x10)
    x13 = fill(x11, SIX, x12)
    x14 = replace(x13, SIX, x9)
    x15 = merge(x1)
    x16 = paint(x14, x15)
    x17 = merge(x3)
    x18 = paint(x16, x17)
    x19 = underfill(x18, NINE, x5)
    x20 = merge(x2)
    O = paint(x19, x20)
    return O


def solve_r15s7(I):
    x1 = partition(I)
    x2 = partition(I)
    x3 = shoot(UP, tojvec(ONE))
    x4 = hline(x3)
    x5 = sign(x4)
    x6 = numcolors(I)
    x7 = branch(x4, color, hperiod)
    x8 = valmin(x2, x7)
    x9 = vfrontier(ORIGIN)
    x10 = index(I, UP_RIGHT)
    x11 = lbind(vupscale, I)
    x12 = gravitate(x9, x9)
    x13 = chain(vfrontier, invert, center)
    x14 = branch(x4, x13, identity)
    x15 = initset(identity)
    x16 = insert(x14, x15)
    x17 = rapply(x16, x9)
    x18 = lbind(astuple, x5)
    x19 = fork(equality, x18, x18)
    x20 = mfilter(x17, x19)
    x21 = papply(greater, x12, x12)
    x22 = position(x20, x20)
    x23 = prapply(product, x1, x1)
    x24 = rbind(multiply, LEFT)
    x25 = mapply(x24, x21)
    x26 = combine(replace(I, ONE, SIX), I)
    x27 = initset(x22)
    x28 = fill(x26, THREE, x27)
    x29 = replace(x28, ONE, x10)
    x30 = argmin(x23, identity)
    x31 = initset(x30)
    x32 = apply(last, x31)
    x33 = apply(rightmost, x32)
    x34 = rbind(repeat, FOUR)
    x35 = argmax(x33, x34)
    x36 = initset(x35)
    x37 = apply(toivec, x36)
    O = fill(x29, FOUR, x37)
    return O
