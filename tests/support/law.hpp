// Laws that relate operations to each other, checked on random values on every machine.
//
// A law is itself an operation, written once for the machines and the reference.
#pragma once

#include "check.hpp"
#include <batt/dsl.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

namespace detail {
// a class: nvcc expands an alias that does not depend on its argument before it expands the pack
template <int>
struct anything {
    using type = kind::any;
};
template <class>
struct law_of;
template <int... K>
struct law_of<std::integer_sequence<int, K...>> : parameters<typename anything<K>::type...> {
    using result = type::integer;
    static constexpr bool structural = true;
};
} // namespace detail

/// Base of a law about N values: `eval(machine, values...)` returns `broken()` of its `parts`.
template <int N>
struct law : detail::law_of<std::make_integer_sequence<int, N>> {};

/// The parts of a law; the first that does not hold is reported by its line.
class parts {
public:
    BATT_FN void operator()(bool holds, int line = __builtin_LINE()) {
        if (!holds && broken_ == 0) broken_ = line;
    }
    /// 0 if all hold.
    BATT_FN int broken() const { return broken_; }

private:
    int broken_ = 0;
};

/// Op called on a machine or on the reference.
template <class Op, class B, class... V>
BATT_FN auto on(B& b, const V&... v) {
    return batt::call(b, value::named<Op>{}, v...);
}
template <class B, class V, class W>
BATT_FN bool equal(B& b, const V& v, const W& w) {
    return on<op::equality>(b, v, w);
}
template <class Op>
using function = value::named<Op>;

/// What checking a law on random values found.
struct law_tally : tally {
    int failed = 0;    ///< cases in which a call of the law fails
    int broken = 0;    ///< cases that break the law by definition
    std::string which; ///< the first of these
};

/// Tries a law on random values of types A. file: where the law stands.
template <class Law, class... A>
law_tally compare_law(int count, const char* file) {
    using C = combination<type::named<Law>, A...>;
    law_tally out;
    std::size_t first = 0;
    const auto see = [&](std::size_t k, const std::vector<int>& numbers, const answer_numbers& a) {
        if (a.why != status::ok) ++out.failed;
        if (a.why != status::ok || a.numbers[0] == 0 || out.broken++ > 0) return;
        out.which = std::string(file) + ":" + std::to_string(a.numbers[0]) + ": the law " +
                    shown_call(C::types(), numbers) + "\n  again: ";
        first = k;
    };
    static_cast<tally&>(out) =
        compare_random<C>(count, [](source& s) { return random_arguments<A...>(s); }, see);
    if (out.broken > 0) out.which += out.check.again(first);
    return out;
}

/// Checks a law on random values of types A: by definition it holds or one of its calls fails, the
/// latter for at most `failing` percent of the cases; the machines agree.
template <class Law, class... A>
void check_law(int failing = 0, const char* file = __builtin_FILE()) {
    const law_tally t = compare_law<Law, A...>(random_cases(), file);
    CHECK_MESSAGE(t.broken == 0, t.broken << " of " << t.cases << " cases break a law; the first:\n"
                                          << t.which);
    CHECK_MESSAGE(t.wrong == 0, t.wrong << " of " << t.cases << " cases of a law in " << file
                                        << " are wrong; the first (a number is the line that does "
                                           "not hold):\n"
                                        << t.first);
    check_overflow(t, combination<type::named<Law>, A...>::types());
    CHECK_MESSAGE(t.failed * 100 <= std::max(t.cases, 100) * failing,
                  t.failed << " of " << t.cases << " cases failed");
}

} // namespace batt::testing
BATT_HOST_CALLS_END
