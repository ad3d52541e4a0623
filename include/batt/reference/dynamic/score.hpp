// Scores of grids by definition: `differ_...` functions, which give (score, item).
#pragma once

#include <algorithm>
#include <batt/reference/dynamic/evaluation.hpp>
#include <batt/text/rewrite.hpp>
#include <optional>
#include <utility>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic {

/// How a program that is a score (`text::program::is_score`) rates the grid I of a sample against
/// C. Of (score, item) only the score is evaluated, so that an item that fails does no harm.
class grid_score {
public:
    static constexpr int most = 1000;

    explicit grid_score(text::program p) : program_(std::move(p)) {
        const auto values = text::resolved(program_);
        const text::operand result = text::resolve(values, program_.result);
        if (result.what != text::form::call) return;
        const auto& parts = program_.calls[static_cast<std::size_t>(result.index)].parts;
        static const int astuple = text::operation_of("astuple");
        if (parts.size() != 3 || parts[0] != text::operand{text::form::operation, astuple}) return;
        gives_number_ = true;
        program_.result = parts[1];
    }

    /// The score, from 0 to 1000; nothing if the program fails or gives no integer.
    std::optional<int> operator()(const sample& s, limits within = {}) const {
        const outcome o = evaluate(program_, s, within);
        return o.ok() ? score_of(o.result) : std::nullopt;
    }

private:
    std::optional<int> score_of(const value& v) const {
        if (gives_number_) return v.is_integer() ? clamped(v.number()) : std::nullopt;
        // A tuple of two or more, the first of which is an integer.
        if (v.is(kind::location)) return clamped(v.location().i);
        if (v.is(kind::cell)) return clamped(v.number());
        if (!v.is(kind::tuple) || v.items().count < 2) return std::nullopt;
        const value& first = *v.items().begin();
        return first.is_integer() ? clamped(first.number()) : std::nullopt;
    }
    static std::optional<int> clamped(int n) { return std::clamp(n, 0, most); }

    text::program program_;
    bool gives_number_ = false; ///< the program gives the score, not the pair
};

} // namespace batt::reference::dynamic
BATT_HOST_CALLS_END
