// What all kinds of patches share: layers, bounding boxes, common windows, moves.
#pragma once

#include <batt/value/list.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::value {

/// Bounding box in absolute coordinates; there is none if `none`.
struct box_of {
    int top, left, bottom, right;
    bool none;
    BATT_FN int height() const { return none ? 0 : bottom - top + 1; }
    BATT_FN int width() const { return none ? 0 : right - left + 1; }
    /// The middle; for even extents the lower or right one.
    BATT_FN ivec center() const { return {top + height() / 2, left + width() / 2}; }
};

/// First and last row, or column, in use; there are none if `none`.
struct span_of {
    int first, last;
    bool none;
    BATT_FN int length() const { return none ? 0 : last - first + 1; }
};

/// The span of the set bits of a word whose bit 0 stands for line `from`.
template <class W>
BATT_FN span_of span(int from, W used) {
    if (used == 0) return {0, 0, true};
    return {from + bits::lowest(used), from + bits::highest(used), false};
}

/// The bounding box of a window at (i, j).
template <class R>
BATT_FN box_of bounds(int i, int j, const R& mask) {
    using W = typename R::word_type;
    const W used = mask.ballot([](int, W x) { return x != 0; });
    if (used == 0) return {0, 0, 0, 0, true};
    const W columns = mask.or_rows();
    return {i + bits::lowest(used), j + bits::lowest(columns), i + bits::highest(used),
            j + bits::highest(columns), false};
}

/// The first or last location of a mask that is not empty.
template <class R>
BATT_FN ivec first_location(int i, int j, const R& mask) {
    using W = typename R::word_type;
    const int r = bits::lowest(mask.ballot([](int, W x) { return x != 0; }));
    return {i + r, j + bits::lowest(mask.row(r))};
}
template <class R>
BATT_FN ivec last_location(int i, int j, const R& mask) {
    using W = typename R::word_type;
    const int r = bits::highest(mask.ballot([](int, W x) { return x != 0; }));
    return {i + r, j + bits::highest(mask.row(r))};
}

/// Whether all locations of a window at (i, j) fit in 16 bits.
template <class M>
BATT_FN bool is_located(int i, int j) {
    constexpr int e = M::patch_extent;
    return i >= min_coordinate && i <= max_coordinate - e && j >= min_coordinate &&
           j <= max_coordinate - e;
}
/// The same; fails with `capacity` if not.
template <class M>
BATT_FN bool located(M& m, int i, int j) {
    if (is_located<M>(i, j)) return true;
    m.fail(status::capacity);
    return false;
}

/// Number of layers of a patch, and the mask of layer k.
template <class M>
BATT_FN int layers(M&, const indices<M>&) {
    return 1;
}
template <class M>
BATT_FN int layers(M&, const univalued<M>&) {
    return 1;
}
template <class M>
BATT_FN int layers(M&, const object<M>& p) {
    return bits::popcount(p.palette);
}
template <class M>
BATT_FN typename M::patch_rows layer(M&, const indices<M>& p, int) {
    return p.mask;
}
template <class M>
BATT_FN typename M::patch_rows layer(M&, const univalued<M>& p, int) {
    return p.mask;
}
template <class M>
BATT_FN typename M::patch_rows layer(M& m, const object<M>& p, int k) {
    return m.template load_rows<typename M::patch_rows>(p.layers + k * codec<M, object<M>>::each);
}

/// Calls f(colour, mask) for every layer in ascending order of colour (indices: colour 0).
template <class M, class F>
BATT_FN void for_layers(M&, const indices<M>& p, const F& f) {
    f(0, p.mask);
}
template <class M, class F>
BATT_FN void for_layers(M&, const univalued<M>& p, const F& f) {
    f(p.color, p.mask);
}
template <class M, class F>
BATT_FN void for_layers(M& m, const object<M>& p, const F& f) {
    std::uint32_t left = p.palette;
    for (int k = 0; left != 0; ++k, left &= left - 1) f(bits::lowest(left) - 1, layer(m, p, k));
}

/// All locations of a patch as one window.
template <class M>
BATT_FN typename M::patch_rows mask_of(M&, const indices<M>& p) {
    return p.mask;
}
template <class M>
BATT_FN typename M::patch_rows mask_of(M&, const univalued<M>& p) {
    return p.mask;
}
template <class M>
BATT_FN typename M::patch_rows mask_of(M& m, const object<M>& p) {
    auto out = none<typename M::patch_rows>();
    const int n = layers(m, p);
    for (int k = 0; k < n; ++k) out = out | layer(m, p, k);
    return out;
}

/// The locations of a patch.
template <class M, class P>
BATT_FN indices<M> locations(M& m, const P& p) {
    return {p.i, p.j, mask_of(m, p)};
}

/// The bounding box of a patch.
template <class M, class P>
BATT_FN box_of bounds(M& m, const P& p) {
    return bounds(p.i, p.j, mask_of(m, p));
}

/// The rows, and the columns, of a patch: half the work of its bounding box.
template <class M, class P>
BATT_FN span_of row_span(M& m, const P& p) {
    return span(p.i, used_rows(mask_of(m, p)));
}
template <class M, class P>
BATT_FN span_of column_span(M& m, const P& p) {
    return span(p.j, mask_of(m, p).or_rows());
}

/// Whether a patch has no location.
template <class M, class P>
BATT_FN bool is_empty(M&, const P& p) {
    if constexpr (std::is_same_v<P, object<M>>)
        return p.palette == 0;
    else
        return !p.mask.any();
}

/// Number of elements: of locations, or of cells.
template <class M, class P>
BATT_FN int count_of(M& m, const P& p) {
    int n = 0;
    for_layers(m, p, [&n](int, const typename M::patch_rows& mask) { n += mask.count(); });
    return n;
}

/// A patch of the same kind and colours with another origin, f applied to the mask of each layer.
/// f must not empty a layer.
template <class M, class F>
BATT_FN indices<M> with_window(M&, const indices<M>& p, int i, int j, const F& f) {
    return {i, j, f(p.mask)};
}
template <class M, class F>
BATT_FN univalued<M> with_window(M&, const univalued<M>& p, int i, int j, const F& f) {
    return {i, j, p.color, f(p.mask)};
}
template <class M, class F>
BATT_FN object<M> with_window(M& m, const object<M>& p, int i, int j, const F& f) {
    constexpr int each = codec<M, object<M>>::each;
    const int n = layers(m, p);
    const int at = m.allocate(n * each);
    if (at < 0) return {0, 0, 0, 0};
    for (int k = 0; k < n; ++k) m.store_rows(at + k * each, f(layer(m, p, k)));
    return {i, j, p.palette, at};
}
/// The empty patch of the type of p.
template <class M>
BATT_FN indices<M> nothing_like(M&, const indices<M>&) {
    return {0, 0, none<typename M::patch_rows>()};
}
template <class M>
BATT_FN univalued<M> nothing_like(M&, const univalued<M>& p) {
    return {0, 0, p.color, none<typename M::patch_rows>()};
}
template <class M>
BATT_FN object<M> nothing_like(M&, const object<M>&) {
    return {0, 0, 0, 0};
}
/// The same patch at another origin: locations move by the difference.
template <class M, class P>
BATT_FN P at_origin(M& m, const P& p, int i, int j) {
    P out = p;
    if (!located(m, i, j)) return out;
    out.i = i;
    out.j = j;
    return out;
}

/// The origin of a window that holds two boxes: 0 on each axis where it can be, so that windows
/// coincide.
/// `capacity` if they are too far apart.
template <class M>
BATT_FN ivec common_origin(M& m, const box_of& a, const box_of& b) {
    constexpr int e = M::patch_extent;
    if (a.none && b.none) return {0, 0};
    const int top = b.none || (!a.none && a.top < b.top) ? a.top : b.top;
    const int left = b.none || (!a.none && a.left < b.left) ? a.left : b.left;
    const int bottom = b.none || (!a.none && a.bottom > b.bottom) ? a.bottom : b.bottom;
    const int right = b.none || (!a.none && a.right > b.right) ? a.right : b.right;
    if (bottom - top >= e || right - left >= e) {
        m.fail(status::capacity);
        return {top, left};
    }
    const bool rows_fit = top >= 0 && bottom < e, columns_fit = left >= 0 && right < e;
    return {rows_fit ? 0 : top, columns_fit ? 0 : left};
}

/// The window of a patch's mask moved to another origin; what leaves the window is lost.
template <class R>
BATT_FN R rebased(const R& mask, int from_i, int from_j, int to_i, int to_j) {
    return moved(mask, from_i - to_i, from_j - to_j);
}

/// Two masks brought to one window.
template <class M>
struct aligned_pair {
    int i, j;
    typename M::patch_rows a, b;
};
template <class M>
BATT_FN aligned_pair<M> aligned(M& m, int ai, int aj, const typename M::patch_rows& a, int bi,
                                int bj, const typename M::patch_rows& b) {
    if (ai == bi && aj == bj) return {ai, aj, a, b};
    const ivec o = common_origin(m, bounds(ai, aj, a), bounds(bi, bj, b));
    return {o.i, o.j, rebased(a, ai, aj, o.i, o.j), rebased(b, bi, bj, o.i, o.j)};
}

/// The part of a window that lies in the rectangle h x w from (0, 0), as the window of a grid.
template <class M>
BATT_FN typename M::grid_rows in_grid(M&, int i, int j, const typename M::patch_rows& mask, int h,
                                      int w) {
    using G = typename M::grid_rows;
    const G frame = rectangle<G>(0, 0, h, w);
    if constexpr (M::patch_extent >= M::grid_extent)
        return moved(mask, i, j).template resized<M::grid_extent>() & frame;
    else
        return moved(mask.template resized<M::grid_extent>(), i, j) & frame;
}

/// The window of a grid as that of a patch at (0, 0). `capacity` if it does not fit.
template <class M>
BATT_FN typename M::patch_rows from_grid(M& m, const typename M::grid_rows& mask) {
    if constexpr (M::patch_extent < M::grid_extent) {
        const box_of b = bounds(0, 0, mask);
        if (!b.none && (b.bottom >= M::patch_extent || b.right >= M::patch_extent))
            m.fail(status::capacity);
    }
    return mask.template resized<M::patch_extent>();
}

/// Collects the layers of an object in ascending order of colour.
template <class M>
class layer_builder {
public:
    BATT_FN explicit layer_builder(M& m) : m_(m), offset_(m.top()) {}
    BATT_FN void push(int color, const typename M::patch_rows& mask) {
        constexpr int each = codec<M, object<M>>::each;
        if (!mask.any()) return;
        const int at = m_.allocate(each);
        if (at < 0) return;
        m_.store_rows(at, mask);
        palette_ |= palette_bit(color);
    }
    BATT_FN object<M> close(int i, int j) { return {i, j, palette_, offset_}; }

private:
    M& m_;
    int offset_;
    std::uint32_t palette_ = 0;
};

/// The mask of one colour, empty if the object does not have it.
template <class M>
BATT_FN typename M::patch_rows layer_of(M& m, const object<M>& p, int color) {
    const std::uint32_t bit = palette_bit(color);
    if ((p.palette & bit) == 0) return none<typename M::patch_rows>();
    return layer(m, p, bits::popcount(p.palette & (bit - 1)));
}
template <class M>
BATT_FN typename M::patch_rows layer_of(M&, const univalued<M>& p, int color) {
    return p.color == color ? p.mask : none<typename M::patch_rows>();
}
template <class M>
BATT_FN std::uint32_t palette_of(M&, const object<M>& p) {
    return p.palette;
}
template <class M>
BATT_FN std::uint32_t palette_of(M&, const univalued<M>& p) {
    return p.mask.any() ? palette_bit(p.color) : 0;
}

} // namespace batt::value
BATT_HOST_CALLS_END
