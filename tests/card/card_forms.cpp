// Pipelines that card wrote: every program gives what it gives alone, in both forms, wherever it
// runs and whichever programs run beside it.
#include "support/card_pipelines.hpp"
#include "support/ran.hpp"
#include <card_forms_merged.hpp>
#include <card_forms_separate.hpp>
#include <map>

namespace batt::testing {

namespace {

collection& merged() {
    static collection all(card_forms_merged());
    return all;
}
collection& separate() {
    static collection all(card_forms_separate());
    return all;
}

/// A program on one sample, alone.
sample_result one(const std::string& id, const grid& in,
                  const std::vector<std::pair<grid, grid>>& demonstrations = {},
                  const std::optional<grid>& expected = {}) {
    const place at = merged().programs.at(id);
    sample_set s;
    s.inputs = {in};
    s.expected = {expected};
    s.task = {0};
    s.demonstrations = {demonstrations};
    s.active = {std::uint64_t{1} << at.program};
    run_options o;
    o.outputs = true;
    o.where = backend::host;
    const run_report r = run_all(*at.pipeline, s, o);
    const auto p = static_cast<std::size_t>(at.program);
    CHECK(r.verdicts[p].match() == (r.verdicts[p].ok() && expected == r.outputs[p]));
    return {r.verdicts[p].why(), r.verdicts[p].statement(), r.outputs[p]};
}

} // namespace

TEST_CASE("what single programs give") {
    const grid scene{{0, 0, 3, 3}, {1, 0, 3, 0}, {0, 0, 0, 2}};
    const grid blank(2, 3, 7);
    CHECK(one("fills", scene) == grid{{5, 5, 0, 0}, {0, 5, 0, 1}, {2, 0, 0, 0}});
    CHECK(one("fills", blank) == failed(status::empty, 2));
    CHECK(one("crops", scene) == grid{{3, 3}, {3, 0}});
    CHECK(one("crops", blank) == failed(status::empty, 2));
    CHECK(one("illtyped", scene) == failed(status::type, 1));
    CHECK(one("harmless", scene) == grid{{0, 0, 0, 2}, {1, 0, 3, 0}, {0, 0, 3, 3}});
    CHECK(one("chooses", blank) == blank);
    CHECK(one("number", scene) == failed(status::type, 2));
    CHECK(one("nested", blank) == blank);
    CHECK(one("nested", grid(3, 0)) == failed(status::empty, 1));
    CHECK(one("rows", grid{{1, 2}, {3, 8}}) == grid{{2, 3}, {4, 9}});
    CHECK(one("identity", scene) == scene);
    CHECK(one("thrice", grid{{1, 2}, {3, 4}}) == grid{{4, 3}, {2, 1}});
    CHECK(one("inbetween", grid(20, 10, 4)) == grid(20, 10, 4));
    CHECK(one("crowd", grid(30, 30, 1)) == grid(30, 30, 1));
    CHECK(one("large", grid(10, 11, 1)).out.height() == 60);
    CHECK(one("large", grid(3, 11, 1)).out.width() == 33);
    CHECK(one("numbers", grid{{3, 1}}) == grid{{11, 1}});
    CHECK(one("unknown", grid{{1, 2}}) == grid{{1, 2}});
    CHECK(one("unknown", grid{{1}, {2}}) == failed(status::type, 1));
}

TEST_CASE("S and C") {
    const grid a{{1, 2}}, b{{3}, {4}}, in{{9}};
    CHECK(one("firstpair", in, {{a, b}, {b, a}}) == b);
    CHECK(one("firstpair", in) == failed(status::empty, 1));
    CHECK(one("pairs", in, {{a, b}, {a, a}, {b, a}}) == grid{{3, 3}});
    CHECK(one("expected", in, {}, grid{{1, 2}, {3, 4}}) == grid{{4, 3}, {2, 1}});
    CHECK(one("expected", in) == failed(status::empty, 1));
    CHECK(one("given", in, {}, a) == a);
    CHECK(one("given", in).why == status::empty);
}

TEST_CASE("both forms, all places and batch sizes, together and alone") {
    check_everywhere(merged(), separate(), 150);
}

TEST_CASE("a trace shows every statement that runs") {
    const place at = merged().programs.at("chooses");
    sample_set s;
    s.inputs = {grid{{0, 0, 3}, {1, 0, 3}}};
    std::vector<traced_statement> t;
    error_message error;
    REQUIRE(at.pipeline->trace(at.program, s, 0, backend::host, t, error));
    std::map<int, traced_statement> by_number;
    for (const traced_statement& x : t) by_number[x.statement] = x;
    REQUIRE(by_number.size() == 8);
    CHECK(by_number[1].text == "x1 = objects(I, T, F, T)");
    CHECK(by_number[1].operation == "objects");
    CHECK(by_number[1].value.type == "set<object>");
    CHECK(by_number[1].value.elements.size() == 2);
    CHECK(by_number[2].value.number == 2);
    CHECK(by_number[3].value.what == shown_value::form::truth);
    CHECK(by_number[4].value.patch == std::vector<std::pair<integer, ivec>>{{1, {1, 0}}});
    CHECK(by_number[8].value.cells == grid{{1}});
    s.inputs = {grid(2, 2)};
    REQUIRE(at.pipeline->trace(at.program, s, 0, backend::host, t, error));
    for (const traced_statement& x : t)
        if (x.statement == 4) {
            CHECK(x.why == status::empty);
            CHECK(x.began == 4);
        }
}

TEST_CASE("samples that do not fit together") {
    any_pipeline& p = *merged().pipelines.front();
    error_message error;
    sample_set s = some_samples(4, 57);
    s.expected.pop_back();
    error = testing::refused(p.run(s));
    CHECK(error.text == "there are 4 inputs but 3 expected outputs");
    s = some_samples(4, 57);
    s.task[2] = 7;
    for (const auto& one : merged().pipelines) {
        CHECK(testing::refused(one->run(s)).text == "sample 2 is of task 7, but there are only 3");
    }
}

} // namespace batt::testing
