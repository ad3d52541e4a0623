// What runs again because it did not fit: which outputs on which samples.
#pragma once

#include <batt/columns/host_chunk.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Outputs on samples, and what became of them.
struct pass {
    std::vector<output> outputs;
    std::vector<std::vector<std::uint32_t>> lists; ///< of samples
    std::vector<std::uint32_t> list_of;            ///< of each output
    std::vector<std::size_t> first;                ///< where the results of an output begin
    std::vector<judged> results;
    std::vector<packed_row> grids; ///< of windows of 32 rows
    std::vector<wide_row> wide;    ///< of those of 64
    std::vector<packed_size> sizes;
    bool fifteen = false; ///< the samples have the colour 15

    /// Where outputs go; nowhere if they are not wanted.
    output_grids places() {
        return {grids.empty() ? nullptr : grids.data(), wide.empty() ? nullptr : wide.data(),
                sizes.empty() ? nullptr : sizes.data()};
    }

    const std::vector<std::uint32_t>& samples_of(std::size_t k) const { return lists[list_of[k]]; }

    /// Room for the results of a tier, and for the outputs if these are wanted.
    template <int Tier>
    void prepare(bool with_outputs) {
        std::size_t places = 0;
        first.clear();
        for (std::size_t k = 0; k < outputs.size(); ++k) {
            first.push_back(places);
            places += samples_of(k).size();
        }
        results.resize(places);
        if (with_outputs) make_places<Tier>(places);
    }
    /// Places for n outputs.
    template <int Tier>
    void make_places(std::size_t n) {
        if (Tier == 0)
            grids.resize(n * packed_side);
        else
            wide.resize(n * wide_side);
        sizes.resize(n);
    }
};

/// Samples of an output that run again.
struct too_large {
    std::size_t output;
    std::vector<std::uint32_t> places; ///< among its samples
};

/// Puts what runs again into a pass, in an order that it gives `which`, too; returns the places
/// of each of its lists. Outputs of a space share a list if they have the same, or, where some
/// needless evaluations may be added, if these are few: as many lists as a space has, so often do
/// launches begin anew.
inline std::vector<std::vector<std::uint32_t>>
share_lists(const pass& all, std::vector<too_large>& which, std::size_t needless, pass& again) {
    const auto list_of = [&](const too_large& x) { return all.list_of[x.output]; };
    std::sort(which.begin(), which.end(), [&](const too_large& a, const too_large& b) {
        return list_of(a) != list_of(b) ? list_of(a) < list_of(b)
               : a.places != b.places   ? a.places < b.places
                                        : a.output < b.output;
    });
    std::size_t spaces = 0;
    for (std::size_t k = 0; k < which.size(); ++k)
        spaces += k == 0 || list_of(which[k]) != list_of(which[k - 1]) ? 1U : 0U;
    struct shared_list {
        std::size_t first, last; ///< of which
        std::size_t turn;        ///< how many lists of its space come before it
        std::vector<std::uint32_t> places;
    };
    std::vector<shared_list> lists;
    std::size_t needed = 0;
    for (std::size_t k = 0; k < which.size(); ++k) {
        const std::size_t own = which[k].places.size();
        const bool same = k > 0 && list_of(which[k]) == list_of(which[k - 1]);
        if (same) {
            shared_list& l = lists.back();
            std::vector<std::uint32_t> both;
            std::set_union(l.places.begin(), l.places.end(), which[k].places.begin(),
                           which[k].places.end(), std::back_inserter(both));
            const std::size_t few = needless == 0 ? 0 : needed + own + needless / spaces;
            if (both.size() * (k + 1 - l.first) <= needed + own + few) {
                l.places = std::move(both);
                l.last = k + 1;
                needed += own;
                continue;
            }
        }
        lists.push_back({k, k + 1, same ? lists.back().turn + 1 : 0, which[k].places});
        needed = own;
    }
    std::stable_sort(lists.begin(), lists.end(),
                     [](const auto& a, const auto& b) { return a.turn < b.turn; });
    std::vector<std::vector<std::uint32_t>> places;
    std::vector<too_large> ordered;
    for (shared_list& l : lists) {
        const auto& samples = all.samples_of(which[l.first].output);
        auto& ids = again.lists.emplace_back();
        for (std::uint32_t place : l.places) ids.push_back(samples[place]);
        for (std::size_t k = l.first; k < l.last; ++k) {
            again.outputs.push_back(all.outputs[which[k].output]);
            again.list_of.push_back(static_cast<std::uint32_t>(places.size()));
            ordered.push_back(std::move(which[k]));
        }
        places.push_back(std::move(l.places));
    }
    which = std::move(ordered);
    return places;
}
/// Results of output k of a pass, whose samples have these places, where they were too large. Wide
/// outputs stay in that pass, which must outlive the other one.
inline void take_again(pass& all, const pass& again, std::size_t k,
                       const std::vector<std::uint32_t>& places, const too_large& which) {
    std::size_t i = 0;
    for (std::uint32_t place : which.places) {
        while (places[i] != place) ++i;
        const std::size_t x = again.first[k] + i, y = all.first[which.output] + place;
        all.results[y] = again.results[x];
        if (again.sizes.empty()) continue;
        packed_row* const to = &all.grids[y * packed_side];
        all.sizes[y] = again.wide.empty() ? again.sizes[x] : packed_size::unpacked();
        if (again.wide.empty())
            std::copy_n(&again.grids[x * packed_side], packed_side, to);
        else
            batt::detail::unpacked_place(&again.wide[x * wide_side], again.sizes[x].h,
                                         again.sizes[x].w, again.fifteen)
                .put(to);
    }
}

} // namespace batt::columns
BATT_HOST_CALLS_END
