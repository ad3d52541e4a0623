// One sample's worker: the lanes, the arena of containers, and the status of what it computes.
#pragma once

#include <batt/rows/rows.hpp>
#include <batt/value/status.hpp>
#include <batt/value/wrap.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// The memory of an arena, as lines of 32 words. On the host a line is 32 consecutive words; on the
/// device every lane holds its word of a line, `stride` words apart: 1 for an array in the lane's
/// local memory, 32 for memory shared by the warp (then `base` already points at the lane's word).
struct arena_memory {
    std::uint32_t* base = nullptr;
    int lines = 0;
};

/// Worker for one sample.
///
/// Lanes: `serial` or `warp`. GridExtent, PatchExtent: sides of the windows of grids and patches.
/// Stride: distance of a lane's arena words (device only).
///
/// Rule for plain calls: an operation takes the machine as its first argument; on the host it may
/// be left out, and then the calling thread's own machine is used. In a kernel the machine is made
/// from an array that the kernel declares.
template <class Lanes, int GridExtent = 32, int PatchExtent = 32, int Stride = 1>
class machine {
public:
    using lanes = Lanes;
    static constexpr int grid_extent = GridExtent;
    static constexpr int patch_extent = PatchExtent;
    using grid_rows = rows<Lanes, GridExtent>;
    using patch_rows = rows<Lanes, PatchExtent>;
    using line = rows<Lanes, 32>;

    machine() = default;
    explicit BATT_FN machine(arena_memory memory) : memory_(memory) {}

    /// Forgets all containers and any failure.
    BATT_FN void reset() {
        top_ = 0;
        status_ = 0;
    }

    BATT_FN bool ok() const { return status_ == 0; }
    BATT_FN status why() const { return static_cast<status>(status_); }
    /// Notes a failure. The first one counts, but `capacity` overrides all others: what was
    /// computed without room is void.
    BATT_FN void fail(status s) {
        if (status_ == 0 || s == status::capacity) status_ = static_cast<int>(s);
    }
    /// Returns the status and clears it.
    BATT_FN status take_status() {
        const status s = why();
        status_ = 0;
        return s;
    }
    /// Runs one statement: `f` computes and returns the failure it met among its arguments.
    /// Returns that, or the statement's own failure, or none.
    template <class F>
    BATT_FN failure attempt(int statement, const F& f) {
        const failure met = f();
        const status own = take_status();
        return met.none() ? failure(own, statement) : met;
    }

    /// Whether code 15 of a grid is the colour 15, so that no grid or object can hold -1; otherwise
    /// it is -1. Windows of at most 32 rows never hold the colour 15, and pay nothing for the
    /// question.
    BATT_FN bool holds_fifteen() const {
        if constexpr (GridExtent > 32)
            return holds_fifteen_;
        else
            return false;
    }
    /// Sets that before a sample runs; it has no effect with windows of at most 32 rows.
    BATT_FN void hold_fifteen(bool yes) { holds_fifteen_ = yes; }

    /// Where the next line will be.
    BATT_FN int top() const { return top_; }
    /// Gives back all lines from `mark` on.
    BATT_FN void release(int mark) { top_ = mark; }
    /// Whether n more lines fit; status `capacity` if not.
    BATT_FN bool has_room(int n) {
        if (top_ <= memory_.lines - n) return true;
        fail(status::capacity);
        return false;
    }
    /// n consecutive lines, or -1 and status `capacity`.
    BATT_FN int allocate(int n) {
        if (!has_room(n)) return -1;
        const int at = top_;
        top_ += n;
        return at;
    }

    BATT_FN line load_line(int at) const {
        if constexpr (Lanes::on_device) {
            line out;
            out.w[0] = memory_.base[place(at)];
            return out;
        } else {
            return line::load(memory_.base + place(at));
        }
    }
    BATT_FN void store_line(int at, const line& x) {
        if constexpr (Lanes::on_device)
            memory_.base[place(at)] = x.w[0];
        else
            x.store(memory_.base + place(at));
    }
    /// Copies n lines down (to <= from), or to lines that do not overlap.
    BATT_FN void copy_lines(int to, int from, int n) {
        if (to == from) return;
        constexpr int each = Lanes::on_device ? 1 : 32, apart = Lanes::on_device ? Stride : 1;
        const auto target = place(to), source = place(from);
        for (int k = 0; k < n * each; ++k)
            memory_.base[target + k * apart] = memory_.base[source + k * apart];
    }

    /// Word k of a line, uniform.
    BATT_FN std::uint32_t load_word(int at, int k) const {
        if constexpr (Lanes::on_device)
            return Lanes::shuffle(memory_.base[place(at)], k);
        else
            return memory_.base[place(at) + k];
    }
    BATT_FN void store_word(int at, int k, std::uint32_t x) {
        if constexpr (Lanes::on_device) {
            if (Lanes::lane() == k) memory_.base[place(at)] = x;
        } else {
            memory_.base[place(at) + k] = x;
        }
    }
    /// The first N words of a line in one access.
    template <std::size_t N>
    BATT_FN void load_words(int at, std::uint32_t (&x)[N]) const {
        constexpr int n = static_cast<int>(N);
        if constexpr (Lanes::on_device) {
            const std::uint32_t mine = memory_.base[place(at)];
            BATT_UNROLL
            for (int k = 0; k < n; ++k) x[k] = Lanes::shuffle(mine, k);
        } else {
            for (int k = 0; k < n; ++k) x[k] = memory_.base[place(at) + k];
        }
    }
    template <std::size_t N>
    BATT_FN void store_words(int at, const std::uint32_t (&x)[N]) {
        constexpr int n = static_cast<int>(N);
        if constexpr (Lanes::on_device) {
            const int lane = Lanes::lane();
            std::uint32_t mine = x[0];
            BATT_UNROLL
            for (int k = 1; k < n; ++k) mine = lane == k ? x[k] : mine;
            memory_.base[place(at)] = mine;
        } else {
            for (int k = 0; k < n; ++k) memory_.base[place(at) + k] = x[k];
        }
    }

    /// Number of lines that hold a window; one of 16 rows has a line of its own.
    template <class R>
    static constexpr int lines_of = R::extent < 32 ? 1 : (R::extent / 32) * (R::extent / 32);

    template <class R>
    BATT_FN R load_rows(int at) const {
        R out;
        if constexpr (Lanes::on_device) {
            BATT_UNROLL
            for (int s = 0; s < R::slots; ++s) {
                typename R::word_type x = 0;
                BATT_UNROLL
                for (int k = 0; k < R::slots; ++k)
                    x |= static_cast<typename R::word_type>(
                             memory_.base[place(at + s * R::slots + k)])
                         << (32 * k);
                out.w[s] = x;
            }
        } else {
            out = R::load(memory_.base + place(at));
        }
        return out;
    }
    template <class R>
    BATT_FN void store_rows(int at, const R& x) {
        if constexpr (Lanes::on_device) {
            BATT_UNROLL
            for (int s = 0; s < R::slots; ++s) BATT_UNROLL
            for (int k = 0; k < R::slots; ++k)
                memory_.base[place(at + s * R::slots + k)] =
                    static_cast<std::uint32_t>(x.w[s] >> (32 * k));
        } else {
            x.store(memory_.base + place(at));
        }
    }

    /// Goes on at line `top` and ends before line `end`, in memory that several workers share.
    BATT_FN void move_to(int top, int end) {
        top_ = top;
        memory_.lines = end;
    }

private:
    /// Where a line begins. An arena that many samples share has more words than an int counts.
    static BATT_FN auto place(int at) {
        if constexpr (Lanes::on_device && Stride == 1)
            return at;
        else
            return static_cast<std::ptrdiff_t>(at) * (Lanes::on_device ? Stride : 32);
    }

    arena_memory memory_;
    int top_ = 0;
    // full words: registers of the device hold them without packing
    int status_ = 0;
    bool holds_fifteen_ = false;
};

/// What operations are called on: a machine, or the reference.
template <class B>
concept backend_like = requires(B& b, const B& asked, status s) {
    // whether nothing has failed
    { asked.ok() } -> std::same_as<bool>;
    // notes a failure; the reference throws it
    b.fail(s);
};

/// A machine: what operations are written with, along with the primitives of its windows
/// (`row_value`). All that it takes and returns is uniform.
template <class M>
concept machine_like =
    requires {
        typename M::lanes; // serial, warp
        typename M::line;  // a line of the arena: 32 words
        requires row_value<typename M::line>;
        requires row_value<typename M::grid_rows>;  // windows of grids, of grid_extent
        requires row_value<typename M::patch_rows>; // windows of patches, of patch_extent
        { M::grid_extent } -> std::convertible_to<int>;
        { M::patch_extent } -> std::convertible_to<int>;
    } && backend_like<M> && std::constructible_from<M, arena_memory> &&
    requires(M& m, const M& asked, status s, int n, detail::some_function f, std::uint32_t x,
             std::uint32_t (&words)[2], const typename M::line& line,
             const typename M::grid_rows& window) {
        // forgets all containers and any failure
        { m.reset() } -> std::same_as<void>;
        // the failure so far: the first one, but `capacity` overrides all others
        { asked.why() } -> std::same_as<status>;
        // the same, and clears it
        { m.take_status() } -> std::same_as<status>;
        // runs one statement, f, which returns the failure that it met among its arguments; returns
        // that, or the statement's own, or none
        { m.attempt(n, f) } -> std::same_as<failure>;
        // whether code 15 of a grid is the colour 15, and not -1
        { asked.holds_fifteen() } -> std::same_as<bool>;
        // where the next line of the arena will be, and gives back all lines from there on
        { asked.top() } -> std::same_as<int>;
        { m.release(n) } -> std::same_as<void>;
        // whether n more lines fit; status `capacity` if not
        { m.has_room(n) } -> std::same_as<bool>;
        // n consecutive lines, or -1 and status `capacity`
        { m.allocate(n) } -> std::same_as<int>;
        // reads a line; writes it
        { asked.load_line(n) } -> std::same_as<typename M::line>;
        { m.store_line(n, line) } -> std::same_as<void>;
        // copies n lines down, or to lines that do not overlap: to, from, n
        { m.copy_lines(n, n, n) } -> std::same_as<void>;
        // reads word k of a line; writes it
        { asked.load_word(n, n) } -> std::same_as<std::uint32_t>;
        { m.store_word(n, n, x) } -> std::same_as<void>;
        // reads the first words of a line in one access; writes them
        { asked.load_words(n, words) } -> std::same_as<void>;
        { m.store_words(n, words) } -> std::same_as<void>;
        // number of lines that hold a window; reads a window; writes it
        { M::template lines_of<typename M::grid_rows> } -> std::convertible_to<int>;
        {
            asked.template load_rows<typename M::grid_rows>(n)
        } -> std::same_as<typename M::grid_rows>;
        { m.store_rows(n, window) } -> std::same_as<void>;
    };

static_assert(machine_like<machine<serial>>);
#if defined(__CUDACC__)
static_assert(machine_like<machine<warp>>);
#endif

} // namespace batt
BATT_HOST_CALLS_END
