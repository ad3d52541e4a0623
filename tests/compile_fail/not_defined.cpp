// A program that is run by definition, with an operation that has no definition.
#include <batt/dsl.hpp>
#include <batt/reference/machine/standard_form.hpp>

namespace mine {
struct keep_operation : batt::parameters<batt::kind::grid> {
    using result = batt::type::grid;
    template <class M>
    static BATT_FN batt::value::grid<M> eval(M&, const batt::value::grid<M>& g) {
        return g;
    }
};
BATT_CONSTANT batt::operation<keep_operation> keep{};
} // namespace mine

namespace batt::solvers {
constexpr auto p = solver(x1 = compose(mine::keep, vmirror), O = x1(I));
grid q(const grid& g) { return p.reference(g); }
} // namespace batt::solvers
