// Reads markup as a browser would, as far as tests need it: whether its tags are in order, and how
// often something stands in it.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace markup {

inline std::size_t count(std::string_view text, std::string_view what) {
    std::size_t times = 0;
    for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += what.size()) ++times;
    return times;
}

/// What is wrong with the order of the tags; empty if nothing is.
inline std::string problem(std::string_view text,
                           const std::set<std::string_view>& without_end = {}) {
    std::vector<std::string_view> open;
    for (std::size_t at = 0; (at = text.find('<', at)) != text.npos;) {
        const std::size_t end = text.find('>', at);
        if (end == text.npos) return "a tag does not end";
        const std::string_view tag = text.substr(at + 1, end - at - 1);
        at = end + 1;
        if (tag.starts_with('!') || tag.ends_with('/')) continue;
        if (tag.starts_with('/')) {
            if (open.empty() || open.back() != tag.substr(1))
                return "no open tag for " + std::string(tag);
            open.pop_back();
            continue;
        }
        if (count(tag, "\"") % 2 != 0) return "an attribute does not end: " + std::string(tag);
        const std::string_view name = tag.substr(0, tag.find(' '));
        if (!without_end.contains(name)) open.push_back(name);
    }
    return open.empty() ? "" : "a tag is left open: " + std::string(open.back());
}

} // namespace markup
