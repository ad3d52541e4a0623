// Recorded calls of the operations, through the definition at run time: values agree, and where an
// error was recorded there is some status, but for the differences that DYNAMIC.md lists.
#include "support/dynamic_json.hpp"
#include <cstdlib>
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

/// What is wrong with a call; nothing if it is right.
std::string difference(const json& call, const dynamic::outcome& got) {
    if (call.contains("error")) {
        // DYNAMIC.md, section 8, 1: none is a value here.
        if (call.at("op") == "index" && call.at("error") == "none")
            return got.ok() && got.result.is(dynamic::kind::none) ? "" : "something else than none";
        return got.ok() ? batt::testing::shown(got.result) : "";
    }
    if (!got.ok()) return to_string(got.why);
    // Results with functions in sets are written in the order of their names.
    const bool same = batt::testing::same_value(
        got.result, batt::testing::value_of(call.at("result")), batt::testing::function_order::any);
    return same ? "" : batt::testing::shown(got.result);
}

void check_recorded_calls(const std::filesystem::path& folder, std::size_t least) {
    std::size_t calls = 0;
    int failures = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".jsonl") continue;
        std::ifstream in(entry.path());
        for (std::string line; std::getline(in, line);) {
            const json call = json::parse(line);
            const dynamic::scope scope;
            ++calls;
            const dynamic::outcome got = called(call);
            const std::string wrong = difference(call, got);
            if (wrong.empty()) continue;
            ++failures;
            if (failures < 60) MESSAGE(wrong << " for " << line.substr(0, 1500));
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
