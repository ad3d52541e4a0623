#include "device_grids.hpp"
#include <batt/exec/device_batch.hpp>

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
    if (detail::gather<detail::cuda_api>(from.there, {&k, 1}, one) != cudaSuccess) return {};
    return one[0];
}

} // namespace batt::python
