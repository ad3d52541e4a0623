// Which random cases a test runs, and the command that runs one of them again.
//
// BATT_TEST_SEED and BATT_TEST_CASES choose the seed and the number of cases. Checks of random
// cases are numbered within their test case: BATT_TEST_CASE=2:17 chooses case 17 of the second
// check.
#pragma once

#include <charconv>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace batt::testing {

/// The test case that runs; main keeps it.
struct running_test {
    std::string binary = "TEST";
    std::string name;
    int checks = 0;                 ///< how many checks of random cases it has begun
    std::optional<unsigned> seed{}; ///< if some check asked for it
    bool chosen_ran = false;        ///< whether the case that BATT_TEST_CASE chooses has run
};
inline running_test current_test;

namespace detail {

/// The number that a text is, if it is nothing more.
template <class T>
std::optional<T> number_of(std::string_view text) {
    T n{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return n;
}

/// A number that the environment sets, or `otherwise`.
template <class T>
T from_environment(const char* name, T otherwise) {
    const char* const text = std::getenv(name);
    if (text == nullptr) return otherwise;
    const std::optional<T> n = number_of<T>(text);
    if (!n) throw std::runtime_error(std::string(name) + "=" + text + " is no number that fits");
    return *n;
}

/// A case that BATT_TEST_CASE chooses.
struct chosen_case {
    int check;
    std::size_t number;
};
inline std::optional<chosen_case> chosen() {
    const char* const text = std::getenv("BATT_TEST_CASE");
    if (text == nullptr) return std::nullopt;
    const std::string_view all = text;
    const std::size_t colon = all.find(':');
    if (colon != std::string_view::npos) {
        const auto check = number_of<int>(all.substr(0, colon));
        const auto number = number_of<std::size_t>(all.substr(colon + 1));
        if (check && number) return chosen_case{*check, *number};
    }
    throw std::runtime_error("BATT_TEST_CASE=" + std::string(all) +
                             " is not CHECK:CASE, as a check that fails prints it");
}

} // namespace detail

/// BATT_TEST_SEED, or what a test takes without it.
inline unsigned seed_or(unsigned otherwise) {
    current_test.seed = detail::from_environment("BATT_TEST_SEED", otherwise);
    return *current_test.seed;
}
/// BATT_TEST_CASES, or what a test takes without it.
inline std::size_t cases_or(std::size_t otherwise) {
    return detail::from_environment("BATT_TEST_CASES", otherwise);
}

/// A name for doctest's -tc, in quotes for a shell. A ? replaces what either would interpret.
inline std::string quoted_test_name(std::string_view name) {
    std::string out = "\"";
    for (const char c : name)
        out += std::string_view(",\"\\$`!*").find(c) == std::string_view::npos ? c : '?';
    return out + "\"";
}

/// A check whose cases have numbers.
class random_check {
public:
    /// For calls by hand, which always run.
    random_check() = default;
    /// The next check of the test case that runs.
    static random_check next() {
        random_check c;
        c.number_ = ++current_test.checks;
        return c;
    }

    /// Whether only one case is to run, of this check or another.
    static bool one_alone() { return detail::chosen().has_value(); }

    /// Whether case k is to run.
    bool runs(std::size_t k) const {
        const auto chosen = detail::chosen();
        if (!chosen) return true;
        const bool is_chosen = chosen->check == number_ && chosen->number == k;
        current_test.chosen_ran = current_test.chosen_ran || is_chosen;
        return is_chosen;
    }

    /// The command that runs case k alone.
    std::string again(std::size_t k) const {
        std::string out;
        for (const char* name : {"BATT_TEST_BACKEND", "BATT_TEST_CASES"})
            if (const char* const set = std::getenv(name))
                out += std::string(name) + "=" + set + " ";
        if (number_ > 0) {
            if (current_test.seed)
                out += "BATT_TEST_SEED=" + std::to_string(*current_test.seed) + " ";
            out += "BATT_TEST_CASE=" + std::to_string(number_) + ":" + std::to_string(k) + " ";
        }
        return out + current_test.binary + " -tc=" + quoted_test_name(current_test.name);
    }

private:
    int number_ = 0;
};

} // namespace batt::testing
