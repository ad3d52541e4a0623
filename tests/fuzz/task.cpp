// Any text as tasks: there is a task or a sentence, and every grid keeps to the limits.
#include "fuzz.hpp"

#include <batt/io/task.hpp>

namespace {

void check(const batt::io::loaded_tasks& loaded, const batt::io::grid_limits& limits) {
    using batt::fuzz::require;
    require(!loaded.tasks.empty() || !loaded.errors.empty(), "there is a task or a sentence");
    for (const auto& error : loaded.errors)
        require(batt::fuzz::is_printable(error), "a sentence can be printed");
    const auto fits = [&](const batt::grid& g) {
        require(g.height() >= 1 && g.width() >= 1, "a grid has cells");
        require(g.height() <= limits.side && g.width() <= limits.side,
                "a grid is no larger than is allowed");
        for (int i = 0; i < g.height(); ++i)
            for (int j = 0; j < g.width(); ++j)
                require(g(i, j) >= 0 && g(i, j) <= limits.color, "a cell has a colour");
    };
    for (const auto& task : loaded.tasks) {
        task.for_parts([&](std::string_view, const auto& pairs) {
            for (const batt::io::example& pair : pairs) {
                fits(pair.input);
                if (pair.output) fits(*pair.output);
            }
        });
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = batt::fuzz::text_of(data, size);
    for (const batt::io::grid_limits& limits : {batt::io::grid_limits(), batt::io::large_grids()})
        check(batt::io::load_task_text(text, "a.json", {}, {}, limits), limits);
    return 0;
}
