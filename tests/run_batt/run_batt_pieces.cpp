// The work of a run, cut into pieces that are bytes, and the journal of what is finished.
#include <doctest/doctest.h>
#include <inputs.hpp>
#include <nlohmann/json.hpp>
#include <pieces.hpp>
#include <random>
#include <set>
#include <support/fake_pipeline.hpp>
#include <support/scratch_folder.hpp>

namespace {

const std::vector<fake_program> good = {{"good", "solve_good", &identity},
                                        {"next", "solve_next", &increment}};
const std::vector<fake_program> cheats = {{"good", "solve_good", &cheat}};
const std::vector<batt::pipeline_entry> two = {{"good", &make<&good>}, {"cheats", &make<&cheats>}};
const std::vector<batt::pipeline_entry> other = {{"good", &make<&good>}};

batt::io::task some_task(const std::string& id, int pairs) {
    batt::io::task t{id, {}, {}};
    for (int k = 0; k < pairs; ++k) {
        const batt::grid g(1, k % 3 + 1, k % 10);
        (k % 4 == 3 ? t.test : t.train)
            .push_back({g, k % 5 == 3 ? std::nullopt : std::optional(g), k});
    }
    return t;
}

/// Many programs, so that their sets have several words.
std::vector<fake_program> many_programs() {
    return std::vector<fake_program>(150, {"t", "solve_t", &identity});
}

/// An evaluation of two pipelines, of text or compiled.
struct made {
    run_batt::options wanted;
    std::ostringstream out;
    run_batt::context here{wanted, out, out};
    run_batt::evaluation all;

    explicit made(bool is_text) {
        wanted.cross = true;
        here.programs.pipelines.push_back(
            {"many", std::make_unique<fake_pipeline>(many_programs()), is_text});
        here.programs.pipelines.push_back({"good", make<&good>(), is_text});
        for (std::size_t at = 0; at < 2; ++at) {
            const auto& pipeline = *here.programs.pipelines[at].pipeline;
            for (int k = 0; k < pipeline.programs(); ++k) {
                here.programs.programs.push_back({at, k, pipeline.source(k), {}, {}, {}});
            }
        }
        here.tasks = {some_task("a", 3), some_task("b", 11), some_task("c", 1)};
        std::vector<run_batt::task_programs> jobs;
        for (const auto& t : here.tasks) jobs.push_back({&t, {}});
        all = run_batt::make_evaluation(here, here.programs, jobs);
    }
};

using evaluations = std::multiset<std::pair<std::size_t, std::size_t>>;

void add_all(const run_batt::pipeline_batch& batch, evaluations& all) {
    for (std::size_t i = 0; i < batch.programs.size(); ++i) {
        for (std::size_t k = 0; k < batch.origin.size(); ++k) {
            if (batch.active(i, k)) all.insert({batch.programs[i], batch.origin[k]});
        }
    }
}

/// What the programs of a batch see.
auto seen(const run_batt::pipeline_batch& batch) {
    return std::tuple(batch.programs, batch.origin, batch.sets, batch.is_blind,
                      batch.program_samples);
}

std::string text_of(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

TEST_CASE("the pieces of a batch together hold each of its evaluations once") {
    std::mt19937 random(1); // the same in every run
    for (const bool is_text : {true, false}) {
        for (const double share : {1.0, 0.5, 0.02}) {
            CAPTURE(is_text);
            CAPTURE(share);
            const made m(is_text);
            std::bernoulli_distribution is_wanted(share);
            std::size_t cuts = 0;
            for (std::size_t at = 0; at < 2; ++at) {
                std::set<std::pair<std::size_t, std::size_t>> chosen;
                const auto wants = [&](std::size_t p, std::size_t k) {
                    if (is_wanted(random)) chosen.insert({p, k});
                    return chosen.contains({p, k});
                };
                const auto batch = run_batt::make_batch(m.all, at, wants);
                run_batt::piece_sizes sizes(m.all, batch.program_samples);
                std::vector<run_batt::piece> pieces;
                run_batt::cut(batch, at, run_batt::purpose::verdicts, sizes, pieces);
                evaluations whole;
                evaluations parts;
                add_all(batch, whole);
                for (const auto& one : pieces) {
                    CHECK(one.batch.program_samples > 0);
                    add_all(one.batch, parts);
                    const std::string bytes = to_bytes(one);
                    const auto back = run_batt::piece_from(m.all, bytes);
                    REQUIRE(back);
                    CHECK(back->pipeline == at);
                    CHECK(seen(back->batch) == seen(one.batch));
                    evaluations mine;
                    evaluations theirs;
                    add_all(one.batch, mine);
                    add_all(back->batch, theirs);
                    CHECK(mine == theirs);
                    for (std::size_t size = 0; size < bytes.size(); ++size) {
                        CHECK_FALSE(run_batt::piece_from(m.all, bytes.substr(0, size)));
                    }
                }
                CHECK(whole.size() == chosen.size());
                CHECK(parts == whole);
                cuts += pieces.size();
            }
            CHECK((cuts > 2) == (is_text && share > 0.1));
        }
    }
}

TEST_CASE("the results of a piece are taken whole or not at all") {
    made m(true);
    made from(true);
    batt::mpi::piece_work work = run_batt::work_on(from.all);
    std::vector<run_batt::piece> pieces;
    const auto batch = run_batt::make_batch(m.all, 1, run_batt::everything(m.all));
    run_batt::piece_sizes sizes(m.all, batch.program_samples);
    run_batt::cut(batch, 1, run_batt::purpose::verdicts, sizes, pieces);
    REQUIRE_FALSE(pieces.empty());
    for (const auto& one : pieces) {
        const auto result = work(to_bytes(one), [] { return false; });
        REQUIRE(result.good);
        for (std::size_t size = 0; size < result.bytes.size(); ++size) {
            CHECK_FALSE(take_results(m.all, one, std::string_view(result.bytes).substr(0, size)));
        }
        CHECK(m.all.pipelines[1].samples == 0);
        CHECK(take_results(m.all, one, result.bytes));
        CHECK(m.all.pipelines[1].samples == one.batch.program_samples);
        CHECK(m.all.device == "a test");
        m.all.pipelines[1] = {};
        for (const std::size_t p : one.batch.programs) {
            for (const std::size_t k : one.batch.origin) {
                CHECK(m.all.ran(p, k) == from.all.ran(p, k));
                CHECK(m.all.verdict(p, k) == from.all.verdict(p, k));
            }
        }
    }
    CHECK_FALSE(work("nonsense", [] { return false; }).good);
}

TEST_CASE("outputs come back where there are any, and blind runs do not see the answers") {
    made m(true);
    const batt::mpi::piece_work work = run_batt::work_on(m.all);
    for (const auto what : {run_batt::purpose::outputs, run_batt::purpose::blind_outputs}) {
        const auto batch = run_batt::make_batch(m.all, 1, run_batt::everything(m.all));
        const run_batt::piece one{what, 1, batch};
        const auto result = work(to_bytes(one), [] { return false; });
        REQUIRE(result.good);
        run_batt::output_map outputs;
        CHECK(take_outputs(one, result.bytes, outputs));
        run_batt::output_map expected;
        std::string problem;
        auto seen_batch = batch;
        seen_batch.is_blind = what == run_batt::purpose::blind_outputs;
        CHECK(run_for_outputs(m.all, 1, seen_batch, m.wanted.how(), expected, problem));
        CHECK(outputs == expected);
        CHECK(outputs.size() < batch.program_samples); // there is none where the input is 9
        CHECK_FALSE(take_outputs(one, result.bytes.substr(1), outputs));
    }
}

TEST_CASE("samples are packed once as they are, and once without the answers of test pairs") {
    made m(true);
    for (const bool blind : {false, true}) {
        const double before = m.all.packing_seconds;
        std::string problem;
        const auto* const packed = run_batt::packed_samples_of(m.all, blind, problem);
        REQUIRE(packed != nullptr);
        const double after = m.all.packing_seconds;
        CHECK(after > before);
        const batt::sample_view v = packed->view();
        REQUIRE(v.in.count == m.all.samples.size());
        for (std::size_t k = 0; k < v.in.count; ++k) {
            const run_batt::sample& one = m.all.samples[k];
            CHECK(v.expected.sizes[k].is_absent() ==
                  (!one.pair->output.has_value() || (blind && !one.is_train())));
            CHECK((v.first[v.task[k] + 1] - v.first[v.task[k]]) / 2 ==
                  run_batt::demonstrations(m.all.task(one.task)).size());
        }
        CHECK(run_batt::packed_samples_of(m.all, blind, problem) == packed);
        CHECK(m.all.packing_seconds == after);
    }
}

TEST_CASE("the other ranks get what rank 0 reads") {
    run_batt::inputs read;
    read.tasks.tasks = {some_task("a", 9), some_task("", 1)};
    read.tasks.errors = {"a sentence", ""};
    read.is_nameless = true;
    read.programs.pieces = {{"def f(I):\n", "x.py", 3, "hint"}, {std::string("\0", 1), "", 1, ""}};
    read.programs.problems = {"no"};
    read.prelude.pieces = {{"A = 1", "p.py", 1, ""}};
    const auto back = run_batt::inputs_from(to_bytes(read));
    CHECK(back.tasks.tasks == read.tasks.tasks);
    CHECK(back.tasks.errors == read.tasks.errors);
    CHECK(back.is_nameless);
    REQUIRE(back.programs.pieces.size() == 2);
    CHECK(back.programs.pieces[0].text == "def f(I):\n");
    CHECK(back.programs.pieces[0].file == "x.py");
    CHECK(back.programs.pieces[0].first_line == 3);
    CHECK(back.programs.pieces[0].hint == "hint");
    CHECK(back.programs.pieces[1].text == read.programs.pieces[1].text);
    CHECK(back.programs.problems == read.programs.problems);
    CHECK(back.prelude.pieces.size() == 1);
}

TEST_CASE("a run goes on from a journal that is cut at any byte, and counts nothing twice") {
    const scratch_folder tasks;
    const scratch_folder written;
    tasks.write("good.json", R"({"train": [{"input": [[1]], "output": [[1]]},
                                           {"input": [[9]], "output": [[9]]}],
                                 "test": [{"input": [[2]], "output": [[2]]}]})");
    tasks.write("next.json", R"({"train": [{"input": [[1]], "output": [[2]]}], "test": []})");
    const auto call = [&](const std::vector<std::string>& more,
                          const std::vector<batt::pipeline_entry>& with = two) {
        std::vector<std::string> words = {"--tasks", tasks.path().string(),
                                          "--csv",   (written.path() / "csv").string(),
                                          "--json",  (written.path() / "json").string(),
                                          "--color", "never"};
        words.insert(words.end(), more.begin(), more.end());
        record() = {};
        return call_with(with, words);
    };
    const auto counts = [&] {
        const auto all = nlohmann::json::parse(text_of(written.path() / "json"));
        return all["totals"]["samples"].get<int>();
    };
    const outcome one = call({"--repeat", "2"});
    const std::string expected = text_of(written.path() / "csv");
    const int samples = counts();
    const int runs = record().runs;

    const std::string journal = (written.path() / "journal").string();
    const std::vector<std::string> with_journal = {"--repeat", "2", "--journal", journal};
    const outcome first = call(with_journal);
    CHECK(first.out == one.out);
    CHECK(first.err == one.err);
    CHECK(text_of(written.path() / "csv") == expected);
    CHECK(record().runs == runs);
    const std::string whole = text_of(journal);

    std::set<int> seen_runs;
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        CAPTURE(size);
        written.write("journal", whole.substr(0, size));
        const outcome again = call(with_journal);
        CHECK(again.exit == one.exit);
        CHECK(again.out == one.out);
        CHECK(text_of(written.path() / "csv") == expected);
        CHECK(counts() == samples);
        seen_runs.insert(record().runs);
        CHECK(text_of(journal) == whole);
    }
    CHECK(seen_runs == std::set<int>{0, 1, 2}); // of the two pieces

    // a run with other options, programs or tasks is refused
    const auto refusal = [&](const outcome& result, const std::string& what) {
        CHECK(result.exit == run_batt::bad_input);
        CHECK(result.warns("belongs to another run: its " + what + " are different."));
        CHECK(record().runs == 0);
        CHECK(text_of(journal) == whole);
    };
    refusal(call({"--repeat", "3", "--journal", journal}), "options");
    refusal(call(with_journal, other), "programs");
    refusal(call({"--repeat", "2", "--journal", journal, "--id", "good"}), "tasks");
}
