// Many containers combined into one: patches united, grids stacked.
#pragma once

#include <batt/value/convert.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::value {

/// Grows a set of locations by whole windows.
template <class M>
class indices_union {
public:
    using R = typename M::patch_rows;
    BATT_FN explicit indices_union(M& m) : m_(m) {}

    BATT_FN void add(const indices<M>& p) {
        constexpr int e = M::patch_extent;
        if (p.i == out_.i && p.j == out_.j) {
            out_.mask = out_.mask | p.mask;
            return;
        }
        const box_of b = bounds(p.i, p.j, p.mask);
        if (b.none) return;
        if (b.top < out_.i || b.left < out_.j || b.bottom >= out_.i + e || b.right >= out_.j + e) {
            const ivec o = common_origin(m_, bounds(out_.i, out_.j, out_.mask), b);
            out_ = {o.i, o.j, rebased(out_.mask, out_.i, out_.j, o.i, o.j)};
        }
        out_.mask = out_.mask | rebased(p.mask, p.i, p.j, out_.i, out_.j);
    }
    BATT_FN indices<M> close() const { return out_; }

private:
    M& m_;
    indices<M> out_{0, 0, none<R>()};
};

/// Grows an object by whole layers. While it grows, every colour has its place in the arena.
template <class M>
class object_union {
public:
    using R = typename M::patch_rows;
    static constexpr int each = M::template lines_of<R>;
    static constexpr int most = M::grid_extent > 32 ? 17 : 16; ///< colours from -1 on

    BATT_FN explicit object_union(M& m) : m_(m), offset_(m.allocate(most * each)) {}

    template <class P>
    BATT_FN void add(const P& p) {
        for_layers(m_, p, [&](integer color, const R& mask) { add(color, p.i, p.j, mask); });
    }
    BATT_FN void add(integer color, int i, int j, const R& mask) {
        constexpr int e = M::patch_extent;
        if (offset_ < 0) return;
        R x = mask;
        if (i != i_ || j != j_) {
            const box_of b = bounds(i, j, mask);
            if (b.none) return;
            if (b.top < i_ || b.left < j_ || b.bottom >= i_ + e || b.right >= j_ + e) reframe(b);
            x = rebased(mask, i, j, i_, j_);
        } else if (!mask.any()) {
            return;
        }
        const int at = offset_ + (color + 1) * each;
        const std::uint32_t bit = palette_bit(color);
        if ((palette_ & bit) != 0) x = x | m_.template load_rows<R>(at);
        m_.store_rows(at, x);
        palette_ |= bit;
    }
    /// Gives back all lines but those of the object.
    BATT_FN object<M> close() {
        if (offset_ < 0) return {0, 0, 0, 0};
        int n = 0;
        for (std::uint32_t left = palette_; left != 0; left &= left - 1, ++n)
            m_.copy_lines(offset_ + n * each, offset_ + bits::lowest(left) * each, each);
        m_.release(offset_ + n * each);
        return {i_, j_, palette_, offset_};
    }

private:
    /// Moves what is here to a window that also holds box b.
    BATT_FN void reframe(const box_of& b) {
        R all = none<R>();
        for (std::uint32_t left = palette_; left != 0; left &= left - 1)
            all = all | m_.template load_rows<R>(offset_ + bits::lowest(left) * each);
        const ivec o = common_origin(m_, bounds(i_, j_, all), b);
        for (std::uint32_t left = palette_; left != 0; left &= left - 1) {
            const int at = offset_ + bits::lowest(left) * each;
            m_.store_rows(at, rebased(m_.template load_rows<R>(at), i_, j_, o.i, o.j));
        }
        i_ = o.i;
        j_ = o.j;
    }

    M& m_;
    int offset_;
    int i_ = 0, j_ = 0;
    std::uint32_t palette_ = 0;
};

/// Builds the union of patches of static type P: indices, or an object of any objects.
template <class M, class P>
using union_of = type::chosen<std::is_same_v<P, type::indices>, indices_union<M>, object_union<M>>;

/// The union of two patches, both indices or both objects.
template <class M, class A, class B>
BATT_FN auto unite(M& m, const A& a, const B& b) {
    if constexpr (std::is_same_v<tag<A>, type::indices>) {
        indices_union<M> out(m);
        out.add(a);
        out.add(b);
        return out.close();
    } else {
        ivec o{a.i, a.j};
        if (a.i != b.i || a.j != b.j) o = common_origin(m, bounds(m, a), bounds(m, b));
        layer_builder<M> out(m);
        for (std::uint32_t left = palette_of(m, a) | palette_of(m, b); left != 0;
             left &= left - 1) {
            const integer color = bits::lowest(left) - 1;
            out.push(color, rebased(layer_of(m, a, color), a.i, a.j, o.i, o.j) |
                                rebased(layer_of(m, b, color), b.i, b.j, o.i, o.j));
        }
        return out.close(o.i, o.j);
    }
}

/// Stacks grids on top of each other. `domain` if the widths of those with rows differ.
template <class M>
class stack {
public:
    BATT_FN explicit stack(M& m) : m_(m), out_(empty_grid<M>(0)) {}
    BATT_FN void add(const grid<M>& g) {
        if (g.h == 0) return;
        if (out_.h != 0 && g.w != out_.w) m_.fail(status::domain);
        if (out_.h + g.h > M::grid_extent) m_.fail(status::capacity);
        if (!m_.ok()) return;
        BATT_UNROLL
        for (int k = 0; k < 4; ++k) out_.plane[k] = out_.plane[k] | g.plane[k].down(out_.h);
        out_.h += g.h;
        out_.w = g.w;
    }
    BATT_FN grid<M> close() const { return out_; }

private:
    M& m_;
    grid<M> out_;
};

} // namespace batt::value
BATT_HOST_CALLS_END
