// What names and functions stand for while a program is made.
#pragma once

#include <batt/text/python.hpp>

namespace batt::text::detail {

/// The scopes of a text's functions, and the terms that last only until they are used.
class scopes : protected python {
protected:
    struct scope {
        int parent = -1;
        const module_text* of = nullptr;
        std::vector<int> names;
        std::vector<term> values;
    };
    struct argument {
        int how; ///< by_place, behind_star or the word of its name
        term value;
    };
    struct closure {
        const module_text* of = nullptr;
        int function = -1;    ///< -1: `callee` with some arguments bound
        int scope = -1;       ///< the scope that it was made in
        int base = 0;         ///< the instruction from which the places of its code count
        std::size_t seen = 0; ///< how many names its scope had then
        term callee;
        std::vector<term> front, back;
    };
    struct generator {
        const module_text* of;
        int at; ///< of its instruction
        int scope;
    };

    int new_scope(int parent, const module_text* of) {
        if (scopes_used_ == scopes_.size()) {
            constexpr std::size_t usual = 16;
            scopes_.emplace_back();
            scopes_.back().names.reserve(usual);
            scopes_.back().values.reserve(usual);
        }
        scope& s = scopes_[scopes_used_];
        s.parent = parent;
        s.of = of;
        s.names.clear();
        s.values.clear();
        return static_cast<int>(scopes_used_++);
    }
    /// The scope that a function was made in, as it was then: what its defaults see.
    int scope_of_defaults(const closure& c) {
        if (c.scope < 0) return new_scope(-1, c.of);
        const int in = new_scope(scopes_[static_cast<std::size_t>(c.scope)].parent, c.of);
        const scope& then = scopes_[static_cast<std::size_t>(c.scope)];
        scope& s = scopes_[static_cast<std::size_t>(in)];
        const auto seen = static_cast<std::ptrdiff_t>(c.seen);
        s.names.assign(then.names.begin(), then.names.begin() + seen);
        s.values.assign(then.values.begin(), then.values.begin() + seen);
        return in;
    }
    void bind(int in, int name, term t) {
        scope& s = scopes_[static_cast<std::size_t>(in)];
        s.names.push_back(name);
        s.values.push_back(t);
        const auto k = static_cast<std::size_t>(name);
        if (bound_.size() <= k) bound_.resize(k + 64);
        bound_[k] = 1;
    }

    term new_closure(closure c) {
        if (c.scope >= 0) c.seen = scopes_[static_cast<std::size_t>(c.scope)].names.size();
        closures_.push_back(std::move(c));
        return {kind::closure, static_cast<int>(closures_.size()) - 1};
    }

    std::vector<scope> scopes_;
    std::size_t scopes_used_ = 0;
    std::vector<std::uint8_t> bound_; ///< by word: some scope has bound it
    std::vector<closure> closures_;
    std::vector<generator> generators_;
    std::vector<std::vector<term>> packs_;
};

} // namespace batt::text::detail
