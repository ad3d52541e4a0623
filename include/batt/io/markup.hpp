// Puts any text into XML and HTML so that it shows as it is and cannot act as markup.
#pragma once

#include <batt/text/tokens.hpp>
#include <cstddef>
#include <string>
#include <string_view>

namespace batt::io {

/// A text for XML or HTML, between tags or within quotes. What neither allows, such as control
/// characters and bytes that are not UTF-8, becomes '?'.
inline std::string escaped(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = text::detail::utf8_length(text);
        const std::string_view one = text.substr(0, length == 0 ? 1 : length);
        text.remove_prefix(one.size());
        const auto byte = static_cast<unsigned char>(one[0]);
        const bool control = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f ||
                             (byte == 0xc2 && static_cast<unsigned char>(one[1]) < 0xa0);
        if (length == 0 || control || one == "\xEF\xBF\xBE" || one == "\xEF\xBF\xBF")
            result += '?';
        else if (one == "&")
            result += "&amp;";
        else if (one == "<")
            result += "&lt;";
        else if (one == ">")
            result += "&gt;";
        else if (one == "\"")
            result += "&quot;";
        else if (one == "'")
            result += "&#39;";
        else
            result += one;
    }
    return result;
}

} // namespace batt::io
