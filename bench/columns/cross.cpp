// Every program on every pair of all tasks: programs share many calls, and columns are large.
#include "measured.hpp"

namespace batt::bench {

/// Every n-th sample.
static sample_set thinned(const sample_set& all, std::size_t n) {
    sample_set some;
    some.demonstrations = all.demonstrations;
    for (std::size_t k = 0; k < all.inputs.size(); k += n) {
        some.inputs.push_back(all.inputs[k]);
        some.expected.push_back(all.expected[k]);
        some.task.push_back(all.task[k]);
    }
    return some;
}

static void cross(benchmark::State& state, backend where) {
    if (tasks().empty()) return state.SkipWithError(no_tasks().c_str());
    // on the host all samples would take minutes
    const packed samples(where == backend::host ? thinned(pairs(), 16) : pairs());
    column_work work{program_set(read_texts().programs, most), samples.samples.view()};
    work.options.where = where;
    work.is_resident = true;
    measure(state, std::move(work));
}

static const bool registered = [] {
    register_both("all pairs", cross);
    return true;
}();

} // namespace batt::bench
