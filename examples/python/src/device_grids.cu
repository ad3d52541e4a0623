#include "device_grids.hpp"
#include <batt/exec/cuda_devices.hpp>

namespace batt::python {

namespace {

/// A warp packs a grid: its lanes are the columns.
__global__ void pack(device_cells c, packed_row* rows, packed_size* sizes,
                     unsigned long long* wrong) {
    const std::size_t k = (std::size_t{blockIdx.x} * blockDim.x + threadIdx.x) / 32;
    if (k >= c.n) return;
    const int j = static_cast<int>(threadIdx.x % 32);
    bool is_wrong = false;
    for (int i = 0; i < packed_side; ++i) {
        unsigned x = 0;
        if (i < c.h && j < c.w)
            x = c.data[static_cast<std::ptrdiff_t>(k) * c.grid_apart + i * c.row_apart +
                       j * c.cell_apart];
        is_wrong |= x > 14 && !(c.has_marker && x == 255);
        packed_row row;
        for (int b = 0; b < 4; ++b) row.plane[b] = __ballot_sync(~0U, x >> b & 1U);
        if (j == 0) rows[k * packed_side + static_cast<std::size_t>(i)] = row;
    }
    if (j == 0) sizes[k] = {static_cast<std::uint8_t>(c.h), static_cast<std::uint8_t>(c.w)};
    if (__ballot_sync(~0U, is_wrong) != 0 && j == 0)
        atomicMin(wrong, static_cast<unsigned long long>(k));
}

std::shared_ptr<void> allocated(std::size_t bytes, cudaError_t& error) {
    void* p = nullptr;
    if (error == cudaSuccess) error = cudaMalloc(&p, bytes > 0 ? bytes : 1);
    return {p, [](void* q) { cudaFree(q); }};
}

} // namespace

device_grids pack_on_device(const device_cells& cells, std::string& why) {
    device_grids out;
    cudaError_t error = cudaSuccess;
    int device = cells.device;
    if (cudaPointerAttributes at{}; device < 0) {
        error = cudaPointerGetAttributes(&at, cells.data);
        device = at.device;
        if (error == cudaSuccess && device < 0) {
            why = "the grids cannot be packed: their memory is not that of a GPU";
            return out;
        }
    }
    const detail::device_in_use in_use(device);
    if (error == cudaSuccess) error = in_use.error();
    out.count = cells.n;
    out.rows = allocated(cells.n * packed_side * sizeof(packed_row), error);
    out.sizes = allocated(cells.n * sizeof(packed_size), error);
    const std::shared_ptr<void> wrong = allocated(sizeof(unsigned long long), error);
    unsigned long long first = ~0ULL;
    if (error == cudaSuccess) error = cudaDeviceSynchronize(); // what wrote the cells is over
    if (error == cudaSuccess)
        error = cudaMemcpy(wrong.get(), &first, sizeof first, cudaMemcpyHostToDevice);
    if (error == cudaSuccess && cells.n > 0) {
        pack<<<static_cast<unsigned>((cells.n + 7) / 8), 256>>>(
            cells, static_cast<packed_row*>(out.rows.get()),
            static_cast<packed_size*>(out.sizes.get()),
            static_cast<unsigned long long*>(wrong.get()));
        error = cudaGetLastError();
    }
    if (error == cudaSuccess)
        error = cudaMemcpy(&first, wrong.get(), sizeof first, cudaMemcpyDeviceToHost);
    cudaGetLastError(); // it is told here, and not to whoever asks next
    if (error != cudaSuccess)
        why = std::string("the grids cannot be packed on GPU ") + std::to_string(device) + ": " +
              cudaGetErrorString(error);
    else if (first != ~0ULL)
        why = "grid " + std::to_string(first) + " holds a number that is no colour of 0 to 14";
    return out;
}

grid fetch(const device_grids& from, std::size_t k) {
    packed_row rows[packed_side];
    packed_size size{};
    const batch_view v = from.view();
    if (cudaMemcpy(rows, v.rows + k * packed_side, sizeof rows, cudaMemcpyDeviceToHost) !=
            cudaSuccess ||
        cudaMemcpy(&size, v.sizes + k, sizeof size, cudaMemcpyDeviceToHost) != cudaSuccess)
        return {};
    return batch::unpack(rows, size);
}

} // namespace batt::python
