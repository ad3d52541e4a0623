// How values lie in columns: a record of a few words for each item, and lines of a pool that the
// records of the same chunk share.
//
// A record is a word that says whether the item failed, the words of the value as `codec` saves
// them, and, for a value with windows, the line of the pool where these begin. Containers refer to
// lines of the pool, which are never moved, so that records are copied without them.
#pragma once

#include <batt/columns/types.hpp>
#include <batt/value/codec.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace type {
/// The element of a container of which only the number of elements counts.
struct unit {};
/// A function whose results were computed before, one for each element in the order of its calls.
template <class R>
struct recorded {};
template <class R>
struct is_function<recorded<R>> : std::true_type {};
} // namespace type

namespace value {
/// An element of which nothing is known but that it exists.
struct unit {
    using tag = type::unit;
};
namespace detail {
template <class B>
struct common<B, type::unit> {
    using type = unit;
};
} // namespace detail
template <class M>
struct codec<M, unit> : detail::empty_codec<M, unit> {};
} // namespace value

namespace columns {

/// Why and where an item failed, in a word: the status and the node. 0: it did not fail.
using failure_code = std::uint32_t;
/// Beside the statuses: only the definition at run time can say it.
inline constexpr unsigned beyond_status = 15;
/// For an output that is no grid, which is not a failure.
inline constexpr unsigned no_grid_status = 14;
/// The failure of a node, and the status and the node of a failure.
BATT_FN constexpr failure_code failure_at(unsigned why, unsigned node) { return why | node << 4; }
BATT_FN constexpr unsigned why(failure_code c) { return c & 15U; }
BATT_FN constexpr unsigned where(failure_code c) { return c >> 4; }

/// Words and lines of a type's values.
struct layout {
    int words = 0;
    int lines = 0;
    /// Words of a record.
    BATT_FN constexpr int record() const { return 1 + words + (lines > 0 ? 1 : 0); }
    /// Whether elements lie 32 to a line and word.
    BATT_FN constexpr bool packed() const { return lines == 0; }
    /// Lines of an element that is not packed.
    BATT_FN constexpr int stride() const { return (words > 0 ? 1 : 0) + lines; }
    /// Lines of n elements.
    BATT_FN constexpr int size(int n) const {
        return packed() ? (n + 31) / 32 * words : n * stride();
    }
};

/// The layout of a type where windows of grids and of patches have these sides.
inline layout layout_of(const static_type& t, int grid_extent, int patch_extent) {
    const auto lines = [](int extent) { return (extent / 32) * (extent / 32); };
    switch (t.is) {
    case form::integer:
    case form::boolean: return {1, 0};
    case form::ivec: return {2, 0};
    case form::grid: return {1, 4 * lines(grid_extent)};
    case form::indices: return {1, lines(patch_extent)};
    case form::univalued: return {2, lines(patch_extent)};
    case form::object: return {3, 0};
    case form::set:
    case form::tuple: return {2, 0};
    case form::pair: {
        const layout a = layout_of(t.parts[0], grid_extent, patch_extent),
                     b = layout_of(t.parts[1], grid_extent, patch_extent);
        return {a.words + b.words, a.lines + b.lines};
    }
    default: return {0, 0};
    }
}

/// The layout of the values of a static type on a machine.
template <class M, class T>
inline constexpr layout layout_on{value::codec<M, value::of<M, T>>::words,
                                  value::codec<M, value::of<M, T>>::lines};

/// A record that has been read.
template <class M>
class record {
public:
    /// Reads n words.
    BATT_FN record(const std::uint32_t* at, int n) {
        if constexpr (M::lanes::on_device) {
            const int lane = M::lanes::lane();
            mine_ = lane < n ? at[lane] : 0;
        } else {
            at_ = at;
        }
    }
    BATT_FN std::uint32_t operator[](int k) const {
        if constexpr (M::lanes::on_device)
            return M::lanes::shuffle(mine_, k);
        else
            return at_[k];
    }
    BATT_FN failure_code failed() const { return (*this)[0]; }
    /// Writes it, n words, elsewhere.
    BATT_FN void copy_to(std::uint32_t* to, int n) const {
        if constexpr (M::lanes::on_device) {
            const int lane = M::lanes::lane();
            if (lane < n) to[lane] = mine_;
        } else {
            for (int k = 0; k < n; ++k) to[k] = at_[k];
        }
    }

private:
    std::uint32_t mine_ = 0;
    const std::uint32_t* at_ = nullptr;
};

/// Writes the first n words of a record.
template <class M, std::size_t N>
BATT_FN void write(std::uint32_t* to, const std::uint32_t (&w)[N], int n = static_cast<int>(N)) {
    if constexpr (M::lanes::on_device) {
        const int lane = M::lanes::lane();
        std::uint32_t mine = w[0];
        BATT_UNROLL
        for (int k = 1; k < static_cast<int>(N); ++k) mine = lane == k ? w[k] : mine;
        if (lane < n) to[lane] = mine;
    } else {
        for (int k = 0; k < n; ++k) to[k] = w[k];
    }
}
/// Writes the record, n words, of an item that failed. The words that nobody reads are 0: a step
/// that moves records moves them, too.
template <class M>
BATT_FN void write_failure(std::uint32_t* to, int n, failure_code c) {
    if constexpr (M::lanes::on_device) {
        const int lane = M::lanes::lane();
        if (lane < n) to[lane] = lane == 0 ? c : 0;
    } else {
        to[0] = c;
        for (int k = 1; k < n; ++k) to[k] = 0;
    }
}

/// A type as steps that compare values of any type see it: its form, its parts, its layout.
struct shape {
    form is = form::ill;
    unsigned char first = 0, second = 0; ///< the places of its parts
    layout of{};
};
/// A type, at place 0, and all types that it is made of.
struct shape_table {
    static constexpr int most = 12, deepest = 5;
    shape at[most] = {};
    bool plain = true; ///< without windows
};

/// A node to compute: for `items` items, of which the first is item number `first` of its group.
struct job {
    std::uint32_t first = 0;
    std::uint32_t node = 0;
    std::uint32_t out = 0;          ///< the line where its column begins
    std::uint32_t argument[4] = {}; ///< the same of its arguments
    std::uint32_t same = 0;         ///< bit k: argument k has one record for all items
    std::uint32_t parents = 0;      ///< the line where the outer items of its items stand
    std::uint32_t counter = 0;      ///< the place of the count of elements, of the space it makes
    std::uint32_t kind = 0;         ///< its group, in a launch of several kinds
};

/// Nodes of the same kind, which run together.
struct group {
    const job* jobs = nullptr;
    const group* kinds = nullptr; ///< of a launch of several kinds: what the jobs are
    std::uint32_t job_count = 0;
    std::uint32_t items = 0;
    std::uint32_t changed = 0; ///< bit s: status s is another one here,
    unsigned becomes = 0;      ///< which is this
    // The rest is for steps that know no types.
    int what = 0;
    int number = 0;
    layout of[4] = {}; ///< of the arguments
    layout result{};
    shape_table shapes{}; ///< of steps that compare
};

/// Where a chunk of programs and samples lives: the pool and what has been given out of it.
struct memory {
    std::uint32_t* base = nullptr;     ///< line 0
    unsigned long long* top = nullptr; ///< on the device: the next free line
    std::uint32_t* counters = nullptr; ///< of elements; on the device 0 says that the pool was full
    int lines = 0;                     ///< of the pool
    int scratch = 0;                   ///< lines that an operation may need while it runs
    int scratch_first = 0; ///< on the device: where these begin, for each worker in turn
    bool fifteen = false;  ///< code 15 of grids is the colour 15 (`machine::holds_fifteen`)
};

/// The first word of a line of the pool.
BATT_FN std::uint32_t* at_line(const memory& m, std::uint32_t line) {
    return m.base + static_cast<std::ptrdiff_t>(line) * 32;
}

/// An item of a job: where its records are.
struct item {
    const memory& m;
    const job& j;
    std::uint32_t index;

    /// Where its record, which has so many words, goes.
    BATT_FN std::uint32_t* out(int words) const {
        return at_line(m, j.out) + static_cast<std::ptrdiff_t>(index) * words;
    }
    /// The record of argument k, which has so many words.
    BATT_FN const std::uint32_t* argument(int k, int words) const {
        return argument(k, words, index);
    }
    /// The same for item i of the argument's space.
    BATT_FN const std::uint32_t* argument(int k, int words, std::uint32_t i) const {
        const bool same = (j.same >> k & 1U) != 0;
        return at_line(m, j.argument[k]) + (same ? 0 : static_cast<std::ptrdiff_t>(i) * words);
    }
    /// The outer item of this one.
    BATT_FN std::uint32_t parent() const { return at_line(m, j.parents)[index]; }
};

/// Keeps the results of operations in lines of the pool.
template <class M>
class keeper {
public:
    BATT_FN keeper(M& machine, const memory& m, int worker) : m_(machine), memory_(m) {
        if constexpr (M::lanes::on_device) mark_ = m.scratch_first + worker * m.scratch;
    }
    /// The machine that operations run on.
    BATT_FN M& machine() { return m_; }
    /// To be called before each item: gives the machine room of its own.
    BATT_FN void begin() {
        if constexpr (M::lanes::on_device)
            m_.move_to(mark_, mark_ + memory_.scratch);
        else
            mark_ = m_.top();
    }
    /// n lines that stay; -1 if there is no room: then the chunk does not count.
    BATT_FN int allocate(int n) {
        if constexpr (M::lanes::on_device) {
#if BATT_ON_DEVICE
            int at = -1;
            if (M::lanes::lane() == 0) {
                const unsigned long long line =
                    atomicAdd(memory_.top, static_cast<unsigned long long>(n));
                if (line + static_cast<unsigned long long>(n) <=
                    static_cast<unsigned long long>(memory_.lines))
                    at = static_cast<int>(line);
                else
                    memory_.counters[0] = 1;
            }
            return M::lanes::shuffle(at, 0);
#endif
            return -1;
        } else {
            return m_.allocate(n);
        }
    }
    /// v, with all that it refers to in lines that stay.
    template <class V>
    BATT_FN V kept(const V& v) {
        using codec = value::codec<M, V>;
        if constexpr (!M::lanes::on_device) {
            return value::compact(m_, v, mark_);
        } else if constexpr (!codec::deep) {
            return v;
        } else if constexpr (requires { requires codec::flat; }) {
            const int from = codec::offset(v);
            const int n = from < mark_ ? 0 : codec::payload(v);
            if (n == 0) return v;
            const int at = allocate(n);
            if (at < 0) {
                m_.fail(status::capacity);
                return v;
            }
            m_.copy_lines(at, from, n);
            return codec::at_offset(v, at);
        } else {
            const int begin = m_.top();
            codec::moved(m_, v, mark_, 0);
            const int n = m_.top() - begin;
            if (n == 0 || !m_.ok()) return v;
            m_.release(begin);
            const int at = allocate(n);
            if (at < 0) {
                m_.fail(status::capacity);
                return v;
            }
            const V out = codec::moved(m_, v, mark_, begin - at);
            m_.copy_lines(at, begin, n);
            return out;
        }
    }

private:
    M& m_;
    const memory& memory_;
    int mark_ = 0;
};

} // namespace columns
} // namespace batt
BATT_HOST_CALLS_END
