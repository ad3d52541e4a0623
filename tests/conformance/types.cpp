// Tells generate.py what the recorded names of types stand for, so that it needs no rules of its
// own: for each line, such as tuple<cell>, a line of JSON that says what the type is made of.
#include <batt/dsl/static_type.hpp>
#include <iostream>

namespace {

using batt::typing::static_type;

/// The type of a recorded name. The name does not say which functions it means: one operation
/// stands for all of them.
static_type type_of(std::string name) {
    constexpr std::string_view recorded = "function", any = "identity";
    for (std::size_t at = 0; (at = name.find(recorded, at)) != name.npos; at += any.size())
        name.replace(at, recorded.size(), any);
    return batt::typing::from_text(name);
}

std::string word_of(const static_type& t) {
    if (t.is == batt::typing::form::named) return "function";
    for (const auto& [word, is] : batt::typing::detail::built_types)
        if (t.is == is) return std::string(word);
    return to_text(t);
}

void print(const static_type& t) {
    std::cout << "[\"" << word_of(t) << '"';
    for (const static_type& part : t.parts) {
        std::cout << ", ";
        print(part);
    }
    std::cout << ']';
}

} // namespace

int main() {
    for (std::string name; std::getline(std::cin, name); std::cout << '\n') print(type_of(name));
}
