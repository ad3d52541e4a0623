// The loader on damaged files: it never crashes, and always gives a task or a sentence.
#include <array>
#include <batt/io/task.hpp>
#include <doctest/doctest.h>
#include <string_view>
#include <support/damage.hpp>
#include <support/scratch_folder.hpp>
#include <vector>

namespace {

using batt::testing::below;
using batt::testing::damage;
using engine = std::mt19937;

std::string random_row(engine& random, std::size_t width) {
    std::string row = "[";
    for (std::size_t j = 0; j < width; ++j) {
        row += (j ? ", " : "") + std::to_string(below(random, 10));
    }
    return row + "]";
}

std::string random_grid(engine& random) {
    const std::size_t width = 1 + below(random, 6);
    std::string rows;
    for (std::size_t i = 0, height = 1 + below(random, 6); i < height; ++i) {
        rows += (i ? ", " : "") + random_row(random, width);
    }
    return "[" + rows + "]";
}

std::string random_pairs(engine& random, bool with_output) {
    std::string text;
    for (std::size_t k = 0, count = 1 + below(random, 3); k < count; ++k) {
        text += (k ? ", {\"input\": " : "{\"input\": ") + random_grid(random);
        if (with_output) text += ", \"output\": " + random_grid(random);
        text += "}";
    }
    return "[" + text + "]";
}

std::string random_task(engine& random) {
    return "{\"train\": " + random_pairs(random, true) +
           ", \"test\": " + random_pairs(random, below(random, 2) == 0) + "}";
}

std::string random_file(engine& random) {
    if (below(random, 2) == 0) return random_task(random);
    return "{\"a\": " + random_task(random) + ", \"b\": " + random_task(random) + "}";
}

/// What is put into files.
constexpr std::array<std::string_view, 24> odd = {
    "[",  "]",  "{",     "}",    ",",    ":",  "\"",   "null",
    "-1", "10", "1e9",   "0.5",  "[]",   "{}", "true", "99999999999999999999",
    "[[", "]]", "\"\\u", "\xff", "\xc2", "\n", "-",    "\"train\": [], "};

void check(const batt::io::loaded_tasks& loaded) {
    CHECK((!loaded.tasks.empty() || !loaded.errors.empty()));
    for (const auto& error : loaded.errors) {
        CHECK(error.ends_with('.'));
        CHECK(error.find('\n') == std::string::npos);
        CHECK(error.find('\x1b') == std::string::npos);
    }
    for (const auto& t : loaded.tasks) {
        CHECK((!t.train.empty() || !t.test.empty() || !t.further.empty()));
        std::vector<const std::vector<batt::io::example>*> lists = {&t.train, &t.test};
        for (const auto& more : t.further) lists.push_back(&more.pairs);
        for (const auto* pairs : lists) {
            for (const auto& p : *pairs) {
                CHECK((p.input.height() >= 1 && p.input.height() <= batt::io::max_task_side));
                CHECK((p.input.width() >= 1 && p.input.width() <= batt::io::max_task_side));
                for (int i = 0; i < p.input.height(); ++i) {
                    for (int j = 0; j < p.input.width(); ++j) {
                        const int color = p.input(i, j);
                        if (color < 0 || color > batt::io::max_task_color) FAIL("bad colour");
                    }
                }
            }
        }
    }
}

/// The tasks of a text, without the short way for texts in which nothing is wrong.
batt::io::loaded_tasks load_carefully(const std::string& text) {
    batt::io::loaded_tasks result;
    batt::io::detail::task_reader(result, {}).text(text, "t.json", false);
    return result;
}

/// A text of keys, brackets and grids in random order, at places where a reader may confuse them.
std::string odd_file(engine& random) {
    static constexpr std::array<std::string_view, 12> parts = {
        "\"train\": ", "\"test\": ", "\"input\": ", "\"output\": ", "\"\": ",   "{",
        "}",           "[",          "]",           ", ",           "[[1, 2]]", "[[-0]]"};
    std::string text = "{";
    for (std::size_t n = 1 + below(random, 12); n > 0; --n)
        text += parts[below(random, parts.size())];
    return text + "}";
}

} // namespace

TEST_CASE("undamaged random files load without an error") {
    engine random(1);
    scratch_folder folder;
    for (int round = 0; round < 200; ++round) {
        const std::string text = random_file(random);
        CHECK(batt::io::detail::plain_tasks(text).has_value());
        const auto loaded = batt::io::load_tasks(folder.write("t.json", text));
        CHECK(loaded.errors.empty());
        CHECK(loaded.tasks == load_carefully(text).tasks);
        check(loaded);
    }
}

TEST_CASE("damaged files give tasks or sentences") {
    engine random(2);
    scratch_folder folder;
    int with_error = 0;
    constexpr int rounds = 4000;
    for (int round = 0; round < rounds; ++round) {
        std::string text = random_file(random);
        for (std::size_t n = 1 + below(random, 3); n > 0; --n) damage(text, random, odd);
        CAPTURE(text);
        const auto loaded = batt::io::load_tasks(folder.write("t.json", text));
        check(loaded);
        with_error += loaded.errors.empty() ? 0 : 1;
    }
    // The damage must show, or this test tests nothing.
    CHECK(with_error > rounds / 2);
}

TEST_CASE("the short way gives the tasks that the careful one gives, or nothing") {
    engine random(4);
    int plain = 0;
    constexpr int rounds = 6000;
    for (int round = 0; round < rounds; ++round) {
        std::string text = round % 4 == 0 ? odd_file(random) : random_file(random);
        if (round % 4 == 1) {
            // A task with the parts of another inside it, so that keys stand twice.
            const std::string other = random_task(random);
            text.insert(1, other.substr(1, other.size() - 2) + ", ");
        }
        if (round % 4 == 2) damage(text, random, odd);
        CAPTURE(text);
        const auto fast = batt::io::load_task_text(text, "t.json");
        const auto careful = load_carefully(text);
        REQUIRE(fast.tasks == careful.tasks);
        REQUIRE(fast.errors == careful.errors);
        plain += batt::io::detail::plain_tasks(text) ? 1 : 0;
    }
    CHECK((plain > rounds / 5 && plain < rounds / 2));
}

TEST_CASE("damaged solutions leave the tasks as they are") {
    engine random(3);
    scratch_folder folder;
    for (int round = 0; round < 1000; ++round) {
        const auto challenges = folder.write("challenges.json", random_file(random));
        std::string text = "{\"a\": [" + random_grid(random) + "], \"b\": [" + random_grid(random) +
                           ", " + random_grid(random) + "]}";
        for (std::size_t n = 1 + below(random, 3); n > 0; --n) damage(text, random, odd);
        CAPTURE(text);
        const auto alone = batt::io::load_tasks(challenges);
        const auto solved = batt::io::load_tasks(challenges, folder.write("solutions.json", text));
        check(solved);
        REQUIRE(alone.tasks.size() == solved.tasks.size());
        for (std::size_t k = 0; k < alone.tasks.size(); ++k) {
            CHECK(alone.tasks[k].train == solved.tasks[k].train);
            CHECK(alone.tasks[k].test.size() == solved.tasks[k].test.size());
        }
    }
}

TEST_CASE("deep nesting is refused without a deep stack") {
    scratch_folder folder;
    const std::string deep(1 << 20, '[');
    CHECK(batt::io::load_tasks(folder.write("t.json", deep)).errors.size() == 1);
    const std::string closed = "{\"train\": " + deep + std::string(deep.size(), ']') + "}";
    CHECK(!batt::io::load_tasks(folder.write("t.json", closed)).errors.empty());
}
