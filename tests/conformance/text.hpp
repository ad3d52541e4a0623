// Values as text, alike for all views of a value: a grid is written as the tuple of its rows.
#pragma once

#include "runner.hpp"
#include <algorithm>
#include <batt/value/unify.hpp>

namespace batt::conformance {

/// The name of an operation, as it is recorded.
template <class Op>
extern const char* const name_of;

/// Reads the numbers of a value of static type Tag.
template <class Tag>
struct text;

using position = const int*&;

inline std::string number(position p) { return std::to_string(*p++); }
template <class... T>
std::string call_text(const char* name, position p) {
    std::string out = name;
    out += "(";
    ((out += text<T>::of(p) + ", "), ...);
    out.resize(out.size() - 2);
    return out + ")";
}

template <>
struct text<type::integer> {
    static std::string of(position p) { return number(p); }
};
template <>
struct text<type::boolean> : text<type::integer> {};
template <integer N>
struct text<type::constant<N>> {
    static std::string of(position) { return std::to_string(N); }
};
template <bool B>
struct text<type::flag<B>> : text<type::constant<B>> {};
template <>
struct text<type::ivec> {
    static std::string of(position p) {
        const ivec v{p[0], p[1]};
        if (!v.is_none()) return call_text<type::integer, type::integer>("", p);
        p += 2;
        return "nowhere";
    }
};
template <class A, class B>
struct text<type::pair<A, B>> {
    static std::string of(position p) { return call_text<A, B>("", p); }
};
inline std::string row(position p, int n) {
    std::string out = "(";
    for (int k = 0; k < n; ++k) out += (k ? ", " : "") + number(p);
    return out + ")";
}
template <>
struct text<type::grid> {
    static std::string of(position p) {
        const int h = p[0], w = p[1];
        p += 2;
        std::string out = "(";
        for (int i = 0; i < h; ++i) out += (i ? ", " : "") + row(p, w);
        return out + ")";
    }
};
template <class T, bool IsSet>
struct list_text {
    static std::string of(position p) {
        std::vector<std::string> items;
        for (int n = *p++; n > 0; --n) items.push_back(text<T>::of(p));
        // functions have no order
        if (IsSet && !type::ordered<T>) std::sort(items.begin(), items.end());
        std::string out = IsSet ? "{" : "(";
        for (std::size_t k = 0; k < items.size(); ++k) out += (k ? ", " : "") + items[k];
        return out + (IsSet ? "}" : ")");
    }
};
template <class T>
struct text<type::tuple<T>> : list_text<T, false> {};
template <class T>
struct text<type::set<T>> : list_text<T, true> {};
template <>
struct text<type::indices> : list_text<type::ivec, true> {};
template <>
struct text<type::object> : list_text<type::cell, true> {};
template <>
struct text<type::univalued> : list_text<type::cell, true> {};

template <class Op>
struct text<type::named<Op>> {
    static std::string of(position) { return name_of<Op>; }
};
template <class F, class V>
struct text<type::lbind<F, V>> {
    static std::string of(position p) { return call_text<F, V>("lbind", p); }
};
template <class F, class V>
struct text<type::rbind<F, V>> {
    static std::string of(position p) { return call_text<F, V>("rbind", p); }
};
template <class F, class V>
struct text<type::matcher<F, V>> {
    static std::string of(position p) { return call_text<F, V>("matcher", p); }
};
template <class O, class A, class B>
struct text<type::fork<O, A, B>> {
    static std::string of(position p) { return call_text<O, A, B>("fork", p); }
};
/// Compositions are written without their nesting: a chain is one of three.
template <class F, class G>
struct text<type::compose<F, G>> {
    static std::string of(position p) {
        const auto bare = [](const std::string& s) {
            return s.starts_with("compose(") ? s.substr(8, s.size() - 9) : s;
        };
        const auto f = text<F>::of(p);
        return "compose(" + bare(f) + ", " + bare(text<G>::of(p)) + ")";
    }
};
template <class F, int N>
struct text<type::power<F, N>> {
    static std::string of(position p) { return call_text<F, type::constant<N>>("power", p); }
};
template <class F>
struct text<type::repeated<F>> {
    static std::string of(position p) { return call_text<F, type::integer>("power", p); }
};
template <class F, class G>
struct text<type::choice<F, G>> {
    static std::string of(position p) {
        const bool first = *p++ != 0;
        const auto f = text<F>::of(p);
        const auto g = text<G>::of(p);
        return first ? f : g;
    }
};

} // namespace batt::conformance
