// Programs of text: read from where they stand, and run at once by definition.
#include "text_programs.hpp"

#include "interrupt.hpp"
#include <algorithm>
#include <batt/exec/definition.hpp>
#include <batt/io/program_files.hpp>
#include <batt/text/check.hpp>
#include <batt/text/read.hpp>

namespace run_batt {

namespace {

using batt::io::detail::printable;

/// A program and the task that its file says it is for, or nothing.
struct found_program {
    batt::text::program program;
    std::string hint;
};

/// Adds sentences about places, which count from the first line of the file.
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
        found.push_back({std::move(p), piece.hint});
    }
    all.defined += static_cast<std::size_t>(read.definitions);
}

/// Reads what all programs may use.
void read_prelude(const std::string& path, batt::text::prelude& before, text_programs& all) {
    batt::io::program_texts texts = batt::io::read_program_files({path});
    all.problems.insert(all.problems.end(), texts.problems.begin(), texts.problems.end());
    for (auto& piece : texts.pieces) {
        auto problems = before.add(std::move(piece.text), piece.file);
        add_problems(problems, piece.first_line, all.problems);
    }
}

/// Puts the programs into as few pipelines as can be, as many into each.
collection make_pipelines(std::vector<found_program> found,
                          const batt::reference::dynamic::limits& each) {
    collection result;
    const auto limit = static_cast<std::size_t>(batt::any_pipeline::max_programs);
    const std::size_t count = (found.size() + limit - 1) / limit;
    const std::size_t most = count ? (found.size() + count - 1) / count : 1;
    for (std::size_t first = 0; first < found.size(); first += most) {
        const std::size_t last = std::min(first + most, found.size());
        std::vector<batt::text::program> programs;
        for (std::size_t k = first; k < last; ++k) programs.push_back(std::move(found[k].program));
        auto pipeline = batt::make_definition_pipeline(std::move(programs), each);
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
                                 const std::string& prelude,
                                 const batt::reference::dynamic::limits& most) {
    text_programs all;
    batt::text::prelude before;
    batt::text::read_options how;
    if (!prelude.empty()) {
        read_prelude(prelude, before, all);
        how.before = &before;
    }
    const batt::io::program_texts texts =
        batt::io::read_program_files({paths.begin(), paths.end()});
    if (was_interrupted()) return all; // its problems, too, would be of what nobody waits for
    all.problems.insert(all.problems.end(), texts.problems.begin(), texts.problems.end());
    std::vector<found_program> found;
    for (const auto& piece : texts.pieces) {
        if (was_interrupted()) break;
        read_piece(piece, how, all, found);
    }
    all.programs = make_pipelines(std::move(found), most);
    return all;
}

} // namespace run_batt
