// A pass on the cores of the host: threads take pieces of outputs and samples.
#pragma once

#include <batt/columns/host_threads.hpp>
#include <batt/columns/second_turn.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Runs the outputs of a pass on their samples with the windows of a tier.
template <int Tier>
class host_pass {
public:
    /// all: with room for its results and, if they are wanted, outputs. All must outlive this.
    host_pass(const graph& g, const catalog& compiled, const sample_view& data,
              const run_options& options, pass& all)
        : graph_(g), catalog_(compiled), data_(data), options_(options), all_(all) {}

    /// False if there was no memory.
    bool run() {
        constexpr std::size_t usual = Tier == 0 ? 64 : 16;
        const std::size_t at_once =
            options_.batch_size > 0 ? std::min(options_.batch_size, usual) : usual;
        constexpr std::size_t outputs_at_once = 256;
        // Outputs on the same samples stand together.
        std::vector<std::size_t> by_list(all_.outputs.size());
        for (std::size_t k = 0; k < by_list.size(); ++k) by_list[k] = k;
        const auto list_of = [&](std::size_t k) { return all_.list_of[by_list[k]]; };
        std::stable_sort(by_list.begin(), by_list.end(), [&](std::size_t a, std::size_t b) {
            return all_.list_of[a] < all_.list_of[b];
        });
        std::vector<piece> pieces;
        for (std::size_t from = 0; from < by_list.size();) {
            std::size_t to = from + 1;
            while (to < by_list.size() && list_of(to) == list_of(from)) ++to;
            const std::size_t n = all_.samples_of(by_list[from]).size();
            for (std::size_t s = 0; s < n; s += at_once)
                for (std::size_t k = from; k < to; k += outputs_at_once)
                    pieces.push_back(
                        {std::span(by_list).subspan(k, std::min(k + outputs_at_once, to) - k), s,
                         std::min(at_once, n - s)});
            from = to;
        }
        return host_threads(options_).in_parallel(pieces.size(), [&](const auto& take) {
            host_chunk<Tier> chunk(graph_, catalog_, pool_lines, all_.fifteen);
            for (std::size_t k = take(); k < pieces.size(); k = take()) run(chunk, pieces[k]);
        });
    }

private:
    /// Outputs on some of the samples that they share.
    struct piece {
        std::span<const std::size_t> outputs;
        std::size_t first_sample, samples;
    };

    void run(host_chunk<Tier>& chunk, const piece& which) {
        const std::size_t n = which.samples;
        std::vector<output> some;
        for (const std::size_t k : which.outputs) some.push_back(all_.outputs[k]);
        const std::span samples =
            std::span(all_.samples_of(which.outputs[0])).subspan(which.first_sample, n);
        std::vector<judged> got(some.size() * n);
        pass out; ///< of the outputs alone
        if (options_.outputs) out.make_places<Tier>(got.size());
        const auto stopped = [&] { return batt::detail::is_stopped(options_); };
        const bool good = chunk.run(some, samples, data_, stopped, got.data(), out.places());
        if (!good && (some.size() > 1 || n > 1)) {
            run_less(chunk, which);
            return;
        }
        for (std::size_t k = 0; k < some.size(); ++k)
            for (std::size_t i = 0; i < n; ++i) {
                const std::size_t from = k * n + i;
                const std::size_t to = all_.first[which.outputs[k]] + which.first_sample + i;
                all_.results[to] =
                    good ? got[from]
                         : judged{{}, failure_at(static_cast<unsigned>(status::capacity), 0)};
                if (!good || !options_.outputs) continue;
                if (Tier == 0)
                    std::copy_n(&out.grids[from * packed_side], packed_side,
                                &all_.grids[to * packed_side]);
                else
                    std::copy_n(&out.wide[from * wide_side], wide_side, &all_.wide[to * wide_side]);
                all_.sizes[to] = out.sizes[from];
            }
    }
    /// What did not fit, in two parts: if a node takes most of the pool, without the outputs that
    /// need it and with these, else half of it at a time.
    void run_less(host_chunk<Tier>& chunk, const piece& which) {
        std::vector<std::size_t> parts(which.outputs.begin(), which.outputs.end());
        std::size_t others = 0;
        if (const node_id hungry = chunk.hungry(); hungry >= 0)
            others = static_cast<std::size_t>(
                std::stable_partition(
                    parts.begin(), parts.end(),
                    [&](std::size_t k) { return !chunk.needs(all_.outputs[k], hungry); }) -
                parts.begin());
        const std::size_t from = which.first_sample, n = which.samples;
        if (n > 1 && others == 0) {
            run(chunk, {which.outputs, from, n / 2});
            run(chunk, {which.outputs, from + n / 2, n - n / 2});
            return;
        }
        const std::span<const std::size_t> both = parts;
        if (others == 0) others = both.size() / 2;
        run(chunk, {both.first(others), from, n});
        run(chunk, {both.subspan(others), from, n});
    }

    static constexpr int pool_lines = 1 << 19; // 64 MB a thread

    const graph& graph_;
    const catalog& catalog_;
    const sample_view& data_;
    const run_options& options_;
    pass& all_;
};

} // namespace batt::columns
BATT_HOST_CALLS_END
