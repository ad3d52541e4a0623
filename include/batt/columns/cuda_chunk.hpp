// A chunk of outputs and samples on a CUDA device: nodes in waves, a launch for each kind of step.
#pragma once

#include <batt/columns/cuda_steps.hpp>
#include <batt/columns/schedule.hpp>
#include <batt/exec/cuda_memory.hpp>
#if defined(__CUDACC__)

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Lines that each worker has for what an operation needs while it runs. At the second tier, where an
/// element with windows takes four times as many, there are fewer workers.
inline constexpr int tier_scratch[] = {1024, 16384};

/// Samples of a space for a chunk: which of the ids.
struct sample_range {
    space_id space = 0;
    std::uint32_t first = 0, count = 0;
};

/// The memory of chunks, kept between calls.
struct chunk_memory {
    batt::detail::cuda_buffer<std::uint32_t> pool, counters;
    batt::detail::cuda_buffer<job> jobs;
    batt::detail::cuda_buffer<unsigned long long> top;
    batt::detail::cuda_buffer<job, true> host_jobs;
    batt::detail::cuda_buffer<std::uint32_t, true> host_counters, host_constants;
    batt::detail::cuda_buffer<unsigned long long, true> host_top;

    /// Of the pool.
    std::size_t bytes() const { return pool.bytes(); }
    /// Gives the memory of the device back.
    void clear() {
        pool.clear();
        counters.clear();
        jobs.clear();
        top.clear();
    }
};

/// Runs chunks at a tier on a device, which must be current, one after the other.
template <int Tier>
class cuda_chunk {
public:
    /// The graph, the catalog and the memory must outlive it.
    cuda_chunk(const graph& g, const catalog& compiled, chunk_memory& kept)
        : graph_(g), catalog_(compiled), maker_(g, {tier_extents[Tier], tier_extents[Tier]}),
          schedule_(g, maker_), needed_(g), pool_(kept.pool), counters_(kept.counters),
          jobs_(kept.jobs), top_counter_(kept.top), host_jobs_(kept.host_jobs),
          host_counters_(kept.host_counters), host_constants_(kept.host_constants),
          host_top_(kept.host_top) {}

    /// bytes: of device memory for the pool; workers: warps at once.
    cudaError_t reserve(std::size_t bytes, int workers, cudaStream_t stream) {
        stream_ = stream;
        place_ = {stream, workers};
        const std::size_t scratch = static_cast<std::size_t>(workers) * scratch_lines * 128;
        const std::size_t most = (std::size_t{1} << 31) * 128 - scratch - 128;
        const std::size_t pool = std::min(bytes, most) / 128 * 128;
        if (const cudaError_t e = pool_.reserve((pool + scratch) / 4, stream); e != cudaSuccess)
            return e;
        memory_.base = pool_.get();
        memory_.lines = static_cast<int>(pool / 128);
        memory_.scratch = scratch_lines;
        memory_.scratch_first = memory_.lines;
        return cudaSuccess;
    }

    /// The outputs, of which those of a space stand together; output k on the samples of its space
    /// go to results from place first[k] on. False with `full` set: it is too much for the pool;
    /// with an error: what CUDA says.
    bool run(std::span<const output> outputs, std::span<const sample_range> ranges,
             const device_samples& samples, const device_results& results,
             std::vector<std::uint32_t>& first, bool& full, cudaError_t& error) {
        full = false;
        error = cudaSuccess;
        start(ranges);
        const std::vector<node_id>& nodes = needed_.of(outputs);
        if (!reserve_tables(nodes, outputs.size(), error)) return false;
        schedule_.start(nodes);
        const bool good = constants(nodes) && run_all(samples, error);
        if (!good || error != cudaSuccess) {
            full = error == cudaSuccess;
            cudaStreamSynchronize(stream_);
            return false;
        }
        judge_all(outputs, samples, results, first);
        cudaMemcpyAsync(host_counters_.get(), counters_.get(), sizeof(std::uint32_t),
                        cudaMemcpyDeviceToHost, stream_);
        error = cudaStreamSynchronize(stream_);
        if (error == cudaSuccess) error = cudaGetLastError();
        full = host_counters_.get()[0] != 0;
        return error == cudaSuccess && !full;
    }

private:
    static constexpr int scratch_lines = tier_scratch[Tier];

    void start(std::span<const sample_range> ranges) {
        columns_.resize(static_cast<std::size_t>(graph_.size()), 0);
        items_.assign(static_cast<std::size_t>(graph_.spaces()), 0);
        ids_.assign(static_cast<std::size_t>(graph_.spaces()), 0);
        parents_.resize(static_cast<std::size_t>(graph_.spaces()), 0);
        items_[0] = 1;
        for (const sample_range& r : ranges) {
            items_[static_cast<std::size_t>(r.space)] = r.count;
            ids_[static_cast<std::size_t>(r.space)] = r.first;
        }
        // Records lie below, what they refer to lies above.
        top_ = 0;
        record_end_ = memory_.lines / 4;
        job_count_ = 0;
        counter_count_ = 1;
    }
    bool reserve_tables(const std::vector<node_id>& nodes, std::size_t outputs,
                        cudaError_t& error) {
        std::size_t counts = 1;
        for (node_id n : nodes) counts += step_maker::counts_elements(graph_[n]) ? 1 : 0;
        const std::size_t jobs = nodes.size() + counts + outputs;
        for (const cudaError_t e :
             {jobs_.reserve(jobs, stream_), host_jobs_.reserve(jobs, stream_),
              counters_.reserve(counts, stream_), host_counters_.reserve(counts, stream_),
              top_counter_.reserve(1, stream_), host_top_.reserve(1, stream_)})
            if (e != cudaSuccess) {
                error = e;
                return false;
            }
        memory_.counters = counters_.get();
        memory_.top = top_counter_.get();
        cudaMemsetAsync(counters_.get(), 0, counts * sizeof(std::uint32_t), stream_);
        host_top_.get()[0] = static_cast<unsigned long long>(record_end_);
        cudaMemcpyAsync(top_counter_.get(), host_top_.get(), sizeof(unsigned long long),
                        cudaMemcpyHostToDevice, stream_);
        return true;
    }
    bool allocate(std::uint32_t items, int record, std::uint32_t& line) {
        const std::int64_t lines = (std::int64_t{items} * record + 31) / 32;
        if (top_ + lines > record_end_) return false;
        line = static_cast<std::uint32_t>(top_);
        top_ += lines;
        return true;
    }
    bool constants(const std::vector<node_id>& nodes) {
        std::size_t n = 0;
        for (node_id k : nodes) n += schedule::is_constant(graph_[k]) ? 1 : 0;
        if (n == 0) return true;
        if (host_constants_.reserve(n * 32, stream_) != cudaSuccess) return false;
        if (top_ + static_cast<std::int64_t>(n) > record_end_) return false;
        std::uint32_t* to = host_constants_.get();
        const auto from = static_cast<std::uint32_t>(top_);
        for (node_id k : nodes) {
            const node& at = graph_[k];
            if (!schedule::is_constant(at)) continue;
            columns_[static_cast<std::size_t>(k)] = static_cast<std::uint32_t>(top_++);
            std::fill(to, to + 32, 0U);
            to[1] = static_cast<std::uint32_t>(at.number);
            if (at.what == step::location) to[2] = static_cast<std::uint32_t>(at.arguments[0]);
            to += 32;
        }
        return cudaMemcpyAsync(at_line(memory_, from), host_constants_.get(), n * 128,
                               cudaMemcpyHostToDevice, stream_) == cudaSuccess;
    }
    bool run_all(const device_samples& samples, cudaError_t& error) {
        std::size_t from = job_count_;
        for (;;) {
            groups_.clear();
            counted_.clear();
            while (schedule_.next(ready_))
                if (!add_group()) return false;
            while (schedule_.next_counting(ready_))
                if (!add_group()) return false;
            send_jobs(from);
            for (const wave_group& w : groups_) launch(w, samples);
            if (counted_.empty()) return true;
            if (!spread_all(error)) return false;
            from = job_count_;
        }
    }
    /// The nodes that are ready, as a launch.
    bool add_group() {
        wave_group w{ready_[0], maker_.of(ready_[0])};
        w.g.jobs = jobs_.get() + job_count_;
        for (node_id n : ready_) {
            const node& at = graph_[n];
            const std::uint32_t items = items_[static_cast<std::size_t>(at.space)];
            job j;
            j.node = static_cast<std::uint32_t>(n);
            if (!allocate(items, maker_.record_of(n), j.out)) return false;
            columns_[static_cast<std::size_t>(n)] = j.out;
            for (int a = 0; a < at.count; ++a) {
                const node_id x = at.arguments[static_cast<std::size_t>(a)];
                j.argument[a] = columns_[static_cast<std::size_t>(x)];
                if (graph_[x].space == 0) j.same |= 1U << a;
            }
            if (is_leaf(at)) j.argument[0] = ids_[static_cast<std::size_t>(at.space)];
            j.parents = parents_[static_cast<std::size_t>(at.space)];
            if (step_maker::counts_elements(at)) {
                j.counter = static_cast<std::uint32_t>(counter_count_++);
                counted_.push_back({n, j.out, j.counter});
            }
            if (items == 0) continue;
            j.first = w.g.items;
            w.g.items += items;
            ++w.g.job_count;
            host_jobs_.get()[job_count_++] = j;
        }
        if (w.g.items > 0) groups_.push_back(w);
        return true;
    }
    static bool is_leaf(const node& n) {
        return n.what == step::input || n.what == step::expected || n.what == step::demonstrations;
    }
    void send_jobs(std::size_t from) {
        if (job_count_ > from)
            cudaMemcpyAsync(jobs_.get() + from, host_jobs_.get() + from,
                            (job_count_ - from) * sizeof(job), cudaMemcpyHostToDevice, stream_);
    }
    unsigned blocks(std::uint32_t items) const {
        constexpr unsigned warps = block_threads / 32;
        return std::max(1U, std::min((items + warps - 1) / warps,
                                     static_cast<unsigned>(place_.workers) / warps));
    }
    struct wave_group {
        node_id n;
        group g;
    };
    void launch(const wave_group& w, const device_samples& samples) {
        const node& at = graph_[w.n];
        switch (at.what) {
        case step::call:
        case step::collect:
        case step::convert: catalog_[at.number].on_device[Tier](&place_, memory_, w.g); break;
        case step::input:
        case step::expected:
        case step::demonstrations:
            leaf_kernel<load_work, Tier><<<blocks(w.g.items), block_threads, 0, stream_>>>(
                memory_, w.g, load_work{samples});
            break;
        default:
            if (step_maker::compares(at.what))
                launch_group<comparison_step, Tier>(&place_, memory_, w.g);
            else
                launch_group<untyped_step, Tier>(&place_, memory_, w.g);
        }
    }
    /// The elements of a wave's containers get their outer items.
    bool spread_all(cudaError_t& error) {
        cudaMemcpyAsync(host_counters_.get(), counters_.get(),
                        static_cast<std::size_t>(counter_count_) * sizeof(std::uint32_t),
                        cudaMemcpyDeviceToHost, stream_);
        error = cudaStreamSynchronize(stream_);
        if (error != cudaSuccess) return false;
        const std::size_t from = job_count_;
        group g;
        g.jobs = jobs_.get() + job_count_;
        for (const counted& c : counted_) {
            const space_id inner = graph_.space_made_by(c.n);
            const std::uint32_t total = host_counters_.get()[c.counter];
            items_[static_cast<std::size_t>(inner)] = total;
            job j;
            if (!allocate(total, 1, j.out)) return false;
            parents_[static_cast<std::size_t>(inner)] = j.out;
            const std::uint32_t items = items_[static_cast<std::size_t>(graph_[c.n].space)];
            if (items == 0 || total == 0) continue;
            j.argument[0] = c.column;
            j.first = g.items;
            g.items += items;
            ++g.job_count;
            host_jobs_.get()[job_count_++] = j;
        }
        send_jobs(from);
        if (g.items > 0) launch_group<spread_step, Tier>(&place_, memory_, g);
        for (const counted& c : counted_) schedule_.spread(c.n);
        return true;
    }
    void judge_all(std::span<const output> outputs, const device_samples& samples,
                   const device_results& results, std::vector<std::uint32_t>& first) {
        const std::size_t from = job_count_;
        group g;
        g.jobs = jobs_.get() + job_count_;
        first.clear();
        for (const output& o : outputs) {
            const std::uint32_t items = items_[static_cast<std::size_t>(o.samples)];
            first.push_back(g.items);
            if (items == 0) continue;
            job j;
            j.first = g.items;
            j.argument[0] = columns_[static_cast<std::size_t>(o.node)];
            j.argument[1] = ids_[static_cast<std::size_t>(o.samples)];
            j.same = graph_[o.node].space == 0 ? 1 : 0;
            j.counter = static_cast<std::uint32_t>(maker_.record_of(o.node));
            g.items += items;
            ++g.job_count;
            host_jobs_.get()[job_count_++] = j;
        }
        send_jobs(from);
        if (g.items > 0)
            leaf_kernel<judge_work, Tier><<<blocks(g.items), block_threads, 0, stream_>>>(
                memory_, g, judge_work{samples, results});
    }

    struct counted {
        node_id n;
        std::uint32_t column, counter;
    };

    const graph& graph_;
    const catalog& catalog_;
    step_maker maker_;
    schedule schedule_;
    needed_nodes needed_;
    cudaStream_t stream_ = nullptr;
    launch_place place_;
    memory memory_;
    batt::detail::cuda_buffer<std::uint32_t>&pool_, &counters_;
    batt::detail::cuda_buffer<job>& jobs_;
    batt::detail::cuda_buffer<unsigned long long>& top_counter_;
    batt::detail::cuda_buffer<job, true>& host_jobs_;
    batt::detail::cuda_buffer<std::uint32_t, true>&host_counters_, &host_constants_;
    batt::detail::cuda_buffer<unsigned long long, true>& host_top_;
    std::vector<std::uint32_t> columns_, items_, ids_, parents_;
    std::vector<node_id> ready_;
    std::vector<wave_group> groups_;
    std::vector<counted> counted_;
    std::int64_t top_ = 0, record_end_ = 0;
    std::size_t job_count_ = 0;
    int counter_count_ = 1;
};

} // namespace batt::columns
BATT_HOST_CALLS_END

#endif // defined(__CUDACC__)
