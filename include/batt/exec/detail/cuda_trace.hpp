// The trace of one sample on a GPU, brought to the host.
#pragma once

#if defined(__CUDACC__)

#include <batt/exec/detail/cuda.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// A copy of n values on the device, for as long as it lives.
template <class T>
class device_copy {
public:
    cudaError_t copy(const T* from, std::size_t n) {
        const cudaError_t e = copy_.reserve(n != 0 ? n : 1, nullptr);
        if (e != cudaSuccess || from == nullptr || n == 0) return e;
        return cudaMemcpy(copy_.get(), from, n * sizeof(T), cudaMemcpyHostToDevice);
    }
    T* get() const { return copy_.get(); }

private:
    cuda_buffer<T> copy_;
};

/// The statements of a pipeline on the one sample of v, as numbers.
inline bool trace_on_cuda(const sample_view& v, int programs, trace_launcher launch,
                          std::vector<int>& numbers, error_message& error) {
    if (devices_for<cuda_api>({}, error).empty()) return false;
    device_copy<packed_row> in, expected, demonstrations;
    device_copy<packed_size> in_sizes, expected_sizes, demonstration_sizes;
    device_copy<std::uint32_t> first, task;
    device_copy<std::uint64_t> active;
    device_copy<verdict> verdicts;
    device_copy<int> out;
    device_copy<unsigned long long> count;
    const auto run = [&]() -> cudaError_t {
        const auto all = [](auto... e) {
            cudaError_t first_error = cudaSuccess;
            ((first_error = first_error == cudaSuccess ? e : first_error), ...);
            return first_error;
        };
        const std::size_t d = v.demonstrations.count;
        cudaError_t e =
            all(in.copy(v.in.rows, packed_side), in_sizes.copy(v.in.sizes, 1),
                expected.copy(v.expected.rows, v.expected.count * packed_side),
                expected_sizes.copy(v.expected.sizes, v.expected.count),
                demonstrations.copy(v.demonstrations.rows, d * packed_side),
                demonstration_sizes.copy(v.demonstrations.sizes, d),
                first.copy(v.first, v.task != nullptr ? v.tasks + 1 : 0), task.copy(v.task, 1),
                active.copy(v.active, 1),
                verdicts.copy(nullptr, static_cast<std::size_t>(programs)), count.copy(nullptr, 1));
        if (e != cudaSuccess) return e;
        device_job job{};
        job.in = in.get();
        job.in_sizes = in_sizes.get();
        if (v.expected.count != 0) {
            job.expected = expected.get();
            job.expected_sizes = expected_sizes.get();
        }
        if (v.task != nullptr) {
            job.demonstrations = demonstrations.get();
            job.demonstration_sizes = demonstration_sizes.get();
            job.first = first.get();
            job.task = task.get();
        }
        if (v.active != nullptr) job.active = active.get();
        job.count = 1;
        job.apart = 1;
        job.verdicts = verdicts.get();
        // how many numbers there are is known only after a run: if they did not fit, there is
        // another
        for (unsigned long long room = std::size_t{1} << 20, n = 0;; room = n) {
            if (const cudaError_t none = out.copy(nullptr, room)) return none;
            launch(job, out.get(), room, count.get());
            e = all(cudaGetLastError(),
                    cudaMemcpy(&n, count.get(), sizeof n, cudaMemcpyDeviceToHost));
            if (e != cudaSuccess) return e;
            if (n > room) continue;
            numbers.resize(n);
            break;
        }
        return cudaMemcpy(numbers.data(), out.get(), numbers.size() * sizeof(int),
                          cudaMemcpyDeviceToHost);
    };
    const cudaError_t e = run();
    if (e != cudaSuccess) error.text = std::string("CUDA: ") + cudaGetErrorString(e);
    return e == cudaSuccess;
}

} // namespace batt::detail
BATT_HOST_CALLS_END

#endif // defined(__CUDACC__)
