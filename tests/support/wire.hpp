// Values as plain numbers: how tests hand any value of any static type to any machine or to the
// reference, and back.
#pragma once

#include <batt/reference/machine/definition_machine.hpp>
#include <vector>

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

/// Numbers to read, one after the other.
struct reader {
    const int* p;
    BATT_FN int get() { return *p++; }
};

/// Numbers to write. It counts all of them, but stores only up to its capacity.
template <class M>
struct writer {
    int* p;
    int capacity;
    int count = 0;
    BATT_FN void put(int x) {
        if (count < capacity) {
            if constexpr (M::lanes::on_device) {
                if (M::lanes::lane() == 0) p[count] = x;
            } else {
                p[count] = x;
            }
        }
        ++count;
    }
};

/// read: reads a value of static type Tag; write: writes its numbers. A set is its size and its
/// elements in ascending order, so equal values give equal numbers.
template <class Tag>
struct wire;

template <>
struct wire<type::integer> {
    template <class M>
    static BATT_FN integer read(M&, reader& in) {
        return in.get();
    }
    template <class M, class W>
    static BATT_FN void write(M&, integer v, W& out) {
        out.put(v);
    }
};
template <>
struct wire<type::boolean> {
    template <class M>
    static BATT_FN boolean read(M&, reader& in) {
        return in.get() != 0;
    }
    template <class M, class W>
    static BATT_FN void write(M&, boolean v, W& out) {
        out.put(v ? 1 : 0);
    }
};
template <>
struct wire<type::ivec> {
    template <class M>
    static BATT_FN ivec read(M&, reader& in) {
        const int i = in.get();
        return {i, in.get()};
    }
    template <class M, class W>
    static BATT_FN void write(M&, ivec v, W& out) {
        out.put(v.i);
        out.put(v.j);
    }
};
template <integer N>
struct wire<type::constant<N>> {
    template <class M>
    static BATT_FN value::constant<N> read(M&, reader&) {
        return {};
    }
    template <class M, class W>
    static BATT_FN void write(M&, value::constant<N>, W&) {}
};
template <bool B>
struct wire<type::flag<B>> {
    template <class M>
    static BATT_FN value::flag<B> read(M&, reader&) {
        return {};
    }
    template <class M, class W>
    static BATT_FN void write(M&, value::flag<B>, W&) {}
};
template <class A, class B>
struct wire<type::pair<A, B>> {
    template <class M>
    static BATT_FN value::of<M, type::pair<A, B>> read(M& m, reader& in) {
        const auto a = wire<A>::read(m, in);
        return {a, wire<B>::read(m, in)};
    }
    template <class M, class V, class W>
    static BATT_FN void write(M& m, const V& v, W& out) {
        wire<A>::write(m, v.first, out);
        wire<B>::write(m, v.second, out);
    }
};
template <>
struct wire<type::grid> {
    template <class M>
    static BATT_FN value::grid<M> read(M& m, reader& in) {
        const int h = in.get(), w = in.get();
        value::grid<M> g = value::empty_grid<M>(h);
        g.w = h > 0 ? w : 0;
        const bool fits = h <= M::grid_extent && w <= M::grid_extent;
        if (!fits) m.fail(status::capacity);
        for (int i = 0; i < h; ++i)
            for (int j = 0; j < w; ++j) {
                const int c = in.get();
                if (fits) value::put_color(m, g, single<typename M::grid_rows>(i, j), c);
            }
        return fits ? g : value::empty_grid<M>(0);
    }
    static reference::grid read(reference::definition_machine&, reader& in) {
        const int h = in.get(), w = in.get();
        reference::grid g(h, w);
        for (int i = 0; i < h; ++i)
            for (int j = 0; j < w; ++j) g.at(i, j) = in.get();
        return g;
    }
    template <class M, class W>
    static BATT_FN void write(M& m, const value::grid<M>& g, W& out) {
        out.put(g.h);
        out.put(g.w);
        for (int i = 0; i < g.h; ++i)
            for (int j = 0; j < g.w; ++j) out.put(value::color_at(m, g, i, j));
    }
    template <class W>
    static void write(reference::definition_machine&, const reference::grid& g, W& out) {
        out.put(g.height());
        out.put(g.width());
        for (int i = 0; i < g.height(); ++i)
            for (int j = 0; j < g.width(); ++j) out.put(g.at(i, j));
    }
};

/// Sets and tuples of T on any machine and on the reference.
template <class Tag, class T, bool IsSet>
struct wire_list {
    template <class M>
    static BATT_FN value::of<M, Tag> read(M& m, reader& in) {
        const int n = in.get();
        if constexpr (IsSet) {
            value::set_builder<M, T> out(m, n);
            for (int k = 0; k < n; ++k) out.push(wire<T>::read(m, in));
            return out.close();
        } else {
            value::builder<M, T> out(m, n);
            for (int k = 0; k < n; ++k) out.push(wire<T>::read(m, in));
            return out.close();
        }
    }
    static value::of<reference::definition_machine, Tag> read(reference::definition_machine& b,
                                                              reader& in) {
        const int n = in.get();
        reference::storage<value::of<reference::definition_machine, T>> items;
        for (int k = 0; k < n; ++k) items.push_back(wire<T>::read(b, in));
        return value::of<reference::definition_machine, Tag>(items);
    }
    template <class M, class V, class W>
    static BATT_FN void write(M& m, const V& v, W& out) {
        out.put(value::count(m, v));
        value::for_each(m, v, [&](const auto& x) {
            wire<T>::write(m, x, out);
            return true;
        });
    }
    template <class V, class W>
    static void write(reference::definition_machine& b, const V& v, W& out) {
        out.put(static_cast<int>(v.size()));
        for (const auto& x : v) wire<T>::write(b, x, out);
    }
};
template <class T>
struct wire<type::tuple<T>> : wire_list<type::tuple<T>, T, false> {};
template <class T>
struct wire<type::set<T>> : wire_list<type::set<T>, T, true> {};
template <>
struct wire<type::indices> : wire_list<type::indices, type::ivec, true> {};
template <>
struct wire<type::object> : wire_list<type::object, type::cell, true> {};
template <>
struct wire<type::univalued> {
    using as_object = wire<type::object>;
    template <class M>
    static BATT_FN value::univalued<M> read(M& m, reader& in) {
        const int n = in.get();
        value::set_builder<M, type::ivec> out(m, n);
        integer color = 0;
        for (int k = 0; k < n; ++k) {
            color = in.get();
            const int i = in.get();
            out.push({i, in.get()});
        }
        const auto p = out.close();
        return {p.i, p.j, color, p.mask};
    }
    static auto read(reference::definition_machine& b, reader& in) {
        return as_object::read(b, in);
    }
    template <class M, class V, class W>
    static BATT_FN void write(M& m, const V& v, W& out) {
        as_object::write(m, v, out);
    }
};

// Function values: the values that they have bound.
template <class Op>
struct wire<type::named<Op>> {
    template <class M>
    static BATT_FN value::named<Op> read(M&, reader&) {
        return {};
    }
    template <class M, class W>
    static BATT_FN void write(M&, value::named<Op>, W&) {}
};
template <class Tag, class A, class B>
struct wire_two {
    template <class M>
    static BATT_FN value::of<M, Tag> read(M& m, reader& in) {
        auto a = wire<A>::read(m, in);
        return {a, wire<B>::read(m, in)};
    }
    template <class M, class V, class W>
    static BATT_FN void write(M& m, const V& v, W& out) {
        const auto& [a, b] = v;
        wire<A>::write(m, a, out);
        wire<B>::write(m, b, out);
    }
};
template <class F, class V>
struct wire<type::lbind<F, V>> : wire_two<type::lbind<F, V>, F, V> {};
template <class F, class V>
struct wire<type::rbind<F, V>> : wire_two<type::rbind<F, V>, F, V> {};
template <class F, class G>
struct wire<type::compose<F, G>> : wire_two<type::compose<F, G>, F, G> {};
template <class F, class V>
struct wire<type::matcher<F, V>> : wire_two<type::matcher<F, V>, F, V> {};
template <class F>
struct wire<type::repeated<F>> : wire_two<type::repeated<F>, F, type::integer> {};
template <class F, int N>
struct wire<type::power<F, N>> {
    template <class M>
    static BATT_FN value::of<M, type::power<F, N>> read(M& m, reader& in) {
        return {wire<F>::read(m, in)};
    }
    template <class M, class V, class W>
    static BATT_FN void write(M& m, const V& v, W& out) {
        wire<F>::write(m, v.f, out);
    }
};
template <class O, class A, class B>
struct wire<type::fork<O, A, B>> {
    template <class M>
    static BATT_FN value::of<M, type::fork<O, A, B>> read(M& m, reader& in) {
        auto o = wire<O>::read(m, in);
        auto a = wire<A>::read(m, in);
        return {o, a, wire<B>::read(m, in)};
    }
    template <class M, class V, class W>
    static BATT_FN void write(M& m, const V& v, W& out) {
        wire<O>::write(m, v.outer, out);
        wire<A>::write(m, v.a, out);
        wire<B>::write(m, v.b, out);
    }
};
template <class F, class G>
struct wire<type::choice<F, G>> {
    template <class M>
    static BATT_FN value::of<M, type::choice<F, G>> read(M& m, reader& in) {
        const bool first = in.get() != 0;
        auto f = wire<F>::read(m, in);
        return {first, f, wire<G>::read(m, in)};
    }
    template <class M, class V, class W>
    static BATT_FN void write(M& m, const V& v, W& out) {
        out.put(v.first ? 1 : 0);
        wire<F>::write(m, v.f, out);
        wire<G>::write(m, v.g, out);
    }
};

/// Writes what came of a call on a machine: the status and, if it is ok, the numbers of the value.
/// @return how many numbers there are, even if `out` has no room for all of them.
template <class Tag, class M, class V>
BATT_FN int write_answer(M& m, const V& v, int* out, int capacity) {
    writer<M> w{out, capacity};
    w.put(static_cast<int>(m.why()));
    if (m.ok()) {
        wire<Tag>::write(m, v, w);
        if (!m.ok()) {
            w.count = 0;
            w.put(static_cast<int>(status::capacity));
        }
    }
    return w.count;
}

/// A value of the reference as numbers.
template <class Tag, class V>
std::vector<int> to_wire(const V& v) {
    struct vector_writer {
        std::vector<int> numbers;
        void put(int x) { numbers.push_back(x); }
    } out;
    reference::definition_machine b;
    wire<Tag>::write(b, v, out);
    return out.numbers;
}

} // namespace batt::testing
BATT_HOST_CALLS_END
