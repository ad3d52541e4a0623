// Which CUDA devices there are, or why none is used; which is current, and which owns memory.
#pragma once

#if defined(__CUDACC__)

#include <batt/exec/report.hpp>
#include <cuda_runtime_api.h>
#include <string>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// The number of devices, if the wanted one (-1: all) is among them; otherwise 0 and a sentence in
/// `error`.
inline int count_devices(int wanted, error_message& error) {
    const auto version = [](int v) {
        return std::to_string(v / 1000) + "." + std::to_string(v % 1000 / 10);
    };
    int count = 0;
    const cudaError_t e = cudaGetDeviceCount(&count);
    if (e == cudaErrorInsufficientDriver) {
        int driver = 0, runtime = 0;
        cudaDriverGetVersion(&driver);
        cudaRuntimeGetVersion(&runtime);
        error.text = driver == 0
                         ? std::string("no NVIDIA driver is installed")
                         : "the NVIDIA driver supports CUDA " + version(driver) +
                               ", this program needs CUDA " + version(runtime) + " or newer";
    } else if (e != cudaSuccess || count == 0) {
        error.text = std::string("no usable CUDA device: ") +
                     (e != cudaSuccess ? cudaGetErrorString(e) : "none is present");
    } else if (wanted >= count || wanted < -1) {
        error.text = "there is no CUDA device " + std::to_string(wanted) + ", only " +
                     std::to_string(count) + (count == 1 ? " is" : " are") + " present";
    } else {
        return count;
    }
    cudaGetLastError();
    return 0;
}

/// Makes a device current on the calling thread while this lives, then the previous one again.
class device_in_use {
public:
    /// Restores the current device at the end, whatever is made current while this lives.
    device_in_use() : device_(-1), error_(cudaGetDevice(&before_)) {}
    explicit device_in_use(int device) : device_(device) {
        error_ = cudaGetDevice(&before_);
        if (error_ == cudaSuccess) error_ = cudaSetDevice(device);
    }
    device_in_use(const device_in_use&) = delete;
    device_in_use& operator=(const device_in_use&) = delete;
    ~device_in_use() {
        if (before_ >= 0 && before_ != device_) cudaSetDevice(before_);
    }
    cudaError_t error() const { return error_; }

private:
    int device_, before_ = -1;
    cudaError_t error_;
};

/// The device that memory belongs to; -1: none.
inline int device_of(const void* memory) {
    cudaPointerAttributes what{};
    const cudaError_t e = cudaPointerGetAttributes(&what, memory);
    cudaGetLastError();
    return e == cudaSuccess && what.type == cudaMemoryTypeDevice ? what.device : -1;
}

/// Whether memory of the host is locked, so that devices read it without help.
inline bool is_locked(const void* memory) {
    cudaPointerAttributes what{};
    const cudaError_t e = cudaPointerGetAttributes(&what, memory);
    cudaGetLastError();
    return e == cudaSuccess && what.type == cudaMemoryTypeHost;
}

} // namespace batt::detail
BATT_HOST_CALLS_END

#endif
