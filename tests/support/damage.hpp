// Damage to text, for tests of readers on what nobody would write.
#pragma once

#include <random>
#include <span>
#include <string>
#include <string_view>

namespace batt::testing {

/// A number below `limit`. Engines give the same numbers everywhere, distributions do not.
inline std::size_t below(std::mt19937& random, std::size_t limit) { return random() % limit; }

/// Changes a text in one place: changes a byte, leaves out a piece, doubles it or copies it from
/// elsewhere, puts in something odd, or cuts off the rest.
inline void damage(std::string& text, std::mt19937& random, std::span<const std::string_view> odd) {
    const std::size_t at = text.empty() ? 0 : below(random, text.size());
    const std::size_t length = 1 + below(random, 20);
    switch (below(random, 7)) {
    case 0:
        if (!text.empty()) text[at] = static_cast<char>(below(random, 256));
        break;
    case 1: text.erase(at, length); break;
    case 2: text.insert(at, text.substr(at, length)); break;
    case 3: text.insert(at, odd[below(random, odd.size())]); break;
    case 4: text.replace(at, 1, odd[below(random, odd.size())]); break;
    case 5: text.resize(at); break;
    case 6:
        text.insert(at, text.substr(text.empty() ? 0 : below(random, text.size()), length));
        break;
    }
}

} // namespace batt::testing
