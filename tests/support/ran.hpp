// The report of a run that must succeed, and the sentence of one that must not.
#pragma once

#include <batt/exec/any_pipeline.hpp>
#include <doctest/doctest.h>

namespace batt::testing {

inline run_report ran(any_pipeline::expected_report report) {
    const std::string text = report ? "" : report.error().text;
    REQUIRE_MESSAGE(report.has_value(), text);
    return std::move(*report);
}
inline error_message refused(const any_pipeline::expected_report& report) {
    CHECK(!report.has_value());
    return report ? error_message{} : report.error();
}

} // namespace batt::testing
