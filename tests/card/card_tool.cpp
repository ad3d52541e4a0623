// card's command line: what it writes and prints, and which exit code it gives.
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <run.hpp>
#include <sstream>
#include <support/scratch_folder.hpp>

namespace {

struct outcome {
    int exit = 0;
    std::string out;
    std::string err;

    bool says(const std::string& text) const { return out.find(text) != std::string::npos; }
    bool warns(const std::string& text) const { return err.find(text) != std::string::npos; }
};

outcome call(std::vector<std::string> words) {
    words.insert(words.begin(), "card");
    std::vector<const char*> arguments;
    for (const auto& word : words) arguments.push_back(word.c_str());
    outcome result;
    std::ostringstream out;
    std::ostringstream err;
    const auto wanted =
        card_tool::parse_options(static_cast<int>(arguments.size()), arguments.data(), result.exit);
    if (wanted) result.exit = card_tool::run(*wanted, out, err);
    result.out = out.str();
    result.err = err.str();
    return result;
}

std::string content(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

bool exists(const std::filesystem::path& path) { return std::filesystem::exists(path); }

std::string function(const std::string& name, int statements = 2) {
    std::string text = "def " + name + "(I):\n    x1 = vmirror(I)\n";
    for (int k = 2; k < statements; ++k)
        text += "    x" + std::to_string(k) + " = hconcat(x" + std::to_string(k - 1) + ", I)\n";
    return text + "    O = hconcat(x" + std::to_string(statements - 1) + ", I)\n    return O\n";
}

/// A folder of three files with four programs, of which one does not load.
struct three_files {
    scratch_folder folder;
    std::string path = folder.path().string();

    three_files() {
        std::filesystem::create_directory(folder.path() / "more");
        folder.write("b.py", function("solve_b"));
        folder.write("more/a.py", function("solve_a", 3) + "\ndef solve_bad(I):\n    x = (\n");
        folder.write("c.py", function("verify_c", 4));
        folder.write("notes.txt", "none of the programs");
    }
    std::string in(const std::string& name) const { return (folder.path() / name).string(); }
};

} // namespace

TEST_CASE("one pipeline goes to standard output or to a file, in either form") {
    const three_files files;
    const outcome printed = call({files.path});
    CHECK(printed.exit == card_tool::something_left_out);
    CHECK(printed.says("struct pipeline {"));
    CHECK(printed.says("/// b, c, a\n"));
    CHECK(printed.says("#include <batt/expr/merged_programs.hpp>"));
    CHECK(printed.warns("more/a.py:9:1: expected a call, a variable, an operation or a constant, "
                        "found the end of the file\n"));
    CHECK(printed.warns("loaded 3 of 4 programs\n"));
    CHECK(call({files.path, "--keep-going"}).exit == card_tool::everything_loaded);

    CHECK(call({files.in("b.py"), "-f", files.in("out.hpp")}).exit == card_tool::everything_loaded);
    CHECK(content(files.in("out.hpp")).find("struct out {") != std::string::npos);
    CHECK(call({files.in("b.py"), "--standard", "-f", files.in("my-2.hpp")}).exit == 0);
    CHECK(content(files.in("my-2.hpp")).find("struct my_2_standard {") != std::string::npos);
    CHECK(call({files.in("b.py"), "--standard", "-f", files.in("x_standard.hpp")}).exit == 0);
    CHECK(content(files.in("x_standard.hpp")).find("struct x_standard {") != std::string::npos);
    CHECK(call({files.in("b.py"), "--standard", "--vectorized", "-f", files.in("2.hpp")}).exit ==
          0);
    CHECK(content(files.in("2.hpp")).find("struct card_2 {") != std::string::npos);
    CHECK(content(files.in("2_standard.hpp")).find("struct card_2_standard {") !=
          std::string::npos);
    // Both forms in one stream would be no header.
    CHECK(call({files.in("b.py"), "--standard", "--vectorized"}).exit == card_tool::nothing_usable);
}

TEST_CASE("a header compiles, whatever its file is called") {
    const three_files files;
    for (const std::string name : {"output", "step", "class", "int", "run", "programs", "dsl"}) {
        const std::string file = files.in(name + ".hpp");
        CHECK(call({files.in("b.py"), "-f", file}).exit == 0);
        CHECK(content(file).find("struct card_" + name + " {") != std::string::npos);
        CHECK(call({files.in("b.py"), "--group", "8", "-f", file}).exit == 0);
        CHECK(content(files.in(name + "_0.hpp")).find("struct " + name + "_0 {") !=
              std::string::npos);
    }
}

TEST_CASE("programs are never overwritten") {
    const three_files files;
    const std::string text = content(files.in("b.py"));
    for (const std::string same : {"b.py", "more/../b.py"}) {
        for (const char* what : {"--inline", "--vectorized"}) {
            const outcome refused = call({files.in("b.py"), what, "-f", files.in(same)});
            CHECK(refused.exit == card_tool::nothing_usable);
            CHECK(refused.warns("b.py holds programs and would be overwritten: name another file "
                                "with -f.\n"));
        }
    }
    CHECK(content(files.in("b.py")) == text);
    // Other files are not written then, either.
    files.folder.write("m_1.py", function("solve_m"));
    CHECK(
        call({files.in("b.py"), files.in("m_1.py"), "--group", "1", "-f", files.in("m.py")}).exit ==
        card_tool::nothing_usable);
    CHECK(!exists(files.in("m_0.py")));
}

TEST_CASE("a wrong number of arguments is a warning") {
    const three_files files;
    files.folder.write("w.py", "def solve_w(I):\n    f = hconcat\n    x = f(vmirror(I, I))\n"
                               "    return x\n");
    const outcome warned = call({files.in("w.py"), "--stats"});
    CHECK(warned.exit == card_tool::everything_loaded);
    CHECK(warned.warns("w.py:3:11: warning: vmirror takes 1 argument and gets 2, so this statement "
                       "fails with status type\n"));
    CHECK(warned.warns("w.py:3:9: warning: hconcat takes 2 arguments and gets 1, so this statement "
                       "fails with status type\n"));
    CHECK(!call({files.in("b.py"), "--stats"}).warns("warning"));
}

TEST_CASE("calls that are ill-typed with any data are reported, and nothing is written") {
    const three_files files;
    files.folder.write("t.py", "def solve_t(I):\n    x1 = objects(I, T, F, T)\n"
                               "    x2 = fill(x1, ONE, I)\n    O = add(x2, merge(asobject(I)))\n"
                               "    return O\n");
    const outcome told = call({files.in("t.py"), "--check"});
    CHECK(told.exit == card_tool::everything_loaded);
    CHECK(told.out.empty());
    CHECK(told.warns("t.py:3:10: warning: "));
    CHECK(told.warns("t.py:4:17: warning: "));
    CHECK(told.warns("so this statement fails with status type once it is compiled"));
    // What follows from another fault is not reported again.
    CHECK(!told.warns("t.py:4:9: "));
    CHECK(!call({files.in("t.py"), "--stats"}).warns("warning"));
    CHECK(!call({files.in("b.py"), "--check"}).warns("warning"));
}

TEST_CASE("a file names operations of one's own, one per line") {
    const three_files files;
    files.folder.write("w.py", "def solve_w(I):\n    return tint(I, color=FIVE)\n");
    files.folder.write("own.txt",
                       "# mine\n\ntint(grid, color) mine::tint mine/tint.hpp # a comment\n");
    const outcome made = call({files.in("w.py"), "--operations", files.in("own.txt")});
    CHECK(made.exit == card_tool::everything_loaded);
    CHECK(made.out.find("#include <mine/tint.hpp>\n") != std::string::npos);
    CHECK(made.out.find("(run, mine::tint, I, dsl::FIVE)") != std::string::npos);
    CHECK(call({files.in("w.py"), "--operations", files.in("own.txt"), "--inline"}).out ==
          "def solve_w(I):\n    O = tint(I, FIVE)\n    return O\n");
    CHECK(call({files.in("w.py"), "--stats"}).warns("w.py:2:12: warning: tint has no value here"));
    const auto wrong = [&](const std::string& line, const std::string& sentence) {
        files.folder.write("own.txt", "\n" + line + "\n");
        const outcome o = call({files.in("w.py"), "--operations", files.in("own.txt"), "--stats"});
        CHECK(o.exit == card_tool::something_left_out);
        CHECK_MESSAGE(o.warns(sentence), o.err);
    };
    wrong("tint", "own.txt:2:1: expected an operation, its object and its header");
    wrong("1(a) x y", "expected the name of an operation in front of '('");
    wrong("fill(a) x y", "expected a name that the DSL does not have, found 'fill'");
    wrong("tint(a b) x y", "expected names of parameters with ',' between them");
    wrong("tint() x y", "expected 1 to 4 parameters, found 0");
    wrong("tint(a, b, c, d, e) x y", "expected 1 to 4 parameters, found 5");
    wrong("tint(a) x", "expected the object in C++ and its header after ')'");
    wrong("tint(a) x y\ntint(a) x y", "own.txt:3:1: expected another name, found 'tint' again");
}

TEST_CASE("a prelude gives programs its functions and constants") {
    const three_files files;
    files.folder.write("p.py", "F0 = 0\ndef half(g): return tophalf(g)\n");
    files.folder.write("q.py", "def quarter(g): return lefthalf(half(g))\nbad = (\n");
    files.folder.write("w.py", "def solve_w(I):\n    x = quarter(I)\n"
                               "    return replace(x, F0, 25)\n");
    const outcome with = call({files.in("w.py"), "--prelude", files.in("p.py"), "--prelude",
                               files.in("q.py"), "--expand"});
    CHECK(with.exit == card_tool::everything_loaded);
    CHECK(with.out == "def solve_w(I):\n    x1 = tophalf(I)\n    x = lefthalf(x1)\n"
                      "    O = replace(x, ZERO, 25)\n    return O\n");
    const outcome without = call({files.in("w.py"), "--stats"});
    CHECK(without.exit == card_tool::everything_loaded);
    CHECK(without.warns("w.py:2:9: warning: quarter has no value here"));
    CHECK(call({files.in("w.py"), "--prelude", files.in("none")}).exit ==
          card_tool::nothing_usable);
}

TEST_CASE("a file is left alone if nothing changes in it") {
    const three_files files;
    const std::string out = files.in("out.hpp");
    CHECK(call({files.in("b.py"), "-f", out}).exit == 0);
    const auto old = std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
    std::filesystem::last_write_time(out, old);
    CHECK(call({files.in("b.py"), "-f", out}).exit == 0);
    CHECK(std::filesystem::last_write_time(out) == old);
    CHECK(call({files.in("c.py"), "-f", out}).exit == 0);
    CHECK(std::filesystem::last_write_time(out) != old);
}

TEST_CASE("programs are chosen, counted and shuffled") {
    const three_files files;
    CHECK(call({files.path, "-i", "a"}).says("/// a\n"));
    CHECK(call({files.path, "-i", "verify_c", "-i", "b"}).says("/// b, c\n"));
    CHECK(call({files.path, "-c", "2"}).says("/// b, c\n"));
    const outcome absent = call({files.in("b.py"), "-i", "b", "-i", "z"});
    CHECK(absent.exit == card_tool::something_left_out);
    CHECK(absent.warns("There is no program of the task or name z.\n"));
    CHECK(call({files.path, "-i", "z"}).exit == card_tool::nothing_usable);
    // The same files, however they are named.
    CHECK(call({files.path, files.in("b.py"), files.in("more/../c.py")}).says("/// b, c, a\n"));
    std::string text;
    for (int k = 0; k < 9; ++k) text += function("solve_" + std::to_string(k));
    files.folder.write("many.py", text);
    const std::string many = files.in("many.py");
    CHECK(call({many}).says("/// 0, 1, 2, 3, 4, 5, 6, 7, 8\n"));
    const outcome shuffled = call({many, "--seed", "1"});
    CHECK(!shuffled.says("/// 0, 1, 2, 3, 4, 5, 6, 7, 8\n"));
    CHECK(shuffled.out == call({many, "--seed", "1"}).out);
    CHECK(shuffled.out != call({many, "--seed", "2"}).out);
}

TEST_CASE("groups") {
    const three_files files;
    std::string text;
    for (int k = 0; k < 70; ++k) text += function("solve_" + std::to_string(k), 3);
    files.folder.write("many.py", text);
    const std::string many = files.in("many.py");
    const outcome too_many = call({many, "-f", files.in("out.hpp")});
    CHECK(too_many.exit == card_tool::nothing_usable);
    CHECK(too_many.err == "loaded 70 of 70 programs\ncard: A pipeline holds at most 64 programs, "
                          "and there are 70: split them with --group.\n");
    CHECK(!exists(files.in("out.hpp")));
    CHECK(call({many, "--stats"}).says("programs                    70\n"));
    CHECK(call({many, "--group", "8"}).exit == card_tool::nothing_usable);

    CHECK(call({many, "-f", files.in("out.hpp"), "--group", "32"}).exit == 0);
    CHECK(content(files.in("out_0.hpp")).find("struct out_0 {") != std::string::npos);
    CHECK(content(files.in("out_2.hpp")).find(", 69\nstruct out_2 {") != std::string::npos);
    CHECK(!exists(files.in("out_3.hpp")));

    CHECK(call({many, "-c", "3", "-f", files.in("k.hpp"), "--groups", "4", "--standard",
                "--vectorized"})
              .exit == 0);
    CHECK(content(files.in("k_2.hpp")).find("/// 2\nstruct k_2 {") != std::string::npos);
    CHECK(content(files.in("k_3.hpp")).find("programs = 0;") != std::string::npos);
    CHECK(content(files.in("k_3_standard.hpp")).find("struct k_3_standard {") != std::string::npos);
    CHECK(!exists(files.in("k_4.hpp")));
    const outcome too_few = call({many, "-f", files.in("k.hpp"), "--groups", "1"});
    CHECK(too_few.exit == card_tool::nothing_usable);
    CHECK(too_few.warns("card: These programs need 2 pipelines, more than the 1 of --groups.\n"));

    // With --groups the pipelines hold programs of any length.
    files.folder.write("long.py", function("solve_long", 2500) + function("solve_more", 2500));
    CHECK(
        call({files.in("long.py"), "--no-share", "-f", files.in("l.hpp"), "--groups", "1"}).exit ==
        0);
    CHECK(content(files.in("l_0.hpp")).find("programs = 2;") != std::string::npos);
}

TEST_CASE("what is too long to compile is refused, the rest is written") {
    const three_files files;
    files.folder.write("long.py", function("solve_long", 4001) + function("solve_less", 3000) +
                                      function("solve_good", 3000));
    const std::string path = files.in("long.py");
    const outcome refused = call({path, "--group", "8", "-f", files.in("out.hpp")});
    CHECK(refused.exit == card_tool::something_left_out);
    CHECK(refused.warns("loaded 3 of 3 programs\n"));
    CHECK(refused.warns("long.py:1:1: expected at most 4000 calls in solve_long, found 4001: more "
                        "take too long to compile\n"));
    CHECK(exists(files.in("out_1.hpp")));
    CHECK(!exists(files.in("out_2.hpp")));
    // Most statements are shared, so one pipeline holds both programs; without sharing it cannot.
    CHECK(call({path, "-i", "less", "-i", "good"}).exit == 0);
    const outcome apart = call({path, "-i", "less", "-i", "good", "--no-share"});
    CHECK(apart.exit == card_tool::nothing_usable);
    CHECK(apart.warns("card: A pipeline holds at most 4000 statements, and these would be 6000: "
                      "split them with --group.\n"));
    CHECK(call({path, "-i", "long"}).exit == card_tool::nothing_usable);
    CHECK(call({path, "-i", "long", "--inline"}).exit == 0);
}

TEST_CASE("statistics") {
    const three_files files;
    CHECK(call({files.path, "--stats"}).out == "pipelines                    1\n"
                                               "programs                     3\n"
                                               "statements                   4\n"
                                               "shared statements            3\n"
                                               "saved by sharing             5\n"
                                               "try blocks                   0\n");
    CHECK(call({files.path, "--stats", "--standard", "--no-share"}).out ==
          "pipelines                    1\n"
          "programs                     3\n"
          "statements                   9\n"
          "shared statements            0\n"
          "saved by sharing             0\n"
          "try blocks                   9\n");
    const outcome grouped = call({files.path, "--stats", "--group", "2", "-f", files.in("o.hpp")});
    CHECK(grouped.says("pipelines                    2\n"));
    CHECK(exists(files.in("o_1.hpp")));
}

TEST_CASE("rewritten programs") {
    const three_files files;
    CHECK(call({files.path, "-i", "a", "--inline"}).out ==
          "def solve_a(I):\n    O = hconcat(hconcat(vmirror(I), I), I)\n    return O\n");
    CHECK(call({files.path, "-i", "a", "-i", "b", "--expand"}).out ==
          function("solve_b") + "\n" + function("solve_a", 3));
    const outcome slice = call({files.path, "--slice", "x3"});
    CHECK(slice.exit == card_tool::something_left_out);
    CHECK(slice.warns("solve_b has no variable x3.\n"));
    CHECK(slice.out == function("verify_c", 3));
    CHECK(call({files.path, "--slice", "x9"}).exit == card_tool::nothing_usable);
    CHECK(call({files.in("b.py"), "--slice", "x1", "-f", files.in("s.py")}).out.empty());
    CHECK(content(files.in("s.py")) == "def solve_b(I):\n    O = vmirror(I)\n    return O\n");
    CHECK(call({files.path, "--slice", "x1", "--inline"}).exit == card_tool::nothing_usable);
}

TEST_CASE("bad files and bad usage") {
    const three_files files;
    const outcome absent = call({files.in("absent.py")});
    CHECK(absent.exit == card_tool::nothing_usable);
    CHECK(absent.err == "card: There is no file or folder " + files.in("absent.py") + ".\n");
    files.folder.write("binary.py", std::string("\0\1\2", 3));
    const outcome binary = call({files.in("binary.py"), files.in("b.py")});
    CHECK(binary.exit == card_tool::something_left_out);
    CHECK(binary.warns(
        "binary.py: is not text in UTF-8 (line 1, column 1).\nloaded 1 of 1 program\n"));
    CHECK(call({files.in("binary.py")}).exit == card_tool::nothing_usable);
    // What stands beside functions does not keep them from loading.
    files.folder.write("beside.py", "class A: pass\n" + function("solve_b"));
    const outcome beside = call({files.in("beside.py")});
    CHECK(beside.exit == card_tool::everything_loaded);
    CHECK(beside.warns("beside.py:1:1: expected functions outside of classes"));
    const outcome unwritable = call({files.in("b.py"), "-f", files.in("none/out.hpp")});
    CHECK(unwritable.exit == card_tool::nothing_usable);
    CHECK(unwritable.warns("out.hpp cannot be written.\n"));
    CHECK(call({}).exit == card_tool::nothing_usable);
    CHECK(call({files.path, "--group", "65"}).exit == card_tool::nothing_usable);
    CHECK(call({files.path, "--groups", "0"}).exit == card_tool::nothing_usable);
    CHECK(call({files.path, "--groups", "-1"}).exit == card_tool::nothing_usable);
    CHECK(call({files.path, "-c", "-1"}).exit == card_tool::nothing_usable);
    CHECK(call({files.path, "--seed", "x"}).exit == card_tool::nothing_usable);
    CHECK(call({files.path, "--seed", "-1"}).exit == card_tool::nothing_usable);
    CHECK(call({files.path, "--seed", "99999999999999999999999"}).exit ==
          card_tool::nothing_usable);
    CHECK(call({files.path, "--unknown"}).exit == card_tool::nothing_usable);
    CHECK(call({"--help"}).exit == card_tool::everything_loaded);
}

TEST_CASE("the example programs load") {
    std::size_t files = 0;
    for (const auto& file : std::filesystem::directory_iterator(BATT_EXAMPLE_PROGRAMS))
        files += file.path().extension() == ".py" ? 1 : 0;
    CHECK(files >= 60);
    const outcome all = call({BATT_EXAMPLE_PROGRAMS, "--stats", "--group", "8"});
    CHECK(all.exit == card_tool::everything_loaded);
    CHECK(all.says("pipelines                    " + std::to_string((files + 7) / 8) +
                   "\nprograms                    " + std::to_string(files) + "\n"));
}

TEST_CASE("--dialect and --batt: solvers and scores of a dialect, and slices of their statements") {
    const std::string typed = BATT_DIALECTS "/typed";
    const std::string programs = BATT_TEST_DATA "/card/typed_scored.py";
    const auto slice = [&](const std::string& variable) {
        return call({"--dialect", typed, "--batt", "--slice", variable, programs});
    };
    CHECK(slice("t3").out ==
          "def solve(S, I, C):\n    t1 = objects(I, T, F, T)\n"
          "    t2 = argmax(t1, size)\n    O = fill(I, FIVE, t2)\n    return O\n");
    CHECK(slice("t5").out == "def differ(S, I, C):\n    O = p_g(I)\n    return O\n");
    CHECK(slice("t99").exit == card_tool::nothing_usable);
    CHECK(slice("t99").warns("There is no statement t99."));
    const outcome header = call({"--dialect", typed, "--batt", programs});
    CHECK(header.exit == card_tool::everything_loaded);
    CHECK(header.says("struct pipeline_table {"));
    CHECK(header.says("{3, false, \"grey\", 0},"));
    CHECK(header.says("{4, true, \"grey\", 1},"));
    CHECK(header.says("{14, \"None\", \"differ_needless\", 2, 6},"));
    // scores are no programs of a pipeline of solvers
    const outcome plain = call({"--dialect", typed, programs});
    CHECK(plain.exit == card_tool::something_left_out);
    CHECK(plain.warns("differ_cells scores grids and makes none; --batt merges it with solvers."));
    CHECK(plain.says("struct pipeline {"));
    CHECK(call({"--dialect", "nonsense", programs}).exit == card_tool::nothing_usable);
    CHECK(call({"--dialect", "nonsense", programs}).warns("There is no dialect nonsense"));
}
