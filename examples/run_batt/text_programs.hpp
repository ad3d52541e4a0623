// Programs of text: read from where they stand, and run at once.
#pragma once

#include "collection.hpp"
#include <batt/exec/overflow.hpp>
#include <batt/io/program_text.hpp>
#include <batt/reference/dynamic/meter.hpp>

namespace run_batt {

/// What became of the text that programs stand in.
struct text_programs {
    collection programs;
    std::vector<std::string> problems; ///< what could not be read, with its place
    std::vector<std::string> warnings; ///< what was read and may not be meant, with its place
    std::size_t defined = 0;           ///< functions that the text holds, readable or not
};

/// Reads the programs in texts. What was wrong with the files becomes a problem, too.
/// @param prelude functions and constants that all of them may use
/// @param columns what they run by on columns; null: they run by definition
/// @param most what each may use on a sample
text_programs read_text_programs(const batt::io::program_texts& texts,
                                 const batt::io::program_texts& prelude,
                                 const batt::columns::catalog* columns,
                                 const batt::reference::dynamic::limits& most);

/// What runs compiled programs, by their text, where samples are too large for them; null without
/// columns.
std::unique_ptr<batt::overflow_tier> overflow_tier_by(const batt::columns::catalog* columns);

} // namespace run_batt
