// The report that people look at: it shows every score and reason, and no text breaks its markup.
#include <batt/io/html_report.hpp>
#include <doctest/doctest.h>
#include <support/markup.hpp>

using namespace batt::io;
using batt::grid;
using batt::status;
using markup::count;

namespace {

bool has(const std::string& text, const std::string& what) {
    return text.find(what) != std::string::npos;
}

std::string problem(const std::string& html) { return markup::problem(html, {"meta", "input"}); }

const task shown{"0abc", {{grid(3, 3), grid{{1, 2}}, 1}}, {{grid{{4}}, std::nullopt, 1}}};

report_row row_of(std::size_t solved, std::size_t pairs, double cells) {
    report_row row{"0abc", "solve_0abc", solved, pairs, cells, {}};
    row.statuses[0] = pairs;
    return row;
}

wrong_pair wrong_of(std::optional<grid> got, batt::failure why = {}) {
    return {"0abc", "solve_0abc", "train 1", &shown.train[0], std::move(got), why};
}

} // namespace

TEST_CASE("a report of nothing is a page") {
    const std::string html = to_html({});
    CHECK(html.starts_with("<!doctype html>"));
    CHECK(problem(html) == "");
    CHECK(count(html, "<table") == 0);
}

TEST_CASE("the table says what every program solved, and how the rest failed") {
    html_report report;
    report.title = "A run";
    report.totals = {{"pairs solved", "3 of 7"}};
    report.notes = {"The run was stopped."};
    report.rows = {row_of(3, 3, 1), row_of(1, 4, 0.9999), row_of(0, 0, 0)};
    report.rows[1].statuses = {2, 0, 1, 0, 0, 0, 0, 1};
    report.tasks = {&shown};
    const std::string html = to_html(report);
    CHECK(problem(html) == "");
    CHECK(has(html, "<title>A run</title>"));
    CHECK(has(html, "<dt>pairs solved</dt><dd>3 of 7</dd>"));
    CHECK(has(html, "The run was stopped."));
    CHECK(has(html, "<tr class=\"solved\"><td><a href=\"#t1\">0abc</a></td><td>solve_0abc</td><td>"
                    "<span class=\"score solved\">3/3</span>"));
    CHECK(has(html, "width:100.0%\"></i></span>100.0 %</td><td></td>"));
    CHECK(has(html, "<span class=\"score part\">1/4</span>"));
    CHECK(has(html, "99.9 %</td><td>1 wrong, 1 not_found, 1 type</td>")); // not quite all
    CHECK(has(html, "<tr class=\"none\"><td><a href=\"#t1\">0abc</a>"));
    // a task has the score of its best program
    CHECK(has(html, "<details class=\"solved\" id=\"t1\" open=\"\"><summary>0abc "
                    "<span class=\"score solved\">3/3</span></summary>"));
    CHECK(has(html, "<h3>train 1</h3>"));
    CHECK(has(html, "<figcaption>output 1x2</figcaption>"));
    CHECK(count(html, "<svg") == 3);
}

TEST_CASE("a wrong pair is drawn with the reason") {
    html_report report;
    report.tasks = {&shown};
    const auto reason_of = [&report](wrong_pair w) {
        report.wrong = {std::move(w)};
        const std::string html = to_html(report);
        CHECK(problem(html) == "");
        const std::size_t first = html.find("<span class=\"why\">") + 18;
        return html.substr(first, html.find("</span>", first) - first);
    };
    CHECK(reason_of(wrong_of(grid{{1, 3}})) == "wrong output: 1 of 2 cells equal");
    CHECK(count(to_html(report), "m0-.5") == 2);
    CHECK(count(to_html(report), "<svg") == 6);
    CHECK(reason_of(wrong_of(grid{{1}})) == "wrong size: 1x1, not 1x2");
    CHECK(reason_of(wrong_of(std::nullopt)) == "wrong output");
    CHECK(reason_of(wrong_of(std::nullopt, {status::not_found, 3})) == "not_found in statement 3");
    CHECK(count(to_html(report), "<svg") == 5);
    CHECK(has(to_html(report), "<figcaption>expected 1x2</figcaption>"));
    CHECK(reason_of(wrong_of(std::nullopt, {status::capacity, 0})) == "capacity");
}

TEST_CASE("of very many wrong pairs as many are drawn as wanted, and the others are counted") {
    html_report report;
    report.tasks = {&shown};
    report.most_wrong = 2;
    report.wrong.assign(2, wrong_of(grid{{1, 3}}));
    CHECK(!has(to_html(report), "not drawn"));
    report.wrong.assign(5, wrong_of(grid{{1, 3}}));
    const std::string html = to_html(report);
    CHECK(problem(html) == "");
    CHECK(count(html, "class=\"why\"") == 2);
    CHECK(has(html, "3 more wrong pairs are not drawn."));
}

TEST_CASE("names of tasks and programs are text and nothing else") {
    const std::string evil = "\"><script>alert('x')</script>\x1b\xff";
    task t = shown;
    t.id = evil;
    html_report report{evil, {{evil, evil}}, {evil}, {}, {&t}, {}};
    report.rows = {{evil, evil, 0, 1, 0, {}}};
    report.wrong = {{evil, evil, evil, nullptr, std::nullopt, {}}};
    const std::string html = to_html(report);
    CHECK(problem(html) == "");
    CHECK(count(html, "<script>") == 1);
    CHECK(count(html, "alert(&#39;x&#39;)") == 10);
    CHECK(!has(html, "\x1b"));
}
