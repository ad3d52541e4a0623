// Batches from bytes, one per cell, and back.
#pragma once

#include <batt/exec/batch.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

template <class Byte>
    requires(sizeof(Byte) == 1 && std::is_integral_v<Byte>)
cuda::std::expected<batch, error_message> batch::from_bytes(const Byte* cells, std::size_t n, int h,
                                                            int w, byte_strides apart,
                                                            const packed_size* sizes) {
    const auto wrong = [](std::string text) {
        return cuda::std::unexpected<error_message>(error_message{std::move(text)});
    };
    if (h < 0 || w < 0 || (cells == nullptr && n != 0 && h > 0 && w > 0))
        return wrong(cells == nullptr ? std::string("the grids have no memory")
                                      : "grids of " + std::to_string(h) + " x " +
                                            std::to_string(w) + " cells are impossible");
    if (apart.row == 0) apart.row = w * apart.cell;
    if (apart.grid == 0) apart.grid = h * apart.row;
    for (std::size_t k = 0; sizes != nullptr && k < n; ++k)
        if (sizes[k].h > h || sizes[k].w > w)
            return wrong("grid " + std::to_string(k) + " has the size " +
                         std::to_string(sizes[k].h) + " x " + std::to_string(sizes[k].w) + " in " +
                         std::to_string(h) + " x " + std::to_string(w) + " cells");
    batch out;
    out.make_room(n);
    const auto size_of = [&](std::size_t k) {
        return sizes != nullptr ? std::pair<int, int>(sizes[k].h, sizes[k].w) : std::pair(h, w);
    };
    const auto first_of = [&](std::size_t k) {
        return cells + static_cast<std::ptrdiff_t>(k) * apart.grid;
    };
    const bool all = out.fill(n, [&](std::size_t k, packed_row* rows) {
        const auto [rows_of, columns] = size_of(k);
        out.sizes_[k] = packed_size::unpacked();
        if (rows_of > packed_side || columns > packed_side) return false;
        Byte near[packed_side * packed_side];
        const Byte* from = first_of(k);
        std::ptrdiff_t row = apart.row;
        if (apart.cell != 1) {
            for (int i = 0; i < rows_of; ++i)
                for (int j = 0; j < columns; ++j)
                    near[i * columns + j] = from[i * apart.row + j * apart.cell];
            from = near;
            row = columns;
        }
        if (!detail::pack_rows(reinterpret_cast<const unsigned char*>(from), rows_of, columns, row,
                               rows))
            return false;
        if constexpr (std::is_unsigned_v<Byte>)
            if (has_marker(rows, rows_of)) return false;
        out.sizes_[k] = size_of_sides(rows_of, columns);
        return true;
    });
    if (all) return out;
    std::atomic<std::size_t> wrong_grid = n; // the first with a byte that no cell can hold
    out.keep_all([&](std::size_t k) {
        const auto [rows_of, columns] = size_of(k);
        grid g(rows_of, columns);
        signed char least = 0; // below 0 where an unsigned byte is beyond 127
        for (int i = 0; i < rows_of; ++i) {
            const Byte* const from = first_of(k) + i * apart.row;
            signed char* const to = g.data() + i * columns;
            for (int j = 0; j < columns; ++j)
                to[j] = static_cast<signed char>(from[j * apart.cell]);
            for (int j = 0; j < columns; ++j) least = std::min(least, to[j]);
        }
        const bool good = std::is_signed_v<Byte> || least >= 0;
        std::size_t first = wrong_grid;
        while (!good && k < first && !wrong_grid.compare_exchange_weak(first, k)) {}
        return g;
    });
    if (wrong_grid == n) return out;
    const std::size_t k = wrong_grid;
    for (int i = 0; i < size_of(k).first; ++i)
        for (int j = 0; j < size_of(k).second; ++j) {
            const int c = first_of(k)[i * apart.row + j * apart.cell];
            if (c > 127)
                return wrong("grid " + std::to_string(k) + " has the byte " + std::to_string(c) +
                             " in row " + std::to_string(i + 1) + ", column " +
                             std::to_string(j + 1) + ", which is no colour");
        }
    return out;
}

inline std::optional<error_message> batch::to_bytes(std::uint8_t* cells, int h, int w,
                                                    byte_strides apart, std::uint8_t rest) const {
    if (apart.row == 0) apart.row = w * apart.cell;
    if (apart.grid == 0) apart.grid = h * apart.row;
    const auto sides_of = [&](std::size_t k) {
        const packed_size s = sizes_[k];
        if (s.is_absent()) return std::pair(0, 0);
        if (s.is_packed()) return std::pair<int, int>(s.h, s.w);
        const auto at = detail::unpacked_place::at(&rows_[k * packed_side]);
        return std::pair<int, int>(at.h, at.w);
    };
    for (std::size_t k = 0; k < size(); ++k)
        if (const auto [rows_of, columns] = sides_of(k); rows_of > h || columns > w)
            return error_message{"grid " + std::to_string(k) + " is " + std::to_string(rows_of) +
                                 " x " + std::to_string(columns) + ", larger than " +
                                 std::to_string(h) + " x " + std::to_string(w)};
    on_cores(size(), [&](std::size_t k) {
        std::uint8_t* const to = cells + static_cast<std::ptrdiff_t>(k) * apart.grid;
        const auto [rows_of, columns] = sides_of(k);
        if (sizes_[k].is_packed() && rows_of == h && columns == w && apart.cell == 1)
            return detail::unpack_rows(&rows_[k * packed_side], h, w, to, apart.row);
        const grid g = (*this)[k];
        for (int i = 0; i < h; ++i)
            for (int j = 0; j < w; ++j)
                to[i * apart.row + j * apart.cell] =
                    i < rows_of && j < columns ? static_cast<std::uint8_t>(g(i, j)) : rest;
    });
    return std::nullopt;
}

} // namespace batt
BATT_HOST_CALLS_END
