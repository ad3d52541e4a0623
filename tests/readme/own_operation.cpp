// The operation of one's own in README.md, in the namespace that examples/mine uses.
#include <batt/batt.hpp>

namespace mine {
using namespace batt;
#include "block_2.hpp"
} // namespace mine

namespace batt::solvers {
constexpr auto p = solver(O = mine::tint(I, FIVE));
} // namespace batt::solvers

int main() {
    const batt::result<batt::grid> out = batt::solvers::p(batt::grid{{0, 1}});
    return out && *out == batt::grid{{0, 5}} ? 0 : 1;
}
