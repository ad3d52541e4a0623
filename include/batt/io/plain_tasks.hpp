// Reads tasks that have nothing wrong with them in a third of the time that it takes to find what
// is wrong with others, so that a short run does not mostly wait for hundreds of tasks to load.
//
// Opt-in: needs nlohmann-json (3.10 or later) and exceptions; <batt/batt.hpp> does not include it.
#pragma once

#include <algorithm>
#include <batt/io/example.hpp>
#include <batt/io/grid_json.hpp>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace batt::io::detail {

/// Follows the events of the parser and stops at the first thing that plain tasks do not have.
/// Reads one task alone or `{ID: task, ...}`.
class plain_task_handler {
public:
    /// The tasks, a single one with an empty ID; only valid if the whole text was parsed.
    std::vector<task> take() { return std::move(tasks_); }

    bool start_object(std::size_t) {
        switch (at_) {
        case place::start: return go(place::root);
        case place::root_value:
            if (one_task_) return false;
            return begin_task(std::move(key_));
        case place::pairs: return begin_pair();
        default: return false;
        }
    }

    bool key(std::string& name) {
        switch (at_) {
        case place::root: key_ = name; return !name.empty() && go(place::root_value);
        case place::task: return list_key(name);
        case place::pair: return grid_key(name);
        default: return false;
        }
    }

    bool end_object() {
        switch (at_) {
        case place::pair:
            if (!has_input_ || (pairs_ == &tasks_.back().train && !pairs_->back().output))
                return false;
            return go(place::pairs);
        case place::task: return end_task() && go(one_task_ ? place::end : place::root);
        case place::root: return go(place::end);
        default: return false;
        }
    }

    bool start_array(std::size_t) {
        switch (at_) {
        case place::root_value:
            if (!tasks_.empty() || !begin_task({})) return false;
            one_task_ = true;
            return list_key(key_) && go(place::pairs);
        case place::list: return go(place::pairs);
        case place::grid:
            cells_.clear();
            width_ = 0;
            return go(place::rows);
        case place::rows: row_begin_ = cells_.size(); return go(place::row);
        default: return false;
        }
    }

    bool end_array() {
        switch (at_) {
        case place::row: return end_row();
        case place::rows: return end_grid();
        case place::pairs: return go(place::task);
        default: return false;
        }
    }

    bool number_unsigned(std::uint64_t number) {
        if (at_ != place::row || number > max_task_color) return false;
        cells_.push_back(static_cast<signed char>(number));
        return true;
    }
    bool null() { return false; }
    bool boolean(bool) { return false; }
    bool number_integer(std::int64_t) { return false; }
    bool number_float(double, const std::string&) { return false; }
    bool string(std::string&) { return false; }
    bool binary(nlohmann::json::binary_t&) { return false; }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) {
        return false;
    }

private:
    /// Where the parser is: in or before what.
    enum class place { start, root, root_value, task, list, pairs, pair, grid, rows, row, end };

    bool go(place next) {
        at_ = next;
        return true;
    }

    bool begin_task(std::string id) {
        tasks_.push_back({std::move(id), {}, {}});
        has_train_ = has_test_ = false;
        return go(place::task);
    }

    bool end_task() const {
        const task& t = tasks_.back();
        return has_train_ && has_test_ && !(t.train.empty() && t.test.empty());
    }

    bool list_key(const std::string& name) {
        const bool train = name == "train";
        if (!train && name != "test") return false;
        bool& seen = train ? has_train_ : has_test_;
        if (seen) return false;
        seen = true;
        pairs_ = train ? &tasks_.back().train : &tasks_.back().test;
        return go(place::list);
    }

    bool begin_pair() {
        pairs_->emplace_back();
        pairs_->back().number = static_cast<int>(pairs_->size());
        has_input_ = false;
        return go(place::pair);
    }

    bool grid_key(const std::string& name) {
        is_input_ = name == "input";
        if (is_input_ ? has_input_ : name != "output" || pairs_->back().output) return false;
        return go(place::grid);
    }

    bool end_row() {
        const std::size_t width = cells_.size() - row_begin_;
        if (row_begin_ == 0) width_ = width;
        if (width == 0 || width > max_task_side || width != width_) return false;
        return go(place::rows);
    }

    bool end_grid() {
        if (width_ == 0 || cells_.size() > max_task_side * width_) return false;
        grid g(static_cast<int>(cells_.size() / width_), static_cast<int>(width_));
        auto cell = cells_.begin();
        for (int i = 0; i < g.height(); ++i) {
            for (int j = 0; j < g.width(); ++j) g(i, j) = *cell++;
        }
        if (is_input_) {
            pairs_->back().input = std::move(g);
            has_input_ = true;
        } else {
            pairs_->back().output = std::move(g);
        }
        return go(place::pair);
    }

    place at_ = place::start;
    std::vector<task> tasks_;
    bool one_task_ = false; ///< the root is the task
    std::string key_;
    bool has_train_ = false;
    bool has_test_ = false;
    std::vector<example>* pairs_ = nullptr; ///< of the last task, where the pair belongs
    bool has_input_ = false;
    bool is_input_ = false; ///< the current grid
    std::vector<signed char> cells_;
    std::size_t row_begin_ = 0;
    std::size_t width_ = 0;
};

/// The tasks of a text, in the order of their IDs; a task that stands alone has none. Gives nothing
/// if there is anything to report about the text, or if it has keys that are not read.
inline std::optional<std::vector<task>> plain_tasks(std::string_view text) {
    plain_task_handler handler;
    if (!nlohmann::json::sax_parse(text.data(), text.data() + text.size(), &handler))
        return std::nullopt;
    std::vector<task> tasks = handler.take();
    std::sort(tasks.begin(), tasks.end(), [](const task& a, const task& b) { return a.id < b.id; });
    const auto equal = [](const task& a, const task& b) { return a.id == b.id; };
    if (tasks.empty() || std::adjacent_find(tasks.begin(), tasks.end(), equal) != tasks.end())
        return std::nullopt;
    return tasks;
}

} // namespace batt::io::detail
