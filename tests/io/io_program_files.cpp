// Programs are found in every kind of file that people keep them in; what holds none is reported.
#include <batt/io/program_files.hpp>
#include <doctest/doctest.h>
#include <random>
#include <support/scratch_folder.hpp>
#include <sys/stat.h>

using batt::io::program_text;
using batt::io::program_texts;
using batt::io::program_texts_of;
using batt::io::read_program_files;

namespace {

const std::string solver = "def solve_a(I):\n    return hmirror(I)\n";
const std::string other = "def solve_b(I):\n    return vmirror(I)\n";
const std::string fenced = "```python\n" + solver + "```\n";

/// The same text as it stands in a JSON string.
std::string quoted(const std::string& text) { return nlohmann::json(text).dump(); }

std::vector<std::string> texts(const program_texts& found) {
    std::vector<std::string> all;
    for (const program_text& piece : found.pieces) all.push_back(piece.text);
    return all;
}

std::vector<std::string> places(const program_texts& found) {
    std::vector<std::string> all;
    for (const program_text& piece : found.pieces)
        all.push_back(piece.file + ":" + std::to_string(piece.first_line) + " " + piece.hint);
    return all;
}

using list = std::vector<std::string>;

const std::filesystem::path cases = std::filesystem::path(BATT_SHARED) / "cases";

/// Checks that a text in prose gives one piece.
void check_prose(const std::string& prose, int first_line, const std::string& text) {
    CAPTURE(prose);
    const program_texts found = program_texts_of(prose, "a.md");
    CHECK(found.problems == list{});
    CHECK(texts(found) == list{text});
    CHECK(places(found) == list{"a.md:" + std::to_string(first_line) + " "});
}

list problems_of(const std::string& text, const std::string& file) {
    const program_texts found = program_texts_of(text, file);
    CHECK(found.pieces.empty());
    return found.problems;
}

} // namespace

TEST_CASE("a Python file is one piece, as it stands") {
    for (const char* name : {"a.py", "b/A.PY"}) {
        const program_texts found = program_texts_of("BG = ZERO\n" + solver, name);
        CHECK(texts(found) == list{"BG = ZERO\n" + solver});
        CHECK(places(found) == list{std::string(name) + ":1 "});
    }
    CHECK(texts(program_texts_of("\xEF\xBB\xBF" + solver, "a.py")) == list{solver});
    SUBCASE("unless a fence comes before any code") {
        const program_texts found = program_texts_of("\nHere it is:\n" + fenced, "a.py");
        CHECK(texts(found) == list{solver});
        CHECK(places(found) == list{"a.py:4 "});
    }
    SUBCASE("a fence in its documentation is no fence") {
        const std::string text = "def f(I):\n    '''\n```\nx\n```\n'''\n    return I\n";
        CHECK(texts(program_texts_of(text, "a.py")) == list{text});
    }
}

TEST_CASE("fenced blocks of prose keep the numbers of their lines") {
    check_prose("Some words.\n\n" + fenced, 4, solver);
    check_prose("<think>\nmirror (or \"maybe\n</think>\n```py\n" + solver + "```\nI'm sure.", 5,
                solver);
    check_prose("~~~ Python title=x\n" + solver + "~~~\n", 2, solver);
    check_prose("```{.python .numberLines}\n" + solver + "```\n", 2, solver);
    check_prose("````python3\n" + solver + "````\n", 2, solver);
    check_prose("```\n" + solver + "```\n", 2, solver);
    check_prose("a\r\n```python\r\ndef f(I):\r\n    return I\r\n```\r\n", 3,
                "def f(I):\n    return I\n");
}

TEST_CASE("fences that are not closed, stand in others, in lists or in quotations") {
    check_prose("a\n```python\n" + solver, 3, solver);
    check_prose("```markdown\nwords\n" + fenced + "```\n", 4, solver);
    check_prose("````\nwords\n" + fenced + "````\n", 4, solver);
    check_prose("```python\n" + solver + "~~~\n```\n", 2, solver + "~~~\n");
    check_prose("1. first\n   ```python\n   def f(I):\n       return I\n   ```\n", 3,
                "def f(I):\n    return I\n");
    check_prose("- ```python\n  def f(I):\n      return I\n  ```\n", 2,
                "def f(I):\n    return I\n");
    check_prose("> ```python\n> def f(I):\n>     return I\n> ```\n", 2,
                "def f(I):\n    return I\n");
    check_prose("```python\n  def f(I):\n\n      return I\n```\n", 2,
                "def f(I):\n\n    return I\n");
}

TEST_CASE("blocks of other languages and pictures of grids are no programs") {
    const std::string others = "```json\n{}\n```\n```\n0 1\n1 0\n```\n`x` and ```def f(I)```\n";
    check_prose(others + fenced, 10, solver);
    CHECK(problems_of(others, "a.md") == list{"a.md: no program in the file."});
}

TEST_CASE("blocks see the functions above them, candidates stay apart") {
    const std::string helper = "```python\ndef half(g):\n    return tophalf(g)\n```\n";
    check_prose(helper + "then\n" + fenced, 2,
                "def half(g):\n    return tophalf(g)\n\n\n\n" + solver);
    const program_texts drafts = program_texts_of(fenced + "better:\n" + fenced, "a.md");
    CHECK(texts(drafts) == list{solver, solver});
    CHECK(places(drafts) == list{"a.md:2 ", "a.md:7 "});
    const std::string body = "```python\nx1 = hmirror(I)\nO = vmirror(x1)\n```\n";
    CHECK(program_texts_of(body + body + fenced, "a.md").pieces.size() == 3);
    const std::string broken = "```python\ndef f(I):\n    return fill(I,\n```\n";
    CHECK(program_texts_of(broken + fenced, "a.md").pieces.size() == 2);
}

TEST_CASE("prose without a fence is a program from its first line of code on") {
    check_prose(solver, 1, solver);
    check_prose("x1 = hmirror(I)\nO = vmirror(x1)\n", 1, "x1 = hmirror(I)\nO = vmirror(x1)\n");
    check_prose("It's a mirror.\n\n" + solver, 3, solver);
    CHECK(problems_of("def is a word, and x = 3.\n", "a.txt") ==
          list{"a.txt: no program in the file."});
}

TEST_CASE("JSON lines give one program each, and lines that hold none are reported") {
    const std::string text = "{\"task_id\": \"a\", \"program\": " + quoted(solver) + "}\n\n" +
                             "{\"id\": \"b\", \"response\": " + quoted("Well.\n" + fenced) + "}\n" +
                             "{\"id\": \"c\", \"score\": 3}\n{\"code\": \n" +
                             "{\"source\": \"a model\", \"completion\": " + quoted(other) + "}\n" +
                             "{\"code\": [" + quoted(solver) + ", " + quoted(other) + "]}\n";
    const program_texts found = program_texts_of(text, "p.jsonl");
    CHECK(texts(found) == list{solver, solver, other, solver, other});
    CHECK(places(found) ==
          list{"p.jsonl#1:1 a", "p.jsonl#3:3 b", "p.jsonl#6:1 ", "p.jsonl#7:1 ", "p.jsonl#7-2:1 "});
    REQUIRE(found.problems.size() == 2);
    CHECK(found.problems[0].starts_with("p.jsonl: line 5 is not JSON (parse error at"));
    CHECK(found.problems[1] == "p.jsonl: line 4 holds no program.");
    CHECK(problems_of("{}\n{}\n", "p.jsonl") == list{"p.jsonl: no program in the file."});
    CHECK(program_texts_of("{\"code\": \"x\"}\n{}\n[]\n", "p.ndjson").problems ==
          list{"p.ndjson: 2 of 3 lines hold no program, the first is line 2."});
}

TEST_CASE("JSON of other shapes: lists, tasks by ID, answers of a service") {
    const std::string one = "{\"program\": " + quoted(solver) + "}";
    CHECK(places(program_texts_of("[" + one + ",\n " + one + "]", "p.json")) ==
          list{"p.json#1:1 ", "p.json#2:1 "});
    CHECK(places(program_texts_of(one, "p.json")) == list{"p.json#1:1 "});
    CHECK(places(program_texts_of(one + "\n" + one, "p.json")) ==
          list{"p.json#1:1 ", "p.json#2:1 "});
    CHECK(texts(program_texts_of(quoted("Look:\n" + fenced), "p.json")) == list{solver});
    const std::string by_id = "{\"a\": " + quoted(solver) + ", \"b\": [" + quoted(other) + "]}";
    CHECK(places(program_texts_of(by_id, "p.json")) == list{"p.json#1:1 a", "p.json#2:1 b"});
    CHECK(places(program_texts_of("{\"a\": " + one + ", \"b\": [" + one + "]}", "p.json")) ==
          list{"p.json#1:1 a", "p.json#2:1 b"});
    const std::string service =
        "{\"custom_id\": \"a\", \"response\": {\"status\": 200, \"body\": {\"model\": \"m\", "
        "\"choices\": [{\"index\": 0, \"message\": {\"role\": \"assistant\", \"content\": " +
        quoted(fenced) + "}}]}}}";
    CHECK(places(program_texts_of(service, "p.json")) == list{"p.json#1:2 a"});
    const std::string chat =
        "{\"messages\": [{\"role\": \"user\", \"content\": " + quoted(fenced) +
        "}, {\"role\": \"assistant\", \"content\": " + quoted("```python\n" + other + "```") +
        "}]}";
    CHECK(texts(program_texts_of(chat, "p.json")) == list{other});
    const std::string lines = "{\"code\": [\"def f(I):\\n\", \"    return I\\n\"]}";
    CHECK(texts(program_texts_of(lines, "p.json")) == list{"def f(I):\n    return I\n"});
    CHECK(problems_of("{\"train\": [{\"input\": [[0]], \"output\": [[1]]}], \"test\": []}",
                      "p.json") == list{"p.json: no program in the file."});
    CHECK(problems_of("[{\"code\": \"  \"}]", "p.json") == list{"p.json: no program in the file."});
    CHECK(problems_of("[]", "p.json") == list{"p.json: no program in the file."});
}

TEST_CASE("a damaged JSON file gives one short sentence") {
    const list problems = problems_of("[\"" + std::string(100000, 'x'), "p.json");
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].starts_with("p.json: is not JSON (parse error at line 1"));
    CHECK(problems[0].size() < 300);
    const std::string deep(100000, '[');
    CHECK(problems_of(deep, "p.json").size() == 1);
    CHECK(problems_of(deep + std::string(deep.size(), ']'), "p.json") ==
          list{"p.json: no program in the file."});
}

TEST_CASE("the code cells of a notebook are one piece") {
    const auto cell = [](const std::string& kind, const std::string& source) {
        return "{\"cell_type\": \"" + kind + "\", \"source\": " + source + ", \"outputs\": []}";
    };
    const auto notebook = [&](const list& cells) {
        std::string all;
        for (const std::string& one : cells) all += (all.empty() ? "" : ",\n") + one;
        return "{\"cells\": [" + all + "], \"metadata\": {}, \"nbformat\": 4}";
    };
    const auto code = [&](const std::string& text) { return cell("code", quoted(text)); };
    const std::string helper = "def half(g):\n    return tophalf(g)";
    const program_texts found = program_texts_of(
        notebook({cell("markdown", quoted(fenced)), code("%matplotlib inline\n!ls\n" + helper),
                  code("%%bash\nrm x"), code("%%time\nobjects?\n" + solver),
                  cell("code", "[\"x = (7\\n\", \"     % 3)\\n\"]")}),
        "n.ipynb");
    CHECK(texts(found) == list{"\n\n" + helper + "\n\n\n" + solver + "x = (7\n     % 3)\n"});
    CHECK(places(found) == list{"n.ipynb:1 "});
    CHECK(found.problems.empty());

    SUBCASE("files that it writes are pieces of their own") {
        const program_texts files =
            program_texts_of(notebook({code("%%writefile -a /out/0abc.py\n" + other), code(solver),
                                       code("%%writefile x.txt\nwords")}),
                             "n.ipynb");
        CHECK(texts(files) == list{solver, "\n" + other});
        CHECK(places(files) == list{"n.ipynb:1 ", "n.ipynb/0abc.py:1 "});
    }
    SUBCASE("a cell that does not end takes no other with it") {
        const program_texts broken =
            program_texts_of(notebook({code("x = fill("), code(solver)}), "n.ipynb");
        CHECK(texts(broken) == list{solver, "x = fill(\n"});
    }
    SUBCASE("older notebooks have worksheets") {
        CHECK(texts(program_texts_of("{\"worksheets\": [{\"cells\": [{\"cell_type\": \"code\", "
                                     "\"input\": [" +
                                         quoted(solver) + "]}]}]}",
                                     "n.ipynb")) == list{solver});
    }
    SUBCASE("notebooks without programs, and a file that is no notebook") {
        for (const std::string& text : {notebook({}), std::string("[1]"),
                                        notebook({cell("code", "3"), "4", "{\"cell_type\": 5}"})})
            CHECK(problems_of(text, "n.ipynb") == list{"n.ipynb: no program in the file."});
    }
}

TEST_CASE("a file that is no text or is empty is reported with its name") {
    CHECK(problems_of("a\n\xff", "a.md") == list{"a.md: is not text in UTF-8 (line 2, column 1)."});
    CHECK(problems_of(std::string("a\0b", 3), "a") ==
          list{"a: is not text in UTF-8 (line 1, column 2)."});
    for (const char* text : {"", " \n\t\r\n", "\xEF\xBB\xBF"}) {
        for (const char* name : {"a.py", "a.md", "a.json", "a.ipynb"}) {
            CHECK(problems_of(text, name) ==
                  list{name + std::string(": no program in the file, which is empty.")});
        }
    }
    CHECK(problems_of("", "a\x1b[2J.py")[0].find('\x1b') == std::string::npos);
}

TEST_CASE("folders in folders, sorted, each file once") {
    const scratch_folder folder;
    const auto root = folder.path();
    std::filesystem::create_directories(root / "b" / "c");
    std::filesystem::create_directories(root / ".git");
    std::filesystem::create_directories(root / "__pycache__");
    std::filesystem::create_directories(root / "none");
    for (const char* name :
         {"z.py", "b/y.py", "b/c/x.py", "a.py", ".git/w.py", ".v.py", "__pycache__/a.py"})
        folder.write(name, solver);
    folder.write("b/notes.md", "words\n");
    const auto at = [&](const char* name) { return (root / name).string(); };

    program_texts found = read_program_files({root});
    CHECK(places(found) == list{at("a.py") + ":1 ", at("b/c/x.py") + ":1 ", at("b/y.py") + ":1 ",
                                at("z.py") + ":1 "});
    CHECK(found.problems == list{at("b/notes.md") + ": no program in the file."});

    std::filesystem::create_directory_symlink(root, root / "b" / "c" / "up");
    std::filesystem::create_symlink(root / "a.py", root / "b" / "again.py");
    found = read_program_files({root / "z.py", root / "b", root, root / "." / "z.py"});
    CHECK(found.pieces.size() == 4);
    CHECK(found.pieces[0].file == at("z.py"));

    CHECK(read_program_files({root / "none", root / "missing"}).problems ==
          list{at("none") + ": no program in the folder, which holds no file.",
               at("missing") + ": there is no such file or folder."});
    std::filesystem::create_symlink(root / "missing", root / "none" / "lost.py");
    REQUIRE(mkfifo(at("none/pipe.py").c_str(), 0600) == 0);
    found = read_program_files({root / "none"});
    std::sort(found.problems.begin(), found.problems.end());
    CHECK(found.problems == list{at("none/lost.py") + ": is not a readable file.",
                                 at("none/pipe.py") + ": is not a readable file."});
    CHECK(read_program_files({root / "none" / "lost.py"}).problems ==
          list{at("none/lost.py") + ": is a link that leads to no file."});
    CHECK(read_program_files({root / "a.py"}, 10).problems ==
          list{at("a.py") + ": is larger than 10 bytes and was not read."});
    CHECK(read_program_files({"/dev/zero"}, 1000).problems ==
          list{"/dev/zero: is larger than 1000 bytes and was not read."});
    // This file can be opened, but nothing can be read at its beginning.
    CHECK(read_program_files({"/proc/self/mem"}).problems ==
          list{"/proc/self/mem: the file cannot be read."});
}

TEST_CASE("damaged text never does harm, and always gives a piece or a sentence") {
    std::mt19937 random(10);
    const auto below = [&random](std::size_t limit) { return random() % limit; };
    const std::string notebook =
        "{\"cells\": [{\"cell_type\": \"code\", \"source\": [" + quoted(solver) +
        "]}, {\"cell_type\": \"code\", \"source\": " + quoted("%%time\n" + other) + "}]}";
    const list seeds = {"words\n" + fenced + "~~~py\n" + other + "~~~\n", notebook,
                        "{\"task_id\": \"a\", \"program\": " + quoted(solver) + "}\n[" +
                            quoted(fenced) + "]\n"};
    const list odd = {"```", "~~~",    "```python\n", "> ",   "- ",
                      "1. ", "\n",     "\r",          "\t",   "    ",
                      "\\",  "\"",     "'''",         "{",    "]",
                      "%%",  "O = f(", "def ",        "\xff", std::string(1, '\0')};
    int with_pieces = 0;
    int with_problems = 0;
    for (int round = 0; round < 4000; ++round) {
        std::string text = seeds[below(seeds.size())];
        if (round % 8 == 0) {
            text.resize(below(200));
            for (char& c : text) c = static_cast<char>(below(256));
        } else if (round % 8 == 1) {
            text.resize(below(text.size()));
        } else {
            for (std::size_t k = 0, times = 1 + below(4); k < times; ++k) {
                const std::size_t at = below(text.size() + 1);
                if (below(3) == 0)
                    text.erase(at, below(10));
                else
                    text.insert(at, odd[below(odd.size())]);
            }
        }
        for (const char* name : {"a.py", "a.md", "a.json", "a.jsonl", "a.ipynb"}) {
            CAPTURE(text);
            const program_texts found = program_texts_of(text, name);
            CHECK((!found.pieces.empty() || !found.problems.empty()));
            with_pieces += found.pieces.empty() ? 0 : 1;
            with_problems += found.problems.empty() ? 0 : 1;
            const auto lines = std::count(text.begin(), text.end(), '\n') +
                               std::count(text.begin(), text.end(), '\r') + 1;
            for (const program_text& piece : found.pieces) {
                CHECK(!batt::io::detail::is_blank(piece.file));
                if (piece.file == "a.md") CHECK(piece.first_line <= lines + 1);
            }
            for (const std::string& problem : found.problems) {
                CHECK(problem.starts_with(name));
                CHECK(problem.ends_with("."));
                CHECK(problem.size() < 400);
            }
        }
    }
    CHECK(with_pieces > 2000);
    CHECK(with_problems > 2000);
}

TEST_CASE("the collected cases" * doctest::skip(!std::filesystem::exists(cases / "README.md"))) {
    for (const char* name : {"19-fenced.md", "41-nested-folders", "42-completion.md",
                             "44-notebook.ipynb", "45-programs.jsonl"}) {
        CAPTURE(name);
        const program_texts found = read_program_files({cases / name});
        CHECK(found.problems == list{});
        REQUIRE(found.pieces.size() == 1);
        CHECK(found.pieces[0].text.starts_with("def solve_a(I):\n"));
    }
}
