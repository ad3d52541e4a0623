// Programs at run time in README.md.
#include "includes_3.hpp"

int main() {
    const std::string source = "def solve_a(I):\n    return vmirror(I)\n";
    const batt::batch in(std::vector<batt::grid>{batt::grid{{1, 2}}});
    const batt::batch expected(std::vector<batt::grid>{batt::grid{{2, 1}}});
    const batt::sample_view samples{in, expected};
    batt::run_options options;
    options.where = batt::backend::host;
#include "statements_3.hpp"
    return report && report->verdicts[0].match() ? 0 : 1;
}
