// Merges programs into one pipeline in which equal calls are computed once.
#pragma once

#include <algorithm>
#include <batt/text/rewrite.hpp>

namespace batt::card {

using namespace text;

/// A call of a pipeline and the programs that need it.
struct merged_call {
    std::vector<operand> parts; ///< what is called, then the arguments; no variables
    std::vector<int> programs;  ///< ascending
};

/// Which statement of a program needs a merged call first; both count from 1, as people do.
struct merged_use {
    int program = 0; ///< from 0
    int merged = 0;
    int own = 0;
};

/// Merged programs. Calls are in the order in which they are computed: first those of several
/// programs, then those that only one has, program by program. Calls that no output needs are left
/// out.
struct pipeline {
    std::vector<program> programs;
    std::vector<merged_call> calls;
    int shared = 0;               ///< calls of several programs
    std::vector<merged_use> uses; ///< ascending by program, then by merged call
    std::vector<operand> results; ///< one per program, none a variable
};

namespace detail {

struct parts_hash {
    std::size_t operator()(const std::vector<operand>& parts) const {
        std::uint64_t hash = parts.size();
        for (operand r : parts) {
            hash ^= static_cast<std::uint64_t>(r.index) * 8 + static_cast<std::uint64_t>(r.what);
            hash *= 0x9E3779B97F4A7C15U;
            hash ^= hash >> 32;
        }
        return static_cast<std::size_t>(hash);
    }
};

inline operand moved_to(const std::vector<int>& places, operand r) {
    if (r.what == form::call) r.index = places[static_cast<std::size_t>(r.index)];
    return r;
}

/// Brings the calls of a pipeline from the order of their programs into that of computing them.
inline void sort_calls(pipeline& merged) {
    std::vector<std::size_t> order(merged.calls.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
    const auto block = [&](std::size_t k) {
        const std::vector<int>& programs = merged.calls[k].programs;
        return programs.size() > 1 ? -1 : programs[0];
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return block(a) < block(b); });
    std::vector<int> places(order.size());
    std::vector<merged_call> calls;
    for (std::size_t k : order) {
        places[k] = static_cast<int>(calls.size());
        if (block(k) < 0) ++merged.shared;
        calls.push_back(std::move(merged.calls[k]));
        // What a call uses stands before it in both orders.
        for (operand& r : calls.back().parts) r = moved_to(places, r);
    }
    merged.calls = std::move(calls);
    for (operand& r : merged.results) r = moved_to(places, r);
    for (merged_use& use : merged.uses)
        use.merged = places[static_cast<std::size_t>(use.merged)] + 1;
    std::sort(merged.uses.begin(), merged.uses.end(), [](const merged_use& a, const merged_use& b) {
        return a.program != b.program ? a.program < b.program : a.merged < b.merged;
    });
}

} // namespace detail

/// Merges programs. Calls are equal if the operation and all arguments are equal, whatever the
/// names of the variables. share: whether programs also share calls with each other.
inline pipeline merge(std::vector<program> programs, bool share = true) {
    pipeline merged;
    std::unordered_map<std::vector<operand>, int, detail::parts_hash> known;
    std::vector<std::size_t> latest; // for each call the use that was noted last
    int number = 0;
    for (const program& p : programs) {
        if (!share) known.clear();
        const std::vector<operand> values = resolved(p);
        const std::vector<int> uses = uses_for(p, values, p.result);
        std::vector<int> places(p.calls.size());
        for (std::size_t k = 0; k < p.calls.size(); ++k) {
            if (uses[k] == 0) continue;
            std::vector<operand> parts;
            for (operand part : p.calls[k].parts)
                parts.push_back(detail::moved_to(places, resolve(values, part)));
            const auto [at, is_new] =
                known.try_emplace(std::move(parts), static_cast<int>(merged.calls.size()));
            if (is_new) {
                merged.calls.push_back({at->first, {}});
                latest.push_back(0);
            }
            places[k] = at->second;
            const auto place = static_cast<std::size_t>(places[k]);
            const int own = p.calls[k].statement + 1;
            std::vector<int>& users = merged.calls[place].programs;
            if (!users.empty() && users.back() == number) {
                int& first = merged.uses[latest[place]].own;
                first = std::min(first, own);
                continue;
            }
            users.push_back(number);
            latest[place] = merged.uses.size();
            merged.uses.push_back({number, places[k], own});
        }
        merged.results.push_back(detail::moved_to(places, resolve(values, p.result)));
        ++number;
    }
    merged.programs = std::move(programs);
    detail::sort_calls(merged);
    return merged;
}

} // namespace batt::card
