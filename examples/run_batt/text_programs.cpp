// Programs of text: they are read and become pipelines without a compiler.
#include "text_programs.hpp"

#include "interrupt.hpp"
#include <algorithm>
#include <batt/columns/column_pipeline.hpp>
#include <batt/columns/overflow_columns.hpp>
#include <batt/io/dialect.hpp>
#include <batt/io/json_document.hpp>
#include <batt/text/check.hpp>
#include <batt/text/read.hpp>
#include <numeric>

namespace run_batt {

namespace {

using batt::io::detail::printable;

/// A program and the task that its file says it is for; empty if it does not say.
struct found_program {
    batt::text::program program;
    std::string hint;
};

/// Adds problems as sentences, with lines as they count in the file.
void add_problems(std::vector<batt::text::problem>& problems, int first_line,
                  std::vector<std::string>& sentences) {
    for (batt::text::problem& p : problems) {
        p.at.line += first_line - 1;
        sentences.push_back(printable(to_string(p)));
    }
}

/// Reads the programs of a piece of text.
void read_piece(const batt::io::program_text& piece, const batt::text::read_options& how,
                text_programs& all, std::vector<found_program>& found) {
    batt::text::reading read = batt::text::read(piece.text, piece.file, how);
    add_problems(read.problems, piece.first_line, all.problems);
    add_problems(read.warnings, piece.first_line, all.warnings);
    for (batt::text::program& p : read.functions) {
        auto arities = batt::text::wrong_arities(p);
        add_problems(arities, piece.first_line, all.warnings);
        p.line += piece.first_line - 1;
        if (p.is_score)
            all.differs.push_back(std::move(p));
        else
            found.push_back({std::move(p), piece.hint});
    }
    all.defined += static_cast<std::size_t>(read.definitions);
}

/// Reads what all programs may use.
void read_prelude(const batt::io::program_texts& texts, batt::text::prelude& before,
                  text_programs& all) {
    all.problems.insert(all.problems.end(), texts.problems.begin(), texts.problems.end());
    for (const auto& piece : texts.pieces) {
        auto problems = before.add(piece.text, piece.file);
        add_problems(problems, piece.first_line, all.problems);
    }
}

/// Puts the programs into as few pipelines as possible. Where there are several, each has programs
/// for few tasks, so that it has few samples.
collection make_pipelines(std::vector<found_program> found, const batt::columns::catalog* columns,
                          const batt::reference::dynamic::limits& each) {
    // a pipeline's results have a place for each of its programs on each sample of any of them
    constexpr std::size_t limit = 16'384;
    const auto task_of = [&](std::size_t k) -> const std::string& {
        return found[k].hint.empty() ? found[k].program.id : found[k].hint;
    };
    std::vector<std::size_t> by_task(found.size());
    std::iota(by_task.begin(), by_task.end(), std::size_t{0});
    const std::size_t count = (found.size() + limit - 1) / limit;
    if (count > 1) {
        std::stable_sort(by_task.begin(), by_task.end(),
                         [&](std::size_t a, std::size_t b) { return task_of(a) < task_of(b); });
    }
    collection result;
    result.programs.resize(found.size());
    const std::size_t most = count ? (found.size() + count - 1) / count : 1;
    for (std::size_t first = 0; first < found.size(); first += most) {
        const auto begin = by_task.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end =
            by_task.begin() + static_cast<std::ptrdiff_t>(std::min(first + most, found.size()));
        std::sort(begin, end); // in the order of the collection, as in every pipeline
        std::vector<batt::text::program> programs;
        for (auto k = begin; k != end; ++k) programs.push_back(std::move(found[*k].program));
        auto pipeline = columns != nullptr
                            ? batt::make_column_pipeline(std::move(programs), *columns, each)
                            : batt::make_definition_pipeline(std::move(programs), each);
        for (int number = 0; number < pipeline->programs(); ++number) {
            const std::size_t k = begin[number];
            const batt::program_source source = pipeline->source(number);
            program one{result.pipelines.size(), number, source, ids_of(source), {}, {}};
            const std::string& hint = found[k].hint;
            if (!hint.empty()) one.ids.insert(one.ids.begin(), hint);
            result.programs[k] = std::move(one);
        }
        const std::string part = std::to_string(result.pipelines.size() + 1);
        result.pipelines.push_back({count == 1 ? "programs 1 to " + std::to_string(found.size())
                                               : "part " + part + " of the programs",
                                    std::move(pipeline), true, columns != nullptr});
    }
    name_programs(result.programs);
    return result;
}

} // namespace

text_programs read_text_programs(const batt::io::program_texts& texts, const known_texts& known,
                                 const batt::columns::catalog* columns,
                                 const batt::reference::dynamic::limits& most) {
    text_programs all;
    batt::text::prelude before;
    for (const std::string& problem : batt::io::add_dialect(before, known.dialect))
        all.problems.push_back(printable(problem));
    if (!all.problems.empty()) return all;
    if (was_interrupted()) return all; // nobody waits for the problems of the prelude then
    read_prelude(known.prelude, before, all);
    const batt::text::read_options how{&before};
    all.problems.insert(all.problems.end(), texts.problems.begin(), texts.problems.end());
    std::vector<found_program> found;
    for (const auto& piece : texts.pieces) {
        if (was_interrupted()) break;
        read_piece(piece, how, all, found);
    }
    all.programs = make_pipelines(std::move(found), columns, most);
    return all;
}

std::unique_ptr<batt::overflow_tier> overflow_tier_by(const batt::columns::catalog* columns) {
    return columns != nullptr ? batt::make_overflow_columns(*columns) : nullptr;
}

} // namespace run_batt
