// Grids from bytes: they are packed as they were given, and a grid that a batch cannot hold is
// refused as a whole.
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

TEST_CASE("grids of every size come back from bytes as they were, even from rows that lie apart") {
    std::mt19937 random(7);
    for (int h = 0; h <= batt::packed_side; ++h)
        for (int w = 0; w <= batt::packed_side; ++w) {
            const int apart = w + static_cast<int>(random() % 3);
            // no byte more than is needed: a sanitizer finds reads beyond them
            bytes cells(static_cast<std::size_t>(h > 0 ? (h - 1) * apart + w : 0));
            for (unsigned char& c : cells) c = static_cast<unsigned char>(random() % 16 - 1);
            batt::batch b;
            REQUIRE(b.push_bytes(cells.data(), h, w, apart));
            CHECK(b[0] == grid_of(cells, h, w, apart));
            batt::batch of_grid;
            of_grid.push_back(grid_of(cells, h, w, apart));
            CHECK(of_grid[0] == b[0]);
        }
}

TEST_CASE("a byte that is no colour is found wherever it stands") {
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

TEST_CASE("grids from bytes and back, with strides and sizes of their own") {
    std::mt19937 random(8);
    constexpr std::size_t n = 2500; // more than one thread takes at a time
    constexpr int h = 7, w = 9;
    for (const batt::byte_strides apart :
         {batt::byte_strides{}, batt::byte_strides{100, 11, 1}, batt::byte_strides{0, 0, 3},
          batt::byte_strides{1, 9, 1}, batt::byte_strides{-70, 10, 1}}) {
        const std::ptrdiff_t row = apart.row != 0 ? apart.row : w * apart.cell;
        const std::ptrdiff_t each = apart.grid != 0 ? apart.grid : h * row;
        std::vector<std::uint8_t> memory(n * 300);
        for (auto& c : memory) c = static_cast<std::uint8_t>(random() % 15);
        const std::uint8_t* const cells = memory.data() + (each < 0 ? 70 * n : 0);
        std::vector<batt::packed_size> sizes;
        for (std::size_t k = 0; k < n; ++k)
            sizes.push_back({static_cast<std::uint8_t>(k % 8), static_cast<std::uint8_t>(k % 10)});
        const auto whole = batt::batch::from_bytes(cells, n, h, w, apart);
        const auto parts = batt::batch::from_bytes(cells, n, h, w, apart, sizes.data());
        REQUIRE(whole.has_value());
        REQUIRE(parts.has_value());
        REQUIRE(whole->size() == n);
        std::size_t wrong = 0;
        const std::vector<batt::grid> grids = whole->grids();
        for (std::size_t k = 0; k < n; ++k) {
            batt::grid g(h, w), part(sizes[k].h, sizes[k].w);
            const auto at = [&](int i, int j) {
                return static_cast<signed char>(
                    cells[static_cast<std::ptrdiff_t>(k) * each + i * row + j * apart.cell]);
            };
            for (int i = 0; i < h; ++i)
                for (int j = 0; j < w; ++j) g(i, j) = at(i, j);
            for (int i = 0; i < part.height(); ++i)
                for (int j = 0; j < part.width(); ++j) part(i, j) = at(i, j);
            wrong += (*whole)[k] != g || grids[k] != g || (*parts)[k] != part;
        }
        CHECK(wrong == 0);
        std::vector<std::uint8_t> back(n * h * w, 77);
        CHECK(!whole->to_bytes(back.data(), h, w));
        const auto again = batt::batch::from_bytes(back.data(), n, h, w);
        REQUIRE(again.has_value());
        CHECK(again->grids() == grids);
        CHECK(!parts->to_bytes(back.data(), h, w, {}, 99));
        CHECK(back[0] == 99); // the grid has no rows
        REQUIRE(sizes[n - 1].h < h);
        CHECK(back.back() == 99); // below the rows of the last one
    }
}

TEST_CASE("bytes that cannot be packed") {
    std::vector<std::uint8_t> cells(3 * 4, 1);
    cells[4] = 15;
    const auto some = batt::batch::from_bytes(cells.data(), 3, 2, 2);
    REQUIRE(some.has_value());
    CHECK(some->unpacked() == 1);
    CHECK((*some)[1] == batt::grid{{15, 1}, {1, 1}});
    CHECK((*some)[2] == batt::grid(2, 2, 1));
    cells[6] = 255; // in an unsigned byte this is no marker
    const auto none = batt::batch::from_bytes(cells.data(), 3, 2, 2);
    REQUIRE(!none.has_value());
    CHECK(none.error().text == "grid 1 has the byte 255 in row 2, column 1, which is no colour");
    std::vector<std::int8_t> marked(4, -1);
    const auto markers = batt::batch::from_bytes(marked.data(), 1, 2, 2);
    REQUIRE(markers.has_value());
    CHECK((*markers)[0] == batt::grid(2, 2, -1));
    CHECK(markers->unpacked() == 0);
    const std::vector<std::uint8_t> wide(40 * 50, 3);
    const auto large = batt::batch::from_bytes(wide.data(), 1, 40, 50);
    REQUIRE(large.has_value());
    CHECK((*large)[0] == batt::grid(40, 50, 3));
    std::vector<std::uint8_t> back(40 * 50, 0);
    CHECK(!large->to_bytes(back.data(), 40, 50));
    CHECK(back == wide);
    CHECK(large->to_bytes(back.data(), 30, 50)->text == "grid 0 is 40 x 50, larger than 30 x 50");
    const batt::packed_size size{3, 3};
    CHECK(batt::batch::from_bytes(cells.data(), 1, 2, 2, {}, &size).error().text ==
          "grid 0 has the size 3 x 3 in 2 x 2 cells");
    CHECK(
        batt::batch::from_bytes(static_cast<const std::uint8_t*>(nullptr), 2, 2, 2).error().text ==
        "the grids have no memory");
    CHECK(batt::batch::from_bytes(cells.data(), 1, -2, 2).error().text ==
          "grids of -2 x 2 cells are impossible");
    CHECK(batt::batch::from_bytes(static_cast<const std::uint8_t*>(nullptr), 0, 2, 2)->size() == 0);
}

TEST_CASE("a grid from a span and from rows, and values that a cell cannot hold") {
    const std::vector<std::uint8_t> cells{1, 2, 3, 4, 5, 6};
    CHECK(batt::grid(2, 3, std::span<const std::uint8_t>(cells)) ==
          batt::grid{{1, 2, 3}, {4, 5, 6}});
    CHECK_THROWS_AS(batt::grid(2, 2, std::span<const std::uint8_t>(cells)), std::out_of_range);
    const std::vector<std::uint8_t> odd{200};
    CHECK_THROWS_AS(batt::grid(1, 1, std::span<const std::uint8_t>(odd)), std::out_of_range);
    CHECK_THROWS_AS(batt::grid(2, 2, 200), std::out_of_range);
    CHECK_THROWS_AS((batt::grid{{1, 2}, {3, 300}}), std::out_of_range);
    CHECK(batt::grid{{3}, {4}}.height() == 2);
    CHECK(batt::grid{{3}, {4}, {5}}.height() == 3);
    CHECK(batt::grid(2, -1).width() == 0);
}
