// Every container as a sequence of elements, and containers built from elements.
#pragma once

#include <batt/value/sorting.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::value {

/// A pair has two elements; *no location* has none and fails with `empty`.
template <class M, class P>
BATT_FN int count_of_pair(M& m, const P& p) {
    if constexpr (std::is_same_v<tag<P>, type::ivec>)
        if (p.is_none()) m.fail(status::empty);
    return 2;
}

/// Number of elements of any container.
template <class M, class C>
BATT_FN int count(M& m, const C& c) {
    if constexpr (detail::is_list<C>)
        return c.count;
    else if constexpr (std::is_same_v<tag<C>, type::grid>)
        return c.h;
    else if constexpr (type::pair_like<tag<C>>)
        return count_of_pair(m, c);
    else
        return count_of(m, c);
}

/// Calls f(location) in row-major order until it returns false.
template <class M, class R, class F>
BATT_FN bool for_locations(M&, int i, int j, const R& mask, const F& f) {
    using W = typename R::word_type;
    W used = mask.used_rows();
    while (used != 0) {
        const int r = bits::lowest(used);
        used &= used - 1;
        W word = mask.row(r);
        while (word != 0) {
            const int c = bits::lowest(word);
            word &= word - 1;
            if (!f(ivec{i + r, j + c})) return false;
        }
    }
    return true;
}

/// Calls f(element) in iteration order until it returns false. Elements of a pair of different
/// types come with their own types.
template <class M, class C, class F>
BATT_FN void for_each(M& m, const C& c, const F& f) {
    using T = tag<C>;
    if constexpr (detail::is_list<C>) {
        for (int k = 0; k < c.count; ++k)
            if (!f(get(m, c, k))) return;
    } else if constexpr (std::is_same_v<T, type::indices>) {
        for_locations(m, c.i, c.j, c.mask, f);
    } else if constexpr (type::object_like<T>) {
        bool go_on = true;
        for_layers(m, c, [&](int color, const auto& mask) {
            if (go_on)
                go_on =
                    for_locations(m, c.i, c.j, mask, [&](ivec at) { return f(cell{color, at}); });
        });
    } else if constexpr (std::is_same_v<T, type::grid>) {
        for (int i = 0; i < c.h; ++i)
            if (!f(row_of(m, c, i))) return;
    } else {
        if constexpr (std::is_same_v<T, type::ivec>) {
            if (c.is_none()) {
                m.fail(status::empty);
                return;
            }
        }
        const auto& [a, b] = c;
        if (f(a)) f(b);
    }
}

/// Collects distinct elements of any type; close brings them into value order.
template <class M, class T>
class set_builder {
public:
    BATT_FN set_builder(M& m, int capacity) : m_(m), list_(m, capacity) {}
    BATT_FN int mark() const { return list_.mark(); }
    BATT_FN void push(const of<M, T>& v) { list_.push(v); }
    BATT_FN set<M, T> close() {
        const tuple<M, T> t = list_.close();
        if constexpr (!type::ordered<T>) {
            return distinct(t);
        } else {
            bool ascending = true;
            for (int k = 1; k < t.count && ascending; ++k)
                ascending = compare(m_, get(m_, t, k - 1), get(m_, t, k)) < 0;
            if (ascending) return {t.offset, t.count};
            const int end = m_.top();
            permutation<M> order(m_, t.count);
            for (int k = 0; k < t.count && m_.ok(); ++k)
                insert_if_new(m_, t, order, k, get(m_, t, k));
            const tuple<M, T> sorted = gather(m_, t, order, end);
            return {sorted.offset, sorted.count};
        }
    }

private:
    /// The elements that equal no earlier one, in order of insertion.
    BATT_FN set<M, T> distinct(const tuple<M, T>& t) {
        int n = 0;
        for (int k = 0; k < t.count; ++k) {
            const auto v = get(m_, t, k);
            bool found = false;
            for (int e = 0; e < n && !found; ++e) found = same(m_, get(m_, t, e), v);
            if (!found) codec<M, tuple<M, T>>::put(m_, t.offset, n++, v);
        }
        return {t.offset, n};
    }

    M& m_;
    builder<M, T> list_;
};

/// A set of locations grows in one window.
template <class M>
class set_builder<M, type::ivec> {
public:
    using R = typename M::patch_rows;
    BATT_FN set_builder(M& m, int) : m_(m), mark_(m.top()) {}
    BATT_FN int mark() const { return mark_; }
    BATT_FN void push(ivec v) {
        m_.release(mark_);
        if (v.is_none()) {
            m_.fail(status::empty);
            return;
        }
        insert(out_, v);
    }
    BATT_FN indices<M> close() { return out_; }

    /// Adds the location v to p.
    BATT_FN void insert(indices<M>& p, ivec v) {
        constexpr int e = M::patch_extent;
        if (!is_place(v)) {
            m_.fail(status::capacity);
            return;
        }
        const int r = v.i - p.i, c = v.j - p.j;
        if (r >= 0 && r < e && c >= 0 && c < e) {
            p.mask = p.mask | single<R>(r, c);
            return;
        }
        const box_of b = bounds(p.i, p.j, p.mask);
        const ivec o = common_origin(m_, b, {v.i, v.j, v.i, v.j, false});
        p.mask = rebased(p.mask, p.i, p.j, o.i, o.j) | single<R>(v.i - o.i, v.j - o.j);
        p.i = o.i;
        p.j = o.j;
    }

private:
    M& m_;
    int mark_;
    indices<M> out_{0, 0, batt::none<R>()};
};

/// A set of cells: cells are collected, then every colour becomes a layer.
template <class M>
class set_builder<M, type::cell> {
public:
    using R = typename M::patch_rows;
    BATT_FN set_builder(M& m, int capacity) : m_(m), list_(m, capacity) {}
    BATT_FN int mark() const { return list_.mark(); }
    BATT_FN void push(const cell& v) {
        if (v.second.is_none()) m_.fail(status::empty);
        if (!representable(m_, v.first)) refuse_color(m_, v.first);
        if (!is_place(v.second)) m_.fail(status::capacity);
        list_.push(v);
    }
    BATT_FN object<M> close() {
        const auto t = list_.close();
        box_of b{0, 0, 0, 0, true};
        std::uint32_t palette = 0;
        if (!m_.ok()) return {0, 0, 0, 0};
        for (int k = 0; k < t.count; ++k) {
            const cell v = get(m_, t, k);
            const ivec at = v.second;
            palette |= 1U << (v.first + 1);
            b = b.none ? box_of{at.i, at.j, at.i, at.j, false}
                       : box_of{at.i < b.top ? at.i : b.top, at.j < b.left ? at.j : b.left,
                                at.i > b.bottom ? at.i : b.bottom, at.j > b.right ? at.j : b.right,
                                false};
        }
        const ivec o = common_origin(m_, b, b);
        layer_builder<M> layers(m_);
        for (std::uint32_t left = palette; left != 0; left &= left - 1) {
            const int color = bits::lowest(left) - 1;
            R mask = batt::none<R>();
            for (int k = 0; k < t.count; ++k) {
                const cell v = get(m_, t, k);
                if (v.first == color) mask = mask | single<R>(v.second.i - o.i, v.second.j - o.j);
            }
            layers.push(color, mask);
        }
        const object<M> out = layers.close(o.i, o.j);
        return compact(m_, out, t.offset);
    }

private:
    M& m_;
    builder<M, type::cell> list_;
};

/// Collects elements of type T into a container like C: a set for a set, else a tuple.
template <class M, class C, class T>
using builder_like = type::chosen<type::set_like<C>, set_builder<M, T>, builder<M, T>>;

/// Whether a container may have n elements; if not, fails with `capacity` before work is done.
template <class M>
BATT_FN bool countable(M& m, std::int64_t n) {
    if (n <= max_elements) return true;
    m.fail(status::capacity);
    return false;
}

} // namespace batt::value
BATT_HOST_CALLS_END
