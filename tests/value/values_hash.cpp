// The hash of grids: the same in windows of every extent, and as good as random numbers.
#include "support/run_program.hpp"
#include <algorithm>
#include <batt/value/hash.hpp>
#include <cmath>
#include <numeric>

namespace batt::testing {

namespace {

/// The hash of g in windows of an extent.
template <int Extent>
std::uint64_t hash_in(const grid& g) {
    using M = machine<serial, Extent, 32>;
    M m;
    value::grid<M> v = value::empty_grid<M>(g.height());
    v.w = g.width();
    for (int i = 0; i < g.height(); ++i)
        for (int j = 0; j < g.width(); ++j)
            for (int k = 0; k < 4; ++k)
                if ((g(i, j) >> k & 1) != 0)
                    v.plane[k].set_row(
                        i, static_cast<word<Extent>>(v.plane[k].row(i) | word<Extent>{1} << j));
    return value::hash(m, v);
}

grid random_cells(std::mt19937& random, int h, int w) {
    grid g(h, w);
    for (int i = 0; i < h; ++i)
        for (int j = 0; j < w; ++j) g(i, j) = static_cast<signed char>(int(random() % 16) - 1);
    return g;
}

/// The hashes of grids that are known to be distinct.
struct distinct_grids {
    std::vector<std::uint64_t> hashes;

    void add(const grid& g) { hashes.push_back(value::hash(g)); }
    /// How many hashes are equal to another; of each only `bits` bits from `first_bit` on count.
    std::size_t collisions(int first_bit = 0, int bits = 64) const {
        std::vector<std::uint64_t> sorted;
        for (const std::uint64_t x : hashes) sorted.push_back(x >> first_bit << (64 - bits));
        std::sort(sorted.begin(), sorted.end());
        std::size_t n = 0;
        for (std::size_t k = 1; k < sorted.size(); ++k) n += sorted[k] == sorted[k - 1] ? 1 : 0;
        return n;
    }
};

} // namespace

TEST_CASE("the hash is the same in windows of every extent, and for a host's grid") {
    std::mt19937 random(71);
    for (int n = 0; n < 300; ++n) {
        constexpr int sides[] = {16, 32, 64, 128};
        const int side = sides[n % 4];
        const auto some = [&] {
            return static_cast<int>(random() % static_cast<unsigned>(side + 1));
        };
        const grid g = random_cells(random, n < 9 ? side : some(), n < 9 ? side : some());
        const std::uint64_t h = value::hash(g);
        if (g.height() <= 16 && g.width() <= 16) CHECK(hash_in<16>(g) == h);
        if (g.height() <= 32 && g.width() <= 32) CHECK(hash_in<32>(g) == h);
        if (g.height() <= 64 && g.width() <= 64) CHECK(hash_in<64>(g) == h);
        CHECK(hash_in<128>(g) == h);
    }
}

// These hashes were computed from the definition in another language.
TEST_CASE("hashes that are kept stay valid") {
    CHECK(value::hash(grid()) == 0x1A9F606F8DB674F7U);
    CHECK(value::hash(grid(5, 0)) == 0xC135A6CE7B984611U);
    CHECK(value::hash(grid(1, 1, 0)) == 0xBB53894A2C7A9DD2U);
    CHECK(value::hash(grid{{0, 7, -1}, {14, 0, 3}}) == 0xCCF14F012A25577CU);
    CHECK(value::hash(grid(30, 30, 5)) == 0x9FC51B04E00BBF53U);
    CHECK(value::hash(grid(3, 70, 8)) == 0x5D6D1168763AB016U);
}

TEST_CASE("a million small grids have a million hashes") {
    distinct_grids all;
    // nine cells of four colours in three shapes
    for (int n = 0; n < 1 << 18; ++n) {
        constexpr signed char colors[] = {0, 1, 2, 8};
        grid square(3, 3), row(1, 9), column(9, 1);
        for (int k = 0; k < 9; ++k)
            square(k / 3, k % 3) = row(0, k) = column(k, 0) = colors[n >> (2 * k) & 3];
        all.add(square);
        all.add(row);
        all.add(column);
    }
    // two cells of any colours anywhere
    for (int a = 0; a < 64; ++a)
        for (int b = a + 1; b < 64; ++b)
            for (int c = 0; c < 81; ++c) {
                grid g(8, 8);
                g(a / 8, a % 8) = static_cast<signed char>(1 + c / 9);
                g(b / 8, b % 8) = static_cast<signed char>(1 + c % 9);
                all.add(g);
            }
    // rows and columns that change places
    std::mt19937 random(72);
    const grid some = random_cells(random, 8, 8);
    std::vector<int> order(8);
    std::iota(order.begin(), order.end(), 0);
    all.add(some);
    while (std::next_permutation(order.begin(), order.end())) {
        grid rows(8, 8), columns(8, 8);
        for (int i = 0; i < 8; ++i)
            for (int j = 0; j < 8; ++j) {
                rows(i, j) = some(order[static_cast<std::size_t>(i)], j);
                columns(i, j) = some(i, order[static_cast<std::size_t>(j)]);
            }
        all.add(rows);
        all.add(columns);
    }
    // all sizes
    for (int h = 10; h < 200; ++h)
        for (int w = 10; w < 200; ++w) all.add(grid(h, w, 0));
    CHECK(all.hashes.size() > 1'000'000);
    CHECK(all.collisions() == 0);
    // of n random numbers of 40 bits n^2 / 2^41 collide
    const double n = static_cast<double>(all.hashes.size()), expected = n * n / std::exp2(41);
    for (const int first : {0, 12, 24})
        CHECK(std::abs(static_cast<double>(all.collisions(first, 40)) - expected) <
              6 * std::sqrt(expected) + 3);
}

TEST_CASE("all bits of the hash depend on a row and on a column in any two planes") {
    std::mt19937 random(78);
    for (int a = 0; a < 4; ++a)
        for (int b = a; b < 4; ++b)
            for (const bool is_row : {false, true}) {
                CAPTURE(a);
                CAPTURE(b);
                CAPTURE(is_row);
                // so many grids that among as many random numbers of 32 bits 8 would be equal
                distinct_grids all;
                for (std::uint32_t n = 0; n < 1U << 18; ++n) {
                    const std::uint64_t used =
                        a == b ? n * 0x9E3779B1U : std::uint64_t{random()} << 32 | random();
                    grid g = is_row ? grid(1, 32) : grid(32, 1);
                    for (int k = 0; k < 32; ++k) {
                        const int color =
                            static_cast<int>((used >> k & 1) << a | (used >> (32 + k) & 1) << b);
                        g(is_row ? 0 : k, is_row ? k : 0) =
                            static_cast<signed char>(color == 15 ? -1 : color);
                    }
                    all.add(g);
                }
                CHECK(all.collisions() == 0);
                const double n = static_cast<double>(all.hashes.size()),
                             expected = n * n / std::exp2(33);
                for (const int first : {0, 16, 32})
                    CHECK(std::abs(static_cast<double>(all.collisions(first, 32)) - expected) <
                          6 * std::sqrt(expected) + 3);
            }
}

TEST_CASE("a cell that changes changes every bit of the hash half of the time") {
    std::mt19937 random(73);
    for (const int side : {3, 12, 32}) {
        int flips[64] = {};
        constexpr int count = 8000;
        for (int n = 0; n < count; ++n) {
            grid g = random_cells(random, side, side);
            const std::uint64_t before = value::hash(g);
            signed char& cell = g(static_cast<int>(random() % static_cast<unsigned>(side)),
                                  static_cast<int>(random() % static_cast<unsigned>(side)));
            cell = static_cast<signed char>((cell + 2 + static_cast<int>(random() % 15)) % 16 - 1);
            const std::uint64_t changed = before ^ value::hash(g);
            for (int bit = 0; bit < 64; ++bit) flips[bit] += static_cast<int>(changed >> bit & 1);
        }
        // six standard deviations
        for (const int n : flips) CHECK(std::abs(n - count / 2) < 6 * std::sqrt(count) / 2);
    }
}

} // namespace batt::testing
