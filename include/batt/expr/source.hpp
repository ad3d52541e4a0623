// Where the programs of a pipeline come from, and what each of them uses.
#pragma once

namespace batt {

/// A merged statement that a program uses: which statement of its own needs it first.
struct statement_use {
    int program, merged, own;
};

/// A program of a pipeline: where it comes from and what it says.
struct program_source {
    const char* id;   ///< of its task
    const char* name; ///< of its function
    const char* file;
    int line;
    int statements;
    const char* text;        ///< its statements, one per line
    const char* result = ""; ///< what it returns: a name that its text or the DSL has
};

/// Where a program of a pipeline comes from, kept apart from the pipeline: one more line at the top
/// of a file changes this for all its programs, and nothing else.
struct program_place {
    const char* file;
    int line;
};

} // namespace batt
