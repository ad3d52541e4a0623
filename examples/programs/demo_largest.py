# The largest shape turns grey.
def solve_demo_largest(I):
    x1 = objects(I, T, F, T)
    x2 = argmax(x1, size)
    O = fill(I, FIVE, x2)
    return O
