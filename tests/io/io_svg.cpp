// Grids, pairs and tasks as SVG, and the escaping of text and CSV that reports need, too.
#include <batt/io/csv.hpp>
#include <batt/io/svg.hpp>
#include <doctest/doctest.h>
#include <support/markup.hpp>

using batt::grid;
using batt::io::escaped;
using batt::io::example;
using batt::io::panel;
using batt::io::svg_options;
using batt::io::to_svg;
using markup::count;

namespace {

bool has_text(const std::string& text, const std::string& what) {
    return text.find(what) != std::string::npos;
}

/// The number in an attribute of the first tag.
int attribute(const std::string& svg, const std::string& name) {
    return std::stoi(svg.substr(svg.find(" " + name + "=\"") + name.size() + 3));
}

} // namespace

TEST_CASE("a grid is a rectangle of its most common colour and a path for each other colour") {
    const std::string svg = to_svg(grid{{0, 2, 2}, {0, 0, 3}});
    CHECK(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"72\" "
                          "viewBox=\"0 0 100 72\""));
    CHECK(markup::problem(svg) == "");
    CHECK(has_text(svg, "<rect width=\"3\" height=\"2\" fill=\"#000000\"/>"));
    CHECK(has_text(svg, "fill=\"#ff4136\" d=\"M1 0h2v1h-2z\"/>"));
    CHECK(has_text(svg, "fill=\"#2ecc40\" d=\"M2 1h1v1h-1z\"/>"));
    CHECK(count(svg, "shape-rendering") == 3); // the third is for the lines
    CHECK(count(svg, "<text") == 0);
}

TEST_CASE("digits are written on request, and always where a number has no colour") {
    grid g{{0, 4, 1}};
    CHECK(count(to_svg(g), "<text") == 0);
    const std::string digits = to_svg(g, {20, true});
    CHECK(has_text(digits, "fill=\"#fff\" y=\"14\" x=\"6 46\">01</text>"));
    CHECK(has_text(digits, "fill=\"#000\" y=\"14\" x=\"26\">4</text>"));
    g(0, 1) = -1;
    g(0, 2) = 14;
    CHECK(has_text(to_svg(g, {20}), "x=\"26 46\">-e</text>"));
}

TEST_CASE("what is wrong is marked against the expected grid") {
    const grid got{{1, 2}, {3, 4}};
    const grid right{{1, 2}, {3, 5}};
    const auto marked = [&](const grid& expected, bool digits) {
        return to_svg(std::vector<panel>{{"", &got, &expected}}, {20, digits});
    };
    CHECK(count(marked(right, false), "M1.25 1.25l.5 .5m0-.5l-.5 .5\"") == 2); // dark on light
    CHECK(count(marked(right, true), "M1.1 1.1h.8v.8h-.8z\"") == 2);
    CHECK(count(marked(got, false), "m0-.5") == 0);
    CHECK(count(marked(grid{{1}}, false), "m0-.5") == 6); // three cells too many
}

TEST_CASE("the grids of a pair stand side by side under titles, and a task has a group per pair") {
    const example one{grid(3, 3), grid{{1}}, 2};
    const grid got{{2}};
    const std::string pair = to_svg(one, &got);
    CHECK(has_text(pair, ">input 3x3</text>"));
    CHECK(has_text(pair, ">got 1x1</text>"));
    CHECK(has_text(pair, ">expected 1x1</text>"));
    CHECK(has_text(pair, "<title>input 3x3, got 1x1, expected 1x1</title>"));
    CHECK(has_text(pair, "translate(8 27)"));
    CHECK(has_text(pair, "translate(108 27)")); // after the input, 84 wide, and a gap
    CHECK(count(pair, "m0-.5") == 2);
    CHECK(markup::problem(pair) == "");

    const batt::io::task t{"a", {one, one}, {{grid(2, 2), std::nullopt, 1}}};
    const std::string task = to_svg(t);
    CHECK(count(task, ">train 2</text>") == 2);
    CHECK(has_text(task, ">test 1</text>"));
    CHECK(count(task, ">output 1x1</text>") == 2);
    CHECK(has_text(task, "<title>train 2: input 3x3, output 1x1; train 2: "));
    CHECK(markup::problem(task) == "");
    CHECK(markup::problem(to_svg(batt::io::task{})) == "");
}

TEST_CASE("pictures stay readable from one cell to hundreds, and no wider than wanted") {
    CHECK(attribute(to_svg(grid(1, 1)), "width") == 28 + 16);
    CHECK(attribute(to_svg(grid(30, 30)), "width") == 300 + 16);
    CHECK(attribute(to_svg(grid(200, 300)), "width") == 900 + 16);
    CHECK(attribute(to_svg(grid(30, 30), {0, true}), "width") == 360 + 16);
    const grid g(10, 10);
    const std::vector<panel> three(3, {"a", &g, nullptr});
    CHECK(attribute(to_svg(three), "width") == 3 * 280 + 2 * 16 + 16);
    const std::string narrow = to_svg(three, {0, false, 700});
    CHECK(attribute(narrow, "width") == 2 * 280 + 16 + 16);
    CHECK(attribute(narrow, "height") == 2 * (19 + 280) + 12 + 16);
    CHECK(attribute(to_svg(three, {0, false, 10}), "width") == 280 + 16);
}

TEST_CASE("a grid without cells is an outline") {
    const grid none;
    CHECK(has_text(to_svg(none), "stroke-dasharray"));
    const std::string pair = to_svg(std::vector<panel>{{"got", &none, &none}});
    CHECK(has_text(pair, ">got 0x0</text>"));
    CHECK(markup::problem(pair) == "");
}

TEST_CASE("within a page a picture takes the colours of the page") {
    const grid g{{1}};
    const std::vector<panel> one = {{"a", &g, nullptr}};
    CHECK(has_text(to_svg(one), "fill=\"#fff\"/>"));
    const std::string page = to_svg(one, {0, false, 960, false});
    CHECK(!has_text(page, "fill=\"#fff\"/>"));
    CHECK(has_text(page, "fill=\"currentColor\">a 1x1</text>"));
}

TEST_CASE("text is shown and never runs") {
    CHECK(escaped("<a href=\"x\">'&'</a>") ==
          "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
    CHECK(escaped("\xC3\xA9\xF0\x9F\x98\x80\n\t") == "\xC3\xA9\xF0\x9F\x98\x80\n\t");
    CHECK(escaped(std::string("\0\x1b\x7f\xff\xC3", 5)) == "?????");
    CHECK(escaped("\xC2\x9B\xEF\xBF\xBF\xED\xA0\x80") == "?"
                                                         "?"
                                                         "???");
    const grid g{{1}};
    const std::string svg = to_svg(std::vector<panel>{{"</text><script>", &g, nullptr}});
    CHECK(markup::problem(svg) == "");
    CHECK(!has_text(svg, "<script"));
}

TEST_CASE("CSV quotes what needs it") {
    using batt::io::csv_line;
    CHECK(csv_line({"a", "b c", "", "1.5"}) == "a,b c,,1.5\r\n");
    CHECK(csv_line({"a,b", "say \"x\"", "two\nlines", " a"}) ==
          "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\" a\"\r\n");
    CHECK(csv_line({""}) == "\"\"\r\n");
    CHECK(csv_line({}) == "\r\n");
}
