// A task and its examples, as whoever reads, runs or draws them holds them.
#pragma once

#include <batt/value/grid.hpp>
#include <optional>
#include <string>
#include <vector>

namespace batt::io {

/// An input and the output it should give, if that is known.
struct example {
    grid input;
    std::optional<grid> output;
    int number = 0; ///< its place among the train or the test pairs of its task, from 1

    friend bool operator==(const example&, const example&) = default;
};

/// A task: examples to learn from and examples to be solved.
struct task {
    std::string id;
    std::vector<example> train;
    std::vector<example> test;

    friend bool operator==(const task&, const task&) = default;
};

} // namespace batt::io
