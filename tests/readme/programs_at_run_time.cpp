// Programs at run time in README.md: by definition, and by columns.
#include "includes_3.hpp"
#include "includes_4.hpp"

static bool by_definition(const std::string& source, const batt::sample_set& samples) {
    const batt::run_options options;
    batt::run_report report;
    batt::error_message error;
#include "statements_3.hpp"
    return report.verdicts.size() == 1 && report.verdicts[0].match();
}

static bool by_columns(batt::text::reading read, const batt::sample_view& samples) {
    batt::run_options options;
    options.where = batt::backend::host;
#include "statements_4.hpp"
    return report && report->verdicts[0].match() && more.run(samples, options);
}

int main() {
    const std::string source = "def solve_a(I):\n    return vmirror(I)\n";
    batt::sample_set samples;
    samples.inputs = {batt::grid{{1, 2}}};
    samples.expected = {batt::grid{{2, 1}}};
    const batt::batch in(samples.inputs), expected(std::vector<batt::grid>{batt::grid{{2, 1}}});
    return by_definition(source, samples) &&
                   by_columns(batt::text::read(source, "a.py"), {in, expected})
               ? 0
               : 1;
}
