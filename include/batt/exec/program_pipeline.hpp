// A program written in C++ as a pipeline of one, behind the run-time interface.
#pragma once

#include <batt/exec/compiled_pipeline.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace detail {

/// Source has `static constexpr program_source value`: id, name, file and line of the program.
template <class Program, class Source>
struct sourced_program : single_program<Program> {
    static constexpr program_source sources[] = {{Source::value.id, Source::value.name,
                                                  Source::value.file, Source::value.line,
                                                  Program::statements, ""}};
    // its statements are its own, and the operations in them are not known
    static constexpr statement_use uses[] = {{0, 0, Program::statements}};
    static constexpr const char* operations[] = {""};
    static constexpr bool rays = std::is_same_v<default_tiers<Program>, tiers<ray_tier>>;
};

} // namespace detail

/// The program Program as an any_pipeline.
template <class Program, class Source>
std::unique_ptr<any_pipeline> make_program() {
    return make_pipeline<detail::sourced_program<std::remove_cv_t<Program>, Source>>();
}

} // namespace batt
BATT_HOST_CALLS_END
