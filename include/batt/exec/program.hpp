// A program behind a run-time interface, for tools that hold many of them.
#pragma once

#include <batt/exec/mega_batch.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace detail {

template <class Solver>
class erased_program final : public any_program {
public:
    bool run(const std::vector<grid>& inputs, const std::vector<grid>& expected,
             std::size_t repeat, const run_options& options, run_report& report,
             error_message& error) override {
        batch in(inputs), out(expected);
        if (in.size() != inputs.size() || out.size() != expected.size()) {
            error.text = "a grid is larger than 32 x 32 or has a colour outside -1..14";
            return false;
        }
        if (repeat > 1) {
            in = in.repeated(repeat);
            out = out.repeated(repeat);
        }
        auto result = executor_.run(in, out, options);
        if (!result) {
            error = result.error();
            return false;
        }
        report = *result;
        return true;
    }
    int statements() const override { return Solver::statements; }

private:
    mega_batch<Solver> executor_;
};

} // namespace detail

/// The program Solver as an any_program.
template <class Solver>
std::unique_ptr<any_program> make_program() {
    return std::make_unique<detail::erased_program<Solver>>();
}

} // namespace batt
BATT_HOST_CALLS_END
