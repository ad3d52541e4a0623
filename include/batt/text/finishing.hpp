// Turns what was made into a program: only what is needed, and what is used twice computed once.
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
        write_calls(calls, statements, made);
        made.statements.reserve(statements.size());
        for (std::size_t k = 0; k < order_.size(); ++k) {
            const made_statement& s = statements[static_cast<std::size_t>(order_[k])];
            statement written{"", finished(s.value, static_cast<int>(k)), s.at};
            if (s.name == output_name) written.name = "O";
            if (s.name >= 0) written.name = names.text(s.name);
            if (written.value.what == form::call)
                made.calls[static_cast<std::size_t>(written.value.index)].statement =
                    static_cast<int>(k);
            made.statements.push_back(std::move(written));
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

    static std::size_t at(term t) { return static_cast<std::size_t>(t.index); }

    void count_uses(const terms& calls, const std::vector<made_statement>& statements) {
        uses_.assign(calls.size(), 0);
        named_.assign(calls.size(), -1);
        for (std::size_t k = 0; k < statements.size(); ++k) {
            const term t = statements[k].value;
            if (t.what != kind::call) continue;
            ++uses_[at(t)];
            if (named_[at(t)] < 0) named_[at(t)] = static_cast<int>(k);
        }
        for (std::size_t k = calls.size(); k-- > 0;) {
            if (uses_[k] == 0) continue;
            for (term part : calls.parts(calls[k])) {
                if (part.what == kind::call) ++uses_[at(part)];
            }
        }
    }

    /// A call that is used more than once gets a statement, which stands where it can first be.
    void name_shared(const terms& calls, std::vector<made_statement>& statements) {
        bool moved = false;
        for (std::size_t k = 0; k < uses_.size(); ++k) {
            if (uses_[k] < 2) continue;
            moved = true;
            if (named_[k] < 0) {
                named_[k] = static_cast<int>(statements.size());
                statements.push_back({no_name, {kind::call, static_cast<int>(k)}, calls[k].at, 0});
            }
            statements[static_cast<std::size_t>(named_[k])].mark = k + 1;
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

    void write_calls(const terms& calls, const std::vector<made_statement>& statements,
                     program& made) {
        moved_.resize(calls.size());
        std::size_t count = 0;
        for (int uses : uses_) count += uses > 0 ? 1U : 0U;
        made.calls.reserve(count);
        for (std::size_t k = 0; k < calls.size(); ++k) {
            if (uses_[k] == 0) continue;
            moved_[k] = static_cast<int>(made.calls.size());
            const auto parts = calls.parts(calls[k]);
            call c{{}, calls[k].at};
            c.parts.reserve(parts.size());
            for (term part : parts) c.parts.push_back(finished(part, -1));
            made.calls.push_back(std::move(c));
        }
        (void)statements;
    }

    /// A term as an operand; in the statement that names it, a call is itself.
    operand finished(term t, int statement) const {
        if (t.what == kind::variable)
            return {form::variable, places_[static_cast<std::size_t>(t.index)]};
        if (t.what != kind::call) return {static_cast<form>(t.what), t.index};
        const int named = named_[at(t)];
        if (named >= 0 && places_[static_cast<std::size_t>(named)] != statement)
            return {form::variable, places_[static_cast<std::size_t>(named)]};
        return {form::call, moved_[at(t)]};
    }

    std::vector<int> uses_;
    std::vector<int> named_;  ///< the statement of each call, or -1
    std::vector<int> order_;  ///< the statements in the order of the program
    std::vector<int> places_; ///< of each statement in that order
    std::vector<int> moved_;  ///< the place of each call in the program
};

} // namespace batt::text::detail
