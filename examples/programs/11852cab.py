# The pattern is completed to its mirror images in all directions.
def solve_11852cab(I):
    x1 = initset(vmirror)
    x2 = insert(hmirror, x1)
    x3 = insert(dmirror, x2)
    x4 = insert(identity, x3)
    x5 = lbind(rapply, x4)
    x6 = compose(merge, x5)
    x7 = power(x6, THREE)
    x8 = objects(I, T, F, T)
    x9 = merge(x8)
    x10 = x7(x9)
    O = paint(I, x10)
    return O
