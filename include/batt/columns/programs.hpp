// Programs as data that run together, and the samples that each of them runs on.
#pragma once

#include <batt/exec/definition.hpp>
#include <batt/exec/mega_batch.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// Programs that run together: as one graph, in which equal calls are made once.
class program_set {
public:
    /// most: what each program may take on a sample where it runs by definition. table: operations
    /// beyond those of the DSL.
    explicit program_set(
        std::vector<text::program> programs, reference::dynamic::limits most = {},
        std::shared_ptr<const reference::dynamic::operation_table> table = nullptr)
        : programs_(std::move(programs)), most_(most), table_(std::move(table)) {
        if (table_ == nullptr)
            table_ = std::make_shared<const reference::dynamic::operation_table>(
                reference::dynamic::standard_table());
    }

    std::size_t size() const { return programs_.size(); }
    const text::program& operator[](std::size_t k) const { return programs_[k]; }
    /// What each program may take on a sample where it runs by definition.
    const reference::dynamic::limits& most() const { return most_; }
    /// The operations that programs may name.
    const reference::dynamic::operation_table& table() const { return *table_; }

private:
    std::vector<text::program> programs_;
    reference::dynamic::limits most_;
    std::shared_ptr<const reference::dynamic::operation_table> table_;
};

/// Which samples each program runs on.
struct program_samples {
    std::vector<std::vector<std::uint32_t>> lists; ///< of samples, ascending
    std::vector<std::uint32_t> of_program;         ///< the list of each program
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
};

/// One call of an executor.
struct run_request {
    const program_set& programs;
    const catalog& compiled;
    const sample_view& data;
    const program_samples& which;
    const run_options& options;
    bool leaves = false; ///< whether what columns cannot say has `capacity`, not the definition's
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
