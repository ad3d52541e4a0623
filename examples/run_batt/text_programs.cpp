// Programs of text: read from where they stand, and run at once by definition.
#include "text_programs.hpp"

#include <algorithm>
#include <batt/exec/definition.hpp>
#include <batt/io/program_files.hpp>
#include <batt/text/read.hpp>

namespace run_batt {

namespace {

using batt::io::detail::printable;

/// A program and the task that its file says it is for, or nothing.
struct found_program {
    batt::text::program program;
    std::string hint;
};

/// Reads the programs of a piece of text; places count from the file's first line.
void read_piece(const batt::io::program_text& piece, text_programs& all,
                std::vector<found_program>& found) {
    batt::text::reading read = batt::text::read(piece.text, piece.file);
    const int above = piece.first_line - 1;
    for (batt::text::problem& p : read.problems) {
        p.at.line += above;
        const bool is_warning = p.text.starts_with("warning: ");
        (is_warning ? all.warnings : all.problems).push_back(printable(to_string(p)));
    }
    for (batt::text::program& p : read.functions) {
        p.line += above;
        found.push_back({std::move(p), piece.hint});
    }
    all.defined += static_cast<std::size_t>(read.definitions);
}

/// Puts the programs into pipelines, as many into each as it takes.
collection make_pipelines(std::vector<found_program> found) {
    collection result;
    const auto most = static_cast<std::size_t>(batt::any_pipeline::max_programs);
    for (std::size_t first = 0; first < found.size(); first += most) {
        const std::size_t last = std::min(first + most, found.size());
        std::vector<batt::text::program> programs;
        for (std::size_t k = first; k < last; ++k) programs.push_back(std::move(found[k].program));
        auto pipeline = batt::make_definition_pipeline(std::move(programs));
        for (int number = 0; number < pipeline->programs(); ++number) {
            const batt::program_source source = pipeline->source(number);
            program one{result.pipelines.size(), number, source, ids_of(source), {}, {}};
            const std::string& hint = found[first + static_cast<std::size_t>(number)].hint;
            if (!hint.empty()) one.ids.insert(one.ids.begin(), hint);
            result.programs.push_back(std::move(one));
        }
        result.pipelines.push_back({"programs " + std::to_string(first + 1) + " to " +
                                        std::to_string(last),
                                    std::move(pipeline), true});
    }
    name_programs(result.programs);
    return result;
}

} // namespace

text_programs read_text_programs(const std::vector<std::string>& paths,
                                 const std::string& /*prelude*/) {
    text_programs all;
    batt::io::program_texts texts =
        batt::io::read_program_files({paths.begin(), paths.end()});
    all.problems = std::move(texts.problems);
    std::vector<found_program> found;
    for (const auto& piece : texts.pieces) read_piece(piece, all, found);
    all.programs = make_pipelines(std::move(found));
    return all;
}

} // namespace run_batt
