// Makes a program from a function of a text: what names stand for, and the calls that are needed.
#pragma once

#include <batt/text/calls.hpp>
#include <batt/text/finishing.hpp>

namespace batt::text::detail {

class program_maker : calls {
public:
    program_maker(std::vector<problem>& problems, std::vector<problem>& warnings,
                  const vocabulary* own)
        : problems_(problems) {
        warnings_ = &warnings;
        calls_.own = own;
        constexpr std::size_t usual = 32; // of most programs
        calls_.reserve(usual);
        statements_.reserve(usual);
        stack_.reserve(usual);
    }

    /// Makes the program of a function of a module: its calls, statements, unknown names and
    /// result; false if it cannot be made, and a problem says why.
    bool make_program(const module_text& m, int function, program& made) {
        begin(m);
        const detail::function& f = m.functions[static_cast<std::size_t>(function)];
        const int in = new_scope(-1, &m);
        if (!take_parameters(m, f, in, made)) return false;
        const term t = run_lines(m, f.first_line, in, true);
        if (!failed_ && !returned_) warn(f.at, "this function returns nothing");
        return finish(t, made);
    }

    /// Makes the program of a body without `def`, which returns O or what it assigns last.
    bool make_body(const module_text& m, program& made) {
        begin(m);
        const int in = new_scope(-1, &m);
        const auto parameter = [&](std::string_view name, kind what) {
            const int word = m.names->find(name, hash_of(name));
            if (word >= 0) bind(in, word, {what, 0});
            return word >= 0;
        };
        parameter("I", kind::input);
        const bool s = parameter("S", kind::demonstrations);
        made.demonstrations = parameter("C", kind::expected) || s;
        term t = run_lines(m, m.first_line, in, true);
        if (!failed_ && !returned_) t = last_assigned(in);
        return finish(t, made);
    }

    /// Makes the program that another name of a function stands for.
    bool make_alias(const module_text& m, const global& g, int name, program& made) {
        begin(m);
        here_ = &m;
        const term t = global_value(m, g, name, g.at);
        if (failed_ || t.what != kind::closure) return false;
        const closure& c = closures_[static_cast<std::size_t>(t.index)];
        if (c.function < 0 || c.scope >= 0) return false;
        const int function = c.function;
        if (c.of == &m) return make_program(m, function, made);
        return false;
    }

    /// Makes what an overload of a dialect means: a program of its parameters.
    bool make_meaning(const module_text& m, int function, program& made) {
        begin(m);
        const detail::function& f = m.functions[static_cast<std::size_t>(function)];
        const int in = new_scope(-1, &m);
        for (const parameter& p : f.parameters) bind(in, p.name, P(begin_body()));
        const term t = run_lines(m, f.first_line, in, false);
        if (!failed_ && !returned_) warn(f.at, "this function returns nothing");
        const bool good = finish(t, made);
        level_ = 0;
        return good;
    }

private:
    struct evaluated {
        const module_text* of;
        const global* g;
        term value;
        bool ready;
    };

    void begin(const module_text& m) {
        calls_.clear();
        statements_.clear();
        scopes_used_ = 0;
        closures_.clear();
        generators_.clear();
        packs_.clear();
        stack_.clear();
        unknown_.clear();
        evaluated_.clear();
        forget_calls();
        failed_ = false;
        level_ = 0;
        own_ = here_ = &m;
    }

    bool take_parameters(const module_text& m, const detail::function& f, int in, program& made) {
        const auto count =
            std::count_if(f.parameters.begin(), f.parameters.end(),
                          [](const parameter& p) { return p.default_begin < 0 && !p.star; });
        if (count == 0 || count > 3)
            refuse(f.at, "expected the parameters (I), (S, I) or (S, I, C)");
        int next = 0;
        for (const parameter& p : f.parameters) {
            if (failed_) break;
            if (p.default_begin >= 0) {
                const int outside = new_scope(-1, &m);
                bind(in, p.name, run(p.default_begin, p.default_length, outside));
                continue;
            }
            if (p.star) { // a program gets no more arguments
                packs_.emplace_back();
                bind(in, p.name, {kind::pack, static_cast<int>(packs_.size()) - 1});
                continue;
            }
            const kind what = count == 1 || next == 1 ? kind::input
                              : next == 0             ? kind::demonstrations
                                                      : kind::expected;
            ++next;
            bind(in, p.name, {what, 0});
        }
        made.demonstrations = count > 1;
        return !failed_ || fail();
    }

    bool fail() {
        problems_.push_back(why_);
        return false;
    }

    term unknown(int name, position at, const std::string& why) override {
        const std::string_view text = here_->names->text(name);
        std::string sentence = std::string(text) + " has no value here" + why;
        if (why.empty()) {
            const std::string_view similar = similar_name(text);
            if (!similar.empty()) sentence += " (like " + std::string(similar) + "?)";
        }
        warn(at, sentence + ", so this statement fails with status type");
        const auto found = std::find(unknown_.begin(), unknown_.end(), text);
        const auto k = found - unknown_.begin();
        if (found == unknown_.end()) unknown_.emplace_back(text);
        return {kind::unknown, static_cast<int>(k)};
    }

    term global_value(const module_text& m, const global& g, int name, position at) override {
        // Imports and lines that are passed over do not change what the names of the DSL mean.
        const bool passed = g.what == global::kind::skipped || g.what == global::kind::imported;
        if (passed && name < first_free) return known(name, at);
        switch (g.what) {
        case global::kind::operation: return {kind::operation, g.index};
        case global::kind::imported: return {kind::imported, g.index};
        case global::kind::foreign_module: return {kind::imported, g.index};
        case global::kind::foreign:
            return unknown(name, at, ", as it comes from " + std::string(m.names->text(g.index)));
        case global::kind::skipped:
            return unknown(name, at,
                           ", as line " + std::to_string(g.at.line) + " could not be read");
        default: break;
        }
        for (const evaluated& e : evaluated_) {
            if (e.g != &g) continue;
            if (e.ready) return e.value;
            return unknown(name, at, ", as it is needed to compute itself");
        }
        if (g.what == global::kind::function) {
            const detail::function& f = m.functions[static_cast<std::size_t>(g.index)];
            if (f.broken) return broken(m, f, name, at);
            const term t = new_closure({&m, g.index, -1, 0, 0, {}, {}, {}});
            evaluated_.push_back({&m, &g, t, true});
            return t;
        }
        const std::size_t k = evaluated_.size();
        evaluated_.push_back({&m, &g, {}, false});
        const line& l = m.lines[static_cast<std::size_t>(g.index)];
        const int outside = std::exchange(level_, 0);
        const int in = new_scope(-1, &m);
        const term t = run(l.begin, l.length, in);
        if (!failed_) {
            const module_text* from = std::exchange(here_, &m);
            assign(m, static_cast<std::size_t>(g.target), t, in, l.at, false);
            here_ = from;
        }
        level_ = outside;
        if (failed_) return {};
        // All names of the line have their values now.
        const scope& made = scopes_[static_cast<std::size_t>(in)];
        for (std::size_t n = 0; n < made.names.size(); ++n) {
            const global* of = m.find(made.names[n]);
            if (of == &g)
                evaluated_[k] = {&m, of, made.values[n], true};
            else if (of != nullptr && of->index == g.index && of->target == g.target)
                evaluated_.push_back({&m, of, made.values[n], true});
        }
        return evaluated_[k].value;
    }

    /// A function that could not be read; if it is named like an operation, the operation is used.
    term broken(const module_text& m, const detail::function& f, int name, position at) {
        if (is_operation_word(name)) {
            warn(at, std::string(known_word(name)) + " means the operation of the DSL, as line " +
                         std::to_string(f.at.line) + " of " + m.file + " could not be read");
            return terms::operation(name);
        }
        return refuse(at, "expected a function that could be read, found '" +
                              std::string(m.names->text(name)) + "', which line " +
                              std::to_string(f.at.line) + (&m == here_ ? "" : " of " + m.file) +
                              " defines");
    }

    std::size_t assign(const module_text& m, std::size_t target, term t, int in, position at,
                       bool own) override {
        const pattern p = m.patterns[target++];
        if (p.name < 0) {
            std::vector<term> parts;
            if (p.star >= 0)
                parts = shared_out(t, p, at);
            else if (t.what == kind::pack && packs_[static_cast<std::size_t>(t.index)].size() ==
                                                 static_cast<std::size_t>(p.count))
                parts = packs_[static_cast<std::size_t>(t.index)];
            else
                parts = taken_apart(value(t, at), p.count, at);
            for (std::size_t k = 0; k < parts.size() && !failed_; ++k)
                target = assign(m, target, parts[k], in, at, own);
            return target;
        }
        const bool keeps = t.what == kind::closure || t.what == kind::builtin ||
                           t.what == kind::imported || (t.what == kind::pack && !is_plain(t));
        if (!keeps) t = value(t, at);
        if (failed_) return target;
        if (!keeps && level_ == 0 && (own || t.what == kind::call)) {
            calls_.assigned(t);
            statements_.push_back({p.name, t, placed(at), calls_.size()});
            t = {kind::variable, static_cast<int>(statements_.size()) - 1};
        }
        bind(in, p.name, t);
        return target;
    }

    /// a, *b, c = t
    std::vector<term> shared_out(term t, const pattern& p, position at) {
        std::vector<term> parts;
        const int behind = p.count - 1 - p.star;
        const auto less = static_cast<std::size_t>(p.count) - 1;
        if (t.what == kind::pack && packs_[static_cast<std::size_t>(t.index)].size() >= less) {
            parts = packs_[static_cast<std::size_t>(t.index)];
            packs_.emplace_back(parts.begin() + p.star, parts.end() - behind);
            parts.erase(parts.begin() + p.star, parts.end() - behind);
            parts.insert(parts.begin() + p.star, {kind::pack, static_cast<int>(packs_.size()) - 1});
            return parts;
        }
        const term from = as_tuple(value(t, at), at);
        for (int k = 0; k < p.count && !failed_; ++k) {
            if (k == p.star)
                parts.push_back(slice(from, number(k), behind > 0 ? number(-behind) : term{}, at));
            else
                parts.push_back(element(from, number(k < p.star ? k : k - p.count), at));
        }
        return parts;
    }

    std::vector<term> taken_apart(term t, int count, position at) {
        std::vector<term> parts;
        const bool counts = calls_.calls(t, "interval") && calls_.parts(t)[1] == number(0) &&
                            calls_.parts(t)[2] == number(count) && calls_.parts(t)[3] == number(1);
        for (int k = 0; k < count && !failed_; ++k)
            parts.push_back(counts ? number(k) : element(t, number(k), at));
        return parts;
    }

    /// Whether a pack holds no function of a text or of Python.
    bool is_plain(term t) const {
        const auto& elements = packs_[static_cast<std::size_t>(t.index)];
        return std::all_of(elements.begin(), elements.end(), [&](term e) {
            return e.what < kind::closure || e.what == kind::generator ||
                   (e.what == kind::pack && is_plain(e));
        });
    }

    term last_assigned(int in) const {
        const scope& s = scopes_[static_cast<std::size_t>(in)];
        for (std::size_t k = s.names.size(); k-- > 0;) {
            if (own_->names->text(s.names[k]) == "O") return s.values[k];
        }
        return s.values.back();
    }

    bool finish(term t, program& made) {
        if (!failed_) t = value(t, returned_at_);
        if (failed_) return fail();
        if (t.what == kind::call) {
            calls_.assigned(t);
            statements_.push_back({output_name, t, returned_at_, calls_.size()});
            t = {kind::variable, static_cast<int>(statements_.size()) - 1};
        }
        made.unknown = std::move(unknown_);
        finishing_.run(calls_, statements_, *own_->names, t, made);
        return true;
    }

    std::vector<problem>& problems_;
    std::vector<std::string> unknown_;
    std::vector<evaluated> evaluated_;
    finishing finishing_;
};

} // namespace batt::text::detail
