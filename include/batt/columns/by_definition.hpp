// What columns leave to the definition: programs that have calls in common share them.
#pragma once

#include <batt/columns/at_hand.hpp>
#include <batt/columns/host_threads.hpp>
#include <batt/columns/programs.hpp>
#include <tuple>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// A program on a sample that columns leave to the definition.
struct left_over {
    std::uint32_t program, sample;
    std::size_t place;      ///< of its verdict
    bool is_certain = true; ///< nothing can come that makes it needless
    bool done = false;
};

/// Runs programs on samples by definition, on threads of the host.
class definition_run {
public:
    /// All must outlive this.
    definition_run(const program_set& programs, const sample_view& data,
                   const samples_at_hand& at_hand, const run_options& options)
        : programs_(programs), data_(data), at_hand_(at_hand), options_(options),
          threads_(options) {}

    /// Fills the verdicts of the report, and the outputs where they are asked for. The programs of
    /// a sample run one after the other, those that begin alike together. False if there was no
    /// memory. Cost: a call is made once by a thread for all programs on a sample, as long as the
    /// values have room in `room` bytes.
    ///
    /// It ends early once `enough` is set; `done` is true of those whose verdicts are there.
    bool run(std::vector<left_over>& left, run_report& report,
             const std::atomic<bool>* enough = nullptr) const {
        bool sorted = false;
        if (!batt::detail::within_memory([&] { sorted = sort(left); }) || !sorted) return false;
        // One hundredth of them may take most of the time, and stand together.
        const std::size_t at_once = std::clamp<std::size_t>(left.size() / 1024, 1, 64);
        return threads_.in_parallel((left.size() + at_once - 1) / at_once, [&](const auto& take) {
            worker w;
            for (std::size_t k = take() * at_once; k < left.size(); k = take() * at_once)
                for (std::size_t j = k; j < std::min(k + at_once, left.size()); ++j) {
                    if (batt::detail::is_stopped(options_) || (enough && *enough)) return;
                    define(left[j], w, report);
                    left[j].done = true;
                }
        });
    }

private:
    static constexpr std::uint64_t room = 32 << 20;

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
    };
    /// Memory to look for the calls of programs.
    struct search {
        std::vector<int> calls;
        number_set seen;
    };

    /// By samples, and then by the first calls of the programs; the certain ones before all others.
    bool sort(std::vector<left_over>& left) const {
        std::vector<int> first(programs_.size(), -1);
        std::vector<search> searches;
        for (const left_over& l : left) first[l.program] = 0;
        const auto find = [&](search& s, std::size_t begin, std::size_t end) {
            for (std::size_t p = begin; p < end; ++p) {
                if (first[p] < 0) continue;
                programs_.graph().find_calls_of(programs_.root(p), s.calls, s.seen);
                if (!s.calls.empty()) first[p] = s.calls.front();
            }
        };
        if (!threads_.in_parts(programs_.size(), searches, find)) return false;
        std::sort(left.begin(), left.end(), [&](const left_over& a, const left_over& b) {
            return std::tuple(!a.is_certain, a.sample, first[a.program], a.place) <
                   std::tuple(!b.is_certain, b.sample, first[b.program], b.place);
        });
        return true;
    }

    void define(const left_over& l, worker& w, run_report& report) const {
        if (w.sample_number != l.sample) take_sample(l.sample, w);
        if (w.program_number != l.program) take_program(l.program, w);
        const text::program* const read = programs_.text(l.program);
        const text::program& p = read != nullptr ? *read : w.built;
        if (p.demonstrations && !w.has_demonstrations) take_demonstrations(w);
        reference::dynamic::evaluation made(p, w.calls, w.known, w.sample, programs_.most(),
                                            programs_.table());
        reference::dynamic::outcome o = made.output();
        std::optional<grid> out = reference::dynamic::output_grid(o, p, w.sample);
        report.verdicts[l.place] = out ? verdict_on(*out, w.expected ? &*w.expected : nullptr)
                                       : verdict(o.why, o.statement);
        if (options_.outputs && out) report.outputs[l.place] = std::move(*out);
    }
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
    host_threads threads_;
};

} // namespace batt::columns
BATT_HOST_CALLS_END
