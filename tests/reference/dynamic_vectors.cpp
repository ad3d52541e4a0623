// Recorded calls of the operations, through the definition at run time: values agree, and where an
// error was recorded there is some status, except for the differences that
// reference/dynamic/README.md lists.
#include "support/dynamic_json.hpp"
#include "support/random_check.hpp"
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

namespace {

using namespace batt;
using batt::testing::json;
namespace dynamic = batt::reference::dynamic;

dynamic::outcome called(const json& call) {
    dynamic::outcome out;
    try {
        std::vector<dynamic::value> arguments;
        for (const json& a : call.at("args")) arguments.push_back(batt::testing::value_of(a));
        const std::string name = call.at("op").get<std::string>();
        out.result = dynamic::call(batt::testing::detail::operation_named(name), arguments);
    } catch (const dynamic::failed& f) {
        out.why = f.why;
    }
    return out;
}

/// Whether a call gives what was recorded.
bool is_right(const json& call, const dynamic::outcome& got) {
    if (call.contains("error")) {
        // reference/dynamic/README.md, section 8, 1: none is a value here.
        if (call.at("op") == "index" && call.at("error") == "none")
            return got.ok() && got.result.is(dynamic::kind::none);
        return !got.ok();
    }
    // Results with functions in sets are written in the order of their names.
    return got.ok() &&
           batt::testing::same_value(got.result, batt::testing::value_of(call.at("result")),
                                     batt::testing::function_order::any);
}

void check_recorded_calls(const std::filesystem::path& folder, std::size_t least) {
    const auto check = batt::testing::random_check::next();
    std::size_t calls = 0;
    int failures = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".jsonl") continue;
        std::ifstream in(entry.path());
        for (std::string line; std::getline(in, line);) {
            const std::size_t number = calls++;
            if (!check.runs(number)) continue;
            const json call = json::parse(line);
            const dynamic::scope scope;
            const dynamic::outcome got = called(call);
            if (is_right(call, got) || ++failures > 60) continue;
            MESSAGE(batt::testing::call_text(call)
                    << "\n  recorded: " << batt::testing::result_text(call) << "\n  got:      "
                    << (got.ok() ? batt::testing::shown(got.result) : to_string(got.why))
                    << "\n  again: " << check.again(number));
        }
    }
    CHECK(calls >= least);
    CHECK(failures == 0);
}

} // namespace

TEST_CASE("a sample of the recorded calls gives the recorded results") {
    check_recorded_calls(BATT_TEST_DATA "/vectors", 300);
}

TEST_CASE("all recorded calls give the recorded results, where they are at hand") {
    const std::filesystem::path folder = std::filesystem::path(BATT_SHARED) / "vectors";
    if (std::string_view(BATT_SHARED).empty() || !std::filesystem::is_directory(folder)) {
        MESSAGE("there is no folder with all recorded calls; the sample has run");
        return;
    }
    check_recorded_calls(folder, 10'000);
}
