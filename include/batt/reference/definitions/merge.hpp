// Containers put together into one: merge, combine.
#pragma once

#include <batt/reference/definitions/concat.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// Union of sets, concatenation of tuples; the kind of a decides.
template <>
struct definition<op::combine> {
    template <container A, container B>
    static auto call(const A& a, const B& b) {
        using T = common_t<element_t<A>, element_t<B>>;
        constexpr bool rows = std::is_same_v<A, grid>;
        gatherer<type::chosen<rows, grid, like_t<A, T>>> items;
        for (const auto& x : elements(a)) items.add(convert<T>(x));
        for (const auto& x : elements(b)) items.add(convert<T>(x));
        return items.take();
    }
};

/// The elements of the containers in c, as a set if c is one, else concatenated; grids are stacked.
template <>
struct definition<op::merge> {
    template <container C>
    static auto call(const C& c) {
        using X = element_t<C>;
        if constexpr (std::is_same_v<X, grid> && !is_set_v<C>) {
            return detail::stack(tuple<grid>(elements(c)));
        } else {
            gatherer<like_t<C, element_t<X>>> items;
            for (const auto& x : elements(c)) {
                for (const auto& y : elements(x)) items.add(y);
            }
            return items.take();
        }
    }

    /// The parts of a pair may be of different kinds, such as an object and a sequence of cells.
    template <container A, container B>
        requires differ<A, B> && have_common<element_t<A>, element_t<B>>
    static auto call(const pair<A, B>& c) {
        if constexpr (std::is_same_v<A, grid> || std::is_same_v<B, grid>) {
            return detail::stack({convert<grid>(c.first), convert<grid>(c.second)});
        } else {
            using T = common_t<element_t<A>, element_t<B>>;
            gatherer<tuple<T>> items;
            for (const auto& x : elements(c.first)) items.add(convert<T>(x));
            for (const auto& x : elements(c.second)) items.add(convert<T>(x));
            return items.take();
        }
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
