// Compiled programs that a tool finds by their names: batt_add_card(example_card FILE...) has made
// <example_card.hpp> from programs of text.
#include <batt/batt.hpp>
#include <cstdio>
#include <example_card.hpp>

int main() {
    batt::sample_set samples;
    samples.inputs = {batt::grid{{0, 1, 1}, {2, 0, 0}}, batt::grid{{3, 0}, {0, 4}}};
    int ran = 0;
    for (const batt::pipeline_entry& entry : batt::example_card()) {
        const std::unique_ptr<batt::any_pipeline> pipeline = entry.make();
        const auto report = pipeline->run(samples);
        if (!report) {
            std::printf("%s: %s\n", entry.name.c_str(), report.error().text.c_str());
            return 2;
        }
        for (int p = 0; p < pipeline->programs(); ++p) {
            const batt::program_source source = pipeline->source(p);
            std::printf("%s of pipeline %s, %d statements:", source.name, entry.name.c_str(),
                        source.statements);
            for (std::size_t k = 0; k < samples.inputs.size(); ++k) {
                const std::size_t place = static_cast<std::size_t>(p) * samples.inputs.size() + k;
                std::printf(" %s", to_string(report->verdicts[place].why()));
            }
            std::printf("\n");
            ++ran;
        }
    }
    return ran == 2 ? 0 : 1;
}
