# The four cells in the corners inside the frame go outside, each to the opposite corner.
def solve_952a094c(I):
    x1 = objects(I, T, F, T)
    x2 = argmax(x1, size)
    x3 = inbox(x2)
    x4 = corners(x3)
    x5 = outbox(x2)
    x6 = corners(x5)
    x7 = order(x6, invert)
    x8 = fill(I, ZERO, x4)
    x9 = lbind(index, I)
    x10 = totuple(x4)
    x11 = apply(x9, x10)
    x12 = pair(x11, x7)
    O = paint(x8, x12)
    return O
