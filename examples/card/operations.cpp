// Operations of the user's own, which programs may name: a file has a line for each.
#include "operations.hpp"

#include <algorithm>
#include <batt/text/names.hpp>
#include <sstream>

namespace card_tool {

namespace {

using batt::text::own_operation;

/// Whether a word can name something in Python and in C++.
bool is_name(const std::string& word) {
    const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    const auto is_part = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); };
    return !word.empty() && is_letter(word[0]) && std::all_of(word.begin(), word.end(), is_part);
}

/// What is wrong with a line; nothing if it was read.
std::string read_line(const std::string& line, own_operation& out) {
    const std::size_t open = line.find('(');
    const std::size_t close = line.find(')');
    if (open == std::string::npos || close == std::string::npos || close < open)
        return "expected an operation, its object and its header, such as 'tint(grid, color) "
               "mine::tint mine/tint.hpp'";
    std::istringstream name(line.substr(0, open));
    std::string more;
    if (!(name >> out.text) || name >> more || !is_name(out.text))
        return "expected the name of an operation in front of '('";
    if (batt::text::operation_of(out.text) >= 0 || batt::text::constant_of(out.text) >= 0)
        return "expected a name that the DSL does not have, found '" + out.text + "'";
    std::istringstream parameters(line.substr(open + 1, close - open - 1));
    out.arity = 0;
    for (std::string each; std::getline(parameters, each, ',');) {
        std::istringstream words(each);
        std::string word;
        if (!(words >> word) || words >> more || !is_name(word))
            return "expected names of parameters with ',' between them";
        out.parameters += (out.parameters.empty() ? "" : " ") + word;
        ++out.arity;
    }
    constexpr int most = 4;
    if (out.arity < 1 || out.arity > most)
        return "expected 1 to " + std::to_string(most) + " parameters, found " +
               std::to_string(out.arity);
    std::istringstream rest(line.substr(close + 1));
    if (!(rest >> out.cpp >> out.header) || rest >> more)
        return "expected the object in C++ and its header after ')'";
    return {};
}

} // namespace

std::shared_ptr<const batt::text::vocabulary>
read_operations(const std::string& text, const std::string& file,
                std::vector<batt::text::problem>& problems) {
    auto all = std::make_shared<batt::text::vocabulary>();
    std::istringstream lines(text);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        line.resize(std::min(line.size(), line.find('#')));
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        own_operation one;
        std::string wrong = read_line(line, one);
        const auto is_known = [&](const own_operation& o) { return o.text == one.text; };
        if (wrong.empty() && std::any_of(all->operations.begin(), all->operations.end(), is_known))
            wrong = "expected another name, found '" + one.text + "' again";
        if (wrong.empty())
            all->operations.push_back(std::move(one));
        else
            problems.push_back({file, {number, 1}, wrong});
    }
    return all;
}

} // namespace card_tool
