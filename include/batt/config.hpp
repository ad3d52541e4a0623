// One place for the annotations, the version and what the compiler in use can do.
#pragma once

// What a wall of errors would otherwise say. The files that are included here do not exist: no
// compiler goes on after that.
#if !defined(__cplusplus) || __cplusplus < 202002L
#error "batt needs C++20: compile with -std=c++20, or with target_compile_features(... cxx_std_20)"
#include <batt_needs_cxx_20>
#elif !__has_include(<cuda/version>)
#error "batt needs CCCL 3, whose headers are not found: link batt::batt, or name them with -I"
#include <batt_needs_cccl_3>
#else
#include <cuda/version>
#if CCCL_MAJOR_VERSION < 3
#error "batt needs CCCL 3, and the headers found are older: name newer ones before them with -I"
#include <batt_needs_cccl_3>
#endif
#endif

#define BATT_VERSION_MAJOR 0
#define BATT_VERSION_MINOR 1
#define BATT_VERSION_PATCH 0
/// The version as one comparable number: major * 10000 + minor * 100 + patch.
#define BATT_VERSION (BATT_VERSION_MAJOR * 10000 + BATT_VERSION_MINOR * 100 + BATT_VERSION_PATCH)
/// The version as people write it: "0.1.0".
#define BATT_VERSION_STRING                                                                        \
    BATT_TEXT_OF(BATT_VERSION_MAJOR)                                                               \
    "." BATT_TEXT_OF(BATT_VERSION_MINOR) "." BATT_TEXT_OF(BATT_VERSION_PATCH)
#define BATT_TEXT_OF(number) BATT_TEXT(number)
#define BATT_TEXT(number) #number

#if defined(__CUDACC__)
/// Callable on host and device; inlined, so that values stay in registers.
#define BATT_FN __host__ __device__ __forceinline__
#else
#define BATT_FN inline __attribute__((always_inline))
#endif

/// The same for what is large and called from many places with the same types: inlined only on the
/// device, where the inlined code pays for itself; on the host one function serves all calls, so
/// that the time to compile a program depends on the operations that it uses, not on its length.
#if defined(__CUDA_ARCH__)
#define BATT_LARGE_FN __host__ __device__ __forceinline__
#elif defined(__CUDACC__)
#define BATT_LARGE_FN __host__ __device__
#else
#define BATT_LARGE_FN
#endif

/// A function that is called, not inlined: rarely used and much code.
#if defined(__CUDACC__)
#define BATT_CALLED_FN __host__ __device__ __noinline__
#else
#define BATT_CALLED_FN __attribute__((noinline))
#endif

/// Stands after the parameters of a lambda, which is then inlined wherever it is called.
#if defined(__CUDACC__)
#define BATT_INLINED
#else
#define BATT_INLINED __attribute__((always_inline))
#endif

/// 1 in the pass that compiles for a GPU. Only the machine headers and the launcher ask.
#if defined(__CUDA_ARCH__)
#define BATT_ON_DEVICE 1
#else
#define BATT_ON_DEVICE 0
#endif

/// A constant object of namespace scope that can be named in host and device code.
#if BATT_ON_DEVICE
#define BATT_CONSTANT __device__ constexpr
#else
#define BATT_CONSTANT inline constexpr
#endif

/// Asks the compiler to unroll the loop that follows.
#if BATT_ON_DEVICE
#define BATT_UNROLL _Pragma("unroll")
#elif defined(__CUDACC__) || defined(__clang__)
#define BATT_UNROLL
#else
#define BATT_UNROLL _Pragma("GCC unroll 16")
#endif

/// 1 where exceptions are enabled: the reference layer, which throws, exists only then.
#if defined(__cpp_exceptions) && __cpp_exceptions
#define BATT_HAS_REFERENCE 1
#else
#define BATT_HAS_REFERENCE 0
#endif

/// Around code that also runs on the host-only reference: calls of host functions from templates
/// for host and device are intended there.
#if defined(__CUDACC__)
#define BATT_HOST_CALLS_BEGIN                                                                      \
    _Pragma("nv_diagnostic push") _Pragma("nv_diag_suppress 20011,20013,20014,20015")
#define BATT_HOST_CALLS_END _Pragma("nv_diagnostic pop")
#else
#define BATT_HOST_CALLS_BEGIN
#define BATT_HOST_CALLS_END
#endif
