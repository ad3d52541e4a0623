// Pictures of grids, plain and in colour.
#include <batt/io/picture.hpp>
#include <doctest/doctest.h>

using batt::grid;
using batt::io::color_mode;
using batt::io::draw;

TEST_CASE("plain pictures stand side by side, with differing cells marked") {
    const grid a{{1, 2, 3}, {4, 5, 6}};
    const grid b{{1, 0, 3}, {4, 5, 6}, {7, 7, 7}};
    const std::string text = draw({{"in", &a}, {"got", &b, &a}}, color_mode::plain);
    CHECK(text == "in 2x3   got 3x3\n"
                  "1 2 3    1 0*3 \n"
                  "4 5 6    4 5 6 \n"
                  "         7*7*7*\n");
}

TEST_CASE("panels that do not fit stand below each other") {
    const grid a(1, 20, 1);
    const std::string text = draw({{"a", &a}, {"b", &a}}, color_mode::plain, 60);
    std::string ones;
    for (int j = 0; j < 20; ++j) ones += "1 ";
    CHECK(text == "a 1x20\n" + ones + "\nb 1x20\n" + ones + "\n");
}

TEST_CASE("a grid without cells has only a headline") {
    const grid none;
    const grid one{{5}};
    CHECK(draw({{"got", &none, &one}, {"want", &one}}, color_mode::plain) ==
          "got 0x0   want 1x1\n          5 \n");
}

TEST_CASE("markers outside the colours of a task still show") {
    grid g(1, 3);
    g(0, 0) = -1;
    g(0, 1) = 10;
    g(0, 2) = 14;
    CHECK(draw({{"g", &g}}, color_mode::plain) == "g 1x3\n- a e \n");
    CHECK(draw({{"g", &g}}, color_mode::palette).find("- ") != std::string::npos);
}

TEST_CASE("colours come from the terminal's palette or from 24 bits") {
    const grid g{{2, 8}};
    const grid other{{2, 0}};
    CHECK(draw({{"g", &g, &other}}, color_mode::palette) ==
          "g 1x2\n\x1b[48;5;203;97m  \x1b[48;5;117;30m><\x1b[0m\n");
    CHECK(draw({{"g", &g}}, color_mode::true_color) ==
          "g 1x2\n\x1b[48;2;255;65;54;97m  \x1b[48;2;127;219;255;30m  \x1b[0m\n");
}

TEST_CASE("nothing to draw is no text") { CHECK(draw({}, color_mode::plain).empty()); }

TEST_CASE("no colours where there is no terminal") {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    CHECK(batt::io::detect_color_mode(ends[1]) == color_mode::plain);
    close(ends[0]);
    close(ends[1]);
}

TEST_CASE("cells are narrow where a panel would not fit alone") {
    const grid wide(1, 30, 3);
    const grid other(1, 30, 2);
    const std::string text = draw({{"got", &wide, &other}}, color_mode::palette, 40);
    CHECK(text.find("\x1b[48;5;41;30mx\x1b[48;5;41;30mx") != std::string::npos);
    CHECK(draw({{"got", &wide, &other}}, color_mode::palette, 60).find("><") != std::string::npos);
    // Digits keep their marks.
    CHECK(draw({{"got", &wide, &other}}, color_mode::plain, 40).find("3*3*") != std::string::npos);
}
