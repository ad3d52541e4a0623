// Programs as data that run together, and the samples that each of them runs on.
#pragma once

#include <batt/columns/program_graph.hpp>
#include <batt/exec/definition_pipeline.hpp>
#include <batt/exec/mega_batch.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// Programs that run together: as one graph, in which equal calls are made once. They come from
/// text or have been built call by call; a program that was built takes 4 bytes here.
class program_set {
public:
    using table_pointer = std::shared_ptr<const reference::dynamic::operation_table>;

    /// most: what each program may take on a sample where it runs by definition. table: operations
    /// beyond those of the DSL.
    explicit program_set(std::vector<text::program> programs, reference::dynamic::limits most = {},
                         table_pointer table = nullptr)
        : most_(most), table_(table_or_standard(std::move(table))), texts_(std::move(programs)) {
        auto graph = std::make_shared<program_graph>();
        std::vector<program_graph::value> calls;
        for (const text::program& p : texts_) {
            roots_.push_back(graph->add(p, &calls));
            first_call_.push_back(calls_.size());
            calls_.insert(calls_.end(), calls.begin(), calls.end());
        }
        first_call_.push_back(calls_.size());
        graph_ = std::move(graph);
    }
    /// Programs of a graph: the values that they return. One that the graph does not have is an
    /// error of `run`.
    program_set(std::shared_ptr<const program_graph> graph, std::vector<program_graph::value> roots,
                reference::dynamic::limits most = {}, table_pointer table = nullptr)
        : most_(most), table_(table_or_standard(std::move(table))), graph_(std::move(graph)),
          roots_(std::move(roots)) {}
    program_set(program_graph graph, std::vector<program_graph::value> roots,
                reference::dynamic::limits most = {}, table_pointer table = nullptr)
        : program_set(std::make_shared<const program_graph>(std::move(graph)), std::move(roots),
                      most, std::move(table)) {}

    std::size_t size() const { return roots_.size(); }
    const program_graph& graph() const { return *graph_; }
    /// What a program returns.
    program_graph::value root(std::size_t k) const { return roots_[k]; }
    /// A program as it came; null if it was built call by call.
    const text::program* text(std::size_t k) const { return texts_.empty() ? nullptr : &texts_[k]; }
    /// The values of the calls of a program that came as text: `value{}` for those that it does not
    /// need.
    std::span<const program_graph::value> calls_of_text(std::size_t k) const {
        return std::span(calls_).subspan(first_call_[k], first_call_[k + 1] - first_call_[k]);
    }
    /// A copy of a program that came as text, or the same form of one that was built.
    text::program program(std::size_t k) const {
        return texts_.empty() ? graph_->to_program(roots_[k]) : texts_[k];
    }
    /// What each program may take on a sample where it runs by definition.
    const reference::dynamic::limits& most() const { return most_; }
    /// The operations that programs may name.
    const reference::dynamic::operation_table& table() const { return *table_; }

private:
    static table_pointer table_or_standard(table_pointer table) {
        return table != nullptr ? table
                                : std::make_shared<const reference::dynamic::operation_table>(
                                      reference::dynamic::standard_table());
    }

    reference::dynamic::limits most_;
    table_pointer table_;
    std::shared_ptr<const program_graph> graph_;
    std::vector<program_graph::value> roots_;
    std::vector<text::program> texts_;        ///< none, or all programs
    std::vector<program_graph::value> calls_; ///< of the texts, one after the other
    std::vector<std::size_t> first_call_;
};

/// Which samples each program runs on.
struct program_samples {
    std::vector<std::vector<std::uint32_t>> lists; ///< of samples, ascending; one may repeat
    std::vector<std::uint32_t> of_program;         ///< the list of each program
    /// Whether a report has verdicts and outputs only of what runs: those of a program are
    /// consecutive, in the order of its list, and follow those of the program before it.
    bool packed = false;

    /// Where the verdicts of each program begin in a packed report, and how many there are.
    std::vector<std::size_t> places() const {
        std::vector<std::size_t> out{0};
        out.reserve(of_program.size() + 1);
        for (const std::uint32_t list : of_program) out.push_back(out.back() + lists[list].size());
        return out;
    }
};

namespace columns {

class catalog;

/// What has been counted in a run.
struct run_counts {
    std::size_t evaluations = 0; ///< programs on samples
    std::size_t nodes = 0;       ///< of the graph
    std::size_t beyond = 0;      ///< evaluations without a column form
    std::size_t again = 0;       ///< evaluations that ran with larger windows
    std::size_t overflowed = 0;  ///< evaluations whose values were too large even then
    std::size_t no_place = 0;    ///< failures whose statement columns cannot tell
    std::size_t stayed = 0;      ///< of those that overflowed: they stay `capacity`
};

/// One call of an executor.
struct run_request {
    const program_set& programs;
    const catalog& compiled;
    const sample_view& data;
    const program_samples& which;
    const run_options& options;
    bool leaves = false; ///< what columns cannot say is `capacity`, not left to the definition
};

} // namespace columns

namespace detail {
template <>
struct default_tiers<program_set> {
    using type = tiers<fast_tier>;
};
} // namespace detail

/// Their executor is in program_set.hpp.
template <>
class mega_batch<program_set>;

} // namespace batt
BATT_HOST_CALLS_END
