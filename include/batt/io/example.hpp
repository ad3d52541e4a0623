// A task and its examples, in the form that all who read, run or draw them use.
#pragma once

#include <batt/value/grid.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace batt::io {

/// An input and the output it should give, if that is known.
struct example {
    grid input;
    std::optional<grid> output;
    int number = 0; ///< its place among the train or the test pairs of its task, from 1

    friend bool operator==(const example&, const example&) = default;
};

/// Further examples that a task's file has, by the name of their list, such as "arc-gen".
struct task_part {
    std::string name;
    std::vector<example> pairs;

    friend bool operator==(const task_part&, const task_part&) = default;
};

/// A task: examples to learn from, examples to be solved, and further ones, which are shown to no
/// program.
struct task {
    std::string id;
    std::vector<example> train;
    std::vector<example> test;
    std::vector<task_part> further{};

    /// Calls f(name, pairs) for "train", "test" and further parts. Names live as long as the task.
    template <class F>
    void for_parts(const F& f) const {
        f(std::string_view("train"), train);
        f(std::string_view("test"), test);
        for (const task_part& part : further) f(std::string_view(part.name), part.pairs);
    }

    friend bool operator==(const task&, const task&) = default;
};

} // namespace batt::io
