// Folders of tasks and programs of text, and run_batt --programs on them.
#pragma once

#include "fake_pipeline.hpp"
#include "scratch_folder.hpp"

/// Compiled programs for the task 0abc: one that solves it, and one that does not.
inline const std::vector<fake_program> mirroring = {{"0abc", "solve_0abc", &mirror}};
inline const std::vector<fake_program> keeping = {{"0abc", "solve_0abc", &identity}};

/// The task 0abc: its grids are mirrored.
inline const char* const mirrored = R"({"train": [{"input": [[1, 2]], "output": [[2, 1]]}],
                                        "test": [{"input": [[3, 4]], "output": [[4, 3]]}]})";

/// The folders of a test.
struct text_places {
    scratch_folder tasks, programs, written;
    const batt::columns::catalog* columns = nullptr; ///< null: by definition

    outcome call(std::vector<std::string> words,
                 const std::vector<batt::pipeline_entry>& linked = {},
                 const std::string& input = "") const {
        words.insert(words.begin(),
                     {"--tasks", tasks.path().string(), "--programs", programs.path().string()});
        return call_with(linked, words, input, columns);
    }
    /// The path of a file of programs.
    std::string program(const std::string& name) const { return (programs.path() / name).string(); }
    /// The path of a file that a call writes.
    std::string file(const std::string& name) const { return (written.path() / name).string(); }
};
