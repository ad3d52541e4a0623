// The base of all that makes a program from its text: its calls, its statements, its problems.
#pragma once

#include <batt/text/terms.hpp>
#include <cstdint>

namespace batt::text::detail {

/// What stands for the name of a statement that has none in the text: no name, or O.
inline constexpr int no_name = -1, output_name = -2;

/// A statement in the making.
struct made_statement {
    int name = no_name; ///< its word
    term value;
    position at;
    std::size_t mark = 0; ///< how many calls there were when it was made
};

/// Makes calls of operations and remembers the first reason why the program cannot be made; then
/// `failed_` is set, and what is made afterwards does not count.
class making {
protected:
    using kind = term::kind;

    static constexpr term P(int level) { return {kind::parameter, level}; }

    term make(std::initializer_list<term> parts, position at) {
        return make(std::span<const term>(parts.begin(), parts.size()), at);
    }
    term make(std::span<const term> parts, position at) {
        constexpr std::size_t most = 1'000'000;
        if (calls_.size() >= most)
            return refuse(at, "expected a program of fewer than " + std::to_string(most) +
                                  " calls, found more");
        return calls_.call(parts, placed(at), level_);
    }
    template <class... A>
    term make(std::string_view operation, position at, A... arguments) {
        return make({terms::operation(operation), arguments...}, at);
    }

    term truth(bool t) const { return terms::truth(t); }
    term number(int n) const { return terms::number(n); }
    term operation(std::string_view name) const { return terms::operation(name); }
    term empty_tuple(position at) { return make("repeat", at, number(0), number(0)); }

    term refuse(position at, std::string sentence) {
        if (!failed_) why_ = {file(), at, std::move(sentence)};
        failed_ = true;
        return {};
    }
    void warn(position at, const std::string& sentence) {
        warnings_->push_back({file(), at, "warning: " + sentence});
    }

    /// The file that positions are in.
    virtual const std::string& file() const = 0;
    /// Where a call stands in the program's own file; a call in a prelude stands where it is used.
    virtual position placed(position at) const = 0;

    terms calls_;
    std::vector<made_statement> statements_;
    std::vector<problem>* warnings_ = nullptr;
    problem why_;
    bool failed_ = false;
    int level_ = 0;

    making() = default;
    ~making() = default;
};

} // namespace batt::text::detail
