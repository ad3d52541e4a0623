// The vocabulary of row primitives: everything an operation may do with a value of a word per row.
//
// `rows<Lanes, Extent>` is a square window of Extent x Extent bits. `serial` keeps all rows in an
// array on the host; `warp` keeps row r in lane r % 32, slot r / 32, of one warp. A uniform value
// is one that all lanes of the warp agree on. The primitives that a machine's own header defines
// are those of the concept `row_value`; the rest of this file is written once, over them.
#pragma once

#include <batt/rows/word.hpp>
#include <concepts>

#include <batt/rows/serial_connected.hpp>
#if defined(__CUDACC__)
#include <batt/rows/warp.hpp>
#endif

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace detail {
/// Stands for any function in the list of primitives; it is never called.
struct some_function {};
} // namespace detail

/// A window of rows, on whatever lanes: the primitives that every machine defines. All words that
/// they take or return are uniform, except those that a function is called with. What a function
/// returns for the number r or the word of a row may differ from lane to lane.
template <class R>
concept row_value = requires {
    typename R::lanes_type;                    // the machine's lanes
    typename R::word_type;                     // a row: bit j is column j
    { R::extent } -> std::convertible_to<int>; // rows, and columns of a row
} && requires(const R& a, R& out, typename R::word_type x, int n, detail::some_function f) {
    // f of the words of every row of a, ...; f may be called with vectors of words
    { R::map(f, a, a) } -> std::same_as<R>;
    // f(r) in row r
    { R::generate(f) } -> std::same_as<R>;
    // f(r, word of row r) in row r
    { a.map_rows(f) } -> std::same_as<R>;
    // x in every row
    { R::fill(x) } -> std::same_as<R>;
    // x in rows n..m-1, the others empty
    { R::band(n, n, x) } -> std::same_as<R>;
    // the word of row n, 0 <= n < extent; sets that row to x
    { a.row(n) } -> std::same_as<typename R::word_type>;
    { out.set_row(n, x) } -> std::same_as<void>;
    // row r moves to row r + n (n of any sign and size), empty rows enter
    { a.down(n) } -> std::same_as<R>;
    // the word of row r + 1 in row r; any word in the last row
    { a.next_rows() } -> std::same_as<R>;
    // whether any bit lies directly above or below a bit of another window, which has no bit in
    // common with this one; out gets all bits that do
    { a.next_to_rows(a, out) } -> std::same_as<bool>;
    // whether any bit is not set in another window; out gets all such bits
    { a.without(a, out) } -> std::same_as<bool>;
    // bit r: whether row r has a bit set
    { a.used_rows() } -> std::same_as<typename R::word_type>;
    // whether any bit is set; out gets only the first in row-major order
    { a.first_bit(out) } -> std::same_as<bool>;
    // column j moves to column j + n (n of any sign and size), empty columns enter
    { a.right(n) } -> std::same_as<R>;
    // column j moves to column j - n, 0 <= n <= extent
    { a.left(n) } -> std::same_as<R>;
    // whether any bit is set, and how many are
    { a.any() } -> std::same_as<bool>;
    { a.count() } -> std::same_as<int>;
    // the count of one window in the low half, that of another in the high half
    { R::count_both(a, a) } -> std::same_as<std::uint32_t>;
    // all rows or-ed: the columns in use
    { a.or_rows() } -> std::same_as<typename R::word_type>;
    // bit r: whether f(r, word of row r) holds
    { a.ballot(f) } -> std::same_as<typename R::word_type>;
    // the sum over all rows of f(a's word, ...)
    { R::total(f, a, a) } -> std::same_as<int>;
    // what four windows, empty from row n on, contribute to the hash of a grid (value/hash.hpp)
    { R::hash_rows(n, a, a, a, a) } -> std::same_as<std::uint64_t>;
    // the sum and the smallest of f(r, word of row r) over all rows
    { a.sum(f) } -> std::same_as<int>;
    { a.smallest(f) } -> std::same_as<int>;
    // row f(r) in row r; an empty row where f(r) is outside the window
    { a.gathered(f) } -> std::same_as<R>;
    // row r moves to row extent - 1 - r, column j to column extent - 1 - j
    { a.reversed_rows() } -> std::same_as<R>;
    { a.reversed_columns() } -> std::same_as<R>;
    // the rows and the columns that two words select by their bits, moved together to row 0 and
    // column 0; empty ones follow. A packing is made once and used on many windows.
    { a.packed(typename R::packing(x, x)) } -> std::same_as<R>;
    // the top left corner as a window of another extent
    { a.template resized<32>() } -> std::same_as<rows<typename R::lanes_type, 32>>;
    // bit (i, j) moves to (j, i)
    { a.transposed() } -> std::same_as<R>;
};

static_assert(row_value<rows<serial, 32>>);
#if defined(__CUDACC__)
static_assert(row_value<rows<warp, 32>>);
#endif

/// Row by row: every row of the result is this operator on the words of a and b.
template <row_value R>
BATT_FN R operator&(const R& a, const R& b) {
    return R::map([](const auto& x, const auto& y) { return x & y; }, a, b);
}
template <row_value R>
BATT_FN R operator|(const R& a, const R& b) {
    return R::map([](const auto& x, const auto& y) { return x | y; }, a, b);
}
template <row_value R>
BATT_FN R operator^(const R& a, const R& b) {
    return R::map([](const auto& x, const auto& y) { return x ^ y; }, a, b);
}
template <row_value R>
BATT_FN R operator~(const R& a) {
    return R::map([](const auto& x) { return ~x; }, a);
}
/// a without b.
template <row_value R>
BATT_FN R minus(const R& a, const R& b) {
    return R::map([](const auto& x, const auto& y) { return x & ~y; }, a, b);
}
/// a where the bit of c is set, else b.
template <row_value R>
BATT_FN R choose(const R& c, const R& a, const R& b) {
    return R::map([](const auto& z, const auto& x, const auto& y) { return (z & x) | (~z & y); }, c,
                  a, b);
}

/// No bit set.
template <row_value R>
BATT_FN R none() {
    return R::fill(typename R::word_type{0});
}

/// The rectangle of rows top..bottom-1 and columns left..right-1, clipped to the window.
template <row_value R>
BATT_FN R rectangle(int top, int left, int bottom, int right) {
    using W = typename R::word_type;
    return R::band(top, bottom, bits::range_mask<W>(left, right));
}

/// One bit at (i, j), none if that is outside the window.
template <row_value R>
BATT_FN R single(int i, int j) {
    return rectangle<R>(i, j, i + 1, j + 1);
}

/// Whether bit (i, j) is set; false outside the window.
template <row_value R>
BATT_FN bool test(const R& a, int i, int j) {
    using W = typename R::word_type;
    if (i < 0 || i >= R::extent || j < 0 || j >= R::extent) return false;
    return ((a.row(i) >> j) & W{1}) != 0;
}

/// Moved by (di, dj); what leaves the window is lost.
template <row_value R>
BATT_FN R moved(const R& a, int di, int dj) {
    const R down = di == 0 ? a : a.down(di);
    return dj == 0 ? down : down.right(dj);
}

/// Whether all words are the same.
template <row_value R>
BATT_FN bool equal(const R& a, const R& b) {
    return !(a ^ b).any();
}

/// Row r is full if bit r of w is set, and empty otherwise.
template <row_value R>
BATT_FN R full_rows(typename R::word_type w) {
    using W = typename R::word_type;
    return R::generate(
        [=](int r) { return ((w >> r) & W{1}) != 0 ? static_cast<W>(~W{0}) : W{0}; });
}

/// Bit r: whether row r has a bit set. The columns in use are a.or_rows().
template <row_value R>
BATT_FN typename R::word_type used_rows(const R& a) {
    return a.used_rows();
}

/// The runs of mask from each bit of seed, a subset of it, to the highest column of the run: by the
/// carry of one addition.
template <row_value R>
BATT_FN R filled_up(const R& mask, const R& seed) {
    return R::map([](const auto& m, const auto& s) { return (m & ~(m + s)) | s; }, mask, seed);
}

/// Removes from `left` all that grows from `fresh`, a subset of it, until nothing grows any more.
/// A step goes one row up and down and along whole runs to higher columns.
template <row_value R>
BATT_FN void take_grown(R& left, R fresh, bool diagonal) {
    for (bool grew = true; grew;) {
        const R runs = filled_up(left, fresh);
        left = minus(left, runs);
        const R side =
            diagonal ? R::map([](const auto& x) { return x | (x << 1) | (x >> 1); }, runs) : runs;
        // an outermost row may also find a bit of side that is itself left: it is connected, too
        grew = left.next_to_rows(side, fresh);
    }
}

/// Removes from `left` the part that is connected with seed, a subset of it, and returns that part.
/// Connected means along edges and, if `diagonal`, along diagonals as well.
///
/// `left` shrinks as the part grows; if a run then goes on to lower columns, everything is mirrored
/// and growth goes on in the mirror image. Exact for any shape. Takes as many steps as the longest
/// path has rows, and a mirror image whenever that path turns back.
template <row_value R>
BATT_FN R take_connected(R& left, const R& seed, bool diagonal) {
    const auto below = [&left](const R& part) {
        return left & R::map([](const auto& x) { return x >> 1; }, part);
    };
    R whole = left;
    take_grown(left, seed, diagonal);
    R part = minus(whole, left), fresh = below(part);
    if (!fresh.any()) return part;
    bool mirrored = false;
    do {
        left = left.reversed_columns();
        whole = whole.reversed_columns();
        take_grown(left, fresh.reversed_columns(), diagonal);
        part = minus(whole, left);
        fresh = below(part);
        mirrored = !mirrored;
    } while (fresh.any());
    if (!mirrored) return part;
    left = left.reversed_columns();
    return part.reversed_columns();
}

} // namespace batt
BATT_HOST_CALLS_END
