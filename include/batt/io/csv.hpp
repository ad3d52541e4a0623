// Writes lines of comma-separated values that every spreadsheet reads back as they were.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace batt::io {

/// A field, in quotes where it needs them (RFC 4180).
inline std::string csv_field(std::string_view text) {
    const bool space = text.starts_with(' ') || text.ends_with(' ');
    if (!space && text.find_first_of(",\"\r\n") == text.npos) return std::string(text);
    std::string quoted = "\"";
    for (char c : text) quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

/// A line of fields, with its end. A single empty field is written in quotes, as its line would
/// otherwise be empty.
inline std::string csv_line(const std::vector<std::string>& fields) {
    if (fields.size() == 1 && fields[0].empty()) return "\"\"\r\n";
    std::string line;
    for (std::size_t k = 0; k < fields.size(); ++k) {
        if (k > 0) line += ',';
        line += csv_field(fields[k]);
    }
    return line + "\r\n";
}

} // namespace batt::io
