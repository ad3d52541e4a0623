// Turns what was made into a program, which holds what is needed and computes nothing twice.
#pragma once

#include <algorithm>
#include <batt/text/making.hpp>

namespace batt::text::detail {

/// Keeps its buffers from program to program.
class finishing {
public:
    void run(const terms& calls, std::vector<made_statement>& statements, const words& names,
             term result, program& made) {
        count_uses(calls, statements);
        name_shared(calls, statements);
        write_calls(calls, made);
        made.statements.reserve(statements.size());
        for (std::size_t k = 0; k < order_.size(); ++k) {
            const made_statement& s = statements[static_cast<std::size_t>(order_[k])];
            statement& written = made.statements.emplace_back();
            written.value = finished(s.value, static_cast<int>(k));
            written.at = s.at;
            if (s.name == output_name) written.name = "O";
            if (s.name >= 0) written.name = names.text(s.name);
            if (written.value.what == form::call)
                made.calls[static_cast<std::size_t>(written.value.index)].statement =
                    static_cast<int>(k);
        }
        // A nested call belongs to the statement of the call around it.
        for (std::size_t k = made.calls.size(); k-- > 0;) {
            for (const operand& part : made.calls[k].parts) {
                if (part.what == form::call)
                    made.calls[static_cast<std::size_t>(part.index)].statement =
                        made.calls[k].statement;
            }
        }
        made.result = finished(result, static_cast<int>(order_.size()));
    }

private:
    using kind = term::kind;

    struct finished_call {
        int uses = 0;
        int named = -1; ///< its statement, or -1
        int moved = 0;  ///< its place in the program
    };

    static std::size_t at(term t) { return static_cast<std::size_t>(t.index); }

    void count_uses(const terms& calls, const std::vector<made_statement>& statements) {
        calls_.assign(calls.size(), {});
        for (std::size_t k = 0; k < statements.size(); ++k) {
            const term t = statements[k].value;
            if (t.what != kind::call) continue;
            finished_call& c = calls_[at(t)];
            ++c.uses;
            if (c.named < 0) c.named = static_cast<int>(k);
        }
        for (std::size_t k = calls.size(); k-- > 0;) {
            if (calls_[k].uses == 0) continue;
            for (term part : calls.parts(calls[k])) {
                if (part.what == kind::call) ++calls_[at(part)].uses;
            }
        }
    }

    /// A call that is used more than once gets a statement, which stands as early as it can.
    void name_shared(const terms& calls, std::vector<made_statement>& statements) {
        bool moved = false;
        for (std::size_t k = 0; k < calls_.size(); ++k) {
            if (calls_[k].uses < 2) continue;
            moved = true;
            if (calls_[k].named < 0) {
                calls_[k].named = static_cast<int>(statements.size());
                statements.push_back({no_name, {kind::call, static_cast<int>(k)}, calls[k].at, 0});
            }
            statements[static_cast<std::size_t>(calls_[k].named)].mark = k + 1;
        }
        order_.resize(statements.size());
        for (std::size_t k = 0; k < order_.size(); ++k) order_[k] = static_cast<int>(k);
        if (moved)
            std::stable_sort(order_.begin(), order_.end(), [&](int a, int b) {
                return statements[static_cast<std::size_t>(a)].mark <
                       statements[static_cast<std::size_t>(b)].mark;
            });
        places_.resize(order_.size());
        for (std::size_t k = 0; k < order_.size(); ++k)
            places_[static_cast<std::size_t>(order_[k])] = static_cast<int>(k);
    }

    void write_calls(const terms& calls, program& made) {
        made.calls.reserve(static_cast<std::size_t>(std::count_if(
            calls_.begin(), calls_.end(), [](const finished_call& c) { return c.uses > 0; })));
        for (std::size_t k = 0; k < calls.size(); ++k) {
            if (calls_[k].uses == 0) continue;
            calls_[k].moved = static_cast<int>(made.calls.size());
            const auto parts = calls.parts(calls[k]);
            call& c = made.calls.emplace_back();
            c.at = calls[k].at;
            for (term part : parts) c.parts.push_back(finished(part, -1));
        }
    }

    /// A term as an operand: a call is the variable of its statement, except in that statement.
    operand finished(term t, int statement) const {
        if (t.what == kind::variable)
            return {form::variable, places_[static_cast<std::size_t>(t.index)]};
        if (t.what == kind::parameter) return {form::parameter, t.index - 1};
        if (t.what != kind::call) return {static_cast<form>(t.what), t.index};
        const int named = calls_[at(t)].named;
        if (named >= 0 && places_[static_cast<std::size_t>(named)] != statement)
            return {form::variable, places_[static_cast<std::size_t>(named)]};
        return {form::call, calls_[at(t)].moved};
    }

    std::vector<finished_call> calls_;
    std::vector<int> order_;  ///< the statements in the order of the program
    std::vector<int> places_; ///< of each statement in that order
};

} // namespace batt::text::detail
