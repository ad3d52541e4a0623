// run_batt --dialect: programs of a dialect, and scores of grids in the report.
#include <algorithm>
#include <array>
#include <batt/io/task.hpp>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <support/text_places.hpp>
#include <tuple>

namespace {

const char* const grey =
    R"({"train": [{"input": [[1, 1, 0], [0, 0, 2]], "output": [[5, 5, 0], [0, 0, 2]]},
                                       {"input": [[3]], "output": [[3]]}],
                             "test": [{"input": [[0, 2, 2]]}]})";
/// The first fills with the expected colour, the second with another, the third fails.
const char* const solvers = R"(
def solve_0abc(S, I, C):
    x1 = o_g(I, R5)
    x2 = get_arg_rank_f(x1, size_f, F0)
    O = fill(I, GRAY, x2)
    return O

def solve_0abc_six(S, I, C):
    x1 = rbind(o_g, R5)
    x2 = x1(I)
    x3 = rbind(get_arg_rank_f, F0)
    x4 = x3(x2, size_f)
    O = fill(I, MAGENTA, x4)
    return O

def solve_0abc_none(S, I, C):
    x1 = sizefilter(o_g(I, R5), ZERO)
    O = subgrid(get_nth_f(x1, F0), I)
    return O
)";
const char* const differs = R"(
def differ_needless(S, I, C):
    x1 = difference_tuple(p_g(I), p_g(C))
    x2 = subtract(THOUSAND, multiply(HUNDRED, size_t(x1)))
    return astuple(x2, get_nth_t(x1, F0))

def differ_large(S, I, C):
    x1 = multiply(size_f(asobject(I)), THOUSAND)
    return astuple(subtract(x1, THOUSAND), I)

def differ_whole(S, I, C):
    x1 = repeat(SEVEN, THREE)
    return identity(x1)

def differ_none(S, I, C):
    return size_t(S)
)";

struct places : text_places {
    places() {
        tasks.write("0abc.json", grey);
        programs.write("solvers.py", solvers);
    }
};

const std::string typed = BATT_DIALECTS "/typed";

nlohmann::json report_in(const std::string& path) {
    std::ifstream file(path);
    return nlohmann::json::parse(file);
}

// The scores of examples/dialects/typed/programs/differs.py, computed again, cell by cell.

using cells = std::set<std::tuple<int, int, int>>;

std::set<int> colors_of(const batt::grid& g) {
    std::set<int> all;
    for (int i = 0; i < g.height(); ++i)
        for (int j = 0; j < g.width(); ++j) all.insert(g(i, j));
    return all;
}
/// Cells that are not background and have no neighbour of their colour.
cells single_cells(const batt::grid& g) {
    std::array<int, 10> count{};
    for (int i = 0; i < g.height(); ++i)
        for (int j = 0; j < g.width(); ++j) ++count.at(static_cast<std::size_t>(g(i, j)));
    const auto most = std::max_element(count.begin(), count.end()) - count.begin();
    const auto is = [&](int i, int j, int c) {
        return i >= 0 && i < g.height() && j >= 0 && j < g.width() && g(i, j) == c;
    };
    cells all;
    for (int i = 0; i < g.height(); ++i)
        for (int j = 0; j < g.width(); ++j) {
            const int c = g(i, j);
            if (c != most && !is(i - 1, j, c) && !is(i + 1, j, c) && !is(i, j - 1, c) &&
                !is(i, j + 1, c))
                all.insert({i, j, c});
        }
    return all;
}
template <class Set>
int count_without(const Set& a, const Set& b) {
    return static_cast<int>(
        std::count_if(a.begin(), a.end(), [&](const auto& x) { return !b.contains(x); }));
}
std::optional<int> score_by_hand(const std::string& name, const batt::grid& in,
                                 const batt::grid& due) {
    const auto clamped = [](int n) { return std::clamp(n, 0, 1000); };
    if (name == "differ_needless_colors")
        return clamped(1000 - 100 * count_without(colors_of(in), colors_of(due)));
    if (name == "differ_missing_colors")
        return clamped(100 * count_without(colors_of(due), colors_of(in)));
    if (name == "differ_needless_cells")
        return clamped(1000 - 100 * count_without(single_cells(in), single_cells(due)));
    if (name == "differ_missing_cells")
        return clamped(100 * count_without(single_cells(due), single_cells(in)));
    // cells outside the expected grid have nothing to be compared with
    if (in.height() > due.height() || in.width() > due.width()) return std::nullopt;
    int equal = 0;
    for (int i = 0; i < in.height(); ++i)
        for (int j = 0; j < in.width(); ++j) equal += in(i, j) == due(i, j) ? 1 : 0;
    return clamped(equal);
}

} // namespace

TEST_CASE("five scores of the pairs of many tasks equal those computed cell by cell") {
    std::string folder = std::string(BATT_SHARED) + "/arc/training";
    if (std::string_view(BATT_SHARED).empty() || !std::filesystem::is_directory(folder))
        folder = BATT_DIALECTS "/../tasks";
    scratch_folder programs;
    programs.write("mirror.py", "def solve_mirror(S, I, C):\n    return mir_rot_t(I, R2)\n");
    const std::string path = (programs.path() / "report.json").string();
    call_with({}, {"--tasks", folder, "--programs", programs.path().string(),
                   typed + "/programs/differs.py", "--dialect", typed, "--cross", "--count", "50",
                   "--json", path});
    const auto report = report_in(path);
    const auto loaded = batt::io::load_tasks(folder, "", {});
    std::size_t compared = 0, without = 0;
    for (const auto& s : report["scores"]) {
        const auto task = std::find_if(loaded.tasks.begin(), loaded.tasks.end(),
                                       [&](const auto& t) { return t.id == s["task"]; });
        REQUIRE(task != loaded.tasks.end());
        std::size_t k = 0;
        int sum = 0;
        for (const auto* pairs : {&task->train, &task->test})
            for (const batt::io::example& pair : *pairs) {
                batt::grid in = pair.input;
                if (!s["program"].is_null())
                    for (int i = 0; i < in.height(); ++i)
                        for (int j = 0; j < in.width(); ++j)
                            in(i, j) = pair.input(i, in.width() - 1 - j);
                const auto& got = s["pairs"].at(k++);
                const auto due =
                    pair.output ? score_by_hand(s["score"], in, *pair.output) : std::nullopt;
                const bool same = due ? got == *due : got.is_null();
                CHECK_MESSAGE(same, s["task"].get<std::string>()
                                        << " " << s["score"].get<std::string>() << ", pair " << k
                                        << ": " << got.dump() << ", by hand " << due.value_or(-1));
                sum += due.value_or(0);
                ++(due ? compared : without);
            }
        CHECK(s["pairs"].size() == k);
        CHECK(s["sum"] == sum);
    }
    CHECK(compared >= 200);
    CHECK(without < compared);
}

TEST_CASE("programs of a dialect run by its operations") {
    const places p;
    const outcome result = p.call({"--dialect", typed});
    CHECK(result.err.empty());
    CHECK(result.exit == run_batt::pair_failed);
    CHECK(result.has_row("\n0abc solve_0abc 3 1/2 - 85.7 % ok 2, empty 1"));
    // without the dialect the names have no value
    const outcome without = p.call({});
    CHECK(without.warns("o_g has no value here"));
}

TEST_CASE("a dialect that cannot be used is reported, and nothing runs") {
    const places p;
    CHECK(p.call({"--dialect", "nonsense"}).warns("There is no dialect nonsense"));
    scratch_folder mine;
    const outcome empty = p.call({"--dialect", mine.path().string()});
    CHECK(empty.exit == run_batt::bad_input);
    CHECK(empty.warns("There is no .py file in the dialect's folder"));
    mine.write("mine.py", "def wrong(x: thing): return x\n");
    const outcome wrong = p.call({"--dialect", mine.path().string()});
    CHECK(wrong.exit == run_batt::bad_input);
    CHECK(wrong.warns("mine.py:1:14: expected one of any, integer, cell, pair, tuple, grids, set, "
                      "function, a number or the name of one, found 'thing'"));
    CHECK_FALSE(wrong.says("solve_0abc"));
}

TEST_CASE("scores of grids") {
    const places p;
    p.programs.write("differs.py", differs);
    const std::string path = p.file("report.json");
    const outcome result = p.call({"--dialect", typed, "--json", path});
    CHECK(result.says("Loaded 4 scores of grids."));
    CHECK_FALSE(result.says("differ_needless"));
    const auto report = report_in(path);
    CHECK(report["asked"]["dialect"] == typed);
    CHECK(report["programs"].size() == 3);
    CHECK(report["scores"].size() == 4 * 4);
    const auto entry = [&](const std::string& score, const nlohmann::json& program) {
        for (const auto& s : report["scores"])
            if (s["score"] == score && s["program"] == program) return s;
        return nlohmann::json();
    };
    const nlohmann::json none;
    // Computed by hand. The test pair has no C; the second grid has no objects, so the solvers fail
    // on it. Where no colour is needless, the tuple has no second element but still gives a score.
    CHECK(entry("differ_needless", none)["pairs"] == nlohmann::json({900, 1000, none}));
    CHECK(entry("differ_needless", none)["sum"] == 1900);
    CHECK(entry("differ_needless", 0)["pairs"] == nlohmann::json({1000, none, none}));
    CHECK(entry("differ_needless", 1)["pairs"] == nlohmann::json({900, none, none}));
    CHECK(entry("differ_needless", 1)["sum"] == 900);
    // a program that fails gives no grid
    CHECK(entry("differ_needless", 2)["pairs"] == nlohmann::json({none, none, none}));
    CHECK(entry("differ_needless", 2)["sum"] == 0);
    // at most 1000, at least 0
    CHECK(entry("differ_large", none)["pairs"] == nlohmann::json({1000, 0, none}));
    // a tuple counts by its first element; what is None gives no score
    CHECK(entry("differ_whole", none)["pairs"] == nlohmann::json({7, 7, none}));
    CHECK(entry("differ_none", none)["pairs"] == nlohmann::json({none, none, none}));
    CHECK(p.call({"--dialect", typed}).says("--json FILE writes what they give."));
}

TEST_CASE("a trace shows the scores of the grids that a program makes on the way") {
    const places p;
    p.programs.write("differs.py", differs);
    const outcome result = p.call({"--dialect", typed, "--trace", "solve_0abc:train1"});
    // first the input, which has a colour that is not expected, then the output
    CHECK(result.says("differ_needless: 900"));
    CHECK(result.says("differ_needless: 1000"));
    CHECK(result.says("differ_large: 1000"));
    CHECK(result.says("differ_none: no score"));
    // a pair without C has no scores
    const outcome test = p.call({"--dialect", typed, "--trace", "solve_0abc:test1"});
    CHECK(test.says("solve_0abc"));
    CHECK_FALSE(test.says("differ_needless"));
    // a score has the same limits as a program
    CHECK(p.call({"--dialect", typed, "--max-steps", "1", "--trace", "solve_0abc:train1"})
              .says("differ_needless: no score"));
}
