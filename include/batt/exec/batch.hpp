// Batches: grids as packed bit-planes, 512 bytes a sample, in host or device memory.
#pragma once

#include <algorithm>
#include <atomic>
#include <batt/exec/detail/cores.hpp>
#include <batt/exec/detail/host_memory.hpp>
#include <batt/exec/parameters.hpp>
#include <batt/exec/report.hpp>
#include <batt/exec/wide_grid.hpp>
#include <batt/value/limits.hpp>
#include <batt/value/result.hpp>
#include <concepts>
#include <cstring>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <type_traits>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// Largest side of a packed grid.
inline constexpr int packed_side = 32;

/// Rows and columns of a packed grid; read and written at once.
struct alignas(2) packed_size {
    std::uint8_t h, w;

    /// The size of what is not there: an expected grid that nobody knows.
    static BATT_FN constexpr packed_size absent() { return {255, 255}; }
    BATT_FN constexpr bool is_absent() const { return h == 255; }
    /// The size of a grid that cannot be packed. Its rows begin with a `detail::unpacked_place`,
    /// which says where it is.
    static BATT_FN constexpr packed_size unpacked() { return {254, 254}; }
    /// The same of one whose wide rows are in the memory of the device, too.
    static BATT_FN constexpr packed_size sent_wide() { return {254, 253}; }
    BATT_FN constexpr bool is_unpacked() const { return h == 254; }
    BATT_FN constexpr bool is_sent_wide() const { return h == 254 && w == 253; }
    /// Whether the rows are those of a grid.
    BATT_FN constexpr bool is_packed() const { return h <= packed_side && w <= packed_side; }
};

/// A piece of a batch: packed grids in the memory of one device.
struct batch_part {
    int device = 0;
    const packed_row* rows = nullptr;
    const packed_size* sizes = nullptr;
    std::size_t count = 0;
};

/// Packed grids somewhere in memory: sample k has rows[32 * k ...] and sizes[k]. The batch that
/// holds what cannot be packed must outlive its views, also those of copies on a device.
struct batch_view {
    const packed_row* rows = nullptr;
    const packed_size* sizes = nullptr;
    std::size_t count = 0;
    bool on_device = false; ///< the memory is of a device, on which the batch runs
    /// Of a batch in the memory of several devices its pieces, in order, `count` grids together;
    /// rows and sizes are then those of the first. `device_batch` makes such a batch.
    std::span<const batch_part> parts{};

    /// The samples from number k on that lie together.
    batch_view from(std::size_t k) const {
        if (parts.empty()) return {rows + k * packed_side, sizes + k, count - k, on_device};
        std::size_t p = 0;
        while (k >= parts[p].count) k -= parts[p++].count;
        return {parts[p].rows + k * packed_side, parts[p].sizes + k, parts[p].count - k, on_device};
    }
};

/// Samples as pipelines take them: (S, I, C) and which programs run. What is null or empty is not
/// there; active, task, first and parameters are in host memory, the demonstrations too.
struct sample_view {
    batch_view in;
    batch_view expected{};                 ///< C; a size may be `absent`
    const std::uint64_t* active = nullptr; ///< bit p of entry k: program p runs on sample k
    const std::uint32_t* task = nullptr;   ///< which demonstrations are S of sample k
    batch_view demonstrations{};           ///< inputs and outputs, one after the other
    const std::uint32_t* first = nullptr;  ///< S of task t: grids first[t] .. first[t + 1] - 1
    std::size_t tasks = 0;
    /// Not 0: all views with this number are of the same samples, for as long as there are such
    /// views. A device to which they were sent for one of several pipelines has them for the
    /// others.
    std::uint64_t number = 0;
    /// Of a program with parameters the values of these (`parameter_values`).
    std::span<const parameter_column> parameters{};
};

/// Which samples of a view run, for which programs, and how often. Result k of a repetition is that
/// of the k-th sample chosen; repetitions follow each other. Samples are not copied for it.
struct sample_choice {
    /// Their places in the view, in any order; nothing: all of them.
    std::optional<std::span<const std::uint32_t>> samples{};
    /// A row of words for each of them, as in `sample_set`; empty: what the view says.
    std::span<const std::uint64_t> active{};
    std::size_t repeat = 1;
};

namespace detail {

/// Memory of a vector whose new elements stay as they are: whoever resizes it writes them all.
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

/// f(k) for k below n, many at once, on all cores. Throws what one of them throws.
template <class F>
void in_parts(std::size_t n, const F& f) {
    constexpr std::size_t at_once = 1024;
    const std::size_t parts = (n + at_once - 1) / at_once;
    const auto some = [&](std::size_t part) {
        for (std::size_t k = part * at_once; k < n && k < (part + 1) * at_once; ++k) f(k);
    };
#if BATT_HAS_REFERENCE
    std::exception_ptr thrown; // an exception must not leave a thread
    std::atomic<bool> is_first = true;
    for_each_index(parts, [&](std::size_t part) {
        try {
            some(part);
        } catch (...) {
            if (is_first.exchange(false)) thrown = std::current_exception();
        }
    });
    if (thrown) std::rethrow_exception(thrown);
#else
    for_each_index(parts, some);
#endif
}

} // namespace detail

/// How grids lie in memory as bytes: how far from one grid, row and cell to the next. 0: as close
/// as can be.
struct byte_strides {
    std::ptrdiff_t grid = 0, row = 0, cell = 1;
};

/// Grids in host memory, packed.
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
    /// given: colours, of signed bytes -1, too. What cannot be packed, such as colours beyond 14 or
    /// more than 32 rows, keeps its place as in `push_back`.
    /// @param sizes null, or rows and columns of each grid, which lies in the first of its h x w.
    /// @return the batch, or a sentence that names the grid, row and column of a byte beyond 127,
    ///     which no cell can hold, or what is wrong with the sizes.
    template <class Byte>
        requires(sizeof(Byte) == 1 && std::is_integral_v<Byte>)
    static cuda::std::expected<batch, error_message>
    from_bytes(const Byte* cells, std::size_t n, int h, int w, byte_strides apart = {},
               const packed_size* sizes = nullptr);

    /// Number of samples.
    std::size_t size() const { return sizes_.size(); }

    /// How many of them could not be packed.
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

    /// Appends g. What `accepts` refuses has its place, too: it is kept as it is, and what reads it
    /// runs in windows of 64 x 64 if these hold it, with 0..15 or -1..14 for colours, else by
    /// definition.
    void push_back(const grid& g) {
        const std::size_t k = size();
        make_room(k + 1);
        if (pack(g, &rows_[k * packed_side], sizes_[k])) return;
        make_room(k); // in case that there is no memory for what follows
        auto kept = std::make_shared<const detail::unpacked_grid>(g);
        unpacked_.reserve(unpacked_.size() + 1);
        make_room(k + 1);
        keep(k, std::move(kept));
    }
    /// Appends a grid of h rows of w bytes each, rows `apart` bytes from each other: colours 0..14,
    /// or -1. False, and nothing is appended, if it cannot be packed. Cost: 0.15 microseconds of
    /// a core for 30 x 30 cells.
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

    /// Appends n grids, f(k) for k below n, which are made and packed on all cores. What f throws
    /// is thrown, and nothing is appended.
    template <class F>
    void append(std::size_t n, const F& f) {
        const std::size_t from = size();
        make_room(from + n);
        std::mutex one_at_a_time;
        const auto make = [&](std::size_t k) {
            const grid& g = f(k);
            if (pack(g, &rows_[(from + k) * packed_side], sizes_[from + k])) return;
            auto kept = std::make_shared<const detail::unpacked_grid>(g);
            const std::lock_guard lock(one_at_a_time);
            keep(from + k, std::move(kept));
        };
#if BATT_HAS_REFERENCE
        const std::size_t unpacked = unpacked_.size();
        try {
            detail::in_parts(n, make);
        } catch (...) {
            unpacked_.resize(unpacked);
            make_room(from);
            throw;
        }
#else
        detail::in_parts(n, make);
#endif
    }
    /// Takes all samples out, and keeps the memory for those to come.
    void clear() {
        rows_.clear();
        sizes_.clear();
        unpacked_.clear();
    }

    /// Appends the place of a grid that is not there.
    void push_absent() {
        rows_.resize(rows_.size() + packed_side, packed_row{});
        sizes_.push_back(packed_size::absent());
    }

    /// Appends a packed grid; one that is not must outlive this batch.
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
        detail::in_parts(size(), [&](std::size_t k) { out[k] = (*this)[k]; });
        return out;
    }

    /// The samples as bytes, `uint8_t[n][h][w]` if no strides are given; -1 is 255, and `rest`
    /// stands in the places of h x w that a grid does not have. Of absent ones that is all.
    /// @return a sentence that names the first grid that is larger; nothing if all is there.
    std::optional<error_message> to_bytes(std::uint8_t* cells, int h, int w,
                                          byte_strides apart = {}, std::uint8_t rest = 0) const;

    /// A packed grid as a grid of the user; the grid itself where it could not be packed.
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

    /// Where the samples are; valid until the batch changes or ends.
    batch_view view() const& { return {rows_.data(), sizes_.data(), sizes_.size(), false}; }
    batch_view view() const&& = delete;
    operator batch_view() const& { return view(); }
    operator batch_view() const&& = delete;

private:
    /// Places for n samples, of which the new ones are to be written.
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
    /// Packs n grids by f(k, rows); whether all could be.
    template <class F>
    bool fill(std::size_t n, const F& f) {
        std::atomic<bool> all = true;
        detail::in_parts(n, [&](std::size_t k) {
            if (!f(k, &rows_[k * packed_side])) all.store(false, std::memory_order_relaxed);
        });
        return all;
    }
    /// Puts the grids that cannot be packed in their places; make(k) is that at place k.
    template <class F>
    void keep_all(const F& make) {
        std::vector<std::size_t> which;
        for (std::size_t k = 0; k < size(); ++k)
            if (sizes_[k].is_unpacked()) which.push_back(k);
        std::vector<std::shared_ptr<const detail::unpacked_grid>> kept(which.size());
        detail::in_parts(which.size(), [&](std::size_t k) {
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
    /// Shared by copies, whose rows name them.
    std::vector<std::shared_ptr<const detail::unpacked_grid>> unpacked_;
};

/// What a call takes for as long as it lasts: a view, or what has one, also a batch that ends with
/// the call.
class batch_argument {
public:
    batch_argument() = default;
    template <class T>
        requires std::convertible_to<const T&, batch_view>
    batch_argument(const T& samples) : view_(samples) {}

    operator const batch_view&() const { return view_; }

private:
    batch_view view_;
};

namespace detail {

/// Whether the colour 15 occurs in one of n grids in host memory.
inline bool have_fifteen(const packed_row* rows, const packed_size* sizes, std::size_t n) {
    for (std::size_t k = 0; k < n; ++k)
        if (sizes[k].is_unpacked() && unpacked_place::at(rows + k * packed_side).has_fifteen != 0)
            return true;
    return false;
}

/// Whether the colour 15 occurs in the demonstrations: it is then one of their samples, whether a
/// program looks at them or not.
inline bool shows_fifteen(const sample_view& samples) {
    const batch_view& shown = samples.demonstrations;
    return samples.task != nullptr && have_fifteen(shown.rows, shown.sizes, shown.count);
}
/// The same of those of sample k.
inline bool shows_fifteen(const sample_view& samples, std::size_t k) {
    if (samples.task == nullptr) return false;
    const std::uint32_t t = samples.task[k], first = samples.first[t];
    const batch_view& shown = samples.demonstrations;
    return have_fifteen(shown.rows + std::size_t{first} * packed_side, shown.sizes + first,
                        samples.first[t + 1] - first);
}

/// Whether an expected grid of this size has rows, and no more rows and columns than can be packed:
/// what outgrows that cannot match it.
inline bool is_matchable(packed_size expected) { return expected.is_packed() && expected.h != 0; }

/// Whether the grids of v, a batch of `what`, have sizes that there can be, absent ones where they
/// may be; if not, a sentence. names: what their numbers are in it; null: their places.
inline bool check_sizes(const batch_view& v, const char* what, bool may_be_absent,
                        error_message& error, const std::size_t* names = nullptr) {
    if (v.on_device) return true; // seen when one comes to the host: on the device it is `capacity`
    for (std::size_t k = 0; k < v.count; ++k) {
        const packed_size s = v.sizes[k];
        if (s.is_packed() || s.is_unpacked() || (may_be_absent && s.is_absent())) continue;
        error.text = std::string("grid ") + std::to_string(names != nullptr ? names[k] : k) +
                     " of the " + what + " is " +
                     (s.is_absent() ? std::string("absent")
                                    : std::to_string(s.h) + " x " + std::to_string(s.w) +
                                          ", a batch holds at most 32 x 32");
        return false;
    }
    return true;
}

} // namespace detail
} // namespace batt
BATT_HOST_CALLS_END

#include <batt/exec/batch_bytes.hpp>
