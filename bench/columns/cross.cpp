// Every program on every pair of all tasks: much that is shared, and large columns.
#include "measured.hpp"

namespace batt::bench {

/// Every n-th of the samples.
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
    // on the host all of them would take minutes
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
