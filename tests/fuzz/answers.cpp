// Any text as a submission and as solutions: what is read is checked, scored and written again.
#include "fuzz.hpp"
#include "support/scratch_folder.hpp"

#include <batt/io/submission.hpp>
#include <batt/io/task.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using batt::fuzz::require;
    static const scratch_folder folder;
    static constexpr std::string_view challenges =
        R"({"a": {"train": [{"input": [[1]], "output": [[2]]}], "test": [{"input": [[1, 2]]}, {"input": [[3]]}]},
            "b": {"train": [{"input": [[1]], "output": [[2]]}], "test": [{"input": [[4]]}]}})";
    const auto path = folder.write("answers.json", std::string(batt::fuzz::text_of(data, size)));
    const batt::io::loaded_submission read = batt::io::read_submission(path);
    for (const auto& error : read.errors)
        require(batt::fuzz::is_printable(error), "a sentence can be printed");
    const auto tasks = batt::io::load_task_text(challenges, "c.json", path).tasks;
    require(tasks.size() == 2, "challenges load whatever the solutions are");
    for (const auto& error : batt::io::check_submission(read.answers, tasks))
        require(batt::fuzz::is_printable(error), "a sentence can be printed");
    const batt::io::submission_score score = batt::io::score_submission(read.answers, tasks);
    require(score.hits() <= score.outputs(), "there are no more hits than outputs");
    // what was read can be written, and is then read as the same
    if (!read.answers.empty()) {
        folder.write("answers.json", batt::io::submission_text(read.answers));
        const batt::io::loaded_submission again = batt::io::read_submission(path);
        require(again.errors.empty(), "a submission that was written is read");
        require(again.answers == read.answers, "a submission is read as it was written");
    }
    return 0;
}
