// The first and the last step of a chunk: samples become columns, outputs become verdicts.
#pragma once

#include <batt/columns/typed_steps.hpp>
#include <batt/exec/sample.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Grids of samples.
struct sample_grids {
    const packed_row* rows = nullptr;
    const packed_size* sizes = nullptr;
};

/// Where outputs go: as packed rows from windows of 32 rows, as wide ones from those of 64.
struct output_grids {
    packed_row* rows = nullptr;
    wide_row* wide = nullptr;
    packed_size* sizes = nullptr; ///< null: outputs are not wanted

    /// The same from a place on.
    BATT_FN output_grids from(std::size_t place) const {
        return {rows != nullptr ? rows + place * packed_side : nullptr,
                wide != nullptr ? wide + place * wide_side : nullptr,
                sizes != nullptr ? sizes + place : nullptr};
    }
};

/// S of samples: the grids of their tasks, inputs and outputs one after the other.
struct sample_demonstrations {
    const packed_row* rows = nullptr;
    const packed_size* sizes = nullptr;
    const std::uint32_t* first = nullptr; ///< of each task
    const std::uint32_t* task = nullptr;  ///< of each sample; null: there are none
};

/// Writes S of a sample.
template <class M>
BATT_FN void load_pairs(keeper<M>& keep, const sample_demonstrations& all, const item& at,
                        std::uint32_t sample) {
    using pair = type::pair<type::grid, type::grid>;
    M& m = keep.machine();
    const group g;
    std::uint32_t* const out = at.out(detail::record_size<M, type::tuple<pair>>);
    const std::uint32_t task = all.task != nullptr ? all.task[sample] : 0;
    const std::uint32_t begin = all.task != nullptr ? all.first[task] : 0,
                        end = all.task != nullptr ? all.first[task + 1] : 0;
    keep.begin();
    value::builder<M, pair> pairs(m, static_cast<int>(end - begin) / 2);
    const auto grid_at = [&](std::uint32_t k) {
        const auto one = load_sample_grid(m, all.rows + std::size_t{k} * packed_side, all.sizes[k]);
        if (!one.why.none()) m.fail(one.why.why());
        return one.value;
    };
    for (std::uint32_t k = begin; k + 1 < end; k += 2) pairs.push({grid_at(k), grid_at(k + 1)});
    detail::store(keep, g, at, out, pairs.close());
}

/// Writes the grid of a sample, or `empty` where it is not there, `capacity` where the machine
/// cannot hold it.
template <class M>
BATT_FN void load_sample(keeper<M>& keep, const sample_grids& grids, const item& at,
                         std::uint32_t sample) {
    const group g;
    constexpr int words = detail::record_size<M, type::grid>;
    std::uint32_t* const out = at.out(words);
    const packed_size size = grids.sizes != nullptr ? grids.sizes[sample] : packed_size::absent();
    const auto fail = [&](status why) {
        write_failure<M>(out, words, failure_at(static_cast<unsigned>(why), at.j.node));
    };
    if (size.is_absent()) {
        fail(status::empty);
        return;
    }
    const auto one =
        load_sample_grid(keep.machine(), grids.rows + std::size_t{sample} * packed_side, size);
    if (!one.why.none()) {
        fail(one.why.why());
        return;
    }
    keep.begin();
    detail::store(keep, g, at, out, one.value);
}

/// The verdict on an output, without the statement of a failure. inputs: none if it is known which
/// of them have the colour 15.
template <class M>
BATT_FN verdict judge(M& m, const std::uint32_t* output, const sample_grids& inputs,
                      const sample_grids& expected, std::uint32_t sample, const output_grids& out) {
    constexpr int size = detail::record_size<M, type::grid>;
    const record<M> r(output, size);
    outcome<value::grid<M>> o{value::empty_grid<M>(0), {}};
    if (r.failed() != 0) {
        const unsigned s = why(r.failed());
        // What columns cannot say is left to the definition; what is no grid matches nothing.
        o.why = {s >= no_grid_status ? status::type : static_cast<status>(s), 1};
    } else {
        o.value = detail::load<type::grid>(m, r);
    }
    sample_place at;
    at.stores = out.sizes != nullptr;
    at.out = out.rows;
    at.wide_out = out.wide;
    at.out_sizes = out.sizes;
    at.in_size = inputs.sizes != nullptr ? inputs.sizes[sample] : packed_size{0, 0};
    at.expected_size = packed_size::absent();
    // conclude looks at the grids of a failed sample only for a 15
    const bool is_no_grid = r.failed() != 0 && why(r.failed()) == no_grid_status;
    if (is_no_grid || (r.failed() != 0 && inputs.sizes == nullptr)) {
        const verdict v = conclude<1>(m, o, at, 0);
        return is_no_grid ? verdict() : v;
    }
    at.scored = expected.sizes != nullptr;
    if (at.scored) {
        at.expected_size = expected.sizes[sample];
        at.expected = expected.rows + std::size_t{sample} * packed_side;
    }
    return conclude<1>(m, o, at, 0);
}

} // namespace batt::columns
BATT_HOST_CALLS_END
