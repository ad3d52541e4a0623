// Arrays of numbers between Python and C++.
#pragma once

#include <algorithm>
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <vector>

namespace batt::python {

namespace nb = nanobind;

template <class T>
using numbers = nb::ndarray<const T, nb::ndim<1>, nb::c_contig, nb::device::cpu>;

template <class T>
std::vector<T> vector_of(const numbers<T>& a) {
    return {a.data(), a.data() + a.shape(0)};
}

/// Lists of numbers from a list of arrays.
template <class T>
std::vector<std::vector<T>> lists_of(const nb::list& arrays) {
    std::vector<std::vector<T>> out;
    for (nb::handle one : arrays) out.push_back(vector_of(nb::cast<numbers<T>>(one)));
    return out;
}

/// An array of n elements, which fill(first) writes.
template <class T, class F>
nb::object array_of(std::size_t n, const F& fill) {
    T* out = new T[std::max<std::size_t>(n, 1)];
    nb::capsule owner(out, [](void* p) noexcept { delete[] static_cast<T*>(p); });
    fill(out);
    const std::size_t shape[] = {n};
    return nb::cast(nb::ndarray<nb::numpy, T, nb::ndim<1>>(out, 1, shape, owner));
}

} // namespace batt::python
