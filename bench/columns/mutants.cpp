// Mutants of the programs on four pairs each: the speed of a search by mutation.
#include "measured.hpp"

#include <chrono>
#include <cstdlib>
#include <random>

namespace batt::bench {

/// The number of mutants: BATT_BENCH_MUTANTS of the environment, or 20,000 on the host and a
/// million on a GPU.
static std::size_t wanted_mutants(backend where) {
    if (const char* given = std::getenv("BATT_BENCH_MUTANTS")) return std::stoul(given);
    return where == backend::host ? 20'000 : 1'000'000;
}

/// Another function of the DSL with as many parameters.
static int function_like(int operation, std::mt19937& random) {
    const auto arity = [](std::size_t k) { return table::operations[k].arity; };
    for (;;) {
        const std::size_t k = random() % table::operations.size();
        if (arity(k) == arity(static_cast<std::size_t>(operation))) return static_cast<int>(k);
    }
}

/// Copies of some programs, each with one argument of one call changed: a function of the DSL to
/// another one with as many parameters, anything else to an earlier value, a constant or I.
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
            const text::operand other =
                argument.what == text::form::operation
                    ? text::operand{text::form::operation, function_like(argument.index, random_)}
                    : value_before(c.statement);
            if (other == argument) continue;
            argument = other;
            return p;
        }
    }

private:
    std::size_t below(std::size_t n) { return random_() % n; }

    text::operand value_before(int statement) {
        const auto values = static_cast<std::size_t>(statement);
        switch (below(3)) {
        case 0:
            if (values > 0) return {text::form::variable, static_cast<int>(below(values))};
            [[fallthrough]];
        case 1: return {text::form::constant, static_cast<int>(below(table::constants.size()))};
        default: return {text::form::input, 0};
        }
    }

    const std::vector<text::program>& programs_;
    std::mt19937 random_{2026};
};

/// Makes mutants as calls of one graph, as a search does: the calls that depend on the changed one
/// are made again, all others are shared.
class node_mutation {
public:
    explicit node_mutation(const std::vector<text::program>& programs) {
        for (const text::program& p : programs)
            if (const auto root = graph_.add(p); graph_.is_call(root))
                calls_.push_back(graph_.calls_of(root));
        for (const table::constant& c : table::constants)
            constants_.push_back(graph_.constant(c.name));
    }

    program_graph& graph() { return graph_; }

    /// What a mutant returns.
    program_graph::value next() {
        for (;;) {
            const std::vector<int>& calls = calls_[below(calls_.size())];
            const std::size_t c = below(calls.size());
            take_parts(calls[c]);
            if (parts_.size() < 2) continue;
            program_graph::value& argument = parts_[1 + below(parts_.size() - 1)];
            const text::operand old = graph_.leaf_at(argument);
            const program_graph::value other =
                old.what == text::form::operation
                    ? graph_.function(function_like(old.index, random_))
                    : value_before(calls, c);
            if (other == argument) continue;
            argument = other;
            return changed(calls, c);
        }
    }

private:
    std::size_t below(std::size_t n) { return random_() % n; }

    void take_parts(int call) {
        parts_.clear();
        for (const int part : graph_.parts({call})) parts_.push_back({part});
    }
    program_graph::value called() {
        return graph_.call(parts_[0], std::span<const program_graph::value>(parts_).subspan(1));
    }
    program_graph::value value_before(const std::vector<int>& calls, std::size_t c) {
        switch (below(3)) {
        case 0:
            if (c > 0) return {calls[below(c)]};
            [[fallthrough]];
        case 1: return constants_[below(constants_.size())];
        default: return graph_.input();
        }
    }
    /// The last of some calls, where call c has the parts in parts_ instead of its own.
    program_graph::value changed(const std::vector<int>& calls, std::size_t c) {
        changed_.assign(1, {calls[c], called()});
        for (std::size_t k = c + 1; k < calls.size(); ++k) {
            take_parts(calls[k]);
            bool depends = false;
            for (program_graph::value& part : parts_)
                for (const auto& [before, after] : changed_)
                    if (part.id == before) {
                        part = after;
                        depends = true;
                        break;
                    }
            if (depends) changed_.push_back({calls[k], called()});
        }
        return changed_.back().second;
    }

    program_graph graph_;
    std::vector<std::vector<int>> calls_; ///< of each program; the last returns
    std::vector<program_graph::value> constants_, parts_;
    std::vector<std::pair<int, program_graph::value>> changed_; ///< calls, and what replaces them
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

/// Each mutant is a program of its own, as text gives it.
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

/// All mutants in one graph, or only those to which static types give a type. The time to make
/// them is reported beside that of the call.
template <bool Typed>
void as_nodes(benchmark::State& state, backend where) {
    if (tasks().empty()) return state.SkipWithError(no_tasks().c_str());
    const packed samples(four_pairs());
    const read_programs read = read_texts();
    const auto start = std::chrono::steady_clock::now();
    node_mutation mutate(read.programs);
    std::vector<program_graph::value> roots(wanted_mutants(where));
    for (program_graph::value& v : roots) do
            v = mutate.next();
        while (Typed && mutate.graph().type(v).ill());
    column_work work{program_set(std::move(mutate.graph()), std::move(roots), most),
                     samples.samples.view()};
    const std::chrono::duration<double> making = std::chrono::steady_clock::now() - start;
    work.options.where = where;
    measure(state, std::move(work));
    state.counters["made_s"] = making.count();
}

static const bool registered = [] {
    register_both("mutants, nodes", as_nodes<false>);
    register_both("mutants, nodes, well-typed", as_nodes<true>);
    register_both("mutants, programs", as_programs);
    return true;
}();

} // namespace batt::bench
