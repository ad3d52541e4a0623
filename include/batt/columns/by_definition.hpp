// What columns leave to the definition: programs that have calls in common share them.
#pragma once

#include <atomic>
#include <batt/columns/at_hand.hpp>
#include <batt/columns/programs.hpp>
#include <tuple>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// A program on a sample that columns leave to the definition.
struct left_over {
    std::uint32_t program, sample;
    std::size_t place; ///< of its verdict
};

/// Runs programs on samples by definition.
class definition_run {
    static constexpr std::uint64_t room = 32 << 20;

public:
    /// All must outlive this.
    definition_run(const program_set& programs, const sample_view& data,
                   const samples_at_hand& at_hand, const run_options& options, run_report& report)
        : programs_(programs), data_(data), at_hand_(at_hand), options_(options), report_(report),
          first_call_(programs.size(), not_asked) {}

    /// What a thread keeps from one program to the next.
    struct worker {
        std::size_t sample_number = ~std::size_t{0};
        reference::dynamic::sample sample;
        std::optional<grid> expected;
        bool has_demonstrations = false;
        reference::dynamic::known_calls known{room};
        std::size_t program_number = ~std::size_t{0};
        text::program built;    ///< of one that was built call by call
        std::vector<int> calls; ///< of the program
        number_set seen;

        /// Gives back the memory of what it knows of a sample.
        void forget() {
            sample_number = ~std::size_t{0};
            known.clear();
        }
    };

    /// Fills the verdict of the report, and the output where it is asked for. Cost: a worker makes
    /// a call once for programs on a sample that follow each other, as long as the values have room
    /// in `room` bytes.
    void define(const left_over& l, worker& w) const {
        if (w.sample_number != l.sample) take_sample(l.sample, w);
        if (w.program_number != l.program) take_program(l.program, w);
        const text::program* const read = programs_.text(l.program);
        const text::program& p = read != nullptr ? *read : w.built;
        if (p.demonstrations && !w.has_demonstrations) take_demonstrations(w);
        reference::dynamic::evaluation made(p, w.calls, w.known, w.sample, programs_.most(),
                                            programs_.table());
        reference::dynamic::outcome o = made.output();
        std::optional<grid> out = reference::dynamic::output_grid(o, p, w.sample);
        report_.verdicts[l.place] = out ? verdict_on(*out, w.expected ? &*w.expected : nullptr)
                                        : verdict(o.why, o.statement);
        if (options_.outputs && out) report_.outputs[l.place] = std::move(*out);
    }

    /// An order in which programs on a sample follow each other, those that begin alike together.
    void sort(std::vector<left_over>& left) const {
        std::vector<int> calls;
        number_set seen;
        const auto first_call = [&](std::uint32_t program) {
            const std::atomic_ref known(first_call_[program]);
            int first = known.load(std::memory_order_relaxed);
            if (first != not_asked) return first;
            programs_.graph().find_calls_of(programs_.root(program), calls, seen);
            first = calls.empty() ? -1 : calls.front();
            known.store(first, std::memory_order_relaxed);
            return first;
        };
        std::sort(left.begin(), left.end(), [&](const left_over& a, const left_over& b) {
            return std::tuple(a.sample, first_call(a.program), a.place) <
                   std::tuple(b.sample, first_call(b.program), b.place);
        });
    }

private:
    void take_sample(std::size_t number, worker& w) const {
        w.sample_number = number;
        w.known.clear();
        w.sample = {};
        w.has_demonstrations = false;
        w.expected = at_hand_.expected(number);
        w.sample.give(at_hand_.input(number), w.expected ? &*w.expected : nullptr);
        if (batt::detail::shows_fifteen(data_, number)) w.sample.shown_color = max_given_color;
    }
    void take_program(std::size_t number, worker& w) const {
        w.program_number = number;
        if (programs_.text(number) != nullptr) {
            w.calls.clear();
            for (const program_graph::value call : programs_.calls_of_text(number))
                w.calls.push_back(call.id);
        } else {
            w.built = programs_.program(number);
            programs_.graph().find_calls_of(programs_.root(number), w.calls, w.seen);
        }
    }
    void take_demonstrations(worker& w) const {
        w.has_demonstrations = true;
        if (data_.task == nullptr) return;
        const auto grid_at = [&](std::size_t k) {
            const batch_view& all = data_.demonstrations;
            return batch::unpack(all.rows + k * packed_side, all.sizes[k]);
        };
        std::vector<std::pair<grid, grid>> pairs;
        const std::size_t t = data_.task[w.sample_number];
        for (std::uint32_t k = data_.first[t]; k < data_.first[t + 1]; k += 2)
            pairs.push_back({grid_at(k), grid_at(k + 1)});
        w.sample.show(pairs);
    }

    const program_set& programs_;
    const sample_view& data_;
    const samples_at_hand& at_hand_;
    const run_options& options_;
    run_report& report_;
    static constexpr int not_asked = -2;
    mutable std::vector<int> first_call_; ///< of each program
};

} // namespace batt::columns
BATT_HOST_CALLS_END
