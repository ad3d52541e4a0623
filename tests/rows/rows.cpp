// Compares the row primitives at every extent with loops over rows and bits.
#include "support/rows_check.hpp"
#include <batt/rows/stride.hpp>

using namespace batt;
using namespace batt::testing;

static_assert(row_value<rows<serial, 16>>);
static_assert(row_value<rows<serial, 64>> && row_value<rows<serial, 128>>);
static_assert(!row_value<plain_window<32>>);
#if defined(__CUDACC__)
static_assert(row_value<rows<warp, 64>> && row_value<rows<warp, 128>>);
#endif

namespace {

// A check: an expression on a machine, and the same value by loops.
#define BATT_ROW_CHECK(name_, on_, plain_)                                                         \
    struct name_ {                                                                                 \
        static constexpr const char* name = #name_;                                                \
        template <class R>                                                                         \
        static BATT_FN auto on([[maybe_unused]] const windows<R>& x) {                             \
            using W [[maybe_unused]] = typename R::word_type;                                      \
            return on_;                                                                            \
        }                                                                                          \
        template <int E>                                                                           \
        static auto plain(const plain_windows<E>& x) {                                             \
            [[maybe_unused]] const auto window = [&x](const auto& f) { return x.window_of(f); };   \
            return plain_;                                                                         \
        }                                                                                          \
    };

/// The sum of f(i) over all rows.
template <int E, class F>
auto sum_of(const plain_windows<E>&, const F& f) {
    decltype(f(0)) out = 0;
    for (int i = 0; i < E; ++i) out = static_cast<decltype(f(0))>(out + f(i));
    return out;
}
template <int E>
int ones(const plain_window<E>& x, int i) {
    int n = 0;
    for (int j = 0; j < E; ++j) n += x.at(i, j) ? 1 : 0;
    return n;
}
template <int E>
int first_one(const plain_window<E>& x, int i) {
    int j = 0;
    while (j < E && !x.at(i, j)) ++j;
    return j;
}
template <int E>
word<E> bit_of(const plain_windows<E>&, int i, bool set) {
    return static_cast<word<E>>(static_cast<word<E>>(set ? 1 : 0) << i);
}
/// The k-th set bit of row r, or E.
template <int E>
int kth(const plain_window<E>& x, int r, int k) {
    for (int j = 0; j < E; ++j)
        if (x.at(r, j) && k-- == 0) return j;
    return E;
}

// What the machines define.
BATT_ROW_CHECK(map_one, (R::map([](const auto& p) { return ~p; }, x.a)),
               window([&](int i, int j) { return !x.a.at(i, j); }))
BATT_ROW_CHECK(map_three,
               (R::map([](const auto& p, const auto& q, const auto& r) { return (p & q) ^ r; }, x.a,
                       x.b, x.c)),
               window([&](int i, int j) { return (x.a.at(i, j) && x.b.at(i, j)) != x.c.at(i, j); }))
BATT_ROW_CHECK(generate, (R::generate([](int r) { return static_cast<W>(W{1} << r); })),
               window([&](int i, int j) { return i == j; }))
BATT_ROW_CHECK(map_rows, (x.a.map_rows([&x](int r, W p) { return r == x.k ? p : W{0}; })),
               window([&](int i, int j) { return i == x.k && x.a.at(i, j); }))
BATT_ROW_CHECK(fill, (R::fill(static_cast<W>(W{5} << x.k))),
               window([&](int, int j) { return j == x.k || j == x.k + 2; }))
BATT_ROW_CHECK(band, (R::band(x.top, x.bottom, x.a.row(x.k))),
               window([&](int i, int j) { return i >= x.top && i < x.bottom && x.a.at(x.k, j); }))
BATT_ROW_CHECK(row, (x.a.row(x.k)), x.a.row(x.k))

struct set_row {
    static constexpr const char* name = "set_row";
    template <class R>
    static BATT_FN R on(const windows<R>& x) {
        R out = x.a;
        out.set_row(x.k, x.b.row(x.k));
        return out;
    }
    template <int E>
    static plain_window<E> plain(const plain_windows<E>& x) {
        return x.window_of([&](int i, int j) { return i == x.k ? x.b.at(i, j) : x.a.at(i, j); });
    }
};

BATT_ROW_CHECK(down, (x.a.down(x.n)), window([&](int i, int j) { return x.a.at(i - x.n, j); }))
BATT_ROW_CHECK(down_one, (x.a.down(1)), window([&](int i, int j) { return x.a.at(i - 1, j); }))
BATT_ROW_CHECK(up_one, (x.a.down(-1)), window([&](int i, int j) { return x.a.at(i + 1, j); }))
/// What a primitive finds, or the complement if it reports that it found nothing. So the report is
/// compared, too.
template <class R, class F>
BATT_FN R found(const F& f) {
    R out;
    const bool any = f(out);
    return any ? out : ~out;
}
template <int E>
plain_window<E> found_in(const plain_window<E>& x) {
    for (int i = 0; i < E; ++i)
        if (x.row(i) != 0) return x;
    return plain_window<E>::of([](int, int) { return true; });
}
BATT_ROW_CHECK(next_rows, (x.a.next_rows() & R::band(0, R::extent - 1, static_cast<W>(~W{0}))),
               window([&](int i, int j) { return x.a.at(i + 1, j); }))
BATT_ROW_CHECK(next_to_rows,
               found<R>([&](R& out) { return minus(x.a, x.b).next_to_rows(x.b, out); }),
               found_in(window([&](int i, int j) {
                   return x.a.at(i, j) && !x.b.at(i, j) && (x.b.at(i - 1, j) || x.b.at(i + 1, j));
               })))
BATT_ROW_CHECK(next_to_one, found<R>([&](R& out) {
                   const R one = full_rows<R>(static_cast<W>(W{1} << x.k));
                   return minus(x.a, one).next_to_rows(one, out);
               }),
               found_in(window([&](int i, int j) {
                   return (i == x.k - 1 || i == x.k + 1) && x.a.at(i, j);
               })))
BATT_ROW_CHECK(found_without, found<R>([&](R& out) { return x.a.without(x.b, out); }),
               found_in(window([&](int i, int j) { return x.a.at(i, j) && !x.b.at(i, j); })))
BATT_ROW_CHECK(none_without, found<R>([&](R& out) { return (x.a & x.b).without(x.b, out); }),
               found_in(window([](int, int) { return false; })))
BATT_ROW_CHECK(first_bit, found<R>([&](R& out) { return (x.a & x.b).first_bit(out); }),
               found_in([&] {
                   bool found = false;
                   return window([&](int i, int j) {
                       const bool first = !found && x.a.at(i, j) && x.b.at(i, j);
                       found = found || first;
                       return first;
                   });
               }()))

BATT_ROW_CHECK(right, (x.a.right(x.n)), window([&](int i, int j) { return x.a.at(i, j - x.n); }))
BATT_ROW_CHECK(left, (x.a.left(x.k + x.k % 2)),
               window([&](int i, int j) { return x.a.at(i, j + x.k + x.k % 2); }))
BATT_ROW_CHECK(any, (x.a.any()), sum_of(x, [&](int i) { return ones(x.a, i); }) != 0)
BATT_ROW_CHECK(any_of_both, ((x.a & x.b).any()),
               sum_of(x, [&](int i) { return static_cast<int>((x.a.row(i) & x.b.row(i)) != 0); }) !=
                   0)
BATT_ROW_CHECK(count, (x.a.count()), sum_of(x, [&](int i) { return ones(x.a, i); }))
BATT_ROW_CHECK(count_both, (R::count_both(x.a, x.b)), sum_of(x, [&](int i) {
                   return static_cast<unsigned>(ones(x.a, i) + (ones(x.b, i) << 16));
               }))
BATT_ROW_CHECK(rows_in_use, (used_rows(x.a)),
               sum_of(x, [&](int i) { return bit_of(x, i, x.a.row(i) != 0); }))
BATT_ROW_CHECK(or_rows, (x.a.or_rows()), sum_of(x, [&](int j) {
                   bool used = false;
                   for (int i = 0; i < E; ++i) used = used || x.a.at(i, j);
                   return bit_of(x, j, used);
               }))
BATT_ROW_CHECK(ballot,
               (x.a.ballot([&x](int r, W p) { return ((p >> x.k) & 1) != static_cast<W>(r & 1); })),
               sum_of(x, [&](int i) { return bit_of(x, i, x.a.at(i, x.k) != (i % 2 != 0)); }))
BATT_ROW_CHECK(total,
               (R::total([](const W& p,
                            const W& q) { return bits::popcount(static_cast<W>(p ^ q)); },
                         x.a, x.b)),
               sum_of(x, [&](int i) {
                   int n = 0;
                   for (int j = 0; j < E; ++j) n += x.a.at(i, j) != x.b.at(i, j) ? 1 : 0;
                   return n;
               }))
BATT_ROW_CHECK(sum, (x.a.sum([](int r, W p) { return r * bits::popcount(p); })),
               sum_of(x, [&](int i) { return i * ones(x.a, i); }))

struct smallest {
    static constexpr const char* name = "smallest";
    template <class R>
    static BATT_FN int on(const windows<R>& x) {
        using W = typename R::word_type;
        return 1000 + x.a.smallest([&x](int r, W p) {
            return p != 0 ? bits::lowest(p) - bits::highest(p) + (r == x.k ? -50 : r) : 500;
        });
    }
    template <int E>
    static int plain(const plain_windows<E>& x) {
        int out = 500;
        for (int i = 0; i < E; ++i) {
            int high = E - 1;
            while (high >= 0 && !x.a.at(i, high)) --high;
            const int n = first_one(x.a, i) - high + (i == x.k ? -50 : i);
            if (high >= 0) out = std::min(out, n);
        }
        return 1000 + out;
    }
};

BATT_ROW_CHECK(reversed_rows, (x.a.reversed_rows()),
               window([&](int i, int j) { return x.a.at(E - 1 - i, j); }))
BATT_ROW_CHECK(reversed_columns, (x.a.reversed_columns()),
               window([&](int i, int j) { return x.a.at(i, E - 1 - j); }))
BATT_ROW_CHECK(transposed, (x.a.transposed()), window([&](int i, int j) { return x.a.at(j, i); }))
BATT_ROW_CHECK(packed,
               (x.a.packed(typename R::packing(x.b.row(x.k), x.b.row(R::extent - 1 - x.k)))),
               window([&](int i, int j) {
                   return x.a.at(kth(x.b, x.k, i), kth(x.b, E - 1 - x.k, j));
               }))
BATT_ROW_CHECK(gathered, (x.a.gathered([&x](int r) { return 2 * r - x.k; })),
               window([&](int i, int j) { return x.a.at(2 * i - x.k, j); }))
template <int Other, int E>
plain_window<Other> resized_to(const plain_window<E>& a) {
    return plain_window<Other>::of([&](int i, int j) { return a.at(i, j); });
}
BATT_ROW_CHECK(resized_to_16, (x.a.template resized<16>()), resized_to<16>(x.a))
BATT_ROW_CHECK(resized_to_32, (x.a.template resized<32>()), resized_to<32>(x.a))
BATT_ROW_CHECK(resized_to_64, (x.a.template resized<64>()), resized_to<64>(x.a))
BATT_ROW_CHECK(resized_to_128, (x.a.template resized<128>()), resized_to<128>(x.a))

// What is built from these.
BATT_ROW_CHECK(both, (x.a & x.b),
               window([&](int i, int j) { return x.a.at(i, j) && x.b.at(i, j); }))
BATT_ROW_CHECK(either, (x.a | x.b),
               window([&](int i, int j) { return x.a.at(i, j) || x.b.at(i, j); }))
BATT_ROW_CHECK(exclusive, (x.a ^ x.b),
               window([&](int i, int j) { return x.a.at(i, j) != x.b.at(i, j); }))
BATT_ROW_CHECK(complement, (~x.a), window([&](int i, int j) { return !x.a.at(i, j); }))
BATT_ROW_CHECK(without, (minus(x.a, x.b)),
               window([&](int i, int j) { return x.a.at(i, j) && !x.b.at(i, j); }))
BATT_ROW_CHECK(chosen, (choose(x.c, x.a, x.b)),
               window([&](int i, int j) { return x.c.at(i, j) ? x.a.at(i, j) : x.b.at(i, j); }))
BATT_ROW_CHECK(no_bits, (none<R>()), window([](int, int) { return false; }))
BATT_ROW_CHECK(a_rectangle, (rectangle<R>(x.top, x.left, x.bottom, x.right)),
               window([&](int i, int j) {
                   return i >= x.top && i < x.bottom && j >= x.left && j < x.right;
               }))
BATT_ROW_CHECK(one_bit, (single<R>(x.top, x.right)),
               window([&](int i, int j) { return i == x.top && j == x.right; }))
BATT_ROW_CHECK(test_bit, (batt::test(x.a, x.top, x.right)), x.a.at(x.top, x.right))
BATT_ROW_CHECK(moved_window, (moved(x.a, x.top - x.bottom, x.n)),
               window([&](int i, int j) { return x.a.at(i - x.top + x.bottom, j - x.n); }))
BATT_ROW_CHECK(are_equal, (equal(x.a, x.b)),
               sum_of(x, [&](int i) { return static_cast<int>(x.a.row(i) != x.b.row(i)); }) == 0)
BATT_ROW_CHECK(rows_full, (full_rows<R>(x.a.row(x.k))),
               window([&](int i, int) { return x.a.at(x.k, i); }))
BATT_ROW_CHECK(selected_bit,
               (x.k / 2 < bits::popcount(x.a.row(x.k)) ? bits::select(x.a.row(x.k), x.k / 2)
                                                       : R::extent),
               kth(x.a, x.k, x.k / 2))

BATT_ROW_CHECK(runs_upwards, (filled_up(x.a, x.a & x.b)), window([&](int i, int j) {
                   for (int c = j; x.a.at(i, c); --c)
                       if (x.b.at(i, c)) return true;
                   return false;
               }))
BATT_ROW_CHECK(runs_touched, (x.a.map_rows([&x](int, W p) {
                   return bits::touched_runs(p, static_cast<W>(p & x.b.row(x.k)));
               })),
               window([&](int i, int j) {
                   bool seeded = false;
                   for (int c = j; x.a.at(i, c); ++c) seeded = seeded || x.b.at(x.k, c);
                   for (int c = j; x.a.at(i, c); --c) seeded = seeded || x.b.at(x.k, c);
                   return seeded;
               }))

// Columns at multiples of a stride from 1 to E; what would leave the window is cut off first.
BATT_ROW_CHECK(columns_apart,
               (column_stride<R>(x.k + 1).apart(x.a & rectangle<R>(0, 0, R::extent,
                                                                   (R::extent + x.k) / (x.k + 1)))),
               window([&](int i, int j) { return j % (x.k + 1) == 0 && x.a.at(i, j / (x.k + 1)); }))
BATT_ROW_CHECK(columns_together, (column_stride<R>(x.k + 1).together(x.a)),
               window([&](int i, int j) { return x.a.at(i, j * (x.k + 1)); }))
BATT_ROW_CHECK(
    columns_repeated,
    (column_stride<R>(x.k + 1).repeated_columns(x.a & rectangle<R>(0, 0, R::extent,
                                                                   R::extent / (x.k + 1)))),
    window([&](int i, int j) { return j / (x.k + 1) < E / (x.k + 1) && x.a.at(i, j / (x.k + 1)); }))

template <bool Diagonal>
struct filled {
    static constexpr const char* name = Diagonal ? "flooded, 8" : "flooded, 4";
    template <class R>
    static BATT_FN R on(const windows<R>& x) {
        R left = x.b;
        return take_connected(left, x.a & x.b, Diagonal);
    }
    template <int E>
    static plain_window<E> plain(const plain_windows<E>& x) {
        plain_window<E> out;
        std::vector<std::pair<int, int>> open;
        const auto visit = [&](int i, int j) {
            if (!x.b.at(i, j) || out.at(i, j)) return;
            out.bit[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = true;
            open.push_back({i, j});
        };
        for (int i = 0; i < E; ++i)
            for (int j = 0; j < E; ++j)
                if (x.a.at(i, j)) visit(i, j);
        while (!open.empty()) {
            const auto [i, j] = open.back();
            open.pop_back();
            for (int di = -1; di <= 1; ++di)
                for (int dj = -1; dj <= 1; ++dj)
                    if (Diagonal || di == 0 || dj == 0) visit(i + di, j + dj);
        }
        return out;
    }
};

/// A set from which a connected part has been taken out, together with that part again.
template <bool Diagonal>
struct left_over {
    static constexpr const char* name = Diagonal ? "left over, 8" : "left over, 4";
    template <class R>
    static BATT_FN R on(const windows<R>& x) {
        R left = x.b;
        const R part = take_connected(left, x.a & x.b, Diagonal);
        return choose(part, ~left, left);
    }
    template <int E>
    static plain_window<E> plain(const plain_windows<E>& x) {
        return x.b;
    }
};

template <int E>
void check_extent(int cases) {
    check_rows<E, map_one, map_three, generate, map_rows, fill, band, row, set_row, down, down_one,
               up_one, next_rows, next_to_rows, next_to_one, found_without, none_without, first_bit,
               right, left, any, any_of_both, count, count_both, rows_in_use, or_rows, ballot,
               total, sum, smallest>(cases);
    check_rows<E, columns_apart, columns_together, columns_repeated>(cases);
    check_rows<E, reversed_rows, reversed_columns, transposed, packed, gathered, resized_to_32,
               resized_to_64, resized_to_128>(cases);
#if !defined(__CUDACC__)
    check_rows<E, resized_to_16>(cases);
#endif
    check_rows<E, both, either, exclusive, complement, without, chosen, no_bits, a_rectangle,
               one_bit, test_bit, moved_window, are_equal, rows_full, selected_bit, runs_upwards,
               runs_touched, filled<false>, filled<true>, left_over<false>, left_over<true>>(cases);
}

} // namespace

#if !defined(__CUDACC__) // a warp has no rows of 16
TEST_CASE("rows of 16") { check_extent<16>(600); }
#endif
TEST_CASE("rows of 32") { check_extent<32>(600); }
TEST_CASE("rows of 64") { check_extent<64>(300); }
TEST_CASE("rows of 128") { check_extent<128>(150); }
