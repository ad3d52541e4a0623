// Samples of several pipelines: as grids, and packed once for all of them.
#pragma once

#include <atomic>
#include <batt/exec/batch.hpp>
#include <batt/exec/detail/clock.hpp>
#include <batt/exec/detail/host_memory.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// Samples for the programs of a pipeline: (S, I, C) each.
struct sample_set {
    std::vector<grid> inputs;
    /// C: one per sample, or none at all; where it is absent, nothing matches.
    std::vector<std::optional<grid>> expected;
    /// A row of words per sample, one word for 64 programs: bit p % 64 of word p / 64 of row k says
    /// whether program p runs on sample k. Empty: every program on every sample.
    std::vector<std::uint64_t> active;
    /// S of sample k is demonstrations[task[k]]. Without tasks S is the empty tuple.
    std::vector<std::uint32_t> task;
    std::vector<std::vector<std::pair<grid, grid>>> demonstrations;

    /// Words of a row of `active` for so many programs.
    static std::size_t words_for(std::size_t programs) { return (programs + 63) / 64; }
    /// Row k of `active`, which must not be empty.
    std::span<const std::uint64_t> programs_on(std::size_t k) const {
        const std::size_t words = active.size() / inputs.size();
        return std::span(active).subspan(k * words, words);
    }
    /// Whether a program runs on sample k.
    bool runs(std::size_t program, std::size_t k) const {
        return active.empty() || (programs_on(k)[program / 64] >> program % 64 & 1U) != 0;
    }
};

namespace detail {

inline std::string no_such_task(std::size_t sample, std::uint32_t task, std::size_t tasks) {
    return "sample " + std::to_string(sample) + " is of task " + std::to_string(task) +
           ", but there are only " + std::to_string(tasks);
}

/// A number for `sample_view` that no other samples of the process have.
inline std::uint64_t new_number() {
    static std::atomic<std::uint64_t> last = 0;
    return ++last;
}

/// The demonstrations of tasks, packed.
class packed_demonstrations {
public:
    packed_demonstrations() = default;
    explicit packed_demonstrations(std::span<const std::vector<std::pair<grid, grid>>> tasks) {
        first_.push_back(0);
        for (const auto& pairs : tasks) {
            for (const auto& [in, out] : pairs) {
                grids_.push_back(in);
                grids_.push_back(out);
            }
            first_.push_back(static_cast<std::uint32_t>(grids_.size()));
        }
    }
    /// Puts them into a view whose samples are of these tasks.
    void show(sample_view& v, const std::vector<std::uint32_t>& task) const {
        v.task = task.data();
        v.demonstrations = grids_;
        v.first = first_.data();
        v.tasks = first_.size() - 1;
    }

private:
    batch grids_;
    std::vector<std::uint32_t> first_; ///< grids of task t: first_[t] .. first_[t + 1] - 1
};

/// Whether there are as many as samples, or none at all; if not, a sentence in `error`.
inline bool agrees(std::size_t got, std::size_t samples, const char* what, error_message& error) {
    if (got == 0 || got == samples) return true;
    error.text =
        "there are " + std::to_string(samples) + " inputs but " + std::to_string(got) + " " + what;
    return false;
}

/// Whether the lists of a set agree; if not, why.
inline bool agree(const sample_set& set, error_message& error) {
    const std::size_t n = set.inputs.size();
    if (!agrees(set.expected.size(), n, "expected outputs", error) ||
        !agrees(set.task.size(), n, "tasks", error))
        return false;
    for (std::size_t k = 0; k < set.task.size(); ++k)
        if (set.task[k] >= set.demonstrations.size()) {
            error.text = no_such_task(k, set.task[k], set.demonstrations.size());
            return false;
        }
    return true;
}

} // namespace detail

/// A sample_set packed, once for all pipelines that run on it, and unchanged from then on.
class packed_samples {
public:
    /// No samples.
    packed_samples() = default;
    /// An error is a sentence: lists of the set do not agree, or the host has no memory.
    static cuda::std::expected<packed_samples, error_message> pack(const sample_set& set) {
        packed_samples out;
        error_message error;
        bool good = false;
        const double begin = detail::now();
        if (!detail::within_memory([&] { good = out.take(set, error); })) {
            const std::size_t grids = set.expected.empty() ? 1 : 2;
            error.text =
                detail::no_memory(std::to_string(set.inputs.size()) + " samples",
                                  grids * (packed_side * sizeof(packed_row) + sizeof(packed_size)));
            good = false;
        }
        if (!good) return cuda::std::unexpected<error_message>(error);
        out.seconds_ = detail::now() - begin;
        return out;
    }

    std::size_t size() const { return in_.size(); }
    /// What packing took.
    double seconds() const { return seconds_; }
    /// Where the samples are; valid as long as this lives and stays where it is.
    sample_view view() const& {
        sample_view v;
        v.in = in_;
        v.expected = expected_;
        v.number = number_;
        if (!task_.empty()) demonstrations_.show(v, task_);
        return v;
    }
    sample_view view() const&& = delete;

private:
    bool take(const sample_set& set, error_message& error) {
        if (!detail::agree(set, error)) return false;
        in_ = batch(set.inputs);
        expected_.reserve(set.expected.size());
        for (const std::optional<grid>& g : set.expected)
            if (g)
                expected_.push_back(*g);
            else
                expected_.push_absent();
        if (!set.task.empty()) {
            task_ = set.task;
            demonstrations_ = detail::packed_demonstrations(set.demonstrations);
        }
        number_ = detail::new_number();
        return true;
    }

    batch in_, expected_;
    std::vector<std::uint32_t> task_;
    detail::packed_demonstrations demonstrations_;
    std::uint64_t number_ = 0;
    double seconds_ = 0;
};

namespace detail {

/// What the grids of a sample need: windows of 32 rows, larger ones, or larger ones with colour 15.
enum class sample_need : unsigned char { packed, wide, fifteen };

/// Whether a batch in host memory has grids that cannot be packed.
inline bool has_unpacked(const batch_view& b) {
    if (b.on_device) return false;
    bool found = false;
    for (std::size_t k = 0; k < b.count; ++k) found |= b.sizes[k].is_unpacked();
    return found;
}

/// What each sample of a view needs; nothing if all are packed. Grids in the memory of a device
/// count as packed, since their needs are not known. Cost: a look at the size of each grid.
inline std::vector<sample_need> needs_of(const sample_view& v) {
    const auto need_of = [](const batch_view& b, std::size_t k) {
        if (b.on_device || k >= b.count || !b.sizes[k].is_unpacked()) return sample_need::packed;
        return have_fifteen(b.rows + k * packed_side, b.sizes + k, 1) ? sample_need::fifteen
                                                                      : sample_need::wide;
    };
    if (!has_unpacked(v.in) && !has_unpacked(v.expected) && !has_unpacked(v.demonstrations))
        return {};
    std::vector<sample_need> of_task(v.task != nullptr ? v.tasks : 0, sample_need::packed), out;
    for (std::size_t t = 0; t < of_task.size(); ++t)
        for (std::uint32_t k = v.first[t]; k < v.first[t + 1]; ++k)
            of_task[t] = std::max(of_task[t], need_of(v.demonstrations, k));
    for (std::size_t k = 0; k < v.in.count; ++k) {
        sample_need most = std::max(need_of(v.in, k), need_of(v.expected, k));
        if (v.task != nullptr) most = std::max(most, of_task[v.task[k]]);
        if (most == sample_need::packed) continue;
        if (out.empty()) out.assign(v.in.count, sample_need::packed);
        out[k] = most;
    }
    return out;
}

/// Whether samples can run on programs that take these parameters; if not, why.
inline bool check(const sample_view& v, error_message& error,
                  const expr::parameter_list& takes = {}) {
    if (v.expected.count != 0 && v.expected.count != v.in.count) {
        error.text = "the batch has " + std::to_string(v.in.count) + " inputs but " +
                     std::to_string(v.expected.count) + " expected outputs";
        return false;
    }
    for (const batch_view* b : {&v.in, &v.expected, &v.demonstrations})
        if (b->count != 0 && (b->rows == nullptr || b->sizes == nullptr)) {
            error.text = "a batch with samples has no memory";
            return false;
        }
    if (!check_sizes(v.in, "inputs", false, error) ||
        !check_sizes(v.expected, "expected outputs", true, error) ||
        !check_sizes(v.demonstrations, "demonstrations", false, error) ||
        !check(v.parameters, takes, v.in.count, error))
        return false;
    if (v.task == nullptr) return true;
    for (std::size_t t = 0; t < v.tasks; ++t)
        if (v.first[t] > v.first[t + 1] || v.first[t + 1] > v.demonstrations.count ||
            (v.first[t + 1] - v.first[t]) % 2 != 0) {
            error.text = "the demonstrations of task " + std::to_string(t) + " are not pairs";
            return false;
        }
    for (std::size_t k = 0; k < v.in.count; ++k)
        if (v.task[k] >= v.tasks) {
            error.text = no_such_task(k, v.task[k], v.tasks);
            return false;
        }
    return true;
}

/// Whether a choice fits the samples and the number of programs; if not, why.
inline bool check(const sample_view& v, const sample_choice& c, std::size_t programs,
                  error_message& error) {
    const std::size_t chosen = c.samples ? c.samples->size() : v.in.count;
    const std::size_t words = sample_set::words_for(programs);
    if (!c.active.empty() && c.active.size() != chosen * words) {
        error.text = "there are " + std::to_string(chosen) + " inputs but " +
                     std::to_string(c.active.size()) +
                     (words == 1 ? " sets of programs"
                                 : " words of sets of " + std::to_string(programs) + " programs");
        return false;
    }
    if (c.repeat == 0) {
        error.text = "the samples would run 0 times";
        return false;
    }
    if (!c.samples) return true;
    for (const std::uint32_t k : *c.samples) {
        if (k < v.in.count) continue;
        error.text = "sample " + std::to_string(k) + " is chosen, but there are " +
                     std::to_string(v.in.count);
        return false;
    }
    return true;
}

} // namespace detail
} // namespace batt
BATT_HOST_CALLS_END
