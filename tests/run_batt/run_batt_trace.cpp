// run_batt --trace and --trace-diff, and how values of every type are drawn.
#include <doctest/doctest.h>
#include <support/fake_pipeline.hpp>
#include <support/scratch_folder.hpp>
#include <value_picture.hpp>

namespace {

using batt::grid;
using batt::shown_value;
using batt::status;
using form = batt::shown_value::form;

shown_value integer(int number) {
    shown_value v;
    v.what = form::number;
    v.type = "integer";
    v.number = number;
    return v;
}

shown_value ivec(int i, int j) {
    shown_value v;
    v.what = form::location;
    v.type = "ivec";
    v.location = {i, j};
    return v;
}

shown_value patch(form what, std::vector<std::pair<batt::integer, batt::ivec>> cells) {
    shown_value v;
    v.what = what;
    v.type = what == form::object ? "object" : "indices";
    v.patch = std::move(cells);
    return v;
}

shown_value container(const std::string& type, std::vector<shown_value> elements) {
    shown_value v;
    v.what = form::container;
    v.type = type;
    v.elements = std::move(elements);
    return v;
}

shown_value cells(const grid& g) {
    shown_value v;
    v.what = form::grid;
    v.type = "grid";
    v.cells = g;
    return v;
}

std::string drawn(const shown_value& v, int columns = 80) {
    return run_batt::draw_value(v, batt::io::color_mode::plain, columns);
}

/// What a program gives whose output is a size and not a grid.
fake_result no_grid(const fake_sample&) { return {{}, status::type, 1}; }

/// Traces three statements. On the device the second and the third statement of the second program
/// differ from the host's. The second program climbs from a small tier to that of the trace; the
/// third has one statement, and runs in the last tier.
class traced_pipeline : public fake_pipeline {
public:
    explicit traced_pipeline(bool has_device)
        : fake_pipeline({{"good", "solve_good", &identity},
                         {"good", "other_good", &identity},
                         {"sized", "solve_sized", &no_grid}}),
          has_device_(has_device) {}

    bool trace(int program, const batt::sample_set& samples, std::size_t k, batt::backend where,
               std::vector<batt::traced_statement>& statements,
               batt::error_message& error) override {
        const bool on_device = where == batt::backend::cuda;
        if (on_device && !has_device_) {
            error.text = "no usable CUDA device";
            return false;
        }
        const bool is_broken = on_device && program == 1;
        batt::traced_statement a{1, "x1 = size(I)", "size", status::ok, 0, false, integer(4)};
        if (program == 2) {
            a.text = "O = size(I)";
            statements = {a};
            return true;
        }
        batt::traced_statement b{2, "x2 = first(x9)", "first", status::empty, 2, false, {}};
        batt::traced_statement c{3, "O = fill(I, x2, x3)", "fill", status::empty, 2, false, {}};
        b.value.type = "integer";
        if (is_broken) {
            b.why = status::ok;
            b.began = 0;
            b.value = integer(-5);
            c.why = status::ok;
            c.began = 0;
            c.value = cells(samples.inputs[k]);
        }
        statements = {a, b, c};
        return true;
    }
    expected_report run_samples(const batt::sample_view& samples, const batt::run_options& options,
                                const batt::sample_choice& which) override {
        batt::run_options how = options;
        if (has_device_) how.where = batt::backend::host;
        auto report = fake_pipeline::run_samples(samples, how, which);
        if (report && !which.active.empty() && (which.active[0] & 0b101U) == 0b100U) {
            report->tier_samples = {1, 1};
        }
        if (report && !which.active.empty() && (which.active[0] & 0b111U) == 0b010U) {
            report->tier_samples = {1, 1, 0};
        }
        return report;
    }

private:
    bool has_device_;
};

template <bool HasDevice>
std::unique_ptr<batt::any_pipeline> make_traced() {
    return std::make_unique<traced_pipeline>(HasDevice);
}

outcome call(std::vector<std::string> words, bool has_device = false) {
    scratch_folder folder;
    folder.write("good.json", R"({"train": [{"input": [[1]], "output": [[1]]},
                                            {"input": [[2, 3]], "output": [[2, 3]]}],
                                  "test": [{"input": [[4]]}]})");
    words.insert(words.begin(), {"--tasks", folder.path().string()});
    folder.write("sized.json", R"({"train": [{"input": [[1]], "output": [[1]]}], "test": []})");
    return call_with({{"traced", has_device ? &make_traced<true> : &make_traced<false>}}, words);
}

} // namespace

TEST_CASE("values that fit on a line") {
    CHECK(drawn({}) == "no value\n");
    CHECK(drawn(integer(-7)) == "-7\n");
    shown_value yes;
    yes.what = form::truth;
    yes.number = 1;
    CHECK(drawn(yes) == "T\n");
    CHECK(drawn(ivec(3, -1)) == "(3, -1)\n");
    shown_value corner;
    corner.what = form::location;
    corner.location = batt::ivec::no_location();
    CHECK(drawn(corner) == "(no location)\n");
    shown_value f;
    f.what = form::function;
    f.type = "compose(size, toindices)";
    CHECK(drawn(f) == "compose(size, toindices)\n");
    CHECK(drawn(container("set<integer>", {integer(1), integer(2)})) == "{1, 2}\n");
    CHECK(drawn(container("pair<integer,ivec>", {integer(1), ivec(0, 2)})) == "(1, (0, 2))\n");
    CHECK(drawn(container("tuple<integer>", {})) == "()\n");
}

TEST_CASE("long containers are cut") {
    std::vector<shown_value> many;
    for (int k = 0; k < 22; ++k) many.push_back(integer(k));
    CHECK(drawn(container("set<integer>", many)) ==
          "{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ... and 12 more}\n");
    many.assign(12, patch(form::indices, {{0, {1, 1}}}));
    const std::string text = drawn(container("tuple<indices>", many));
    CHECK(text.find("[10] ") != std::string::npos);
    CHECK(text.find("[11] ") == std::string::npos);
    CHECK(text.ends_with("\n... and 2 more\n"));
}

TEST_CASE("grids and patches are pictures") {
    CHECK(drawn(cells(grid{{1, 0}, {2, 3}})) == "grid 2x2\n1 0 \n2 3 \n");
    CHECK(drawn(patch(form::object, {{3, {2, 5}}, {4, {3, 7}}})) ==
          "object at (2, 5), 2x3, 2 cells\n"
          "3 . . \n"
          ". . 4 \n");
    CHECK(drawn(patch(form::indices, {{0, {-1, 0}}, {0, {0, 0}}})) ==
          "indices at (-1, 0), 2x1, 2 cells\n"
          "# \n"
          "# \n");
    CHECK(drawn(patch(form::indices, {})) == "indices without cells\n");
    CHECK(drawn(patch(form::object, {{1, {0, 0}}, {2, {0, 0}}})) ==
          "object at (0, 0), 1x1, 2 cells\n2 \nmore than one colour at (0, 0)\n");
}

TEST_CASE("a patch that is too wide to be drawn is listed") {
    CHECK(drawn(patch(form::object, {{1, {0, 0}}, {2, {0, 2000000000}}})) ==
          "object at (0, 0), 1x2000000001, 2 cells\n1 at (0, 0), 2 at (0, 2000000000)\n");
    const batt::integer far = 2147483647;
    CHECK(drawn(patch(form::indices, {{0, {-far, 0}}, {0, {far, 0}}})) ==
          "indices at (-2147483647, 0), 4294967295x1, 2 cells\n(-2147483647, 0), (2147483647, "
          "0)\n");
}

TEST_CASE("elements are drawn side by side as far as they fit") {
    const shown_value one = patch(form::object, {{3, {0, 0}}});
    const shown_value two = container("pair<object,grid>", {one, cells(grid{{1}, {2}})});
    CHECK(drawn(two) == "[1] object at (0, 0), 1x1, 1 cell   [2] grid 2x1\n"
                        "3                                   1 \n"
                        "                                    2 \n");
    CHECK(drawn(two, 40) == "[1] object at (0, 0), 1x1, 1 cell\n"
                            "3 \n"
                            "[2] grid 2x1\n"
                            "1 \n"
                            "2 \n");
    const shown_value nested = container("set<set<object>>", {container("set<object>", {one})});
    CHECK(drawn(nested) == "[1] [1] object at (0, 0), 1x1, 1 cell\n3 \n");
}

TEST_CASE("colours do not count as width") {
    const shown_value one = patch(form::object, {{3, {0, 0}}});
    const std::string text = run_batt::draw_value(container("tuple<object>", {one, one}),
                                                  batt::io::color_mode::palette, 80);
    CHECK(text.find("\x1b[48;5;41;30m  \x1b[0m" + std::string(34, ' ') + "\x1b[48") !=
          std::string::npos);
}

TEST_CASE("a trace prints every statement") {
    const outcome result = call({"--trace", "solve_good:train2"});
    CHECK(result.exit == run_batt::all_solved);
    CHECK(result.out == "Program solve_good on task good, train pair 2, on the host:\n\n"
                        "I 1x2\n"
                        "2 3 \n\n"
                        "1  x1 = size(I)\n"
                        "   size, integer, ok\n"
                        "4\n\n"
                        "2  x2 = first(x9)\n"
                        "   first, integer, empty, began here\n\n"
                        "3  O = fill(I, x2, x3)\n"
                        "   fill, no type, empty, began at statement 2\n\n"
                        "The program: an output of 1x2 cells that matches.\n\n");
    // The id of a task traces all programs for it; a test pair without output can be traced, too.
    const outcome both = call({"--trace", "good:test1"});
    CHECK(both.says("Program solve_good on task good, test pair 1"));
    CHECK(both.says("Program other_good on task good, test pair 1"));
    CHECK(both.says("The program: an output of 1x1 cells.\n"));
    CHECK(!both.says("larger tier"));
    CHECK(call({"--trace", "sized:train1"})
              .says("The program: type at statement 1 (O is not a grid) (in a larger tier than the "
                    "statements above).\n"));
    CHECK(call({"--trace", "other_good:test1", "--trace", "solve_good:train1"}).exit == 0);
    CHECK(call({"--trace", "other_good:test1", "--backend", "cuda"}, true).says("on the device"));
}

TEST_CASE("what cannot be traced is reported in one sentence") {
    const auto warns = [](const std::string& asked, const std::string& sentence) {
        const outcome result = call({"--trace", asked});
        return result.exit == run_batt::bad_input &&
               result.err == "run_batt: \"" + asked + "\": " + sentence + "\n";
    };
    const std::string usage = "a trace is asked for as ID:train1 or ID:test1.";
    for (const char* asked : {"good", "good:", "good:1", "good:train", "good:train0", "good:test-1",
                              "good:train1x", "good:train99999999999"}) {
        CAPTURE(asked);
        CHECK(warns(asked, usage));
    }
    CHECK(warns("bad:train1", "there is no program bad."));
    CHECK(warns("good:train3", "task good has 2 train pairs."));
    CHECK(warns("good:test2", "task good has 1 test pair."));
}

TEST_CASE("a trace writes no file, so options that name files are refused with it") {
    for (const char* trace : {"--trace", "--trace-diff"}) {
        for (const char* file : {"--json", "--csv", "--html", "--svg", "--submission"}) {
            CAPTURE(file);
            CHECK(call({trace, "good:train1", file, "/nonexistent/x"}).exit == run_batt::bad_input);
        }
    }
}

TEST_CASE("values are compared by their form where they are typed at run time") {
    using run_batt::is_same_form;
    shown_value yes;
    yes.what = form::truth;
    yes.number = 1;
    CHECK(is_same_form(yes, integer(1)));
    CHECK_FALSE(is_same_form(integer(1), integer(2)));
    CHECK(is_same_form(ivec(1, 2), container("tuple<integer>", {integer(1), integer(2)})));
    CHECK_FALSE(is_same_form(ivec(1, 2), container("set<integer>", {integer(1), integer(2)})));
    CHECK(is_same_form(cells(grid{{1, 0}, {2, 3}}),
                       container("tuple<ivec>", {ivec(1, 0), ivec(2, 3)})));
    CHECK(is_same_form(patch(form::indices, {{0, {1, 2}}}), container("set<ivec>", {ivec(1, 2)})));
    CHECK(is_same_form(patch(form::object, {{5, {1, 2}}}),
                       container("set<pair<integer,ivec>>",
                                 {container("pair<integer,ivec>", {integer(5), ivec(1, 2)})})));
    CHECK_FALSE(
        is_same_form(patch(form::indices, {{5, {1, 2}}}), patch(form::object, {{5, {1, 2}}})));
    CHECK(is_same_form(container("set<object>", {}), patch(form::indices, {})));
    CHECK_FALSE(is_same_form({}, integer(0)));
}

TEST_CASE("a comparison of host and device begins with the first difference") {
    const outcome equal = call({"--trace-diff", "solve_good:train1"}, true);
    CHECK(equal.exit == run_batt::all_solved);
    CHECK(equal.says("All 3 statements are equal on the host and on the device.\n"));
    const outcome result = call({"--trace-diff", "other_good:train1"}, true);
    CHECK(result.exit == run_batt::pair_failed);
    CHECK(result.says("2 of 3 statements differ. The first difference:\n\n"
                      "2  x2 = first(x9)\n"
                      "   on the host:\n"
                      "   first, integer, empty, began here\n"
                      "   on the device:\n"
                      "   first, integer, ok\n"
                      "-5\n\n"
                      "All the other statements:\n\n"
                      "1  x1 = size(I)\n"
                      "   equal on the host and on the device:\n"));
    const outcome no_device = call({"--trace-diff", "good:train1"});
    CHECK(no_device.exit == run_batt::bad_input);
    CHECK(no_device.warns("run_batt: The host cannot be compared with a CUDA device: no usable "
                          "CUDA device.\n"));
}
