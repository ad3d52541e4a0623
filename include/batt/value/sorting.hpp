// Sorting by insertion: the places of elements, in value order, in lines of 32.
#pragma once

#include <batt/value/compare.hpp>
#include <batt/value/list.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::value {

/// The first of n places where before(k) is false; before must hold up to some place and not after.
template <class F>
BATT_FN int partition_point(int n, const F& before) {
    int low = 0, high = n;
    while (low < high) {
        const int mid = (low + high) / 2;
        if (before(mid))
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/// The places of the elements of t in ascending order, those of equal elements in theirs.
/// Cost: a binary search and an insertion per element: n^2 / 64 words move.
template <class M, class T>
BATT_FN permutation<M> sorted_places(M& m, const tuple<M, T>& t) {
    permutation<M> out(m, t.count);
    for (int k = 0; k < t.count && m.ok(); ++k) {
        const auto x = get(m, t, k);
        const auto not_after = [&](int p) { return compare(m, get(m, t, out[p]), x) <= 0; };
        out.insert(partition_point(out.count(), not_after), k);
    }
    return out;
}

/// Inserts the place of x, element k of t, into those of distinct elements in ascending order.
/// False, and nothing is inserted, if an equal element is among them.
template <class M, class T, class V>
BATT_FN bool insert_if_new(M& m, const tuple<M, T>& t, permutation<M>& places, int k, const V& x) {
    int low = 0, high = places.count();
    while (low < high) {
        const int mid = (low + high) / 2;
        const int c = compare(m, get(m, t, places[mid]), x);
        if (c == 0) return false;
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    places.insert(low, k);
    return true;
}

} // namespace batt::value
BATT_HOST_CALLS_END
