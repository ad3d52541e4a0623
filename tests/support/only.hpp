// An operation of the tests' own, whose type is given by a rule.
#pragma once

#include <batt/batt.hpp>

namespace mine {

using namespace batt;

/// only(c) -> element: the one element of c. [domain: not exactly one]
struct only_operation : parameters<kind::container> {
    template <class C>
        requires type::container<C>
    static type::element<C> rule(C);

    template <class M, class C>
    static BATT_FN auto eval(M& m, const C& c) {
        if (value::count(m, c) != 1) {
            m.fail(status::domain);
            return value::of<M, type::element<value::tag<C>>>{};
        }
        return dsl::first(m, c);
    }
};
BATT_CONSTANT operation<only_operation> only{};

} // namespace mine

template <>
struct batt::reference::definition<mine::only_operation> {
    static auto call(const auto& c) {
        if (elements(c).size() != 1) fail(status::domain);
        return definition<op::first>::call(c);
    }
};
