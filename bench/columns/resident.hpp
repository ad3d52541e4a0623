// Samples in the memory of a GPU, for benchmarks that do not count copies.
#pragma once

#include <batt/exec/batch.hpp>
#include <memory>
#include <string>

namespace batt::bench {

/// Keeps samples in the memory of device 0 as long as it lives.
class resident {
public:
    resident();
    ~resident();
    /// Copies inputs and expected grids there; returns a sentence if that fails.
    std::string bring(const sample_view& from);
    const sample_view& view() const { return view_; }

private:
    struct memory;
    std::unique_ptr<memory> memory_;
    sample_view view_;
};

} // namespace batt::bench
