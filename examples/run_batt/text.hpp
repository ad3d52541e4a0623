// Numbers, tables and statuses as text, the same in every mode of run_batt.
#pragma once

#include "options.hpp"
#include <array>
#include <batt/exec/any_pipeline.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace run_batt {

/// Whether a byte of UTF-8 is the first one of a character.
bool begins_character(char c);

/// A number by a pattern of printf.
std::string format(const char* pattern, double value);

/// 1234567 as "1.23 M".
std::string short_number(double value);

/// A hash of an output in 16 hexadecimal digits: few readers of JSON keep such a number exactly.
std::string hash_text(std::uint64_t hash);

/// "3/4".
std::string solved_of(std::size_t solved, std::size_t all);

/// "1 task has", "2 tasks have".
std::string counted(std::size_t count, const std::string& one, const std::string& many);

/// A part of a whole in percent, cut and not rounded, so that 100 % is all of it: "99.9 %"; "-" if
/// the whole is 0.
std::string percent(std::uint64_t part, std::uint64_t whole);

/// "not_found at statement 3", "an output of 3x4 cells that matches"; where no output is expected,
/// its size alone.
std::string describe(batt::verdict verdict, const batt::grid& output, bool has_expected = true);

/// The first few names, then "and 3 more" if there are more; fit to be printed.
std::string list_some(const std::vector<std::string>& names);

std::string colored(const std::string& text, const char* color, const options& wanted);

const char* backend_name(batt::backend where);

/// How often each status came up: "ok 3, not_found 1"; a grid that is not the expected one is
/// "wrong".
class status_counts {
public:
    void add(batt::verdict verdict, bool is_wrong);
    void add(const status_counts& other);
    std::string text() const;
    /// How often each status came up; a wrong output counts as ok here.
    std::array<std::size_t, batt::status_count> counts() const;

private:
    std::array<std::size_t, batt::status_count> counts_{};
    std::size_t wrong_ = 0;
};

/// Rows of cells, of which the first is the head. The first columns are aligned to the left, the
/// others to the right.
class text_table {
public:
    using line = std::vector<std::string>;

    /// @param left how many columns are aligned to the left
    explicit text_table(std::size_t left = 1) : left_(left) {}

    void add(line cells) { lines_.push_back(std::move(cells)); }

    /// Leaves out a column if the table does not fit into the terminal however its columns are cut.
    void spare(std::size_t column, const options& wanted);

    /// The table with one color for each line after the head ("" for none). Where it is wider than
    /// the terminal, its widest columns are cut.
    std::string text(const std::vector<const char*>& colors, const options& wanted) const;

private:
    std::vector<std::size_t> widths(int most) const;

    std::size_t left_;
    std::vector<line> lines_;
};

} // namespace run_batt
