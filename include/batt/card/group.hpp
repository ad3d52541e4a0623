// Splits many programs into pipelines that a compiler can take.
#pragma once

#include <algorithm>
#include <batt/card/merge.hpp>
#include <numeric>

namespace batt::card {

/// The most programs of one pipeline: each has one bit of a word.
inline constexpr int max_programs = 64;
/// The most statements of one program; more would take a compiler half an hour.
inline constexpr int max_statements = 4000;
/// The most arguments of a call; no operation takes even a tenth as many.
inline constexpr int max_arguments = 64;

/// The number of calls that a program's output needs.
inline int needed_calls(const program& p) {
    const std::vector<int> uses = uses_for(p, resolved(p), p.result);
    return static_cast<int>(uses.size()) -
           static_cast<int>(std::count(uses.begin(), uses.end(), 0));
}

/// Why a program cannot become C++, or nothing if it can.
inline std::optional<problem> too_large(const program& p) {
    const int calls = needed_calls(p);
    if (calls > max_statements)
        return problem{p.file,
                       {p.line, 1},
                       "expected at most " + std::to_string(max_statements) + " calls in " +
                           p.name + ", found " + std::to_string(calls) +
                           ": more take too long to compile"};
    for (const text::call& c : p.calls) {
        if (static_cast<int>(c.parts.size()) - 1 > max_arguments)
            return problem{p.file, c.at,
                           "expected at most " + std::to_string(max_arguments) +
                               " arguments, found " + std::to_string(c.parts.size() - 1)};
    }
    return std::nullopt;
}

namespace detail {

/// Fills groups of at most `most` programs and `bound` calls one after the other, and returns how
/// many programs are in each. With as many programs as groups, or more, the first `groups` are not
/// empty.
inline std::vector<int> filled(const std::vector<int>& costs, int groups, int most, int bound) {
    std::vector<int> sizes;
    int cost = 0;
    for (std::size_t k = 0; k < costs.size(); ++k) {
        const auto left = static_cast<int>(costs.size() - k);
        const bool spread = left <= groups - static_cast<int>(sizes.size());
        if (sizes.empty() || spread || sizes.back() == most || cost + costs[k] > bound) {
            sizes.push_back(0);
            cost = 0;
        }
        ++sizes.back();
        cost += costs[k];
    }
    return sizes;
}

} // namespace detail

/// How many groups programs of these costs need, each of at most `most` programs.
inline int groups_for(const std::vector<int>& costs, int most) {
    const int by_count = (static_cast<int>(costs.size()) + most - 1) / most;
    const auto filled = detail::filled(costs, 0, most, max_statements).size();
    return std::max(by_count, static_cast<int>(filled));
}

/// Splits programs, in their order, into groups so that the costliest costs as little as possible.
/// Returns how many programs are in each; there must be no more than `most` per group.
inline std::vector<int> balanced(const std::vector<int>& costs, int groups, int most) {
    int low = 0;
    int high = std::accumulate(costs.begin(), costs.end(), 0);
    while (low < high) {
        const int middle = low + (high - low) / 2;
        const bool fits =
            static_cast<int>(detail::filled(costs, groups, most, middle).size()) <= groups;
        (fits ? high : low) = fits ? middle : middle + 1;
    }
    std::vector<int> sizes = detail::filled(costs, groups, most, high);
    sizes.resize(static_cast<std::size_t>(groups));
    return sizes;
}

/// Which group each program goes to, so that a change of one program changes no more groups than it
/// must: programs stay where they were while no group costs half more than it has to.
/// @param before where each was, -1 for a new one; empty if that is not known.
inline std::vector<int> assigned(const std::vector<int>& costs, const std::vector<int>& before,
                                 int groups, int most) {
    const std::vector<int> sizes = balanced(costs, groups, most);
    std::vector<int> anew;
    int bound = 0;
    for (std::size_t k = 0; k < sizes.size(); ++k) {
        int cost = 0;
        for (int n = 0; n < sizes[k]; ++n) {
            cost += costs[anew.size()];
            anew.push_back(static_cast<int>(k));
        }
        bound = std::max(bound, cost);
    }
    if (before.empty()) return anew;

    const auto all = static_cast<std::size_t>(groups);
    std::vector<int> where(costs.size(), -1), cost(all, 0), count(all, 0);
    const auto put = [&](std::size_t p, std::size_t group) {
        where[p] = static_cast<int>(group);
        cost[group] += costs[p];
        ++count[group];
    };
    for (std::size_t p = 0; p < costs.size(); ++p)
        if (before[p] >= 0 && before[p] < groups &&
            count[static_cast<std::size_t>(before[p])] < most)
            put(p, static_cast<std::size_t>(before[p]));
    for (std::size_t p = 0; p < costs.size(); ++p) {
        if (where[p] >= 0) continue;
        std::size_t least = all;
        for (std::size_t k = 0; k < all; ++k)
            if (count[k] < most && (least == all || cost[k] < cost[least])) least = k;
        put(p, least);
    }
    // every group gets a program as long as there are enough
    for (std::size_t empty = 0; empty < all; ++empty) {
        if (count[empty] > 0) continue;
        std::size_t from = all;
        for (std::size_t k = 0; k < all; ++k)
            if (count[k] > 1 && (from == all || cost[k] > cost[from])) from = k;
        if (from == all) break;
        const auto last = std::find(where.rbegin(), where.rend(), static_cast<int>(from));
        const auto p = static_cast<std::size_t>(where.rend() - last) - 1;
        cost[from] -= costs[p];
        --count[from];
        put(p, empty);
    }
    return *std::max_element(cost.begin(), cost.end()) > bound + bound / 2 ? anew : where;
}

} // namespace batt::card
