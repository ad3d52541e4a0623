#include "device_grids.hpp"
#include <batt/exec/device_batch.hpp>
#include <stdexcept>
#include <string>

namespace batt::python {

device_grids pack_on_device(const device_cells& cells, std::string& why) {
    auto packed = device_batch::from_cells(cells);
    if (!packed) {
        why = packed.error().text;
        return {};
    }
    const auto kept = std::make_shared<const device_batch>(std::move(*packed));
    return {kept, kept->view()};
}

grid fetch(const device_grids& from, std::size_t k) {
    batch one;
    if (const cudaError_t e = detail::gather<detail::cuda_api>(from.there, {&k, 1}, one))
        throw std::runtime_error(std::string("a grid in the memory of a device cannot be read: ") +
                                 cudaGetErrorString(e));
    return one[0];
}

} // namespace batt::python
