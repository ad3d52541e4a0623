// Connected components and colour classes of a grid: objects, partition, fgpartition.
#pragma once

#include <batt/dsl/operation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

/// objects(g, univalued, diagonal, without_bg) -> set<object>: the connected components of g, with
/// 8 neighbours if diagonal, else 4; without_bg leaves out the cells of the most frequent colour.
/// Univalued components are of one colour and have a type of their own.
///
/// [empty: g has zero height; without_bg and g has no cells]
/// Cost: one flood fill per component (a step per row of its longest path, and a mirror image of
/// the window wherever that turns back), seeds in ascending order of colour and place, which is
/// value order: nothing is sorted.
struct objects : parameters<kind::grid, kind::literal, kind::literal, kind::literal> {
    template <class U, class D, class W>
        requires(std::is_same_v<type::decay<U>, type::boolean> &&
                 std::is_same_v<type::decay<D>, type::boolean> &&
                 std::is_same_v<type::decay<W>, type::boolean>)
    static type::set<
        type::chosen<std::is_same_v<U, type::flag<true>>, type::univalued, type::object>>
        rule(type::grid, U, D, W);

    template <class M, class U, class D, class W>
    static BATT_FN auto eval(M& m, const value::grid<M>& g, U univalued, D diagonal, W without_bg) {
        using R = typename M::grid_rows;
        constexpr bool one_color = std::is_same_v<U, value::flag<true>>;
        if (g.h == 0 || (without_bg && g.w == 0)) m.fail(status::empty);
        R open = value::area(m, g);
        if (without_bg) open = minus(open, value::where_color(m, g, value::most_frequent(m, g)));
        if constexpr (one_color) {
            value::builder<M, type::univalued> out(m, 0);
            for_components(m, g, open, diagonal, true, [&](integer color, const R& mask) {
                out.push({0, 0, color, value::from_grid(m, mask)});
                return m.ok();
            });
            return out.close_as_set();
        } else {
            return layered(m, g, open, univalued, diagonal);
        }
    }

private:
    /// Calls f(colour of the seed, component) in value order until it returns false.
    template <class M, class F>
    static BATT_FN void for_components(M& m, const value::grid<M>& g,
                                       const typename M::grid_rows& places, bool diagonal,
                                       bool univalued, const F& f) {
        using R = typename M::grid_rows;
        R open = places;
        const bool markers = value::has_markers(g);
        while (open.any()) {
            auto [color, seeds] = value::smallest_color(m, g, open, markers);
            // components of one colour take nothing of another
            R left = univalued ? seeds : open;
            open = minus(open, seeds);
            for (R seed; seeds.first_bit(seed);) {
                const R part = take_connected(left, seed, diagonal);
                seeds = univalued ? left : minus(seeds, part);
                if (!f(color, part)) return;
            }
            if (!univalued) open = left;
        }
    }

    template <class M>
    static BATT_FN value::set<M, type::object> layered(M& m, const value::grid<M>& g,
                                                       const typename M::grid_rows& open,
                                                       bool univalued, bool diagonal) {
        using R = typename M::grid_rows;
        // the components first, so that their number is known
        const int start = m.top();
        value::builder<M, type::indices> parts(m, 0);
        for_components(m, g, open, diagonal, univalued, [&](integer, const R& mask) {
            parts.push({0, 0, value::from_grid(m, mask)});
            return m.ok();
        });
        const auto t = parts.close();
        value::builder<M, type::object> out(m, t.count);
        for (int k = 0; k < t.count && m.ok(); ++k)
            out.push(colored(m, g, value::get(m, t, k).mask));
        return value::compact(m, out.close_as_set(), start);
    }

public:
    /// The cells of g at the places of a mask at (0, 0), as an object.
    template <class M>
    static BATT_FN value::object<M> colored(M& m, const value::grid<M>& g,
                                            const typename M::patch_rows& mask) {
        value::layer_builder<M> out(m);
        auto left = value::in_grid(m, 0, 0, mask, g.h, g.w);
        const bool markers = value::has_markers(g);
        while (left.any()) {
            const auto [color, where] = value::smallest_color(m, g, left, markers);
            out.push(color, value::from_grid(m, where));
            left = minus(left, where);
        }
        return out.close(0, 0);
    }
};

/// partition(g) -> set<object>: one object per occurring colour, with all its cells; none if g has
/// no cells. Cost: a mask per colour.
struct partition : parameters<kind::grid> {
    using result = type::set<type::univalued>;

    template <class M>
    static BATT_FN value::set<M, type::univalued> eval(M& m, const value::grid<M>& g) {
        return without(m, g, 16);
    }
    /// Colour `left_out` gives no object.
    template <class M>
    static BATT_FN value::set<M, type::univalued> without(M& m, const value::grid<M>& g,
                                                          integer left_out) {
        value::builder<M, type::univalued> out(m, 0);
        const bool markers = value::has_markers(g);
        auto left = value::area(m, g);
        while (left.any()) {
            const auto [color, where] = value::smallest_color(m, g, left, markers);
            if (color != left_out) out.push({0, 0, color, value::from_grid(m, where)});
            left = minus(left, where);
        }
        return out.close_as_set();
    }
};

/// fgpartition(g) -> set<object>: partition without the object of the most frequent colour.
/// [empty: g has no cells] Cost: that of partition and mostcolor.
struct fgpartition : parameters<kind::grid> {
    using result = type::set<type::univalued>;

    template <class M>
    static BATT_FN value::set<M, type::univalued> eval(M& m, const value::grid<M>& g) {
        if (g.w == 0) m.fail(status::empty);
        return partition::without(m, g, value::most_frequent(m, g));
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
