// Runs a program over a batch, on the GPU or on one core, and reports samples per second.
//
// The same sources give bench_host and bench_cuda. This file and bench.cpp hold the difference, so
// that most files of benchmarks contain only programs.
#pragma once

#include "scenes.hpp"
#include <batt/dsl.hpp>
#include <batt/exec/sample.hpp>
#if defined(__CUDACC__)
#include <batt/exec/detail/cuda.hpp>
#endif
#include <initializer_list>
#include <string>
#include <vector>

namespace batt::bench {

#if defined(__CUDACC__)
using runner = batt::detail::launcher;
#else
using runner = void (*)(const batch_view&, verdict*);
#endif

namespace detail {

template <class Tiers>
struct first_of;
template <class T, class... More>
struct first_of<tiers<T, More...>> {
    using type = T;
};
/// The tier at which nearly all samples of a program run.
template <class Program>
using tier_of = typename first_of<default_tiers<Program>>::type;

#if !defined(__CUDACC__)
/// The program on all samples. All outputs go to the same place, which stays in the cache.
template <class Program>
void run_on_core(const batch_view& in, verdict* verdicts) {
    using M = typename tier_of<Program>::template machine_type<serial>;
    static std::vector<std::uint32_t> arena(std::size_t{tier_of<Program>::lines} * 32);
    M m(arena_memory{arena.data(), tier_of<Program>::lines});
    static packed_row out[packed_side];
    static packed_size out_size;
    for (std::size_t k = 0; k < in.count; ++k)
        verdicts[k] = run_sample<Program>(m, in.rows + k * packed_side, in.sizes[k], nullptr,
                                          packed_size{0, 0}, out, &out_size, [] {});
}
#endif

} // namespace detail

/// One benchmark of a family.
///
/// On the GPU a program either writes its output grids, or it is scored: its output is compared
/// with its input, and only the verdict is written. O has the size of I in programs that are
/// scored: otherwise nothing would be compared, and the compiler could leave out the work.
struct entry {
    std::string name;
    const input* in;
    bool writes;
    runner run;

    /// The same benchmark with output grids written.
    entry written() const {
        entry e = *this;
        e.writes = true;
        return e;
    }
};

/// A program over some input, scored.
template <class Program>
entry scored(const std::string& name, const input& in, const Program&) {
#if defined(__CUDACC__)
    return {name, &in, false, &batt::detail::launch<Program, detail::tier_of<Program>>};
#else
    return {name, &in, false, &detail::run_on_core<Program>};
#endif
}

/// A program over some input, its output grids written.
template <class Program>
entry written(const std::string& name, const input& in, const Program& p) {
    return scored(name, in, p).written();
}

/// The distinct samples of an input, packed.
const batch& distinct_samples(const input& in);

/// Registers benchmarks FAMILY/NAME.
struct family {
    family(const std::string& name, std::initializer_list<entry> entries);
};

#if defined(__CUDACC__)
/// Bytes per second that the device can move: read and written together, or only read.
struct ceilings {
    double copy, read;
};
/// Measured once, when first asked for.
const ceilings& device_ceilings();
#endif

} // namespace batt::bench
