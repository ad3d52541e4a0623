// Any text as programs: each complaint has a place; what loads can be written and read again, and
// runs by definition within its limits.
#include "fuzz.hpp"

#include <algorithm>
#include <batt/reference/dynamic/evaluation.hpp>
#include <batt/text/check.hpp>
#include <batt/text/read.hpp>
#include <batt/text/rewrite.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using batt::fuzz::require;
    const std::string_view text = batt::fuzz::text_of(data, size);
    const auto lines =
        1 + std::count_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; });
    const batt::text::reading read = batt::text::read(text, "a.py");
    for (const auto* problems : {&read.problems, &read.warnings}) {
        for (const batt::text::problem& p : *problems) {
            require(p.at.line >= 1 && p.at.line <= lines, "a complaint has a line of the text");
            require(p.at.column >= 1, "a complaint has a column");
            require(batt::fuzz::is_printable(p.text), "a complaint can be printed");
        }
    }
    const bool all = read.definitions <= static_cast<int>(read.functions.size());
    require(all || !read.problems.empty(), "there is a complaint about what does not load");
    namespace dynamic = batt::reference::dynamic;
    static const batt::grid in = {{0, 0, 1}, {2, 2, 1}, {0, 3, 0}};
    static const batt::grid due = {{1, 0}, {0, 1}};
    dynamic::sample sample;
    sample.give(in, &due);
    sample.show({{in, due}, {due, in}});
    for (const batt::text::program& p : read.functions) {
        (void)batt::text::wrong_arities(p);
        const batt::text::reading again = batt::text::read(batt::text::to_text(p), "b.py");
        require(again.functions.size() == 1, "a program that was written can be read again");
        constexpr dynamic::limits most{20'000, std::uint64_t{1} << 22};
        dynamic::outcome first = dynamic::evaluate(p, sample, most);
        dynamic::outcome second = dynamic::evaluate(again.functions[0], sample, most);
        // the statements may differ: one is written for a value that has no name of its own
        const bool is_limit =
            first.why == batt::status::capacity || second.why == batt::status::capacity;
        require(is_limit || first.why == second.why, "a program keeps its meaning");
        (void)dynamic::output_grid(first, p, sample);
    }
    return 0;
}
