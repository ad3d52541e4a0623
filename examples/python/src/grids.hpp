// Grids between Python and C++.
#pragma once

#include "device_grids.hpp"
#include <batt/exec/batch.hpp>
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <string>
#include <vector>

namespace batt::python {

namespace nb = nanobind;

/// A grid from an array of numpy or from rows of integers. `where` begins the sentence that says
/// what is wrong with it. Throws nb::value_error or nb::type_error.
grid to_grid(nb::handle from, const std::string& where);

/// A sentence, which may hold part of a text that is not UTF-8.
inline nb::object said(const std::string& text) {
    return nb::steal(
        PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace"));
}

/// A grid as an array of int8 that owns its memory.
nb::object to_numpy(const grid& g);

/// Grids that run together.
struct grids {
    batch packed;
    device_grids on_device; ///< instead of `packed`

    bool is_on_device() const { return on_device.memory != nullptr; }
    batch_view view() const { return is_on_device() ? on_device.there : packed.view(); }
    std::size_t size() const { return view().count; }
    grid at(std::size_t k) const;
    bool is_absent(std::size_t k) const {
        return !is_on_device() && packed.view().sizes[k].is_absent();
    }
};

/// From a list whose items are grids, or None where `may_be_absent`; or from an array of n grids of
/// one size, in the memory of the host or of a GPU. `what` is their name in messages: "input",
/// "expected output".
grids to_grids(nb::handle from, const std::string& what, bool may_be_absent);

void bind_grids(nb::module_& m);

} // namespace batt::python
