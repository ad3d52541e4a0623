"""An example of every operation, as text of the DSL: I is the scene, and each function of an operation returns T.

tests/columns/columns_operation_examples.cpp runs them; operations.md shows them, with the grids drawn.
"""

scene = (
    (0, 0, 0, 0, 0, 0, 0),
    (0, 1, 1, 0, 2, 2, 0),
    (0, 1, 0, 0, 2, 2, 0),
    (0, 0, 0, 0, 0, 0, 0),
    (0, 0, 3, 3, 3, 0, 0))


def solve_scene(I):
    return scene


# arithmetic.hpp


def solve_add(I):
    return add(THREE, UNITY) == (4, 4)


def solve_subtract(I):
    return subtract(ONE, (2, 3)) == (-1, -2)


def solve_multiply(I):
    return multiply(TWO, (1, 3)) == (2, 6)


def solve_divide(I):
    return divide(-7, TWO) == -4


def solve_invert(I):
    return invert(DOWN) == (-1, 0)


def solve_double(I):
    return double(FOUR) == 8


def solve_halve(I):
    return halve(-3) == -2


def solve_increment(I):
    return increment(UP_RIGHT) == (0, 2)


def solve_decrement(I):
    return decrement(FIVE) == 4


def solve_crement(I):
    return crement((-2, 0)) == (-3, 0)


def solve_sign(I):
    return sign((-2, 5)) == (-1, 1)


def solve_toivec(I):
    return toivec(THREE) == (3, 0)


def solve_tojvec(I):
    return tojvec(THREE) == (0, 3)


# logic.hpp


def solve_even(I):
    return even(FOUR) == T


def solve_positive(I):
    return positive(ZERO) == F


def solve_greater(I):
    return greater(THREE, TWO) == T


def solve_equality(I):
    return equality(hmirror(hmirror(I)), I) == T


def solve_flip(I):
    return flip(T) == F


def solve_both(I):
    return both(T, F) == F


def solve_either(I):
    return either(T, F) == T


# size.hpp


def solve_size(I):
    return size(ofcolor(I, TWO)) == 4


# container.hpp


def solve_contained(I):
    return contained(UNITY, ofcolor(I, ONE)) == T


def solve_remove(I):
    return remove(TWO, (1, 2, 3, 2)) == (1, 3)


def solve_other(I):
    return other(palette(I), ZERO) == 1


def solve_first(I):
    return first(ofcolor(I, ONE)) == (1, 1)


def solve_last(I):
    return last(ofcolor(I, ONE)) == (2, 1)


def solve_totuple(I):
    return totuple(palette(I)) == (0, 1, 2, 3)


def solve_maximum(I):
    return maximum(palette(I)) == 3


def solve_minimum(I):
    return minimum(palette(I)) == 0


# sets.hpp


def solve_initset(I):
    return initset(UNITY) == {(1, 1)}


def solve_insert(I):
    return insert(ORIGIN, ofcolor(I, ONE)) == {(0, 0), (1, 1), (1, 2), (2, 1)}


def solve_intersection(I):
    return intersection(ofcolor(I, ZERO), backdrop(ofcolor(I, ONE))) == {(2, 2)}


def solve_difference(I):
    return difference(palette(I), initset(ZERO)) == {1, 2, 3}


def solve_product(I):
    return product({1, 2}, {5, 6}) == {(1, 5), (1, 6), (2, 5), (2, 6)}


# tuples.hpp


def solve_astuple(I):
    return astuple(FOUR, UNITY) == (4, (1, 1))


def solve_repeat(I):
    return repeat(SEVEN, THREE) == (7, 7, 7)


def solve_interval(I):
    return interval(ONE, TEN, THREE) == (1, 4, 7)


def solve_pair(I):
    return pair((1, 2, 3), (4, 5, 6)) == ((1, 4), (2, 5), (3, 6))


def solve_dedupe(I):
    return dedupe((2, 1, 2, 3)) == (2, 1, 3)


def solve_mostcommon(I):
    return mostcommon((2, 1, 2, 3)) == 2


def solve_leastcommon(I):
    return leastcommon((2, 1, 2, 3)) == 1


# merge.hpp


def solve_merge(I):
    return merge(objects(I, T, F, T)) == (
        {(1, (1, 1)), (1, (1, 2)), (1, (2, 1)), (2, (1, 4)), (2, (1, 5)), (2, (2, 4)),
        (2, (2, 5)), (3, (4, 2)), (3, (4, 3)), (3, (4, 4))})


def solve_combine(I):
    return combine(ofcolor(I, ONE), ofcolor(I, TWO)) == (
        {(1, 1), (1, 2), (1, 4), (1, 5), (2, 1), (2, 4), (2, 5)})


# filter.hpp


def solve_sfilter(I):
    return sfilter(objects(I, T, F, T), square) == (
        {{(2, (1, 4)), (2, (1, 5)), (2, (2, 4)), (2, (2, 5))}})


def solve_mfilter(I):
    return mfilter(objects(I, T, F, T), square) == (
        {(2, (1, 4)), (2, (1, 5)), (2, (2, 4)), (2, (2, 5))})


def solve_extract(I):
    return extract(objects(I, T, F, T), square) == (
        {(2, (1, 4)), (2, (1, 5)), (2, (2, 4)), (2, (2, 5))})


def solve_sizefilter(I):
    return sizefilter(objects(I, T, F, T), THREE) == (
        {{(1, (1, 1)), (1, (1, 2)), (1, (2, 1))}, {(3, (4, 2)), (3, (4, 3)), (3, (4, 4))}})


# by_key.hpp


def solve_argmax(I):
    return argmax(objects(I, T, F, T), size) == {(2, (1, 4)), (2, (1, 5)), (2, (2, 4)), (2, (2, 5))}


def solve_argmin(I):
    return argmin(objects(I, T, F, T), size) == {(1, (1, 1)), (1, (1, 2)), (1, (2, 1))}


def solve_valmax(I):
    return valmax(objects(I, T, F, T), size) == 4


def solve_valmin(I):
    return valmin(objects(I, T, F, T), size) == 3


def solve_order(I):
    return order(palette(I), invert) == (3, 2, 1, 0)


# combinators.hpp


def solve_identity(I):
    return identity(FIVE) == 5


def solve_compose(I):
    return compose(double, increment)(THREE) == 8


def solve_chain(I):
    return chain(double, increment, halve)(SIX) == 8


def solve_matcher(I):
    return matcher(size, FOUR)(ofcolor(I, TWO)) == T


def solve_lbind(I):
    return lbind(subtract, TEN)(THREE) == 7


def solve_rbind(I):
    return rbind(subtract, TEN)(THREE) == -7


def solve_power(I):
    return power(double, THREE)(ONE) == 8


def solve_fork(I):
    return fork(add, identity, double)(FIVE) == 15


# functional.hpp


def solve_apply(I):
    return apply(double, (1, 2, 3)) == (2, 4, 6)


def solve_rapply(I):
    return rapply((increment, double), FIVE) == (6, 10)


def solve_mapply(I):
    return mapply(outbox, objects(crop(I, ORIGIN, (4, 7)), T, F, T)) == (
        {(0, 0), (0, 1), (0, 2), (0, 3), (0, 4), (0, 5), (0, 6), (1, 0), (1, 3), (1, 6), (2, 0),
        (2, 3), (2, 6), (3, 0), (3, 1), (3, 2), (3, 3), (3, 4), (3, 5), (3, 6)})


def solve_papply(I):
    return papply(add, (1, 2, 3), (4, 5, 6)) == (5, 7, 9)


def solve_mpapply(I):
    return mpapply(repeat, (7, 8), (2, 3)) == (7, 7, 8, 8, 8)


def solve_prapply(I):
    return prapply(add, {1, 2}, {10, 20}) == {11, 12, 21, 22}


def solve_branch(I):
    return branch(T, ONE, TWO) == 1


# extent.hpp


def solve_height(I):
    return height(I) == 5


def solve_width(I):
    return width(I) == 7


def solve_shape(I):
    return shape(I) == (5, 7)


def solve_portrait(I):
    return portrait(I) == F


def solve_square(I):
    return square(ofcolor(I, TWO)) == T


# crop.hpp


def solve_index(I):
    return index(I, UNITY) == 1


def solve_canvas(I):
    return canvas(THREE, (2, 4)) == ((3, 3, 3, 3), (3, 3, 3, 3))


def solve_crop(I):
    return crop(I, UNITY, (2, 5)) == ((1, 1, 0, 2, 2), (1, 0, 0, 2, 2))


def solve_subgrid(I):
    return subgrid(ofcolor(I, ONE), I) == ((1, 1), (1, 0))


def solve_trim(I):
    return trim(I) == ((1, 1, 0, 2, 2), (1, 0, 0, 2, 2), (0, 0, 0, 0, 0))


# halves.hpp


def solve_tophalf(I):
    return tophalf(I) == ((0, 0, 0, 0, 0, 0, 0), (0, 1, 1, 0, 2, 2, 0))


def solve_bottomhalf(I):
    return bottomhalf(I) == ((0, 0, 0, 0, 0, 0, 0), (0, 0, 3, 3, 3, 0, 0))


def solve_lefthalf(I):
    return lefthalf(I) == ((0, 0, 0), (0, 1, 1), (0, 1, 0), (0, 0, 0), (0, 0, 3))


def solve_righthalf(I):
    return righthalf(I) == ((0, 0, 0), (2, 2, 0), (2, 2, 0), (0, 0, 0), (3, 0, 0))


def solve_hsplit(I):
    return hsplit(I, THREE) == (
        (((0, 0), (0, 1), (0, 1), (0, 0), (0, 0)), ((0, 0), (0, 2), (0, 2), (0, 0), (3, 3)),
        ((0,), (0,), (0,), (0,), (0,))))


def solve_vsplit(I):
    return vsplit(I, TWO) == (
        (((0, 0, 0, 0, 0, 0, 0), (0, 1, 1, 0, 2, 2, 0)), ((0, 0, 0, 0, 0, 0, 0), (0, 0, 3, 3, 3,
        0, 0))))


# concat.hpp


def solve_hconcat(I):
    return hconcat(subgrid(ofcolor(I, ONE), I), canvas(FIVE, (2, 3))) == (
        ((1, 1, 5, 5, 5), (1, 0, 5, 5, 5)))


def solve_vconcat(I):
    return vconcat(subgrid(ofcolor(I, ONE), I), canvas(FIVE, (1, 2))) == ((1, 1), (1, 0), (5, 5))


def solve_cellwise(I):
    return cellwise(I, vmirror(I), FIVE) == (
        ((0, 0, 0, 0, 0, 0, 0), (0, 5, 5, 0, 5, 5, 0), (0, 5, 5, 0, 5, 5, 0),
        (0, 0, 0, 0, 0, 0, 0), (0, 0, 3, 3, 3, 0, 0)))


# rotate.hpp


def solve_rot90(I):
    return rot90(I) == (
        ((0, 0, 0, 0, 0), (0, 0, 1, 1, 0), (3, 0, 0, 1, 0), (3, 0, 0, 0, 0), (3, 0, 2, 2, 0),
        (0, 0, 2, 2, 0), (0, 0, 0, 0, 0)))


def solve_rot180(I):
    return rot180(I) == (
        ((0, 0, 3, 3, 3, 0, 0), (0, 0, 0, 0, 0, 0, 0), (0, 2, 2, 0, 0, 1, 0),
        (0, 2, 2, 0, 1, 1, 0), (0, 0, 0, 0, 0, 0, 0)))


def solve_rot270(I):
    return rot270(I) == (
        ((0, 0, 0, 0, 0), (0, 2, 2, 0, 0), (0, 2, 2, 0, 3), (0, 0, 0, 0, 3), (0, 1, 0, 0, 3),
        (0, 1, 1, 0, 0), (0, 0, 0, 0, 0)))


# mirror.hpp


def solve_hmirror(I):
    return hmirror(I) == (
        ((0, 0, 3, 3, 3, 0, 0), (0, 0, 0, 0, 0, 0, 0), (0, 1, 0, 0, 2, 2, 0),
        (0, 1, 1, 0, 2, 2, 0), (0, 0, 0, 0, 0, 0, 0)))


def solve_vmirror(I):
    return vmirror(I) == (
        ((0, 0, 0, 0, 0, 0, 0), (0, 2, 2, 0, 1, 1, 0), (0, 2, 2, 0, 0, 1, 0),
        (0, 0, 0, 0, 0, 0, 0), (0, 0, 3, 3, 3, 0, 0)))


def solve_dmirror(I):
    return dmirror(I) == (
        ((0, 0, 0, 0, 0), (0, 1, 1, 0, 0), (0, 1, 0, 0, 3), (0, 0, 0, 0, 3), (0, 2, 2, 0, 3),
        (0, 2, 2, 0, 0), (0, 0, 0, 0, 0)))


def solve_cmirror(I):
    return cmirror(I) == (
        ((0, 0, 0, 0, 0), (0, 0, 2, 2, 0), (3, 0, 2, 2, 0), (3, 0, 0, 0, 0), (3, 0, 0, 1, 0),
        (0, 0, 1, 1, 0), (0, 0, 0, 0, 0)))


# scale.hpp


def solve_hupscale(I):
    return hupscale(subgrid(ofcolor(I, ONE), I), TWO) == ((1, 1, 1, 1), (1, 1, 0, 0))


def solve_vupscale(I):
    return vupscale(subgrid(ofcolor(I, ONE), I), TWO) == ((1, 1), (1, 1), (1, 0), (1, 0))


def solve_upscale(I):
    return upscale(subgrid(ofcolor(I, ONE), I), TWO) == (
        ((1, 1, 1, 1), (1, 1, 1, 1), (1, 1, 0, 0), (1, 1, 0, 0)))


def solve_downscale(I):
    return downscale(I, TWO) == ((0, 0, 0, 0), (0, 0, 2, 0), (0, 3, 3, 0))


# painting.hpp


def solve_fill(I):
    return fill(I, FIVE, ofcolor(I, ONE)) == (
        ((0, 0, 0, 0, 0, 0, 0), (0, 5, 5, 0, 2, 2, 0), (0, 5, 0, 0, 2, 2, 0),
        (0, 0, 0, 0, 0, 0, 0), (0, 0, 3, 3, 3, 0, 0)))


def solve_paint(I):
    return paint(I, recolor(FIVE, outbox(ofcolor(I, TWO)))) == (
        ((0, 0, 0, 5, 5, 5, 5), (0, 1, 1, 5, 2, 2, 5), (0, 1, 0, 5, 2, 2, 5),
        (0, 0, 0, 5, 5, 5, 5), (0, 0, 3, 3, 3, 0, 0)))


def solve_underfill(I):
    return underfill(I, FIVE, backdrop(ofcolor(I, ONE))) == (
        ((0, 0, 0, 0, 0, 0, 0), (0, 1, 1, 0, 2, 2, 0), (0, 1, 5, 0, 2, 2, 0),
        (0, 0, 0, 0, 0, 0, 0), (0, 0, 3, 3, 3, 0, 0)))


def solve_underpaint(I):
    return underpaint(I, recolor(FIVE, hfrontier(UNITY))) == (
        ((0, 0, 0, 0, 0, 0, 0), (5, 1, 1, 5, 2, 2, 5), (0, 1, 0, 0, 2, 2, 0),
        (0, 0, 0, 0, 0, 0, 0), (0, 0, 3, 3, 3, 0, 0)))


def solve_cover(I):
    return cover(I, ofcolor(I, ONE)) == (
        ((0, 0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 2, 2, 0), (0, 0, 0, 0, 2, 2, 0),
        (0, 0, 0, 0, 0, 0, 0), (0, 0, 3, 3, 3, 0, 0)))


def solve_move(I):
    return move(I, recolor(ONE, ofcolor(I, ONE)), DOWN) == (
        ((0, 0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 2, 2, 0), (0, 1, 1, 0, 2, 2, 0),
        (0, 1, 0, 0, 0, 0, 0), (0, 0, 3, 3, 3, 0, 0)))


# color.hpp


def solve_mostcolor(I):
    return mostcolor(I) == 0


def solve_leastcolor(I):
    return leastcolor(I) == 1


def solve_colorcount(I):
    return colorcount(I, TWO) == 4


def solve_palette(I):
    return palette(I) == {0, 1, 2, 3}


def solve_numcolors(I):
    return numcolors(I) == 4


def solve_color(I):
    return color(first(objects(I, T, F, T))) == 1


def solve_colorfilter(I):
    return colorfilter(objects(I, T, F, T), TWO) == (
        {{(2, (1, 4)), (2, (1, 5)), (2, (2, 4)), (2, (2, 5))}})


def solve_ofcolor(I):
    return ofcolor(I, ONE) == {(1, 1), (1, 2), (2, 1)}


def solve_replace(I):
    return replace(I, ONE, FIVE) == (
        ((0, 0, 0, 0, 0, 0, 0), (0, 5, 5, 0, 2, 2, 0), (0, 5, 0, 0, 2, 2, 0),
        (0, 0, 0, 0, 0, 0, 0), (0, 0, 3, 3, 3, 0, 0)))


def solve_switch(I):
    return switch(I, ONE, TWO) == (
        ((0, 0, 0, 0, 0, 0, 0), (0, 2, 2, 0, 1, 1, 0), (0, 2, 0, 0, 1, 1, 0),
        (0, 0, 0, 0, 0, 0, 0), (0, 0, 3, 3, 3, 0, 0)))


def solve_recolor(I):
    return recolor(FIVE, ofcolor(I, ONE)) == {(5, (1, 1)), (5, (1, 2)), (5, (2, 1))}


# patch.hpp


def solve_asindices(I):
    return asindices(trim(I)) == (
        {(0, 0), (0, 1), (0, 2), (0, 3), (0, 4), (1, 0), (1, 1), (1, 2), (1, 3), (1, 4), (2, 0),
        (2, 1), (2, 2), (2, 3), (2, 4)})


def solve_asobject(I):
    return asobject(subgrid(ofcolor(I, ONE), I)) == (
        {(0, (1, 1)), (1, (0, 0)), (1, (0, 1)), (1, (1, 0))})


def solve_toindices(I):
    return toindices(first(objects(I, T, F, T))) == {(1, 1), (1, 2), (2, 1)}


def solve_toobject(I):
    return toobject(backdrop(ofcolor(I, ONE)), I) == (
        {(0, (2, 2)), (1, (1, 1)), (1, (1, 2)), (1, (2, 1))})


# corner.hpp


def solve_ulcorner(I):
    return ulcorner(ofcolor(I, ONE)) == (1, 1)


def solve_urcorner(I):
    return urcorner(ofcolor(I, ONE)) == (1, 2)


def solve_llcorner(I):
    return llcorner(ofcolor(I, ONE)) == (2, 1)


def solve_lrcorner(I):
    return lrcorner(ofcolor(I, ONE)) == (2, 2)


def solve_corners(I):
    return corners(ofcolor(I, ONE)) == {(1, 1), (1, 2), (2, 1), (2, 2)}


def solve_uppermost(I):
    return uppermost(ofcolor(I, TWO)) == 1


def solve_lowermost(I):
    return lowermost(ofcolor(I, TWO)) == 2


def solve_leftmost(I):
    return leftmost(ofcolor(I, TWO)) == 4


def solve_rightmost(I):
    return rightmost(ofcolor(I, TWO)) == 5


def solve_center(I):
    return center(ofcolor(I, THREE)) == (4, 3)


def solve_centerofmass(I):
    return centerofmass(ofcolor(I, ONE)) == (1, 1)


# shift.hpp


def solve_shift(I):
    return shift(ofcolor(I, ONE), (2, 3)) == {(3, 4), (3, 5), (4, 4)}


def solve_normalize(I):
    return normalize(ofcolor(I, TWO)) == {(0, 0), (0, 1), (1, 0), (1, 1)}


# line_tests.hpp


def solve_hline(I):
    return hline(ofcolor(I, THREE)) == T


def solve_vline(I):
    return vline(ofcolor(I, THREE)) == F


# relation.hpp


def solve_hmatching(I):
    return hmatching(ofcolor(I, ONE), ofcolor(I, TWO)) == T


def solve_vmatching(I):
    return vmatching(ofcolor(I, ONE), ofcolor(I, TWO)) == F


def solve_manhattan(I):
    return manhattan(ofcolor(I, ONE), ofcolor(I, TWO)) == 2


def solve_adjacent(I):
    return adjacent(ofcolor(I, ONE), ofcolor(I, TWO)) == F


def solve_bordering(I):
    return bordering(ofcolor(I, THREE), I) == T


def solve_position(I):
    return position(ofcolor(I, ONE), ofcolor(I, TWO)) == (0, 1)


# neighbors.hpp


def solve_dneighbors(I):
    return dneighbors(UNITY) == {(0, 1), (1, 0), (1, 2), (2, 1)}


def solve_ineighbors(I):
    return ineighbors(UNITY) == {(0, 0), (0, 2), (2, 0), (2, 2)}


def solve_neighbors(I):
    return neighbors(UNITY) == {(0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1), (2, 2)}


# gravitate.hpp


def solve_gravitate(I):
    return gravitate(ofcolor(I, ONE), ofcolor(I, TWO)) == (0, 1)


# objects.hpp


def solve_objects(I):
    return objects(I, T, F, T) == (
        {{(1, (1, 1)), (1, (1, 2)), (1, (2, 1))}, {(2, (1, 4)), (2, (1, 5)), (2, (2, 4)),
        (2, (2, 5))}, {(3, (4, 2)), (3, (4, 3)), (3, (4, 4))}})


def solve_partition(I):
    return partition(I) == (
        {{(0, (0, 0)), (0, (0, 1)), (0, (0, 2)), (0, (0, 3)), (0, (0, 4)), (0, (0, 5)),
        (0, (0, 6)), (0, (1, 0)), (0, (1, 3)), (0, (1, 6)), (0, (2, 0)), (0, (2, 2)), (0, (2, 3)),
        (0, (2, 6)), (0, (3, 0)), (0, (3, 1)), (0, (3, 2)), (0, (3, 3)), (0, (3, 4)), (0, (3, 5)),
        (0, (3, 6)), (0, (4, 0)), (0, (4, 1)), (0, (4, 5)), (0, (4, 6))}, {(1, (1, 1)),
        (1, (1, 2)), (1, (2, 1))}, {(2, (1, 4)), (2, (1, 5)), (2, (2, 4)), (2, (2, 5))},
        {(3, (4, 2)), (3, (4, 3)), (3, (4, 4))}})


def solve_fgpartition(I):
    return fgpartition(I) == (
        {{(1, (1, 1)), (1, (1, 2)), (1, (2, 1))}, {(2, (1, 4)), (2, (1, 5)), (2, (2, 4)),
        (2, (2, 5))}, {(3, (4, 2)), (3, (4, 3)), (3, (4, 4))}})


# line.hpp


def solve_connect(I):
    return connect(ORIGIN, (3, 3)) == {(0, 0), (1, 1), (2, 2), (3, 3)}


def solve_shoot(I):
    return intersection(shoot(ORIGIN, UNITY), asindices(I)) == (
        {(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)})


def solve_hfrontier(I):
    return intersection(hfrontier(UNITY), asindices(I)) == (
        {(1, 0), (1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6)})


def solve_vfrontier(I):
    return intersection(vfrontier(UNITY), asindices(I)) == {(0, 1), (1, 1), (2, 1), (3, 1), (4, 1)}


# box.hpp


def solve_backdrop(I):
    return backdrop(ofcolor(I, ONE)) == {(1, 1), (1, 2), (2, 1), (2, 2)}


def solve_delta(I):
    return delta(ofcolor(I, ONE)) == {(2, 2)}


def solve_box(I):
    return box(asindices(trim(I))) == (
        {(0, 0), (0, 1), (0, 2), (0, 3), (0, 4), (1, 0), (1, 4), (2, 0), (2, 1), (2, 2), (2, 3),
        (2, 4)})


def solve_outbox(I):
    return outbox(ofcolor(I, TWO)) == (
        {(0, 3), (0, 4), (0, 5), (0, 6), (1, 3), (1, 6), (2, 3), (2, 6), (3, 3), (3, 4), (3, 5),
        (3, 6)})


def solve_inbox(I):
    return inbox(asindices(I)) == (
        {(1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (2, 1), (2, 5), (3, 1), (3, 2), (3, 3), (3, 4),
        (3, 5)})


# repetition.hpp


def solve_occurrences(I):
    return occurrences(I, recolor(THREE, connect(ORIGIN, RIGHT))) == {(4, 2), (4, 3)}


def solve_frontiers(I):
    return frontiers(I) == (
        {{(0, (0, 0)), (0, (0, 1)), (0, (0, 2)), (0, (0, 3)), (0, (0, 4)), (0, (0, 5)),
        (0, (0, 6))}, {(0, (0, 0)), (0, (1, 0)), (0, (2, 0)), (0, (3, 0)), (0, (4, 0))},
        {(0, (0, 6)), (0, (1, 6)), (0, (2, 6)), (0, (3, 6)), (0, (4, 6))}, {(0, (3, 0)),
        (0, (3, 1)), (0, (3, 2)), (0, (3, 3)), (0, (3, 4)), (0, (3, 5)), (0, (3, 6))}})


def solve_compress(I):
    return compress(I) == ((1, 1, 0, 2, 2), (1, 0, 0, 2, 2), (0, 3, 3, 3, 0))


def solve_hperiod(I):
    return hperiod(asobject(hconcat(I, I))) == 7


def solve_vperiod(I):
    return vperiod(asobject(vconcat(I, I))) == 5
