// The validation layer over columns in device memory: a warp per element.
#pragma once

#include <batt/exec/validate.hpp>
#if defined(__CUDACC__)

#include <batt/exec/detail/cuda.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// A column of integers, booleans or ivecs in device memory. Grids come as a `batch_view`.
template <class T>
struct device_column {
    const T* data;
    std::size_t count;
};

namespace detail {

template <class C>
struct column_element;
template <class T>
struct column_element<device_column<T>> {
    using type = T;
};
template <>
struct column_element<batch_view> {
    using type = grid;
};

/// Element k of a column, on a machine and on the host.
template <class M, class T>
BATT_FN T column_value(M&, const device_column<T>& c, std::size_t k) {
    return c.data[k];
}
template <class M>
BATT_FN value::grid<M> column_value(M& m, const batch_view& c, std::size_t k) {
    const packed_size size = c.sizes[k];
    if (!size.is_packed()) m.fail(size.is_unpacked() ? status::capacity : status::domain);
    return load_grid<M>(c.rows + k * packed_side, size);
}
template <class T>
T fetch(const device_column<T>& c, std::size_t k) {
    T out{};
    cudaMemcpy(&out, c.data + k, sizeof out, cudaMemcpyDefault);
    return out;
}
inline grid fetch(const batch_view& c, std::size_t k) {
    packed_row rows[packed_side];
    packed_size size{};
    cudaMemcpy(rows, c.rows + k * packed_side, sizeof rows, cudaMemcpyDefault);
    cudaMemcpy(&size, c.sizes + k, sizeof size, cudaMemcpyDefault);
    return batch::unpack(rows, size);
}

/// Where results go on the device: scalars, or packed grids.
template <class V>
struct column_results {
    V* scalars;
    packed_row* rows;
    packed_size* sizes;
    std::uint8_t* why;
};

template <class M, class V>
BATT_FN bool store_result(const column_results<V>& out, std::size_t k, const V& v) {
    if (M::lanes::lane() == 0) out.scalars[k] = v;
    return true;
}
template <class M>
BATT_FN bool store_result(const column_results<grid>& out, std::size_t k, const value::grid<M>& v) {
    return store_grid<M>(v, out.rows + k * packed_side, out.sizes + k);
}

template <class Function, class M, class V, class... C>
__global__ void __launch_bounds__(128)
    run_columns(std::size_t count, column_results<V> out, C... columns) {
    std::uint32_t arena[4096];
    M m(arena_memory{arena, 4096});
    const std::size_t warps = gridDim.x * (blockDim.x / 32);
    for (std::size_t k = blockIdx.x * (blockDim.x / 32) + warp::shuffle(threadIdx.x / 32, 0);
         k < count; k += warps) {
        m.reset();
        const auto v = batt::call(m, Function::make(m), column_value(m, columns, k)...);
        if (m.ok() && !store_result<M>(out, k, v)) m.fail(status::capacity);
        if (M::lanes::lane() == 0) out.why[k] = static_cast<std::uint8_t>(m.why());
    }
}

/// A function of the user by its type: the value is made where it is used.
template <class F>
struct function_of;
template <class Op>
struct function_of<operation<Op>> {
    template <class M>
    static BATT_FN value::named<Op> make(M&) {
        return {};
    }
};
template <class E>
    requires std::is_base_of_v<expr::expression, E>
struct function_of<E> {
    struct no_variables {};
    template <class M>
    static BATT_FN auto make(M& m) {
        expr::detail::evaluator<M> e{m, 0};
        return e(E{}, no_variables{});
    }
};

inline std::size_t length(const batch_view& c) { return c.count; }
template <class T>
std::size_t length(const device_column<T>& c) {
    return c.count;
}

/// Whether a kernel can read the column.
inline bool is_readable(const batch_view& c) {
    return (c.on_device && c.parts.empty()) || c.count == 0;
}
template <class T>
bool is_readable(const device_column<T>&) {
    return true;
}

template <class C>
inline constexpr bool is_device_column = false;
template <class T>
inline constexpr bool is_device_column<device_column<T>> = true;
template <>
inline constexpr bool is_device_column<batch_view> = true;

template <class V, class F, class... C>
cudaError_t run_on_columns(const F&, std::size_t n, batch_results<V>& results,
                           std::vector<std::uint8_t>& why, const C&... columns) {
    using M = machine<warp, 32, 64>;
    cuda_buffer<V> scalars;
    cuda_buffer<packed_row> rows;
    cuda_buffer<packed_size> sizes;
    cuda_buffer<std::uint8_t> whys;
    const auto check = [](std::initializer_list<cudaError_t> all) {
        for (cudaError_t e : all)
            if (e != cudaSuccess) return e;
        return cudaSuccess;
    };
    constexpr bool grids = std::is_same_v<V, grid>;
    cudaError_t e =
        check({whys.reserve(n, nullptr),
               grids ? rows.reserve(n * packed_side, nullptr) : scalars.reserve(n, nullptr),
               grids ? sizes.reserve(n, nullptr) : cudaSuccess});
    if (e != cudaSuccess) return e;
    // elements that fail do not write to their places
    e = grids ? check({cudaMemset(rows.get(), 0, n * packed_side * sizeof(packed_row)),
                       cudaMemset(sizes.get(), 0, n * sizeof(packed_size))})
              : cudaMemset(scalars.get(), 0, n * sizeof(V));
    if (e != cudaSuccess) return e;
    const auto blocks = static_cast<unsigned>(std::min<std::size_t>((n + 3) / 4, 1U << 16));
    run_columns<function_of<F>, M, V><<<blocks, 128>>>(
        n, column_results<V>{scalars.get(), rows.get(), sizes.get(), whys.get()}, columns...);
    why.resize(n);
    e = check({cudaGetLastError(), cudaMemcpy(why.data(), whys.get(), n, cudaMemcpyDeviceToHost)});
    if (e != cudaSuccess) return e;
    results.values.resize(n);
    if constexpr (grids) {
        std::vector<packed_row> host_rows(n * packed_side);
        std::vector<packed_size> host_sizes(n);
        e = check({cudaMemcpy(host_rows.data(), rows.get(), host_rows.size() * sizeof(packed_row),
                              cudaMemcpyDeviceToHost),
                   cudaMemcpy(host_sizes.data(), sizes.get(), n * sizeof(packed_size),
                              cudaMemcpyDeviceToHost)});
        if (e != cudaSuccess) return e;
        for (std::size_t k = 0; k < n; ++k)
            if (why[k] == 0)
                results.values[k] =
                    batch::unpack(host_rows.data() + k * packed_side, host_sizes[k]);
    } else {
        std::vector<char> bytes(n * sizeof(V));
        e = cudaMemcpy(bytes.data(), scalars.get(), bytes.size(), cudaMemcpyDeviceToHost);
        for (std::size_t k = 0; k < n && e == cudaSuccess; ++k) {
            V v{};
            if (why[k] == 0) std::memcpy(&v, bytes.data() + k * sizeof(V), sizeof(V));
            results.values[k] = v;
        }
    }
    return e;
}

} // namespace detail

/// f element by element over columns in device memory (`device_column`, and `batch_view` for
/// grids); f gives integers, booleans, ivecs or grids. Results come back to the host. What
/// overflows the device runs on the host. Columns of unequal length are an error of the whole call.
template <class F, class... C>
    requires((detail::is_device_column<C> && ...) && sizeof...(C) > 0)
auto safe_batch_operation(const F& f, const C&... columns)
    -> cuda::std::expected<batch_results<host::form_t<
                               detail::called_tag<F, typename detail::column_element<C>::type...>>>,
                           error_message> {
    using R = detail::called_tag<F, typename detail::column_element<C>::type...>;
    static_assert(host::plain<R> && !type::function<R>,
                  "batt: a column holds integers, booleans, ivecs or grids");
    using V = host::form_t<R>;
    const std::size_t lengths[] = {detail::length(columns)...};
    std::string problem = detail::unequal_columns(lengths);
    const bool readable[] = {detail::is_readable(columns)...};
    for (std::size_t c = 0; c < sizeof...(C) && problem.empty(); ++c)
        if (!readable[c])
            problem =
                "column " + std::to_string(c + 1) + " is a batch in host memory, not on the device";
    if (!problem.empty()) return cuda::std::unexpected<error_message>(error_message{problem});
    batch_results<V> out;
    if (lengths[0] == 0) return out;
    std::vector<std::uint8_t> why;
    const cudaError_t e = detail::run_on_columns(f, lengths[0], out, why, columns...);
    if (e != cudaSuccess) {
        cudaGetLastError();
        return cuda::std::unexpected<error_message>(
            error_message{std::string("CUDA: ") + cudaGetErrorString(e)});
    }
    for (std::size_t k = 0; k < why.size(); ++k) {
        auto s = static_cast<status>(why[k]);
        if (s == status::capacity) {
            auto again = validate_and_call(f, detail::fetch(columns, k)...);
            s = again ? status::ok : again.error().why();
            if (again) out.values[k] = *again;
        }
        if (s != status::ok) out.failed.push_back({k, s});
    }
    return out;
}

/// f on a batch of argument tuples that lies in device memory as one column per argument.
template <class F, class... C>
    requires((detail::is_device_column<C> && ...) && sizeof...(C) > 0)
auto batch_validate_and_call(const F& f, const std::tuple<C...>& columns) {
    return std::apply([&](const C&... c) { return safe_batch_operation(f, c...); }, columns);
}

} // namespace batt
BATT_HOST_CALLS_END

#endif // defined(__CUDACC__)
