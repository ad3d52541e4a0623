// Building containers: every result grows here, so that none outgrows the limits.
#pragma once

#include <batt/reference/static_views.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// How much a value holds: the scalars, locations and cells in it. A function value that holds
/// bound values has a member function `weight`; any other counts as one.
template <class T>
std::size_t weight(const T& x) {
    if constexpr (std::is_same_v<T, grid>) {
        return 1 + x.cells().size();
    } else if constexpr (std::is_same_v<T, cell>) {
        return 1;
    } else if constexpr (is_pair_v<T>) {
        return weight(x.first) + weight(x.second);
    } else if constexpr (is_set_v<T> || is_tuple_v<T>) {
        using E = typename T::value_type;
        if constexpr (integral_value<E> || std::is_same_v<E, ivec> || std::is_same_v<E, cell>) {
            return 1 + x.size();
        } else {
            std::size_t sum = 1;
            for (const auto& v : x) sum += weight(v);
            return sum;
        }
    } else if constexpr (requires { x.weight(); }) {
        return x.weight();
    } else {
        return 1;
    }
}

/// A set<T> if C is a set, else a tuple<T>.
template <class C, class T>
using like_t = type::chosen<is_set_v<C>, set<T>, tuple<T>>;

/// The type that holds some elements of a C: a set, a grid, or for all other types a tuple.
template <class C>
using same_kind_t = type::chosen<std::is_same_v<C, grid>, grid, like_t<C, element_t<C>>>;

/// Gathers the elements of a container C; fails with `capacity` once they outgrow the limits.
template <container C>
class gatherer {
public:
    using value_type = element_t<C>;

    /// Adds x.
    void add(value_type x) {
        weight_ += weight(x);
        items_.push_back(std::move(x));
        if (fits(1)) return;
        if constexpr (is_set_v<C>) {
            // Many may be repeats; removing them only now and then keeps the cost linear.
            if (fits(2)) return;
            const C distinct(std::move(items_));
            items_.assign(distinct.begin(), distinct.end());
            weight_ = weight(distinct);
            if (fits(1)) return;
        }
        fail(status::capacity);
    }

    /// The container of what was added; the gatherer is empty afterwards.
    C take() {
        if constexpr (std::is_same_v<C, grid>) {
            return to_grid(tuple<value_type>(std::move(items_)));
        } else if (fits(1)) {
            return C(std::move(items_));
        } else {
            C result(std::move(items_));
            check_weight(weight(result));
            return result;
        }
    }

private:
    bool fits(std::size_t times) const {
        return items_.size() <= times * max_elements && weight_ <= times * max_weight;
    }

    storage<value_type> items_;
    std::size_t weight_ = 1;
};

} // namespace batt::reference
BATT_HOST_CALLS_END
