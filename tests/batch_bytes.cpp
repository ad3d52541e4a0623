// Grids from bytes: what is packed is what was given, and what a batch cannot hold is refused whole.
#include <batt/exec/batch.hpp>
#include <doctest/doctest.h>
#include <random>
#include <vector>

namespace {

using bytes = std::vector<unsigned char>;

batt::grid grid_of(const bytes& cells, int h, int w, int apart) {
    batt::grid g(h, w);
    for (int i = 0; i < h; ++i)
        for (int j = 0; j < w; ++j)
            g(i, j) = static_cast<signed char>(cells[static_cast<std::size_t>(i * apart + j)]);
    return g;
}

} // namespace

TEST_CASE("bytes of every size come back as they were, also from rows that stand apart") {
    std::mt19937 random(7);
    for (int h = 0; h <= batt::packed_side; ++h)
        for (int w = 0; w <= batt::packed_side; ++w) {
            const int apart = w + static_cast<int>(random() % 3);
            // no byte more than there must be: a sanitizer sees what is read behind them
            bytes cells(static_cast<std::size_t>(h > 0 ? (h - 1) * apart + w : 0));
            for (unsigned char& c : cells) c = static_cast<unsigned char>(random() % 16 - 1);
            batt::batch b;
            REQUIRE(b.push_bytes(cells.data(), h, w, apart));
            CHECK(b[0] == grid_of(cells, h, w, apart));
            batt::batch of_grid;
            REQUIRE(of_grid.push_back(grid_of(cells, h, w, apart)));
            CHECK(of_grid[0] == b[0]);
        }
}

TEST_CASE("a byte that is no colour is seen wherever it stands") {
    for (const int w : {1, 15, 16, 17, 31, 32})
        for (int at = 0; at < 3 * w; ++at)
            for (const int wrong : {15, 16, 100, 127, 128, 200, 254}) {
                bytes cells(static_cast<std::size_t>(3 * w), 14);
                batt::batch b;
                REQUIRE(b.push_bytes(cells.data(), 3, w, w));
                cells[static_cast<std::size_t>(at)] = static_cast<unsigned char>(wrong);
                CHECK_FALSE(b.push_bytes(cells.data(), 3, w, w));
                CHECK(b.size() == 1);
                CHECK_FALSE(batt::batch::accepts(grid_of(cells, 3, w, w)));
            }
}

TEST_CASE("a grid that is too large or has no size is refused") {
    const bytes cells(40 * 40);
    batt::batch b;
    CHECK_FALSE(b.push_bytes(cells.data(), 33, 1, 1));
    CHECK_FALSE(b.push_bytes(cells.data(), 1, 33, 33));
    CHECK_FALSE(b.push_bytes(cells.data(), -1, 1, 1));
    CHECK(b.size() == 0);
}
