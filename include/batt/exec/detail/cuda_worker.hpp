// One device of the CUDA back end: chunks that stream through two slots.
#pragma once

#if defined(__CUDACC__)

#include <batt/exec/detail/chunk.hpp>
#include <batt/exec/detail/cuda_kernel.hpp>
#include <batt/exec/device_batch.hpp>
#include <batt/exec/detail/host.hpp>
#include <deque>
#include <mutex>
#include <numeric>
#include <unordered_map>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// Returns from the calling function with the error, if there is one. Until the end of cuda.hpp.
#define BATT_CUDA_TRY(call_)                                                                       \
    do {                                                                                           \
        const cudaError_t error_ = (call_);                                                        \
        if (error_ != cudaSuccess) return error_;                                                  \
    } while (false)

/// Samples of one set of programs after another, in the order of the sets' first samples: warps of
/// a block, which wait for each other, should run the same statements.
struct samples_in_order {
    std::vector<std::uint32_t> positions;
    std::vector<std::uint64_t> active;

    samples_in_order(const std::uint64_t* programs, std::size_t n) : positions(n), active(n) {
        std::vector<std::uint64_t> sets;
        std::vector<std::size_t> next; // of each set: how many samples, then where the next goes
        std::vector<std::uint32_t> set_of(n);
        std::unordered_map<std::uint64_t, std::uint32_t> number;
        for (std::size_t k = 0; k < n; ++k) {
            const auto [found, is_new] =
                number.try_emplace(programs[k], static_cast<std::uint32_t>(sets.size()));
            if (is_new) {
                sets.push_back(programs[k]);
                next.push_back(0);
            }
            set_of[k] = found->second;
            ++next[set_of[k]];
        }
        std::exclusive_scan(next.begin(), next.end(), next.begin(), std::size_t{0});
        for (std::size_t k = 0; k < n; ++k) {
            const std::size_t place = next[set_of[k]]++;
            positions[place] = static_cast<std::uint32_t>(k);
            active[place] = sets[set_of[k]];
        }
    }
};

/// Samples that devices take piece by piece, each as soon as it can: a slow one, or one that gets
/// samples that take long, does not hold the others.
class samples_to_run {
public:
    void add(std::size_t from, std::size_t to) { left_.push_back({from, to}); }
    /// At most n of them, [from, to), which were added together; false if there are none left.
    bool take(std::size_t n, std::size_t& from, std::size_t& to) {
        const std::lock_guard lock(mutex_);
        while (!left_.empty() && left_.front().first == left_.front().second) left_.pop_front();
        if (left_.empty()) return false;
        auto& [next, end] = left_.front();
        from = next;
        next = to = std::min(from + n, end);
        return true;
    }

private:
    std::mutex mutex_;
    std::deque<std::pair<std::size_t, std::size_t>> left_;
};

/// What the call runs, for one device: where its samples come from and where results go.
struct cuda_range {
    const sample_view* samples;
    int programs;
    samples_to_run* source; ///< of this device, or of several
    std::size_t most;       ///< samples that it takes from there at once
    const launcher* tiers;
    int tier_count;
    bool outputs;
    std::size_t batch_size;
    run_report* report; ///< whole report; this device writes what is of its own samples
    phase_times seconds{};
    std::vector<std::size_t> tier_samples{};
    bool host_memory = true; ///< whether the host had enough
};

/// One device: its slots, and the streaming of chunks through them.
class cuda_worker {
public:
    explicit cuda_worker(int device) : device_(device) {}

    cudaError_t run(cuda_range& r) {
        cudaGetLastError(); // what others left there is not of this call
        const device_in_use in_use(device_);
        BATT_CUDA_TRY(in_use.error());
        r.tier_samples.assign(static_cast<std::size_t>(r.tier_count) + 1, 0);
        for (cuda_slot& s : slots_) BATT_CUDA_TRY(prepare(s));
        BATT_CUDA_TRY(bring_demonstrations(*r.samples));
        std::size_t chunk = r.batch_size;
        if (chunk == 0) BATT_CUDA_TRY(choose_chunk(r, chunk));
        int turn = 0;
        cudaError_t e = cudaSuccess;
        for (std::size_t at = 0, end = 0; e == cudaSuccess;) {
            if (at == end && !r.source->take(std::min(chunk, r.most), at, end)) break;
            cuda_slot& s = slots_[turn];
            e = finish(s, r);
            if (e != cudaSuccess) break;
            const std::size_t n = std::min(chunk, end - at);
            e = start(s, r, at, n);
            if (e == cudaErrorMemoryAllocation && n > smallest_chunk) {
                // less memory than hoped for: smaller chunks stream through it
                cudaGetLastError();
                chunk = n / 2;
                e = cudaSuccess;
                continue;
            }
            at += n;
            turn ^= 1;
        }
        for (int k = 0; k < 2; ++k) {
            cuda_slot& s = slots_[turn ^ k];
            const cudaError_t last = finish(s, r);
            if (e == cudaSuccess) e = last;
        }
        return e;
    }

private:
    /// Samples a chunk, so that what they need twice, for chunks stream through two slots, fits the
    /// free memory.
    cudaError_t choose_chunk(const cuda_range& r, std::size_t& chunk) const {
        std::size_t free = 0, all = 0;
        BATT_CUDA_TRY(cudaMemGetInfo(&free, &all));
        cudaMemPool_t pool;
        std::uint64_t reserved = 0, used = 0;
        if (cudaDeviceGetDefaultMemPool(&pool, device_) == cudaSuccess &&
            cudaMemPoolGetAttribute(pool, cudaMemPoolAttrReservedMemCurrent, &reserved) ==
                cudaSuccess &&
            cudaMemPoolGetAttribute(pool, cudaMemPoolAttrUsedMemCurrent, &used) == cudaSuccess)
            free += reserved - used; // what earlier calls left in the pool
        cudaGetLastError();
        for (const cuda_slot& s : slots_) free += s.bytes();
        chunk = chunk_for(free, *r.samples, r.programs, r.outputs);
        return cudaSuccess;
    }

    cudaError_t prepare(cuda_slot& s) {
        if (s.stream != nullptr) return cudaSuccess;
        BATT_CUDA_TRY(cudaStreamCreateWithFlags(&s.stream, cudaStreamNonBlocking));
        for (cudaEvent_t* e : {&s.begin, &s.copied_in, &s.computed, &s.copied_out})
            BATT_CUDA_TRY(cudaEventCreate(e));
        cudaMemPool_t pool;
        if (cudaDeviceGetDefaultMemPool(&pool, device_) == cudaSuccess) {
            std::uint64_t keep = ~std::uint64_t{0};
            cudaMemPoolSetAttribute(pool, cudaMemPoolAttrReleaseThreshold, &keep);
        }
        cudaGetLastError();
        return cudaSuccess;
    }

    /// The chunk's grids in device memory: copied, or where the user has them.
    static cudaError_t bring(cuda_slot& s, const batch_view& v, std::size_t at, std::size_t n,
                             cuda_buffer<packed_row>& rows, cuda_buffer<packed_size>& sizes,
                             cuda_buffer<packed_row, true>& host_rows,
                             cuda_buffer<packed_size, true>& host_sizes, const packed_row*& d_rows,
                             const packed_size*& d_sizes) {
        if (v.on_device) {
            const batch_view there = v.from(at);
            d_rows = there.rows;
            d_sizes = there.sizes;
            return cudaSuccess;
        }
        BATT_CUDA_TRY(rows.reserve(n * packed_side, s.stream));
        BATT_CUDA_TRY(sizes.reserve(n, s.stream));
        d_rows = rows.get();
        d_sizes = sizes.get();
        BATT_CUDA_TRY(send(s, v.rows + at * packed_side, n * packed_side, rows, host_rows));
        return send(s, v.sizes + at, n, sizes, host_sizes);
    }
    /// To the device, through locked memory if it does not lie in such already.
    template <class T>
    static cudaError_t send(cuda_slot& s, const T* from, std::size_t n, cuda_buffer<T>& to,
                            cuda_buffer<T, true>& locked) {
        if (!is_locked(from)) {
            BATT_CUDA_TRY(locked.reserve(n, s.stream));
            copy_on_cores(locked.get(), from, n * sizeof(T));
            from = locked.get();
        }
        return cudaMemcpyAsync(to.get(), from, n * sizeof(T), cudaMemcpyHostToDevice, s.stream);
    }

    /// Numbers of the chunk, copied.
    template <class T>
    static cudaError_t bring(cuda_slot& s, const T* from, std::size_t n, cuda_buffer<T>& to,
                             const T*& d) {
        BATT_CUDA_TRY(to.reserve(n, s.stream));
        d = to.get();
        return cudaMemcpyAsync(to.get(), from, n * sizeof(T), cudaMemcpyHostToDevice, s.stream);
    }

    /// The demonstrations of all tasks, for the whole run.
    cudaError_t bring_demonstrations(const sample_view& v) {
        if (v.task == nullptr) return cudaSuccess;
        cuda_slot& s = slots_[0];
        const std::size_t n = v.demonstrations.count;
        const packed_row* rows;
        const packed_size* sizes;
        const std::uint32_t* first;
        BATT_CUDA_TRY(bring(s, v.first, v.tasks + 1, first_, first));
        if (n != 0) {
            BATT_CUDA_TRY(bring(s, v.demonstrations.rows, n * packed_side, demonstrations_, rows));
            BATT_CUDA_TRY(bring(s, v.demonstrations.sizes, n, demonstration_sizes_, sizes));
        }
        return cudaStreamSynchronize(s.stream);
    }

    cudaError_t start(cuda_slot& s, cuda_range& r, std::size_t at, std::size_t n) {
        const double begin = now();
        const sample_view& v = *r.samples;
        const std::size_t results = n * static_cast<std::size_t>(r.programs);
        s.job = cuda_job{};
        s.job.count = static_cast<std::uint32_t>(n);
        s.job.apart = static_cast<std::uint32_t>(n);
        BATT_CUDA_TRY(s.verdicts.reserve(results, s.stream));
        BATT_CUDA_TRY(s.host_verdicts.reserve(results, s.stream));
        if (r.outputs) {
            BATT_CUDA_TRY(s.out.reserve(results * packed_side, s.stream));
            BATT_CUDA_TRY(s.out_sizes.reserve(results, s.stream));
            BATT_CUDA_TRY(s.host_out.reserve(results * packed_side, s.stream));
            BATT_CUDA_TRY(s.host_out_sizes.reserve(results, s.stream));
            s.job.out = s.out.get();
            s.job.out_sizes = s.out_sizes.get();
        }
        BATT_CUDA_TRY(cudaEventRecord(s.begin, s.stream));
        BATT_CUDA_TRY(bring(s, v.in, at, n, s.in, s.in_sizes, s.host_in, s.host_in_sizes,
                            s.job.in, s.job.in_sizes));
        if (v.expected.count != 0)
            BATT_CUDA_TRY(bring(s, v.expected, at, n, s.expected, s.expected_sizes,
                                s.host_expected, s.host_expected_sizes, s.job.expected,
                                s.job.expected_sizes));
        if (v.active != nullptr) {
            const samples_in_order order(v.active + at, n);
            BATT_CUDA_TRY(bring(s, order.positions.data(), n, s.positions, s.job.positions));
            BATT_CUDA_TRY(bring(s, order.active.data(), n, s.active, s.job.active));
            // programs that do not run leave no verdict and no output
            BATT_CUDA_TRY(
                cudaMemsetAsync(s.verdicts.get(), 0, results * sizeof(verdict), s.stream));
            if (r.outputs)
                BATT_CUDA_TRY(cudaMemsetAsync(s.out_sizes.get(), 0, results * sizeof(packed_size),
                                              s.stream));
        }
        if (v.task != nullptr) {
            BATT_CUDA_TRY(bring(s, v.task + at, n, s.task, s.job.task));
            s.job.first = first_.get();
            s.job.demonstrations = demonstrations_.get();
            s.job.demonstration_sizes = demonstration_sizes_.get();
        }
        s.job.verdicts = s.verdicts.get();
        BATT_CUDA_TRY(cudaEventRecord(s.copied_in, s.stream));
        BATT_CUDA_TRY(r.tiers[0](s.job, s.stream));
        BATT_CUDA_TRY(cudaEventRecord(s.computed, s.stream));
        BATT_CUDA_TRY(copy_out(s, r));
        r.tier_samples[0] += n;
        s.from = at;
        s.count = n;
        r.seconds.prepare += now() - begin;
        return cudaSuccess;
    }

    static cudaError_t copy_out(cuda_slot& s, const cuda_range& r) {
        const std::size_t n = std::size_t{s.job.count} * static_cast<std::size_t>(r.programs);
        BATT_CUDA_TRY(cudaMemcpyAsync(s.host_verdicts.get(), s.verdicts.get(), n * sizeof(verdict),
                                      cudaMemcpyDeviceToHost, s.stream));
        if (r.outputs) {
            BATT_CUDA_TRY(cudaMemcpyAsync(s.host_out.get(), s.out.get(),
                                          n * packed_side * sizeof(packed_row),
                                          cudaMemcpyDeviceToHost, s.stream));
            BATT_CUDA_TRY(cudaMemcpyAsync(s.host_out_sizes.get(), s.out_sizes.get(),
                                          n * sizeof(packed_size), cudaMemcpyDeviceToHost,
                                          s.stream));
        }
        return cudaEventRecord(s.copied_out, s.stream);
    }

    /// Waits for the slot's chunk, runs what overflowed at the next tiers, and takes the results.
    cudaError_t finish(cuda_slot& s, cuda_range& r) {
        if (s.count == 0) return cudaSuccess;
        const std::size_t n = s.count;
        s.count = 0;
        BATT_CUDA_TRY(cudaStreamSynchronize(s.stream));
        const auto seconds = [](cudaEvent_t a, cudaEvent_t b) {
            float ms = 0;
            cudaEventElapsedTime(&ms, a, b);
            return static_cast<double>(ms) * 1e-3;
        };
        r.seconds.copy_in += seconds(s.begin, s.copied_in);
        r.seconds.kernel += seconds(s.copied_in, s.computed);
        r.seconds.copy_out += seconds(s.computed, s.copied_out);
        for (int t = 1; t < r.tier_count; ++t) {
            const auto left =
                overflowed<std::uint32_t>(s.host_verdicts.get(), r.programs, n, n);
            const std::size_t again_count = left.positions.size();
            if (again_count == 0) break;
            const double begin = now();
            cuda_job again = s.job;
            again.count = static_cast<std::uint32_t>(again_count);
            BATT_CUDA_TRY(bring(s, left.positions.data(), again_count, s.positions,
                                again.positions));
            BATT_CUDA_TRY(
                bring(s, left.active.data(), again_count, s.active_again, again.active));
            BATT_CUDA_TRY(r.tiers[t](again, s.stream));
            BATT_CUDA_TRY(copy_out(s, r));
            BATT_CUDA_TRY(cudaStreamSynchronize(s.stream));
            r.tier_samples[static_cast<std::size_t>(t)] += again_count;
            r.seconds.retry += now() - begin;
        }
        const std::size_t all = r.samples->in.count;
        for (int p = 0; p < r.programs; ++p) {
            const std::size_t here = static_cast<std::size_t>(p) * n;
            const std::size_t there = static_cast<std::size_t>(p) * all + s.from;
            copy_on_cores(r.report->verdicts.data() + there, s.host_verdicts.get() + here,
                          n * sizeof(verdict));
            if (r.outputs)
                in_parts(n, [&](std::size_t k) {
                    r.report->outputs[there + k] =
                        batch::unpack(s.host_out.get() + (here + k) * packed_side,
                                      s.host_out_sizes.get()[here + k]);
                });
        }
        return cudaSuccess;
    }

    int device_;
    cuda_slot slots_[2];
    // behind the slots, on whose streams they are freed
    cuda_buffer<packed_row> demonstrations_;
    cuda_buffer<packed_size> demonstration_sizes_;
    cuda_buffer<std::uint32_t> first_;
};

} // namespace batt::detail
BATT_HOST_CALLS_END

#endif // defined(__CUDACC__)
