// Elements of containers, chosen or sorted by a key.
#pragma once

#include <batt/reference/dynamic/function.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// The keys of elements, in order.
inline vector<value> keys_of(const elements& c, const value& key) {
    auto keys = vector_for<value>(c.size());
    for (const value& x : c) keys.push_back(call(key, x));
    return keys;
}
/// The index of the first of the largest keys if `sign` is 1, of the smallest if it is -1;
/// `empty` if there is none.
inline std::size_t extreme_key(const elements& c, const vector<value>& keys, int sign) {
    if (keys.empty()) fail(status::empty);
    std::size_t best = 0;
    bool tied = false;
    for (std::size_t k = 1; k < keys.size(); ++k) {
        charge();
        const int more = compare_keys(keys[k], keys[best]) * sign;
        if (more > 0) best = k;
        tied = more == 0 || (more < 0 && tied);
    }
    if (tied && c.container().is_set()) note_tie();
    return best;
}
inline value extreme_element(const value& c, const value& key, int sign) {
    const elements items(c);
    return items[extreme_key(items, keys_of(items, key), sign)];
}
inline value extreme_value(const value& c, const value& key, int sign) {
    const elements items(c);
    const vector<value> keys = keys_of(items, key);
    return keys[extreme_key(items, keys, sign)];
}

/// The first element with the largest key; `empty` if there is none.
inline value argmax(const value& c, const value& key) { return extreme_element(c, key, 1); }
/// The first element with the smallest key; `empty` if there is none.
inline value argmin(const value& c, const value& key) { return extreme_element(c, key, -1); }
/// The largest key; `empty` if there is none.
inline value valmax(const value& c, const value& key) { return extreme_value(c, key, 1); }
/// The smallest key; `empty` if there is none.
inline value valmin(const value& c, const value& key) { return extreme_value(c, key, -1); }

/// Fails with `type` unless every two keys can be compared.
inline void check_comparable(const vector<value>& keys) {
    const auto all = [&](kind what) {
        return std::all_of(keys.begin(), keys.end(), [=](const value& k) { return k.is(what); });
    };
    if (keys.size() < 2 || all(kind::integer) || all(kind::location) || all(kind::set)) return;
    charge(std::uint64_t{keys.size()} * keys.size());
    for (std::size_t a = 0; a < keys.size(); ++a)
        for (std::size_t b = 0; b < a; ++b) compare_keys(keys[b], keys[a]);
}
/// The elements in ascending order of their keys; elements with equal keys keep their order.
inline value order(const value& c, const value& key) {
    const elements items(c);
    const vector<value> keys = keys_of(items, key);
    check_comparable(keys);
    auto places = vector_for<std::size_t>(items.size());
    for (std::size_t k = 0; k < items.size(); ++k) places.push_back(k);
    charge(items.size() * static_cast<std::uint64_t>(std::bit_width(items.size())));
    bool tied = false;
    std::sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
        if (a == b) return false;
        const int sign = compare_keys(keys[a], keys[b]);
        tied = tied || sign == 0;
        return sign != 0 ? sign < 0 : a < b;
    });
    if (tied && c.is_set()) note_tie();
    auto sorted = vector_for<value>(items.size());
    for (const std::size_t k : places) sorted.push_back(items[k]);
    return make_tuple(std::move(sorted));
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
