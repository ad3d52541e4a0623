// Mutants of the programs on four pairs each: what a search by mutation runs at.
#include "measured.hpp"

#include <chrono>
#include <cstdlib>
#include <random>

namespace batt::bench {

/// How many mutants: BATT_BENCH_MUTANTS of the environment, or a million on a GPU.
static std::size_t wanted_mutants(backend where) {
    if (const char* given = std::getenv("BATT_BENCH_MUTANTS")) return std::stoul(given);
    return where == backend::host ? 20'000 : 1'000'000;
}

/// Programs like some, each with one argument of one call changed: where a function of the DSL
/// stands to another one of as many parameters, else to an earlier value, a constant or I.
class mutation {
public:
    explicit mutation(const std::vector<text::program>& programs) : programs_(programs) {}

    text::program next() {
        for (;;) {
            text::program p = programs_[below(programs_.size())];
            if (p.calls.empty()) continue;
            text::call& c = p.calls[below(p.calls.size())];
            if (c.parts.size() < 2) continue;
            text::operand& argument = c.parts[1 + below(c.parts.size() - 1)];
            const text::operand other = argument.what == text::form::operation
                                            ? function_like(argument.index)
                                            : value_before(c.statement);
            if (other == argument) continue;
            argument = other;
            return p;
        }
    }

private:
    std::size_t below(std::size_t n) { return random_() % n; }

    text::operand function_like(int operation) {
        const auto parameters = [](std::size_t k) { return table::operations[k].arity; };
        for (;;) {
            const std::size_t k = below(table::operations.size());
            if (parameters(k) == parameters(static_cast<std::size_t>(operation)))
                return {text::form::operation, static_cast<int>(k)};
        }
    }
    text::operand value_before(int statement) {
        const auto values = static_cast<std::size_t>(statement);
        switch (below(3)) {
        case 0:
            if (values > 0) return {text::form::variable, static_cast<int>(below(values))};
            [[fallthrough]];
        case 1:
            return {text::form::constant, static_cast<int>(below(table::constants.size()))};
        default: return {text::form::input, 0};
        }
    }

    const std::vector<text::program>& programs_;
    std::mt19937 random_{2026};
};

/// Four pairs of different tasks.
static sample_set four_pairs() {
    sample_set some;
    some.demonstrations = pairs().demonstrations;
    for (std::size_t k = 0; k < 4; ++k) {
        const std::size_t from = k * pairs().inputs.size() / 4;
        some.inputs.push_back(pairs().inputs[from]);
        some.expected.push_back(pairs().expected[from]);
        some.task.push_back(pairs().task[from]);
    }
    return some;
}

/// Each mutant a program of its own, as text gives it.
static void as_programs(benchmark::State& state, backend where) {
    if (tasks().empty()) return state.SkipWithError(no_tasks().c_str());
    const packed samples(four_pairs());
    const read_programs read = read_texts();
    mutation mutate(read.programs);
    std::vector<text::program> programs(wanted_mutants(where));
    const auto start = std::chrono::steady_clock::now();
    for (text::program& p : programs) p = mutate.next();
    column_work work{program_set(std::move(programs), most), samples.samples.view()};
    const std::chrono::duration<double> making = std::chrono::steady_clock::now() - start;
    work.options.where = where;
    measure(state, std::move(work));
    state.counters["made_s"] = making.count();
}

static const bool registered = [] {
    register_both("mutants, programs", as_programs);
    return true;
}();

} // namespace batt::bench
