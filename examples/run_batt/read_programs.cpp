// What a run begins with: tasks and programs from the places that the user names.
#include "read_programs.hpp"

#include "text.hpp"
#include "text_programs.hpp"
#include <ostream>

namespace run_batt {

void load_tasks(context& here, options& wanted, inputs& read) {
    if (read.is_nameless && !wanted.cross) wanted.task = read.tasks.tasks.front().id;
    here.tasks = std::move(read.tasks.tasks);
    here.problems.insert(here.problems.end(), read.tasks.errors.begin(), read.tasks.errors.end());
}

void load_programs(context& here, inputs& files, const std::vector<batt::pipeline_entry>& linked) {
    const options& wanted = here.wanted;
    const bool is_default = wanted.programs.empty();
    if (program_places(wanted, !linked.empty()).empty()) {
        for (const auto& [name, value] :
             {std::pair{"--prelude", &wanted.prelude}, std::pair{"--dialect", &wanted.dialect}}) {
            if (value->empty()) continue;
            here.problems.push_back(std::string(name) +
                                    " is for programs of text, and --programs names none.");
        }
        here.programs = link_programs(linked, wanted.cards, here.problems);
        return;
    }
    for (const auto* texts : {&files.dialect, &files.prelude}) {
        for (const auto& piece : texts->pieces) here.known_texts += piece.text + '\0';
    }
    text_programs read = read_text_programs(files.programs, {files.dialect, files.prelude},
                                            wanted.by_columns() ? wanted.compiled_columns : nullptr,
                                            wanted.limits());
    here.programs = std::move(read.programs);
    here.differs = std::move(read.differs);
    // They are printed like those of compilers, so that editors find the places.
    here.tell_problems();
    for (const std::string& problem : read.problems) here.err << problem << '\n';
    here.problems.insert(here.problems.end(), read.problems.begin(), read.problems.end());
    here.told = here.problems.size();
    if (!wanted.quiet) {
        for (const std::string& warning : read.warnings) here.err << warning << '\n';
        const std::size_t loaded = here.programs.programs.size() + here.differs.size();
        if (!here.differs.empty())
            here.notes.push_back(
                "Loaded " + counted(here.differs.size(), "score", "scores") + " of grids" +
                (wanted.json.empty() ? "; --json FILE writes what they give." : "."));
        if (!is_default || loaded < read.defined) {
            here.notes.push_back("Loaded " + std::to_string(loaded) + " of " +
                                 counted(read.defined, "program", "programs") + ".");
        }
    }
    if (wanted.by == text_form::columns && wanted.compiled_columns == nullptr) {
        here.problems.push_back("This run_batt was built without columns: its programs of text run "
                                "by definition.");
    }
    if (wanted.compares()) here.compiled = link_programs(linked, {}, here.problems);
    if (!wanted.compares() && !wanted.by_columns() && wanted.how().where == batt::backend::cuda) {
        const std::string asked = wanted.device ? "--device " + std::to_string(*wanted.device)
                                                : std::string("--backend cuda");
        here.problems.push_back("Programs of text run by definition, on the host; " + asked +
                                " is for columns and for compiled programs.");
    }
}

void note_the_machine(context& here, batt::backend ran_on) {
    const options& wanted = here.wanted;
    // If a GPU that is named by its number is not there, that is a problem already.
    if (!wanted.device || ran_on == batt::backend::cuda) return;
    if (!here.programs.is_text()) {
        here.notes.push_back("There is no usable GPU, so --device all ran on the host.");
    } else if (here.programs.by_columns()) {
        here.notes.push_back("--device all ran on the host: there is no usable GPU, or the samples "
                             "are too few to pay for one.");
    } else if (wanted.device == -1 || wanted.compares()) {
        here.notes.push_back("Programs of text ran by definition, on the host; --device is for "
                             "columns and for compiled programs.");
    }
}

} // namespace run_batt
