// Laws that operations obey among themselves, checked on random values on every machine.
//
// A law is an operation of its own, written once for the machines and the reference.
#pragma once

#include "check.hpp"
#include <batt/dsl.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

namespace detail {
// a class, as an alias that does not depend on its argument is expanded by nvcc before the pack is
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

/// Base of a law about N values: `eval(backend, values...)` returns `broken()` of its `parts`.
template <int N>
struct law : detail::law_of<std::make_integer_sequence<int, N>> {};

/// The parts of a law; the first that does not hold is told by its number.
class parts {
public:
    BATT_FN void operator()(bool holds) {
        ++count_;
        if (!holds && broken_ == 0) broken_ = count_;
    }
    /// 0 if all hold.
    BATT_FN int broken() const { return broken_; }

private:
    int count_ = 0;
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

/// A law on random values of types A: by definition it holds or one of its calls fails, the latter
/// for at most `failing` of a hundred; the machines agree.
template <class Law, class... A>
void check_law(int failing = 0) {
    using C = combination<type::named<Law>, A...>;
    int failed = 0, broken = 0;
    std::string first;
    const tally t = check_cases<C>(random_cases(), [&](source& s) {
        const auto numbers = random_arguments<A...>(s);
        const answer_numbers got = C::on_reference(numbers);
        if (got.why != status::ok)
            ++failed;
        else if (got.numbers != std::vector<int>{0} && broken++ == 0)
            first = "part " + show(got.numbers) + "\n  arguments " + show(numbers);
        return numbers;
    });
    CHECK_MESSAGE(broken == 0, broken << " of " << t.cases << " broken with BATT_TEST_SEED="
                                      << random_seed() << "; " << first);
    CHECK_MESSAGE(failed * 100 <= t.cases * failing, failed << " of " << t.cases << " failed");
}

} // namespace batt::testing
BATT_HOST_CALLS_END
