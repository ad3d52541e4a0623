// Grids that are in the memory of a GPU, packed there.
#pragma once

#include <batt/exec/batch.hpp>
#include <memory>
#include <string>

namespace batt::python {

/// An array of n x h x w bytes of cells in device memory; how far elements are from each other.
struct device_cells {
    const unsigned char* data;
    std::size_t n;
    int h, w;
    std::ptrdiff_t grid_apart, row_apart, cell_apart;
    bool has_marker; ///< whether 255 is -1
    int device;      ///< -1: where the address is
};

/// Packed grids in device memory, which live as long as this.
struct device_grids {
    std::shared_ptr<void> rows, sizes;
    std::size_t count = 0;

    batch_view view() const {
        return {static_cast<const packed_row*>(rows.get()),
                static_cast<const packed_size*>(sizes.get()), count, true};
    }
};

/// Packs them on their device; a sentence in `why` if that cannot be. Cost: reads the cells once
/// and writes 512 bytes a grid.
device_grids pack_on_device(const device_cells& cells, std::string& why);

/// One of them as a grid of the host.
grid fetch(const device_grids& from, std::size_t k);

} // namespace batt::python
