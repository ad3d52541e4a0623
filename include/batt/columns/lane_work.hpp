// Work on numbers 0..n-1 that the lanes of a machine divide: on a device lane l takes l, l + 32,
// ..., on the host there is one lane.
#pragma once

#include <batt/columns/record.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Afterwards lanes may read what others have written before.
template <class M>
BATT_FN void meet_lanes() {
    if constexpr (M::lanes::on_device) M::lanes::meet();
}

/// Calls f(k) for each number. f exchanges nothing with other lanes.
template <class M, class F>
BATT_FN void for_numbers(int n, const F& f) {
    if constexpr (M::lanes::on_device) {
        for (int k = M::lanes::lane(); k < n; k += 32) f(k);
        meet_lanes<M>();
    } else {
        for (int k = 0; k < n; ++k) f(k);
    }
}

/// How many numbers a lane takes at once where nothing but memory takes time: what it reads for one
/// does not wait for the others.
inline constexpr int numbers_at_once = 8;

/// The first number for which f holds; n if there is none. AtOnce: for how many numbers a lane asks
/// before it knows the answer for the first of them.
template <class M, int AtOnce = 1, class F>
BATT_FN int first_number(int n, const F& f) {
    if constexpr (M::lanes::on_device) {
        for (int from = 0; from < n; from += 32 * AtOnce) {
            bool holds[std::size_t{AtOnce}];
            BATT_UNROLL
            for (int x = 0; x < AtOnce; ++x) {
                const int k = from + 32 * x + M::lanes::lane();
                holds[x] = k < n && f(k);
            }
            BATT_UNROLL
            for (int x = 0; x < AtOnce; ++x)
                if (const std::uint32_t found = M::lanes::ballot(holds[x]); found != 0)
                    return from + 32 * x + bits::lowest(found);
        }
        return n;
    } else {
        int k = 0;
        while (k < n && !f(k)) ++k;
        return k;
    }
}

/// Calls put(k, place) for each k for which keep(k) holds, place counting them; returns how many.
template <class M, class Keep, class Put>
BATT_FN int for_kept_numbers(int n, const Keep& keep, const Put& put) {
    int count = 0;
    if constexpr (M::lanes::on_device) {
        const int lane = M::lanes::lane();
        for (int from = 0; from < n; from += 32) {
            const int k = from + lane;
            const bool kept = k < n && keep(k);
            const std::uint32_t all = M::lanes::ballot(kept);
            const std::uint32_t below = (std::uint32_t{1} << lane) - 1;
            if (kept) put(k, count + bits::popcount(all & below));
            count += bits::popcount(all);
        }
        meet_lanes<M>();
    } else {
        for (int k = 0; k < n; ++k)
            if (keep(k)) put(k, count++);
    }
    return count;
}

/// The sum of f(k) >= 0, or more than `most` if it is more than that.
template <class M, class F>
BATT_FN int sum_of_numbers(int n, int most, const F& f) {
    std::int64_t sum = 0;
    if constexpr (M::lanes::on_device) {
        for (int k = M::lanes::lane(); k < n; k += 32) sum += f(k);
        // the sum of all lanes is in range: these are sizes of containers
        return M::lanes::sum(static_cast<int>(sum > most ? most + 1 : sum));
    } else {
        for (int k = 0; k < n; ++k) sum += f(k);
        return static_cast<int>(sum > most ? most + 1 : sum);
    }
}

/// Calls put(place, list, k) for element k of each of some lists, place counting all of them.
/// count(list): how many it has.
template <class M, class Count, class Put>
BATT_FN void for_elements(int lists, const Count& count, const Put& put) {
    if constexpr (M::lanes::on_device) {
        const int lane = M::lanes::lane();
        for (int from = 0, before = 0; from < lists; from += 32) {
            // Each lane knows where a list ends.
            const int mine = from + lane < lists ? count(from + lane) : 0;
            int end = mine;
            for (int apart = 1; apart < 32; apart *= 2) {
                const int lower = M::lanes::shuffle(end, lane - apart);
                if (lane >= apart) end += lower;
            }
            const int total = M::lanes::shuffle(end, 31), begin = end - mine;
            for (int k = lane; k - lane < total; k += 32) {
                int list = 0;
                for (int half = 16; half > 0; half /= 2)
                    if (M::lanes::shuffle(end, list + half - 1) <= k) list += half;
                const int first = M::lanes::shuffle(begin, list);
                if (k < total) put(before + k, from + list, k - first);
            }
            before += total;
        }
        meet_lanes<M>();
    } else {
        for (int list = 0, place = 0; list < lists; ++list)
            for (int k = 0, n = count(list); k < n; ++k) put(place++, list, k);
    }
}

/// The best of n > 0 numbers, and the first of several; better(x, y): whether x is better than y.
template <class M, class F>
BATT_FN int best_number(int n, const F& better) {
    if constexpr (M::lanes::on_device) {
        const int lane = M::lanes::lane();
        int best = lane < n ? lane : -1;
        for (int k = lane + 32; k < n; k += 32)
            if (better(k, best)) best = k;
        for (int apart = 16; apart != 0; apart >>= 1) {
            const int other = M::lanes::shuffle(best, lane ^ apart);
            if (other < 0 || other == best) continue;
            if (best < 0 || better(other, best) || (other < best && !better(best, other)))
                best = other;
        }
        return best;
    } else {
        int best = 0;
        for (int k = 1; k < n; ++k)
            if (better(k, best)) best = k;
        return best;
    }
}

} // namespace batt::columns
BATT_HOST_CALLS_END
