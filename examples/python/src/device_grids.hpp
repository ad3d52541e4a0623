// Grids that are in the memory of a GPU, packed there.
#pragma once

#include <batt/exec/device_bytes.hpp>
#include <memory>
#include <string>

namespace batt::python {

/// Packed grids in device memory, which live as long as this.
struct device_grids {
    std::shared_ptr<const void> memory;
    batch_view there;
};

/// Packs cells on their device; if that is not possible, `why` gets a sentence.
device_grids pack_on_device(const device_cells& cells, std::string& why);

/// One of them as a grid of the host.
grid fetch(const device_grids& from, std::size_t k);

} // namespace batt::python
