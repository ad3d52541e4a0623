# The operations of the typed dialect. Several definitions of one name are overloads: a call uses the first that takes
# its arguments, by kinds of values (`cell`, `pair`) or by constants, which are known when a program is read.
# `base.first` is the DSL's `first` where the dialect has one of that name. An operation may call those above it.

# ---- cells: triples of row, column and colour where they are taken apart or ordered, locations where these are needed

def toij(x: cell): return base.last(x)
def toij(x): return x

def triple(cell):
    location = base.last(cell)
    value = base.first(cell)
    rest = repeat(value, ONE)
    return combine(location, rest)

def keyed(key: cell):                # as keys, cells go by row, column and colour
    location = base.last(key)
    value = base.first(key)
    return astuple(location, value)
def keyed(key): return key

def first(container: cell):
    location = base.last(container)
    return base.first(location)
def first(container): return base.first(container)

def last(container: cell): return base.first(container)
def last(container): return base.last(container)

def contained(value, container: cell):
    parts = triple(container)
    return base.contained(value, parts)
def contained(value, container): return base.contained(value, container)

def add(a: cell, b: cell):
    x = base.last(a)
    y = base.last(b)
    return base.add(x, y)
def add(a: cell, b):
    x = base.last(a)
    return base.add(x, b)
def add(a, b: cell):
    y = base.last(b)
    return base.add(a, y)
def add(a, b): return base.add(a, b)

def subtract(a: cell, b: cell):
    x = base.last(a)
    y = base.last(b)
    return base.subtract(x, y)
def subtract(a: cell, b):
    x = base.last(a)
    return base.subtract(x, b)
def subtract(a, b: cell):
    y = base.last(b)
    return base.subtract(a, y)
def subtract(a, b): return base.subtract(a, b)

def multiply(a: cell, b: cell):
    x = base.last(a)
    y = base.last(b)
    return base.multiply(x, y)
def multiply(a: cell, b):
    x = base.last(a)
    return base.multiply(x, b)
def multiply(a, b: cell):
    y = base.last(b)
    return base.multiply(a, y)
def multiply(a, b): return base.multiply(a, b)

def divide(a: cell, b: cell):
    x = base.last(a)
    y = base.last(b)
    return base.divide(x, y)
def divide(a: cell, b):
    x = base.last(a)
    return base.divide(x, b)
def divide(a, b: cell):
    y = base.last(b)
    return base.divide(a, y)
def divide(a, b): return base.divide(a, b)

def invert(n: cell):
    location = base.last(n)
    return base.invert(location)
def invert(n): return base.invert(n)

def double(n: cell):
    location = base.last(n)
    return base.double(location)
def double(n): return base.double(n)

def halve(n: cell):
    location = base.last(n)
    return base.halve(location)
def halve(n): return base.halve(n)

def increment(n: cell):
    location = base.last(n)
    return base.increment(location)
def increment(n): return base.increment(n)

def decrement(n: cell):
    location = base.last(n)
    return base.decrement(location)
def decrement(n): return base.decrement(n)

def crement(n: cell):
    location = base.last(n)
    return base.crement(location)
def crement(n): return base.crement(n)

def sign(n: cell):
    location = base.last(n)
    return base.sign(location)
def sign(n): return base.sign(n)

def dneighbors(location: cell):
    at = base.last(location)
    return base.dneighbors(at)
def dneighbors(location): return base.dneighbors(location)

def ineighbors(location: cell):
    at = base.last(location)
    return base.ineighbors(at)
def ineighbors(location): return base.ineighbors(location)

def neighbors(location: cell):
    at = base.last(location)
    return base.neighbors(at)
def neighbors(location): return base.neighbors(location)

def hfrontier(location: cell):
    at = base.last(location)
    return base.hfrontier(at)
def hfrontier(location): return base.hfrontier(location)

def vfrontier(location: cell):
    at = base.last(location)
    return base.vfrontier(at)
def vfrontier(location): return base.vfrontier(location)

def canvas(value, dimensions: cell):
    extent = base.last(dimensions)
    return base.canvas(value, extent)
def canvas(value, dimensions): return base.canvas(value, dimensions)

def crop(grid, start: cell, dimensions: cell):
    at = base.last(start)
    extent = base.last(dimensions)
    return base.crop(grid, at, extent)
def crop(grid, start: cell, dimensions):
    at = base.last(start)
    return base.crop(grid, at, dimensions)
def crop(grid, start, dimensions: cell):
    extent = base.last(dimensions)
    return base.crop(grid, start, extent)
def crop(grid, start, dimensions): return base.crop(grid, start, dimensions)

def order(container, key):
    of_cells = compose(keyed, key)
    return base.order(container, of_cells)

def argmax(container, key):
    of_cells = compose(keyed, key)
    return base.argmax(container, of_cells)

def argmin(container, key):
    of_cells = compose(keyed, key)
    return base.argmin(container, of_cells)

def valmax(container, key):
    best = argmax(container, key)
    return key(best)

def valmin(container, key):
    best = argmin(container, key)
    return key(best)

# ---- helpers

def nth_of(sequence, rank):          # of a homogeneous tuple; negative ranks count from its end; not_found beyond it
    length = size(sequence)
    from_end = base.add(rank, length)
    negative = greater(ZERO, rank)
    place = branch(negative, from_end, rank)
    places = interval(ZERO, length, ONE)
    numbered = pair(sequence, places)
    wanted = matcher(base.last, place)
    found = extract(numbered, wanted)
    return base.first(found)

def backwards(sequence):
    length = size(sequence)
    places = interval(length, ZERO, NEG_ONE)
    numbered = pair(sequence, places)
    turned = base.order(numbered, base.last)
    return apply(base.first, turned)

def descending(container, key):      # by falling keys; elements with equal keys stay in iteration order
    listed = totuple(container)
    turned = backwards(listed)
    rising = order(turned, key)
    return backwards(rising)

def as_set(sequence):                # the set of its elements
    one = initset(ZERO)
    marked = product(sequence, one)
    return apply(base.first, marked)

# ---- clones

def height_t(piece): return height(piece)
def height_f(piece): return height(piece)
def height_i(piece): return height(piece)
def height_o(piece): return height(piece)
def width_t(piece): return width(piece)
def width_f(piece): return width(piece)
def width_i(piece): return width(piece)
def width_o(piece): return width(piece)
def shape_t(piece): return shape(piece)
def shape_f(piece): return shape(piece)
def portrait_t(piece): return portrait(piece)
def portrait_f(piece): return portrait(piece)
def square_t(piece): return square(piece)
def square_f(piece): return square(piece)
def palette_t(element): return palette(element)
def palette_f(element): return palette(element)
def p_f(element): return palette(element)
def numcolors_t(element): return numcolors(element)
def numcolors_f(element): return numcolors(element)
def mostcolor_t(element): return mostcolor(element)
def mostcolor_f(element): return mostcolor(element)
def leastcolor_t(element): return leastcolor(element)
def leastcolor_f(element): return leastcolor(element)
def hmirror_t(piece): return hmirror(piece)
def hmirror_f(piece): return hmirror(piece)
def hmirror_i(piece): return hmirror(piece)
def hmirror_o(piece): return hmirror(piece)
def vmirror_t(piece): return vmirror(piece)
def vmirror_f(piece): return vmirror(piece)
def vmirror_i(piece): return vmirror(piece)
def vmirror_o(piece): return vmirror(piece)
def dmirror_t(piece): return dmirror(piece)
def dmirror_f(piece): return dmirror(piece)
def dmirror_i(piece): return dmirror(piece)
def dmirror_o(piece): return dmirror(piece)
def cmirror_t(piece): return cmirror(piece)
def cmirror_f(piece): return cmirror(piece)
def cmirror_i(piece): return cmirror(piece)
def cmirror_o(piece): return cmirror(piece)
def hline_i(patch): return hline(patch)
def hline_o(patch): return hline(patch)
def vline_i(patch): return vline(patch)
def vline_o(patch): return vline(patch)
def toindices_i(patch): return toindices(patch)
def toindices_o(patch): return toindices(patch)
def normalize_i(patch): return normalize(patch)
def normalize_o(patch): return normalize(patch)
def uppermost_i(patch): return uppermost(patch)
def uppermost_o(patch): return uppermost(patch)
def lowermost_i(patch): return lowermost(patch)
def lowermost_o(patch): return lowermost(patch)
def leftmost_i(patch): return leftmost(patch)
def leftmost_o(patch): return leftmost(patch)
def rightmost_i(patch): return rightmost(patch)
def rightmost_o(patch): return rightmost(patch)
def ulcorner_i(patch): return ulcorner(patch)
def ulcorner_o(patch): return ulcorner(patch)
def urcorner_i(patch): return urcorner(patch)
def urcorner_o(patch): return urcorner(patch)
def llcorner_i(patch): return llcorner(patch)
def llcorner_o(patch): return llcorner(patch)
def lrcorner_i(patch): return lrcorner(patch)
def lrcorner_o(patch): return lrcorner(patch)
def normalize_t(grid): return identity(grid)
def size_t(container): return size(container)
def size_f(container): return size(container)
def merge_t(containers: grids):        # rows may differ in length, which merge does not allow
    marked = rbind(astuple, ZERO)
    mark_all = lbind(apply, marked)
    parts = mapply(mark_all, containers)
    return apply(base.first, parts)
def merge_t(containers): return merge(containers)
def merge_f(containers): return merge(containers)
def first_t(container): return first(container)
def first_f(container): return first(container)
def last_t(container): return last(container)
def last_f(container): return last(container)
def mostcommon_t(sequence): return mostcommon(sequence)
def leastcommon_t(sequence): return leastcommon(sequence)
def mostcommon_f(container): return first(container)
def leastcommon_f(container): return first(container)
def f_ofcolor(grid, value): return ofcolor(grid, value)
def colorcount_t(element, value): return colorcount(element, value)
def colorcount_f(element, value): return colorcount(element, value)
def upscale_t(element, factor): return upscale(element, factor)
def upscale_f(element, factor): return upscale(element, factor)
def recolor_i(value, patch): return recolor(value, patch)
def recolor_o(value, patch): return recolor(value, patch)
def combine_t(a, b): return combine(a, b)
def combine_f(a, b): return combine(a, b)
def remove_f(value, container): return remove(value, container)
def other_t(container, value): return other(container, value)
def other_f(container, value): return other(container, value)
def argmax_t(container, key): return argmax(container, key)
def argmax_f(container, key): return argmax(container, key)
def argmin_t(container, key): return argmin(container, key)
def argmin_f(container, key): return argmin(container, key)
def valmax_t(container, key): return valmax(container, key)
def valmax_f(container, key): return valmax(container, key)
def valmin_t(container, key): return valmin(container, key)
def valmin_f(container, key): return valmin(container, key)
def sfilter_f(container, condition): return sfilter(container, condition)
def mfilter_f(container, condition): return mfilter(container, condition)
def apply_f(function, container): return apply(function, container)
def mapply_f(function, container): return mapply(function, container)
def rapply_f(functions, value): return rapply(functions, value)
def c_branch(condition, a, b): return branch(condition, a, b)
def celltuple(locations, values): return pair(values, locations)

# ---- clones with a fixed kind: the _t form gives a tuple (from a set, in value order)

def remove_t(value, container):
    sequence = totuple(container)
    return remove(value, sequence)

def sfilter_t(container, condition):
    sequence = totuple(container)
    return sfilter(sequence, condition)

def apply_t(function, container):
    sequence = totuple(container)
    return apply(function, sequence)

def mapply_t(function, container):
    sequence = totuple(container)
    return mapply(function, sequence)

def rapply_t(functions, value):
    sequence = totuple(functions)
    return rapply(sequence, value)

def mfilter_t(container, condition): # gives a set; unlike mfilter it merges nothing
    kept = sfilter(container, condition)
    return as_set(kept)

def sizefilter_t(container, number):
    sequence = totuple(container)
    right = matcher(size, number)
    return sfilter(sequence, right)

def colorfilter_t(objects_, value):
    right = matcher(color, value)
    return sfilter(objects_, right)

def difference_tuple(a, b):          # keeps the kind and the order of a
    in_b = rbind(base.contained, b)
    outside = compose(flip, in_b)
    return sfilter(a, outside)

def difference_t(a, b): return difference_tuple(a, b)

# ---- elements by their place

def second(container: cell):
    location = base.last(container)
    return base.last(location)
def second(container: pair): return base.last(container)
def second(container):
    sequence = totuple(container)
    return nth_of(sequence, ONE)

def last_but_one(container: cell):
    location = base.last(container)
    return base.last(location)
def last_but_one(container: pair): return base.first(container)
def last_but_one(container):
    sequence = totuple(container)
    return nth_of(sequence, NEG_TWO)

def get_nth_t(container, rank: F0): return first(container)
def get_nth_t(container, rank: F1): return second(container)
def get_nth_t(container, rank: L1): return last(container)
def get_nth_t(container, rank: L2): return last_but_one(container)
def get_nth_t(container: cell, rank):
    parts = triple(container)
    return nth_of(parts, rank)
def get_nth_t(container, rank):
    sequence = totuple(container)
    return nth_of(sequence, rank)

def get_nth_f(container, rank: F0): return first(container)
def get_nth_f(container, rank: F1): return second(container)
def get_nth_f(container, rank: L1): return last(container)
def get_nth_f(container, rank: L2): return last_but_one(container)
def get_nth_f(container, rank): return get_nth_t(container, rank)

# ---- cells made from their parts

def ascell(location: cell, value):
    at = base.last(location)
    return astuple(value, at)
def ascell(location, value): return astuple(value, location)

def astriple(row, column, value):
    location = astuple(row, column)
    return astuple(value, location)

# ---- objects

def o_g(grid, flags: R0): return objects(grid, F, F, F)
def o_g(grid, flags: R1): return objects(grid, F, F, T)
def o_g(grid, flags: R2): return objects(grid, F, T, F)
def o_g(grid, flags: R3): return objects(grid, F, T, T)
def o_g(grid, flags: R4): return objects(grid, T, F, F)
def o_g(grid, flags: R5): return objects(grid, T, F, T)
def o_g(grid, flags: R6): return objects(grid, T, T, F)
def o_g(grid, flags: R7): return objects(grid, T, T, T)
def o_g(grid, flags):                # bits of flags: 4 univalued, 2 diagonal, 1 without background
    univalued = greater(flags, THREE)
    upper = base.halve(flags)
    upper_even = even(upper)
    diagonal = flip(upper_even)
    with_bg = even(flags)
    without_bg = flip(with_bg)
    return objects(grid, univalued, diagonal, without_bg)

def in_place_order(container):       # objects by their first locations, each a tuple of its cells by location
    place = compose(base.first, toindices)
    placed = base.order(container, place)
    listed = rbind(base.order, base.last)
    return apply(listed, placed)

def objects_t(grid, univalued, diagonal, without_bg):
    found = objects(grid, univalued, diagonal, without_bg)
    return in_place_order(found)

def objects_g(grid, univalued, diagonal, without_bg): return objects_t(grid, univalued, diagonal, without_bg)

def o_g_t(grid, flags: R0): return objects_t(grid, F, F, F)
def o_g_t(grid, flags: R1): return objects_t(grid, F, F, T)
def o_g_t(grid, flags: R2): return objects_t(grid, F, T, F)
def o_g_t(grid, flags: R3): return objects_t(grid, F, T, T)
def o_g_t(grid, flags: R4): return objects_t(grid, T, F, F)
def o_g_t(grid, flags: R5): return objects_t(grid, T, F, T)
def o_g_t(grid, flags: R6): return objects_t(grid, T, T, F)
def o_g_t(grid, flags: R7): return objects_t(grid, T, T, T)
def o_g_t(grid, flags):
    found = o_g(grid, flags)
    return in_place_order(found)

def o_g_tuple(grid, flags: R0): return objects_t(grid, F, F, F)
def o_g_tuple(grid, flags: R1): return objects_t(grid, F, F, T)
def o_g_tuple(grid, flags: R2): return objects_t(grid, F, T, F)
def o_g_tuple(grid, flags: R3): return objects_t(grid, F, T, T)
def o_g_tuple(grid, flags: R4): return objects_t(grid, T, F, F)
def o_g_tuple(grid, flags: R5): return objects_t(grid, T, F, T)
def o_g_tuple(grid, flags: R6): return objects_t(grid, T, T, F)
def o_g_tuple(grid, flags: R7): return objects_t(grid, T, T, T)
def o_g_tuple(grid, flags): return o_g_t(grid, flags)

# ---- one of several operations, chosen by a number

def mir_rot_f(patch, which: A0): return hmirror(patch)
def mir_rot_f(patch, which: A1): return dmirror(patch)
def mir_rot_f(patch, which: A2): return vmirror(patch)
def mir_rot_f(patch, which: A3): return cmirror(patch)
def mir_rot_f(patch, which: A4): return identity(patch)
def mir_rot_f(patch, which: A5): return identity(patch)
def mir_rot_f(patch, which: A6): return identity(patch)
def mir_rot_f(patch, which: A7): return identity(patch)
def mir_rot_f(patch, which: L1): return identity(patch)
def mir_rot_f(patch, which):
    is0 = equality(which, ZERO)
    is1 = equality(which, ONE)
    is2 = equality(which, TWO)
    is3 = equality(which, THREE)
    f3 = branch(is3, cmirror, identity)
    f2 = branch(is2, vmirror, f3)
    f1 = branch(is1, dmirror, f2)
    f0 = branch(is0, hmirror, f1)
    return f0(patch)

def mir_rot_t(grid, which: A0): return hmirror(grid)
def mir_rot_t(grid, which: A1): return dmirror(grid)
def mir_rot_t(grid, which: A2): return vmirror(grid)
def mir_rot_t(grid, which: A3): return cmirror(grid)
def mir_rot_t(grid, which: A4): return rot90(grid)
def mir_rot_t(grid, which: A5): return rot180(grid)
def mir_rot_t(grid, which: A6): return rot270(grid)
def mir_rot_t(grid, which: A7): return identity(grid)
def mir_rot_t(grid, which: L1): return identity(grid)
def mir_rot_t(grid, which):
    is0 = equality(which, ZERO)
    is1 = equality(which, ONE)
    is2 = equality(which, TWO)
    is3 = equality(which, THREE)
    is4 = equality(which, FOUR)
    is5 = equality(which, FIVE)
    is6 = equality(which, SIX)
    f6 = branch(is6, rot270, identity)
    f5 = branch(is5, rot180, f6)
    f4 = branch(is4, rot90, f5)
    f3 = branch(is3, cmirror, f4)
    f2 = branch(is2, vmirror, f3)
    f1 = branch(is1, dmirror, f2)
    f0 = branch(is0, hmirror, f1)
    return f0(grid)

def corner(patch, which: R0): return ulcorner(patch)
def corner(patch, which: R1): return urcorner(patch)
def corner(patch, which: R2): return llcorner(patch)
def corner(patch, which: R3): return lrcorner(patch)
def corner(patch, which: R4): return ulcorner(patch)
def corner(patch, which: R5): return ulcorner(patch)
def corner(patch, which: R6): return ulcorner(patch)
def corner(patch, which: R7): return ulcorner(patch)
def corner(patch, which: L1): return ulcorner(patch)
def corner(patch, which):
    is1 = equality(which, ONE)
    is2 = equality(which, TWO)
    is3 = equality(which, THREE)
    f3 = branch(is3, lrcorner, ulcorner)
    f2 = branch(is2, llcorner, f3)
    f1 = branch(is1, urcorner, f2)
    return f1(patch)

def col_row(patch, which: R0): return lowermost(patch)
def col_row(patch, which: R1): return uppermost(patch)
def col_row(patch, which: R2): return leftmost(patch)
def col_row(patch, which: R3): return rightmost(patch)
def col_row(patch, which):           # which is 0 to 3
    is0 = equality(which, ZERO)
    is1 = equality(which, ONE)
    is2 = equality(which, TWO)
    f2 = branch(is2, leftmost, rightmost)
    f1 = branch(is1, uppermost, f2)
    f0 = branch(is0, lowermost, f1)
    return f0(patch)

# ---- ranks

def get_rank(container, rank: F0): return maximum(container)
def get_rank(container, rank: L1): return minimum(container)
def get_rank(container, rank):       # descending; 0 where there is none
    falling = base.order(container, base.invert)
    length = size(falling)
    from_end = base.add(rank, length)
    negative = greater(ZERO, rank)
    place = branch(negative, from_end, rank)
    places = interval(ZERO, length, ONE)
    numbered = pair(falling, places)
    wanted = matcher(base.last, place)
    found = sfilter(numbered, wanted)
    values = apply(base.first, found)
    return maximum(values)

def get_arg_rank(container, key, rank: F0): return argmax(container, key)
def get_arg_rank(container, key, rank):
    falling = descending(container, key)
    return nth_of(falling, rank)

def get_arg_rank_t(container, key, rank: F0): return argmax(container, key)
def get_arg_rank_t(container, key, rank): return get_arg_rank(container, key, rank)

def get_arg_rank_f(container, key, rank: F0): return argmax(container, key)
def get_arg_rank_f(container, key, rank): return get_arg_rank(container, key, rank)

def get_nth_by_key_t(container, rank, key=identity):
    rising = order(container, key)
    return nth_of(rising, rank)

def get_nth_by_key_f(container, rank, key=identity):   # a negative rank counts as 0
    rising = order(container, key)
    negative = greater(ZERO, rank)
    place = branch(negative, ZERO, rank)
    return nth_of(rising, place)

def get_val_rank(container, key, rank: F0): return valmin(container, key)
def get_val_rank(container, key, rank: L1): return valmax(container, key)
def get_val_rank(container, key, rank):       # ascending, unlike get_arg_rank
    element = get_nth_by_key_t(container, rank, key)
    return key(element)

def get_val_rank_t(container, key, rank: F0): return valmin(container, key)
def get_val_rank_t(container, key, rank: L1): return valmax(container, key)
def get_val_rank_t(container, key, rank): return get_val_rank(container, key, rank)

def get_val_rank_f(container, key, rank: F0): return valmin(container, key)
def get_val_rank_f(container, key, rank: L1): return valmax(container, key)
def get_val_rank_f(container, key, rank): return get_val_rank(container, key, rank)

def get_common_rank_t(sequence, rank: F0): return leastcommon(sequence)
def get_common_rank_t(sequence, rank):        # ascending by frequency
    distinct = as_set(sequence)
    equal_to = lbind(matcher, identity)
    kept = lbind(sfilter, sequence)
    times = chain(size, kept, equal_to)
    rising = base.order(distinct, times)
    return nth_of(rising, rank)

def get_common_rank(sequence, rank: F0): return leastcommon(sequence)
def get_common_rank(sequence, rank): return get_common_rank_t(sequence, rank)

def get_common_rank_f(container, rank):
    sequence = totuple(container)
    return nth_of(sequence, rank)

def get_color_rank_t(grid, rank):    # descending by frequency; equally frequent ones by their first place, row by row
    colors = palette(grid)
    places = lbind(ofcolor, grid)
    first_place = compose(base.first, places)
    scanned = base.order(colors, first_place)
    times = lbind(colorcount, grid)
    falling = descending(scanned, times)
    return nth_of(falling, rank)

def get_color_rank_f(object_, rank: F0): return mostcolor(object_)
def get_color_rank_f(object_, rank): # descending by frequency; of equally frequent ones the smaller colour first
    colors = palette(object_)
    times = lbind(colorcount, object_)
    falling = descending(colors, times)
    return nth_of(falling, rank)

# ---- demonstration pairs

def p_g(grid):
    colors = palette(grid)
    return totuple(colors)

def p_o(object_):
    colors = palette(object_)
    return totuple(colors)

def dedupe_pair_tuple(samples):
    same = fork(equality, base.first, base.last)
    changed = compose(flip, same)
    return sfilter(samples, changed)

def all_of_inputs(samples, function):
    inputs = apply(base.first, samples)
    values = mapply(function, inputs)
    return dedupe(values)

def all_of_outputs(samples, function):
    outputs = apply(base.last, samples)
    values = mapply(function, outputs)
    return dedupe(values)

def c_iz(samples, function):         # values in the inputs and in no output
    before = all_of_inputs(samples, function)
    after = all_of_outputs(samples, function)
    return difference_tuple(before, after)

def c_zo(samples, function):         # values in the outputs and in no input
    before = all_of_inputs(samples, function)
    after = all_of_outputs(samples, function)
    return difference_tuple(after, before)

def c_iz_n(samples, function, pick):
    values = c_iz(samples, function)
    return pick(values)

def c_zo_n(samples, function, pick):
    values = c_zo(samples, function)
    return pick(values)

def a_mr(samples):                   # smallest number whose mir_rot_t turns every input into its output; or not_found
    inputs = apply(base.first, samples)
    outputs = apply(base.last, samples)
    turned0 = apply(hmirror, inputs)
    fits0 = equality(turned0, outputs)
    turned1 = apply(dmirror, inputs)
    fits1 = equality(turned1, outputs)
    turned2 = apply(vmirror, inputs)
    fits2 = equality(turned2, outputs)
    turned3 = apply(cmirror, inputs)
    fits3 = equality(turned3, outputs)
    turned4 = apply(rot90, inputs)
    fits4 = equality(turned4, outputs)
    turned5 = apply(rot180, inputs)
    fits5 = equality(turned5, outputs)
    turned6 = apply(rot270, inputs)
    fits6 = equality(turned6, outputs)
    fits7 = equality(inputs, outputs)
    nothing = interval(ZERO, ZERO, ONE)
    none = extract(nothing, positive)
    from7 = branch(fits7, SEVEN, none)
    from6 = branch(fits6, SIX, from7)
    from5 = branch(fits5, FIVE, from6)
    from4 = branch(fits4, FOUR, from5)
    from3 = branch(fits3, THREE, from4)
    from2 = branch(fits2, TWO, from3)
    from1 = branch(fits1, ONE, from2)
    from0 = branch(fits0, ZERO, from1)
    return from0
