// Programs of text: they are read and become pipelines without a compiler.
#pragma once

#include "collection.hpp"
#include <batt/exec/overflow.hpp>
#include <batt/io/program_text.hpp>
#include <batt/reference/dynamic/meter.hpp>

namespace run_batt {

/// What came of reading programs of text.
struct text_programs {
    collection programs;
    std::vector<batt::text::program> differs; ///< functions that score grids, and make none
    std::vector<std::string> problems;        ///< what could not be read, with its place
    std::vector<std::string> warnings; ///< what was read but may not be meant so, with its place
    std::size_t defined = 0;           ///< functions that the text holds, readable or not
};

/// What all programs may use; nothing where it is empty.
struct known_texts {
    const batt::io::program_texts& dialect; ///< the text of operations
    const batt::io::program_texts& prelude; ///< functions and constants
};

/// Reads the programs in texts. What was wrong with the files becomes a problem, too.
/// @param known what they may use; if its dialect has problems, they are not read
/// @param columns the operations of columns; null: the programs run by definition
/// @param most the most that each may use on a sample
text_programs read_text_programs(const batt::io::program_texts& texts, const known_texts& known,
                                 const batt::columns::catalog* columns,
                                 const batt::reference::dynamic::limits& most);

/// What runs compiled programs, by their text, on samples that are too large for them; null without
/// columns.
std::unique_ptr<batt::overflow_tier> overflow_tier_by(const batt::columns::catalog* columns);

} // namespace run_batt
