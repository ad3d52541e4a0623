// Batches: grids as packed bit-planes, 512 bytes per grid, in host memory.
#pragma once

#include <algorithm>
#include <atomic>
#include <batt/exec/detail/cores.hpp>
#include <batt/exec/detail/host_memory.hpp>
#include <batt/exec/sample_view.hpp>
#include <batt/value/result.hpp>
#include <cstring>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace detail {

/// The allocator of a vector whose new elements are not initialised: who resizes it writes them.
template <class T>
struct raw_allocator : std::allocator<T> {
    raw_allocator() = default;
    template <class U>
    raw_allocator(const raw_allocator<U>&) {}
    template <class U>
    struct rebind {
        using other = raw_allocator<U>;
    };
    template <class U>
    void construct(U* at) {
        ::new (static_cast<void*>(at)) U;
    }
    template <class U, class... A>
    void construct(U* at, A&&... a) {
        ::new (static_cast<void*>(at)) U(std::forward<A>(a)...);
    }
};

} // namespace detail

/// How grids lie in memory as bytes: the distances from one grid, row and cell to the next. 0: as
/// close as can be.
struct byte_strides {
    std::ptrdiff_t grid = 0, row = 0, cell = 1;
};

/// Grids in host memory, packed. Like a container of the standard library it throws std::bad_alloc
/// if there is no memory.
class batch {
public:
    /// No samples.
    batch() = default;
    /// The grids in order, packed on all cores (those of batt::cores). Cost: 0.1 microseconds of a
    /// core for 30 x 30 cells.
    explicit batch(const std::vector<grid>& grids) {
        append(grids.size(), [&](std::size_t k) -> const grid& { return grids[k]; });
    }

    /// n grids of h rows of w bytes each in host memory, `uint8_t[n][h][w]` if no strides are
    /// given. Bytes are colours; signed ones may be -1, too. A grid that cannot be packed, such as
    /// one with colours beyond 14 or more than 32 rows, keeps its place as in `push_back`.
    /// @param sizes null, or the rows and columns of each grid, which then is the upper left part
    ///     of its h x w cells.
    /// @return the batch, or a sentence: it names the grid, row and column of a byte beyond 127,
    ///     which no cell can hold, or says what is wrong with the sizes.
    template <class Byte>
        requires(sizeof(Byte) == 1 && std::is_integral_v<Byte>)
    static cuda::std::expected<batch, error_message>
    from_bytes(const Byte* cells, std::size_t n, int h, int w, byte_strides apart = {},
               const packed_size* sizes = nullptr);

    /// Number of samples.
    std::size_t size() const { return sizes_.size(); }

    /// Number of samples that could not be packed.
    std::size_t unpacked() const { return unpacked_.size(); }

    /// Room for n samples.
    void reserve(std::size_t n) {
        rows_.reserve(detail::capped_product(n, packed_side));
        sizes_.reserve(n);
    }

    /// Whether a grid can be packed: at most 32 x 32, colours -1..14.
    static bool accepts(const grid& g) {
        if (g.height() > packed_side || g.width() > packed_side) return false;
        for (int i = 0; i < g.height(); ++i)
            for (int j = 0; j < g.width(); ++j)
                if (g(i, j) < min_color || g(i, j) > max_color) return false;
        return true;
    }

    /// Appends g. A grid that `accepts` refuses has its place, too: it is kept as it is. Programs
    /// run on it in windows of 64 x 64 if these hold it, with the colours 0..15 or -1..14, and
    /// otherwise by definition.
    void push_back(const grid& g) {
        const std::size_t k = size();
        make_room(k + 1);
        if (pack(g, &rows_[k * packed_side], sizes_[k])) return;
        make_room(k); // what follows may throw
        auto kept = std::make_shared<const detail::unpacked_grid>(g);
        unpacked_.reserve(unpacked_.size() + 1);
        make_room(k + 1);
        keep(k, std::move(kept));
    }
    /// Appends a grid of h rows of w bytes each, with `apart` bytes from one row to the next: the
    /// colours -1..14. False, and nothing is appended, if it cannot be packed. Cost: 0.15
    /// microseconds of a core for 30 x 30 cells.
    [[nodiscard]] bool push_bytes(const unsigned char* cells, int h, int w, std::ptrdiff_t apart) {
        if (h < 0 || w < 0 || h > packed_side || w > packed_side) return false;
        const std::size_t at = rows_.size();
        rows_.resize(at + packed_side);
        if (!detail::pack_rows(cells, h, w, apart, &rows_[at])) {
            rows_.resize(at);
            return false;
        }
        sizes_.push_back(size_of_sides(h, w));
        return true;
    }

    /// Appends n grids, f(k) for k below n, which are made and packed on all cores. If f throws,
    /// nothing is appended, and the first exception passes on to the caller.
    template <class F>
    void append(std::size_t n, const F& f) {
        const std::size_t from = size(), unpacked = unpacked_.size();
        make_room(from + n);
        std::mutex one_at_a_time;
        std::exception_ptr first;
        const auto make = [&](std::size_t k) {
            const grid& g = f(k);
            if (pack(g, &rows_[(from + k) * packed_side], sizes_[from + k])) return;
            auto kept = std::make_shared<const detail::unpacked_grid>(g);
            const std::lock_guard lock(one_at_a_time);
            keep(from + k, std::move(kept));
        };
        const bool good = detail::for_each_on_cores(n, [&](std::size_t k) {
            const std::exception_ptr thrown = detail::thrown_by([&] { make(k); });
            if (!thrown) return;
            const std::lock_guard lock(one_at_a_time);
            if (!first) first = thrown;
        });
        if (good && !first) return;
        unpacked_.resize(unpacked);
        make_room(from);
        if (first) std::rethrow_exception(first);
        detail::run_out_of_memory();
    }
    /// Removes all samples, and keeps the memory for those to come.
    void clear() {
        rows_.clear();
        sizes_.clear();
        unpacked_.clear();
    }

    /// Appends an absent grid, which has a place only.
    void push_absent() {
        rows_.resize(rows_.size() + packed_side, packed_row{});
        sizes_.push_back(packed_size::absent());
    }

    /// Appends a grid as another batch has it. If it could not be packed, that batch must outlive
    /// this one.
    void push_packed(const packed_row* rows, packed_size size) {
        rows_.insert(rows_.end(), rows, rows + packed_side);
        sizes_.resize(sizes_.size() + 1);
        sizes_.back() = size;
    }

    /// Sample k as a grid.
    grid operator[](std::size_t k) const { return unpack(&rows_[k * packed_side], sizes_[k]); }

    /// All samples as grids, on all cores as the constructor.
    std::vector<grid> grids() const {
        std::vector<grid> out(size());
        on_cores(size(), [&](std::size_t k) { out[k] = (*this)[k]; });
        return out;
    }

    /// Writes the samples as bytes, `uint8_t[n][h][w]` if no strides are given. -1 becomes 255, and
    /// `rest` fills those of the h x w cells that a grid does not have, all of them if it is
    /// absent.
    /// @return nothing, or a sentence that names the first grid that is larger.
    std::optional<error_message> to_bytes(std::uint8_t* cells, int h, int w,
                                          byte_strides apart = {}, std::uint8_t rest = 0) const;

    /// A grid of a batch as a `grid`.
    static grid unpack(const packed_row* rows, packed_size size) {
        if (size.is_unpacked()) return detail::unpacked_place::at(rows).as_grid();
        if (!size.is_packed()) return {};
        grid g(size.h, size.w);
        detail::unpack_rows(rows, g.height(), g.width(), reinterpret_cast<unsigned char*>(g.data()),
                            g.width());
        return g;
    }

    /// The samples n times over.
    batch repeated(std::size_t n) const {
        batch out;
        out.rows_.reserve(detail::capped_product(rows_.size(), n));
        out.sizes_.reserve(detail::capped_product(sizes_.size(), n));
        for (std::size_t k = 0; k < n; ++k) {
            out.rows_.insert(out.rows_.end(), rows_.begin(), rows_.end());
            out.sizes_.insert(out.sizes_.end(), sizes_.begin(), sizes_.end());
        }
        out.unpacked_ = unpacked_;
        return out;
    }

    /// A view of the samples, valid until the batch changes or ends.
    batch_view view() const& { return {rows_.data(), sizes_.data(), sizes_.size(), false}; }
    batch_view view() const&& = delete;
    operator batch_view() const& { return view(); }
    operator batch_view() const&& = delete;

private:
    /// f(k) for k below n on all cores.
    template <class F>
    static void on_cores(std::size_t n, const F& f) {
        if (!detail::for_each_on_cores(n, f)) detail::run_out_of_memory();
    }
    /// Places for n samples; the caller writes the new ones.
    void make_room(std::size_t n) {
        rows_.resize(detail::capped_product(n, packed_side));
        sizes_.resize(n);
    }
    static packed_size size_of_sides(int h, int w) {
        return {static_cast<std::uint8_t>(h), static_cast<std::uint8_t>(w)};
    }
    static bool pack(const grid& g, packed_row* rows, packed_size& size) {
        const bool good = g.height() <= packed_side && g.width() <= packed_side &&
                          detail::pack_rows(reinterpret_cast<const unsigned char*>(g.data()),
                                            g.height(), g.width(), g.width(), rows);
        size = good ? size_of_sides(g.height(), g.width()) : packed_size::unpacked();
        return good;
    }
    static bool has_marker(const packed_row* rows, int h) {
        for (int i = 0; i < h; ++i)
            if ((rows[i].plane[0] & rows[i].plane[1] & rows[i].plane[2] & rows[i].plane[3]) != 0)
                return true;
        return false;
    }
    /// Packs n grids by f(k, rows). Whether all could be packed.
    template <class F>
    bool fill(std::size_t n, const F& f) {
        std::atomic<bool> all = true;
        on_cores(n, [&](std::size_t k) {
            if (!f(k, &rows_[k * packed_side])) all.store(false, std::memory_order_relaxed);
        });
        return all;
    }
    /// Keeps the grids that could not be packed: make(k) for each place k that has none yet.
    template <class F>
    void keep_all(const F& make) {
        std::vector<std::size_t> which;
        for (std::size_t k = 0; k < size(); ++k)
            if (sizes_[k].is_unpacked()) which.push_back(k);
        std::vector<std::shared_ptr<const detail::unpacked_grid>> kept(which.size());
        on_cores(which.size(), [&](std::size_t k) {
            kept[k] = std::make_shared<const detail::unpacked_grid>(make(which[k]));
        });
        for (std::size_t k = 0; k < which.size(); ++k) keep(which[k], std::move(kept[k]));
    }
    void keep(std::size_t k, std::shared_ptr<const detail::unpacked_grid> kept) {
        packed_row* const rows = &rows_[k * packed_side];
        std::fill_n(rows, packed_side, packed_row{});
        detail::unpacked_place(*kept).put(rows);
        sizes_[k] = packed_size::unpacked();
        unpacked_.push_back(std::move(kept));
    }

    std::vector<packed_row, detail::raw_allocator<packed_row>> rows_;
    std::vector<packed_size> sizes_;
    /// Shared by copies of the batch, whose rows point to them.
    std::vector<std::shared_ptr<const detail::unpacked_grid>> unpacked_;
};

} // namespace batt
BATT_HOST_CALLS_END

#include <batt/exec/batch_bytes.hpp>
