// Which output of the graph each program has, and where its verdicts stand.
#pragma once

#include <batt/columns/lowered.hpp>
#include <batt/columns/plan.hpp>
#include <batt/columns/programs.hpp>
#include <unordered_map>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// The outputs of the programs of a call: programs that return the same node on the same samples
/// share one.
class program_outputs {
public:
    /// Of a program that runs on no sample.
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    /// Adds the outputs to `outputs`, which is empty. samples_of(p): the space of the samples of a
    /// program. count: how many samples there are.
    template <class F>
    void make(const graph& g, const lowered_programs& lowered, const program_samples& which,
              std::size_t count, const F& samples_of, std::vector<output>& outputs) {
        const std::size_t programs = which.of_program.size();
        packed_ = which.packed;
        if (packed_)
            places_ = which.places();
        else
            for (std::size_t p = 0; p <= programs; ++p) places_.push_back(p * count);
        output_of_.reserve(programs);
        // what a space has makes its outputs' own; space 0 is of all samples
        std::vector<std::uint32_t> of_node;
        std::unordered_map<std::uint64_t, std::uint32_t> of_constant;
        for (std::size_t p = 0; p < programs; ++p) {
            const node_id n = lowered.output(p);
            if (n < 0) {
                output_of_.push_back(none);
                continue;
            }
            const auto node = static_cast<std::size_t>(n);
            const space_id samples = samples_of(p);
            const auto next = static_cast<std::uint32_t>(outputs.size());
            std::uint32_t at = next;
            if (g[n].space == 0) {
                at = of_constant
                         .try_emplace(
                             std::uint64_t{node} << 32 | static_cast<std::uint32_t>(samples), next)
                         .first->second;
            } else {
                if (node >= of_node.size())
                    of_node.resize(static_cast<std::size_t>(g.size()), none);
                if (of_node[node] == none) of_node[node] = next;
                at = of_node[node];
            }
            if (at == next) outputs.push_back({n, samples});
            output_of_.push_back(at);
        }
        // the programs of each output, in order
        first_.assign(outputs.size() + 1, 0);
        for (const std::uint32_t at : output_of_)
            if (at != none) ++first_[at + 1];
        for (std::size_t k = 1; k < first_.size(); ++k) first_[k] += first_[k - 1];
        programs_.resize(first_.back());
        std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
        for (std::size_t p = 0; p < programs; ++p)
            if (output_of_[p] != none)
                programs_[next[output_of_[p]]++] = static_cast<std::uint32_t>(p);
    }

    /// The output of a program.
    std::uint32_t of(std::size_t program) const { return output_of_[program]; }
    /// The programs that have an output.
    std::span<const std::uint32_t> programs_of(std::size_t output) const {
        return std::span(programs_).subspan(first_[output], first_[output + 1] - first_[output]);
    }
    /// How many verdicts there are.
    std::size_t verdicts() const { return places_.back(); }
    /// Where the verdict of a program stands on a sample, number i of its list.
    std::size_t place(std::size_t program, std::size_t i, std::uint32_t sample) const {
        return places_[program] + (packed_ ? i : sample);
    }

private:
    std::vector<std::uint32_t> output_of_; ///< of each program
    std::vector<std::uint32_t> first_, programs_;
    std::vector<std::size_t> places_; ///< where the verdicts of each program begin
    bool packed_ = false;
};

} // namespace batt::columns
BATT_HOST_CALLS_END
