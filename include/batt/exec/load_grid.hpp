// Grids of a batch as values of a machine, and back.
#pragma once

#include <batt/exec/batch.hpp>
#include <batt/expr/solver.hpp>
#include <cstring>

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace detail {

/// The upper left corner of a packed grid as planes of 16 rows.
BATT_FN void load_narrow(const packed_row* rows, ::batt::rows<serial, 16> (&plane)[4]) {
#if defined(__CUDACC__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
    for (int r = 0; r < 16; ++r)
        for (int k = 0; k < 4; ++k) plane[k].w[r] = static_cast<std::uint16_t>(rows[r].plane[k]);
#else
    typedef std::uint32_t quad __attribute__((vector_size(16)));
    // rows 2 n and 2 n + 1 of all planes, then eight rows of each
    for (int from = 0; from < 16; from += 8) {
        quad pair[4];
        for (int n = 0; n < 4; ++n) {
            quad even, odd;
            std::memcpy(&even, rows + from + 2 * n, sizeof even);
            std::memcpy(&odd, rows + from + 2 * n + 1, sizeof odd);
            pair[n] = even | odd << 16;
        }
        const quad a = __builtin_shufflevector(pair[0], pair[1], 0, 4, 1, 5),
                   b = __builtin_shufflevector(pair[0], pair[1], 2, 6, 3, 7),
                   c = __builtin_shufflevector(pair[2], pair[3], 0, 4, 1, 5),
                   d = __builtin_shufflevector(pair[2], pair[3], 2, 6, 3, 7);
        const quad out[4] = {
            __builtin_shufflevector(a, c, 0, 1, 4, 5), __builtin_shufflevector(a, c, 2, 3, 6, 7),
            __builtin_shufflevector(b, d, 0, 1, 4, 5), __builtin_shufflevector(b, d, 2, 3, 6, 7)};
        for (int k = 0; k < 4; ++k) std::memcpy(plane[k].w + from, &out[k], sizeof out[k]);
    }
#endif
}

} // namespace detail

/// Whether a packed grid fits the windows of a machine.
template <class M>
BATT_FN constexpr bool fits_window(packed_size size) {
    return size.is_packed() && (M::grid_extent >= packed_side ||
                                (size.h <= M::grid_extent && size.w <= M::grid_extent));
}

/// The rows of a packed grid that fits the windows, as a value of h x w cells. Cost on the device:
/// one 16-byte access per lane.
template <class M>
BATT_FN value::grid<M> load_rows(const packed_row* rows, int h, int w) {
    using R = typename M::grid_rows;
    value::grid<M> g;
    g.h = h;
    g.w = w;
    if constexpr (M::lanes::on_device) {
        const packed_row mine = rows[M::lanes::lane()];
        BATT_UNROLL
        for (int k = 0; k < 4; ++k) {
            g.plane[k] = none<R>();
            g.plane[k].w[0] = mine.plane[k];
        }
    } else {
        if constexpr (R::extent < packed_side) {
            detail::load_narrow(rows, g.plane);
        } else {
            // the planes of a row together: compilers turn that into vectors of each plane
            for (int r = 0; r < packed_side; ++r)
                for (int k = 0; k < 4; ++k) g.plane[k].w[r] = rows[r].plane[k];
        }
        for (int k = 0; k < 4; ++k)
            for (int r = packed_side; r < R::extent; ++r) g.plane[k].w[r] = 0;
    }
    return g;
}
/// A packed grid as a value, 0 x 0 where it does not fit, which the caller has to check.
template <class M>
BATT_FN value::grid<M> load_grid(const packed_row* rows, packed_size size) {
    if (!fits_window<M>(size)) return value::empty_grid<M>(0);
    return load_rows<M>(rows, size.h, size.h != 0 ? size.w : 0);
}

/// The grid of a sample; `capacity` if the machine cannot hold it: it is larger than the windows,
/// it is neither packed nor has it wide rows here, or its code 15 stands for another colour than
/// that of the machine.
template <class M>
BATT_FN outcome<value::grid<M>> load_sample_grid(const M& m, const packed_row* rows,
                                                 packed_size size) {
    if constexpr (M::grid_extent < wide_side) {
        return {load_grid<M>(rows, size),
                fits_window<M>(size) ? failure() : failure(status::capacity, 0)};
    } else {
        outcome<value::grid<M>> out{load_grid<M>(rows, size), {}};
        bool fits = true, fifteen = false;
        if (!size.is_packed()) {
            const bool is_there = M::lanes::on_device ? size.is_sent_wide() : size.is_unpacked();
            detail::unpacked_place at;
            if (is_there) at = detail::unpacked_place::at(rows);
            fits = at.wide != nullptr;
            if (fits) {
                fifteen = at.has_fifteen != 0;
                out.value.h = at.h;
                out.value.w = at.h != 0 ? at.w : 0;
                const wide_row* const from = at.wide;
                for (int k = 0; k < 4; ++k)
                    out.value.plane[k] = M::grid_rows::generate([&](int r) {
                        using W = typename M::grid_rows::word_type;
                        return r < wide_side ? static_cast<W>(from[r].plane[k]) : W{0};
                    });
            }
        }
        const auto& plane = out.value.plane;
        if (fits && fifteen != m.holds_fifteen())
            fits = !(plane[0] & plane[1] & plane[2] & plane[3]).any();
        if (!fits) {
            out.value = value::empty_grid<M>(0);
            out.why = {status::capacity, 0};
        }
        return out;
    }
}

/// The grid as wide rows; false if it is larger than 64 x 64.
template <class M>
BATT_FN bool store_wide(const value::grid<M>& g, wide_row* rows, packed_size* size) {
    if (g.h > wide_side || g.w > wide_side) return false;
    const auto row = [&](int r, const auto& word) {
        wide_row out;
        BATT_UNROLL
        for (int k = 0; k < 4; ++k) out.plane[k] = static_cast<std::uint64_t>(word(g.plane[k]));
        rows[r] = out;
    };
    bool writes_size = true;
    if constexpr (M::lanes::on_device) {
        const int lane = M::lanes::lane();
        BATT_UNROLL
        for (int s = 0; s < wide_side / 32; ++s)
            row(lane + 32 * s, [s](const auto& plane) { return plane.w[s]; });
        writes_size = lane == 0;
    } else {
        for (int r = 0; r < wide_side; ++r) row(r, [r](const auto& plane) { return plane.w[r]; });
    }
    if (writes_size) *size = {static_cast<std::uint8_t>(g.h), static_cast<std::uint8_t>(g.w)};
    return true;
}

/// The grid as packed rows; false if it is larger than 32 x 32.
template <class M>
BATT_FN bool store_grid(const value::grid<M>& g, packed_row* rows, packed_size* size) {
    if (g.h > packed_side || g.w > packed_side) return false;
    if constexpr (M::lanes::on_device) {
        packed_row mine;
        BATT_UNROLL
        for (int k = 0; k < 4; ++k) mine.plane[k] = static_cast<std::uint32_t>(g.plane[k].w[0]);
        rows[M::lanes::lane()] = mine;
        if (M::lanes::lane() == 0)
            *size = {static_cast<std::uint8_t>(g.h), static_cast<std::uint8_t>(g.w)};
    } else {
        constexpr int extent = M::grid_extent;
        constexpr int side = extent < packed_side ? extent : packed_side;
        for (int r = 0; r < side; ++r)
            for (int k = 0; k < 4; ++k)
                rows[r].plane[k] = static_cast<std::uint32_t>(g.plane[k].w[r]);
        for (int r = side; r < packed_side; ++r) rows[r] = {};
        *size = {static_cast<std::uint8_t>(g.h), static_cast<std::uint8_t>(g.w)};
    }
    return true;
}

} // namespace batt
BATT_HOST_CALLS_END
