#include "grids.hpp"

#include <algorithm>
#include <cstring>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

namespace batt::python {

namespace {

using any_array = nb::ndarray<nb::ro, nb::device::cpu>;

[[noreturn]] void wrong(const std::string& what) { throw nb::value_error(what.c_str()); }

/// Throws what ctrl-C raises.
void heed_signals() {
    if (PyErr_CheckSignals() != 0) throw nb::python_error();
}

/// A cell as a grid holds it.
signed char cell(long long x, const std::string& where) {
    if (x < -128 || x > 127) wrong(where + " holds " + std::to_string(x) + ", which is no colour");
    return static_cast<signed char>(x);
}

/// Calls f with a function that reads the element at an address, for an array of this type.
template <class F>
void with_reader(const nb::dlpack::dtype& type, const std::string& where, const F& f) {
    const auto read = [&]<class T>(T) {
        f([](const void* p) {
            T x;
            std::memcpy(&x, p, sizeof x);
            return static_cast<long long>(x);
        });
    };
    const auto code = static_cast<nb::dlpack::dtype_code>(type.code);
    if (type.lanes == 1 && code == nb::dlpack::dtype_code::Int) {
        if (type.bits == 8) return read(std::int8_t{});
        if (type.bits == 16) return read(std::int16_t{});
        if (type.bits == 32) return read(std::int32_t{});
        if (type.bits == 64) return read(std::int64_t{});
    }
    if (type.lanes == 1 && code == nb::dlpack::dtype_code::UInt) {
        if (type.bits == 8) return read(std::uint8_t{});
        if (type.bits == 16) return read(std::uint16_t{});
        if (type.bits == 32) return read(std::uint32_t{});
        if (type.bits == 64) return read(std::uint64_t{});
    }
    if (type.lanes == 1 && code == nb::dlpack::dtype_code::Bool) return read(bool{});
    wrong(where + " is an array whose elements are no integers");
}

const char* address(const any_array& a, std::size_t k, std::size_t stride_of) {
    return static_cast<const char*>(a.data()) + static_cast<std::ptrdiff_t>(k) *
                                                    a.stride(stride_of) *
                                                    static_cast<std::ptrdiff_t>(a.itemsize());
}

constexpr const char* not_bytes = "s on a GPU are no array (n, rows, columns) of bytes";

grid from_array(const any_array& a, const std::string& where) {
    if (a.ndim() != 2)
        wrong(where + " is an array of " + std::to_string(a.ndim()) +
              " dimensions; a grid has 2: rows and columns");
    if (a.shape(0) > 1000 || a.shape(1) > 1000)
        wrong(where + " is " + std::to_string(a.shape(0)) + " x " + std::to_string(a.shape(1)) +
              "; a grid has at most 1000 rows and columns");
    grid g(static_cast<int>(a.shape(0)), static_cast<int>(a.shape(1)));
    with_reader(a.dtype(), where, [&](auto read) {
        const std::ptrdiff_t step = a.stride(1) * static_cast<std::ptrdiff_t>(a.itemsize());
        for (std::size_t i = 0; i < a.shape(0); ++i) {
            const char* p = address(a, i, 0);
            for (std::size_t j = 0; j < a.shape(1); ++j, p += step)
                g(static_cast<int>(i), static_cast<int>(j)) = cell(read(p), where);
        }
    });
    return g;
}

grid from_rows(nb::handle from, const std::string& where) {
    const auto rows = nb::cast<nb::sequence>(from);
    const std::size_t h = nb::len(rows);
    std::size_t w = 0;
    grid g;
    for (std::size_t i = 0; i < h; ++i) {
        nb::object row = rows[i];
        const std::string here = where + ", row " + std::to_string(i + 1) + ",";
        if (!nb::isinstance<nb::sequence>(row) || nb::isinstance<nb::str>(row))
            wrong(here + " is no list of integers");
        const auto cells = nb::cast<nb::sequence>(row);
        if (i == 0) {
            w = nb::len(cells);
            if (h > 1000 || w > 1000) wrong(where + " is larger than 1000 rows or columns");
            g = grid(static_cast<int>(h), static_cast<int>(w));
        }
        if (nb::len(cells) != w)
            wrong(here + " has " + std::to_string(nb::len(cells)) + " cells where the first has " +
                  std::to_string(w));
        for (std::size_t j = 0; j < w; ++j) {
            nb::object x = cells[j];
            if (!PyIndex_Check(x.ptr())) wrong(here + " holds something that is no integer");
            const long long n = PyLong_AsLongLong(nb::steal(PyNumber_Index(x.ptr())).ptr());
            if (n == -1 && PyErr_Occurred()) {
                PyErr_Clear();
                wrong(here + " holds a number that is no colour");
            }
            g(static_cast<int>(i), static_cast<int>(j)) = cell(n, here);
        }
    }
    return g;
}

bool is_sequence(nb::handle from) {
    return PySequence_Check(from.ptr()) != 0 && !nb::isinstance<nb::str>(from) &&
           !nb::isinstance<nb::bytes>(from);
}

/// The cells of an array on a GPU, from where DLPack says that they are.
device_cells cells_of(const nb::ndarray<nb::ro, nb::device::cuda>& a, const std::string& what) {
    if (a.ndim() != 3 || a.itemsize() != 1) wrong("the " + what + not_bytes);
    const bool is_signed = a.dtype().code == static_cast<std::uint8_t>(nb::dlpack::dtype_code::Int);
    return {static_cast<const unsigned char*>(a.data()),
            a.shape(0),
            static_cast<int>(a.shape(1)),
            static_cast<int>(a.shape(2)),
            a.stride(0),
            a.stride(1),
            a.stride(2),
            is_signed,
            a.device_id()};
}
/// The same from where `__cuda_array_interface__` says that they are.
device_cells cells_of(const nb::dict& is, const std::string& what) {
    const auto shape = nb::cast<std::vector<std::ptrdiff_t>>(is["shape"]);
    const auto type = nb::cast<std::string>(is["typestr"]);
    const bool are_bytes = type == "|u1" || type == "|i1" || type == "|b1";
    if (shape.size() != 3 || !are_bytes) wrong("the " + what + not_bytes);
    std::vector<std::ptrdiff_t> apart{shape[1] * shape[2], shape[2], 1};
    if (is.contains("strides") && !is["strides"].is_none())
        apart = nb::cast<std::vector<std::ptrdiff_t>>(is["strides"]);
    if (apart.size() != 3) wrong("the " + what + "s have more or fewer strides than dimensions");
    const auto address = nb::cast<std::uintptr_t>(is["data"][0]);
    return {reinterpret_cast<const unsigned char*>(address),
            static_cast<std::size_t>(shape[0]),
            static_cast<int>(std::min<std::ptrdiff_t>(shape[1], packed_side + 1)),
            static_cast<int>(std::min<std::ptrdiff_t>(shape[2], packed_side + 1)),
            apart[0],
            apart[1],
            apart[2],
            type == "|i1",
            -1};
}

device_grids packed_there(const device_cells& cells, const std::string& what) {
    if (cells.h > packed_side || cells.w > packed_side)
        wrong("the " + what + "s on a GPU have more than 32 rows or columns");
#if defined(BATT_PYTHON_CUDA)
    std::string why;
    device_grids out = pack_on_device(cells, why);
    if (!why.empty()) wrong(what + "s: " + why);
    return out;
#else
    wrong("the " + what + "s are on a GPU, but this batt was built without CUDA");
#endif
}

} // namespace

grid to_grid(nb::handle from, const std::string& where) {
    any_array a;
    if (nb::try_cast<any_array>(from, a, false)) return from_array(a, where);
    if (is_sequence(from)) return from_rows(from, where);
    throw nb::type_error(
        (where + " is no grid; a grid is a numpy array of 2 dimensions or rows of integers")
            .c_str());
}

nb::object to_numpy(const grid& g) {
    const auto h = static_cast<std::size_t>(g.height()), w = static_cast<std::size_t>(g.width());
    auto* cells = new std::int8_t[std::max<std::size_t>(h * w, 1)];
    nb::capsule owner(cells, [](void* p) noexcept { delete[] static_cast<std::int8_t*>(p); });
    for (std::size_t i = 0; i < h; ++i)
        for (std::size_t j = 0; j < w; ++j)
            cells[i * w + j] = g(static_cast<int>(i), static_cast<int>(j));
    const std::size_t shape[] = {h, w};
    return nb::cast(nb::ndarray<nb::numpy, std::int8_t, nb::ndim<2>>(cells, 2, shape, owner));
}

grid grids::at(std::size_t k) const {
#if defined(BATT_PYTHON_CUDA)
    if (is_on_device()) return fetch(on_device, k);
#endif
    return packed[k];
}

grids to_grids(nb::handle from, const std::string& what, bool may_be_absent) {
    grids out;
    any_array a;
    if (nb::try_cast<any_array>(from, a, false) && a.ndim() == 3) {
        if (a.shape(1) > 1000 || a.shape(2) > 1000) wrong(what + "s are larger than 1000 x 1000");
        const std::size_t h = a.shape(1), w = a.shape(2);
        const std::ptrdiff_t size = static_cast<std::ptrdiff_t>(a.itemsize());
        const bool is_packable = size == 1 && (w <= 1 || a.stride(2) == 1);
        // in unsigned bytes 255 is not the marker -1
        const bool has_255 =
            a.dtype().code == static_cast<std::uint8_t>(nb::dlpack::dtype_code::UInt);
        const auto is_odd = [&](const char* grid) {
            for (std::size_t i = 0; has_255 && i < h; ++i)
                if (std::memchr(grid + static_cast<std::ptrdiff_t>(i) * a.stride(1), 255, w))
                    return true;
            return false;
        };
        out.packed.reserve(a.shape(0));
        grid g(static_cast<int>(h), static_cast<int>(w));
        const auto take = [&](std::size_t k, auto read) {
            const char* const first = address(a, k, 0);
            if (is_packable && !is_odd(first) &&
                out.packed.push_bytes(reinterpret_cast<const unsigned char*>(first), g.height(),
                                      g.width(), a.stride(1)))
                return;
            for (std::size_t i = 0; i < h; ++i) {
                const char* p = first + static_cast<std::ptrdiff_t>(i) * a.stride(1) * size;
                for (std::size_t j = 0; j < w; ++j, p += a.stride(2) * size) {
                    const long long x = read(p);
                    if (x < -128 || x > 127) (void)cell(x, what + " " + std::to_string(k));
                    g(static_cast<int>(i), static_cast<int>(j)) = static_cast<signed char>(x);
                }
            }
            out.packed.push_back(g);
        };
        with_reader(a.dtype(), what, [&](auto read) {
            constexpr std::size_t at_once = 1 << 14;
            for (std::size_t first = 0; first < a.shape(0); first += at_once) {
                heed_signals();
                const nb::gil_scoped_release others_may_run;
                for (std::size_t k = first; k < std::min(first + at_once, a.shape(0)); ++k)
                    take(k, read);
            }
        });
        return out;
    }
    if (nb::ndarray<nb::ro, nb::device::cuda> b;
        nb::try_cast<nb::ndarray<nb::ro, nb::device::cuda>>(from, b, false)) {
        out.on_device = packed_there(cells_of(b, what), what);
        return out;
    }
    if (nb::hasattr(from, "__cuda_array_interface__")) {
        const auto is = nb::cast<nb::dict>(from.attr("__cuda_array_interface__"));
        out.on_device = packed_there(cells_of(is, what), what);
        return out;
    }
    if (!is_sequence(from))
        throw nb::type_error(
            ("the " + what + "s are neither a list of grids nor an array of 3 dimensions").c_str());
    const auto list = nb::cast<nb::sequence>(from);
    const std::size_t n = nb::len(list);
    for (std::size_t k = 0; k < n; ++k) {
        if (k % 256 == 0) heed_signals();
        nb::object one = list[k];
        if (one.is_none() && may_be_absent)
            out.packed.push_absent();
        else
            out.packed.push_back(to_grid(one, what + " " + std::to_string(k)));
    }
    return out;
}

void bind_grids(nb::module_& m) {
    nb::class_<grids>(m, "Grids")
        .def("__len__", &grids::size)
        .def("__getitem__",
             [](const grids& g, std::size_t k) -> nb::object {
                 if (k >= g.size()) throw nb::index_error("there is no such grid");
                 return g.is_absent(k) ? nb::none() : to_numpy(g.at(k));
             })
        .def_prop_ro("on_device", &grids::is_on_device)
        .def_prop_ro("large", [](const grids& g) { return g.packed.unpacked(); });
    m.def("grids", &to_grids, nb::arg("grids").none(), nb::arg("what"), nb::arg("may_be_absent"));
    m.def("as_grid", [](nb::handle g) { return to_numpy(to_grid(g, "the grid")); });
}

} // namespace batt::python
