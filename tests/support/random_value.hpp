// Random values of any static type: small and related, so that equal ones meet, with extreme values
// among them.
#pragma once

#include "wire.hpp"
#include <random>

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

/// A source of numbers with a fixed seed.
class source {
public:
    explicit source(unsigned seed) : engine_(seed) {}
    /// from <= result <= to
    int between(int from, int to) {
        return from + static_cast<int>(engine_() % static_cast<unsigned>(to - from + 1));
    }
    bool one_in(int n) { return between(1, n) == 1; }

private:
    std::mt19937 engine_;
};

/// Appends the numbers of a random value of static type Tag.
template <class Tag>
struct random_value;

template <>
struct random_value<type::integer> {
    static void add(source& s, std::vector<int>& out) {
        if (s.one_in(40)) {
            constexpr int edges[] = {2147483647, -2147483647 - 1, 65536, -65536,
                                     32767,      -32768,          46341};
            out.push_back(edges[s.between(0, 6)]);
        } else {
            out.push_back(s.one_in(4) ? s.between(-40, 40) : s.between(-2, 10));
        }
    }
};
template <>
struct random_value<type::boolean> {
    static void add(source& s, std::vector<int>& out) { out.push_back(s.between(0, 1)); }
};
template <>
struct random_value<type::ivec> {
    static void add(source& s, std::vector<int>& out) {
        if (s.one_in(50)) {
            out.push_back(ivec::no_location().i);
            out.push_back(ivec::no_location().j);
        } else if (s.one_in(60)) {
            random_value<type::integer>::add(s, out);
            random_value<type::integer>::add(s, out);
        } else {
            const int far = s.one_in(5) ? 40 : 4;
            out.push_back(s.between(-far, far));
            out.push_back(s.between(-far, far));
        }
    }
};
template <integer N>
struct random_value<type::constant<N>> {
    static void add(source&, std::vector<int>&) {}
};
template <bool B>
struct random_value<type::flag<B>> {
    static void add(source&, std::vector<int>&) {}
};
template <class A, class B>
struct random_value<type::pair<A, B>> {
    static void add(source& s, std::vector<int>& out) {
        random_value<A>::add(s, out);
        random_value<B>::add(s, out);
    }
};

inline int random_color(source& s) { return s.one_in(100) ? s.between(-1, 14) : s.between(0, 9); }

template <>
struct random_value<type::grid> {
    static void add(source& s, std::vector<int>& out) {
        const int side = s.one_in(3) ? 30 : (s.one_in(2) ? 12 : 4);
        const int h = s.between(s.one_in(10) ? 0 : 1, side);
        const int w = h == 0 ? 0 : s.between(s.one_in(10) ? 0 : 1, side);
        out.push_back(h);
        out.push_back(w);
        const std::size_t start = out.size();
        const int back = random_color(s), noise = s.between(0, 2);
        for (int k = 0; k < h * w; ++k)
            out.push_back(noise == 0 ? back
                                     : (noise == 1 && !s.one_in(8) ? back : random_color(s)));
        if (h == 0 || w == 0) return;
        for (int n = s.between(0, 6); n > 0; --n) {
            const int i0 = s.between(0, h - 1), j0 = s.between(0, w - 1);
            const int i1 = s.between(i0, h - 1), j1 = s.between(j0, w - 1), c = random_color(s);
            for (int i = i0; i <= i1; ++i)
                for (int j = j0; j <= j1; ++j) out[start + static_cast<std::size_t>(i * w + j)] = c;
        }
    }
};

/// Locations in a random box, with a random density.
inline std::vector<ivec> random_locations(source& s) {
    std::vector<ivec> out;
    if (s.one_in(12)) return out;
    const int side = s.one_in(4) ? 20 : 5;
    const int h = s.between(1, side), w = s.between(1, side);
    const int far = s.one_in(4) ? 40 : 6;
    const int i0 = s.between(-far, far), j0 = s.between(-far, far), density = s.between(1, 4);
    for (int i = 0; i < h; ++i)
        for (int j = 0; j < w; ++j)
            if (s.one_in(density)) out.push_back({i0 + i, j0 + j});
    return out;
}
template <>
struct random_value<type::indices> {
    static void add(source& s, std::vector<int>& out) {
        const auto at = random_locations(s);
        out.push_back(static_cast<int>(at.size()));
        for (ivec v : at) {
            out.push_back(v.i);
            out.push_back(v.j);
        }
    }
};
inline void add_cells(source& s, std::vector<int>& out, int colors) {
    const auto at = random_locations(s);
    const int first = random_color(s), second = random_color(s);
    std::vector<int> cells;
    int n = 0;
    for (ivec v : at) {
        const int c = colors == 1 ? first : (colors == 2 && s.one_in(2) ? second : random_color(s));
        const int copies = colors > 1 && s.one_in(15) ? 2 : 1;
        for (int k = 0; k < copies; ++k) {
            cells.push_back(k == 0 ? c : random_color(s));
            cells.push_back(v.i);
            cells.push_back(v.j);
            ++n;
        }
    }
    out.push_back(n);
    out.insert(out.end(), cells.begin(), cells.end());
}
template <>
struct random_value<type::object> {
    static void add(source& s, std::vector<int>& out) { add_cells(s, out, s.between(1, 3)); }
};
template <>
struct random_value<type::univalued> {
    static void add(source& s, std::vector<int>& out) { add_cells(s, out, 1); }
};
template <class T>
struct random_list {
    static void add(source& s, std::vector<int>& out) {
        const int n = s.between(0, s.one_in(6) ? 40 : 5);
        out.push_back(n);
        for (int k = 0; k < n; ++k) random_value<T>::add(s, out);
    }
};
template <class T>
struct random_value<type::set<T>> : random_list<T> {};
template <class T>
struct random_value<type::tuple<T>> : random_list<T> {};
/// Mostly rows of one length, which may stand for a grid.
template <>
struct random_value<type::tuple<type::tuple<type::integer>>> {
    static void add(source& s, std::vector<int>& out) {
        const int n = s.between(0, 6), w = s.between(0, 6);
        out.push_back(n);
        for (int k = 0; k < n; ++k) {
            const int m = s.one_in(40) ? s.between(0, 6) : w;
            out.push_back(m);
            for (int j = 0; j < m; ++j)
                out.push_back(s.one_in(300) ? s.between(-3, 20) : random_color(s));
        }
    }
};
template <class Op>
struct random_value<type::named<Op>> {
    static void add(source&, std::vector<int>&) {}
};
template <class... T>
struct random_parts {
    static void add(source& s, std::vector<int>& out) { (random_value<T>::add(s, out), ...); }
};
template <class F, class V>
struct random_value<type::lbind<F, V>> : random_parts<F, V> {};
template <class F, class V>
struct random_value<type::rbind<F, V>> : random_parts<F, V> {};
template <class F, class G>
struct random_value<type::compose<F, G>> : random_parts<F, G> {};
template <class F, class V>
struct random_value<type::matcher<F, V>> : random_parts<F, V> {};
template <class O, class A, class B>
struct random_value<type::fork<O, A, B>> : random_parts<O, A, B> {};
template <class F, int N>
struct random_value<type::power<F, N>> : random_parts<F> {};
template <class F>
struct random_value<type::repeated<F>> {
    static void add(source& s, std::vector<int>& out) {
        random_value<F>::add(s, out);
        out.push_back(s.between(1, 5));
    }
};
template <class F, class G>
struct random_value<type::choice<F, G>> : random_parts<type::boolean, F, G> {};

/// The numbers of random arguments of types A, each in its canonical form (sets in order).
template <class... A>
std::vector<int> random_arguments(source& s) {
    std::vector<int> out;
    const auto add = [&]<class T>(T) {
        std::vector<int> raw;
        random_value<T>::add(s, raw);
        reference::definition_machine b;
        reader in{raw.data()};
        const auto numbers = to_wire<T>(wire<T>::read(b, in));
        out.insert(out.end(), numbers.begin(), numbers.end());
    };
    (add(A{}), ...);
    return out;
}

} // namespace batt::testing
BATT_HOST_CALLS_END
