// The CUDA back end: a warp per sample, on one device or all of them, and the rest on the host.
#pragma once

#if defined(__CUDACC__)

#include <batt/exec/detail/cuda_kernel.hpp>
#include <batt/exec/detail/device_run.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

using cuda_pool = device_pool<cuda_api>;

} // namespace batt::detail
BATT_HOST_CALLS_END

#endif // defined(__CUDACC__)
