# What merged programs can meet: shared, failing, ill-typed and absent values, large ones.

def solve_fills(I):
    x1 = objects(I, T, F, T)
    x2 = argmax(x1, size)
    x3 = fill(I, FIVE, x2)
    O = vmirror(x3)
    return O

def solve_crops(I):
    y = objects(I, T, F, T)
    z = argmax(y, size)
    return subgrid(z, I)

def solve_illtyped(I):
    x1 = fill(I, FIVE, I)
    O = vmirror(x1)
    return O

def solve_harmless(I):
    x1 = fill(I, FIVE, I)
    x2 = divide(ONE, ZERO)
    x3 = palette(I)
    O = hmirror(I)
    return O

def solve_chooses(I):
    x1 = objects(I, T, F, T)
    x2 = size(x1)
    x3 = positive(x2)
    x4 = first(x1)
    x5 = branch(x3, x4, x4)
    x6 = subgrid(x5, I)
    x7 = equality(x2, ZERO)
    O = branch(x7, I, x6)
    return O

def solve_firstpair(S, I, C):
    x1 = first(S)
    O = last(x1)
    return O

def solve_pairs(S, I, C):
    x1 = size(S)
    x2 = apply(first, S)
    x3 = lbind(canvas, x1)
    x4 = apply(shape, x2)
    x5 = mostcommon(x4)
    O = x3(x5)
    return O

def solve_expected(S, I, C):
    x1 = vmirror(C)
    O = hmirror(x1)
    return O

def solve_given(S, I, C):
    return C

def solve_number(I):
    x1 = height(I)
    O = increment(x1)
    return O

def solve_nested(I):
    O = fill(I, color(first(order(objects(I, T, F, F), size))), ofcolor(I, leastcolor(I)))
    return O

def solve_rows(I):
    x1 = lbind(apply, increment)
    O = apply(x1, I)
    return O

def solve_large(I):
    x1 = upscale(I, THREE)
    O = vconcat(x1, x1)
    return O

def solve_inbetween(I):
    x1 = upscale(I, FOUR)
    x2 = hmirror(x1)
    O = downscale(x2, FOUR)
    return O

def solve_crowd(I):
    x1 = asindices(I)
    x2 = product(x1, x1)
    x3 = size(x2)
    x4 = even(x3)
    O = branch(x4, I, hmirror(I))
    return O

def solve_identity(I):
    return I

def solve_thrice(I):
    f = compose(vmirror, hmirror)
    f = power(f, THREE)
    size = f(I)
    return size

def solve_numbers(I):
    x1 = sizefilter(objects(I, T, F, T), 25)
    x2 = equality(None, x1)
    x3 = add(-2147483648, 2147483647)
    return replace(I, 3, x3 + 12)

def solve_unknown(I):
    x1 = there_is_none(I)
    x2 = branch(portrait(I), size(x1), hmirror(I))
    return x2

def solve_chosen(I):
    x1 = sfilter(objects(I, T, F, T), lambda o: size(o) > 1 and color(o) == 3)
    x2 = [0 if color(o) == 3 else 5 for o in x1]
    return canvas(x2[0] if x2 else 7, (len(x1), 2))
