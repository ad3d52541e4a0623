// Gives the code of a text its meaning: calls of operations, with every function inlined.
#pragma once

#include <batt/text/scopes.hpp>

namespace batt::text::detail {

/// Runs code over terms. A name stands for what its scope assigned last, or else for its meaning in
/// the text or its prelude, or else for an operation, a constant or a function of Python.
class lowering : protected scopes {
protected:
    /// Runs `length` instructions of the scope's module; returns the one value that they leave.
    term run(int begin, int length, int in) {
        const module_text& m = *scopes_[static_cast<std::size_t>(in)].of;
        const module_text* outside = std::exchange(here_, &m);
        std::vector<term>& stack = stack_;
        for (int k = begin; k < begin + length && !failed_; ++k) {
            const instruction& i = m.codes[static_cast<std::size_t>(k)];
            switch (i.what) {
            case code::name: stack.push_back(look_up(i.a, in, i.at)); break;
            case code::integer: stack.push_back(number(i.a)); break;
            case code::truth: stack.push_back(truth(i.a != 0)); break;
            case code::none: stack.push_back({kind::none, 0}); break;
            case code::call: call_instruction(m, i); break;
            case code::tuple: tuple_instruction(m, i); break;
            case code::set: {
                if (const auto t = joined(m, i, true)) {
                    stack.push_back(*t);
                    break;
                }
                const std::vector<term> elements = values(elements_of(m, i), i.at);
                if (!failed_) stack.push_back(set_of(elements, i.at));
                break;
            }
            case code::lambda:
                stack.push_back(new_closure({&m, i.a, in, k, 0, {}, {}, {}}));
                k += i.b;
                break;
            case code::comprehension:
                comprehension_instruction(m, i, k, in);
                k += i.b;
                break;
            case code::attribute: attribute(i, in); break;
            default: operator_instruction(m, i); break;
            }
        }
        here_ = outside;
        return failed_ ? term{} : pop();
    }

    /// Runs the lines of a function; gives what they return.
    term run_lines(const module_text& m, int first, int in, bool own) {
        const module_text* outside = std::exchange(here_, &m);
        returned_ = false;
        term returned{kind::none, 0};
        for (int k = first; k >= 0 && !failed_;) {
            const line& l = m.lines[static_cast<std::size_t>(k)];
            k = l.next;
            if (l.what == line::kind::define) {
                const int name = m.functions[static_cast<std::size_t>(l.target)].name;
                bind(in, name, new_closure({&m, l.target, in, 0, 0, {}, {}, {}}));
                continue;
            }
            term t = run(l.begin, l.length, in);
            if (failed_) break;
            if (l.what == line::kind::give_back) {
                if (k >= 0)
                    warn(m.lines[static_cast<std::size_t>(k)].at,
                         "what follows a return is not read");
                returned_at_ = l.value_at;
                returned_ = true;
                returned = t;
                break;
            }
            if (l.what == line::kind::augment) {
                const int name = m.patterns[static_cast<std::size_t>(l.target)].name;
                const term old = value(look_up(name, in, l.at), l.at);
                t = binary(l.how, old, value(t, l.value_at), l.at);
            }
            auto target = static_cast<std::size_t>(l.target);
            for (int n = 0; n < l.targets && !failed_; ++n)
                target = assign(m, target, t, in, l.targets == 1 ? l.at : l.value_at, own);
        }
        here_ = outside;
        return returned;
    }

    /// A term as something that a call can be given.
    term value(term t, position at) {
        if (failed_ || t.what < kind::closure) return t;
        switch (t.what) {
        case kind::closure:
        case kind::builtin: return function_value(t, at);
        case kind::pack: {
            const std::vector<term> elements = packs_[static_cast<std::size_t>(t.index)];
            const std::vector<term> given = values(elements, at);
            return failed_ ? term{} : tuple_of(given, at);
        }
        case kind::generator: return collect(t, false, at);
        default: return refuse(at, "expected a value, found a module");
        }
    }
    std::vector<term> values(std::vector<term> ts, position at) {
        for (term& t : ts) t = value(t, at);
        return ts;
    }

    /// The value of a name that is written at a place.
    term look_up(int name, int in, position at) {
        const auto n = static_cast<std::size_t>(name);
        if (n < bound_.size() && bound_[n] != 0) {
            for (int s = in; s >= 0; s = scopes_[static_cast<std::size_t>(s)].parent) {
                const scope& of = scopes_[static_cast<std::size_t>(s)];
                for (std::size_t k = of.names.size(); k-- > 0;) {
                    if (of.names[k] == name) return of.values[k];
                }
            }
        }
        for (const module_text* m = scopes_[static_cast<std::size_t>(in)].of; m != nullptr;
             m = m->base.get()) {
            if (const global* g = m->find(name)) return global_value(*m, *g, name, at);
        }
        return known(name, at);
    }

    /// The value of a name that every text knows, or an unknown one.
    term known(int name, position at) {
        if (is_operation_word(name)) return terms::operation(name);
        if (is_constant_word(name)) return {kind::constant, name - first_constant};
        if (is_builtin_word(name)) return {kind::builtin, name - first_builtin};
        return unknown(name, at, "");
    }

    virtual term unknown(int name, position at, const std::string& why) = 0;
    /// The value of a name of the top level.
    virtual term global_value(const module_text& m, const global& g, int name, position at) = 0;
    /// Assigns a value to the pattern at `target` and returns where the next pattern begins.
    virtual std::size_t assign(const module_text& m, std::size_t target, term t, int in,
                               position at, bool own) = 0;
    virtual term called(term callee, std::vector<argument>& arguments, position at) = 0;
    virtual term function_value(term t, position at) = 0;
    virtual term collect(term generator, bool set, position at) = 0;

    const std::string& file() const override { return here_->file; }
    position placed(position at) const override { return here_ == own_ ? at : outer_at_; }
    term pop() {
        const term t = stack_.back();
        stack_.pop_back();
        return t;
    }

    std::vector<term> stack_;
    const module_text* own_ = nullptr;  ///< the text of the program
    const module_text* here_ = nullptr; ///< the text whose code is running
    position outer_at_;                 ///< where the program's own code was left last
    bool returned_ = false;
    position returned_at_;

private:
    /// The elements that an instruction takes off the stack, stars resolved.
    std::vector<term> elements_of(const module_text& m, const instruction& i) {
        const auto count = static_cast<std::size_t>(i.a);
        const std::size_t first = stack_.size() - count;
        std::vector<term> elements;
        for (std::size_t k = 0; k < count; ++k) {
            const term t = stack_[first + k];
            if (is_star(m, i, k)) {
                const std::vector<term> some = unpacked(t, 0, i.at);
                elements.insert(elements.end(), some.begin(), some.end());
            } else {
                elements.push_back(t);
            }
        }
        stack_.resize(first);
        return elements;
    }

    /// Whether a term has a length that is known while the program is made.
    bool has_known_length(term t) const {
        return t.what == kind::pack || calls_.calls(t, "astuple") ||
               calls_.sort_of(t) == sort::pair;
    }
    bool is_star(const module_text& m, const instruction& i, std::size_t k) const {
        return i.b >= 0 && m.arguments[static_cast<std::size_t>(i.b) + k] == behind_star;
    }

    /// A display that has a container of unknown length after a star; nothing for other displays.
    std::optional<term> joined(const module_text& m, const instruction& i, bool set) {
        const auto count = static_cast<std::size_t>(i.a);
        const std::size_t first = stack_.size() - count;
        bool unknown = false;
        for (std::size_t k = 0; k < count; ++k)
            unknown = unknown || (is_star(m, i, k) && !has_known_length(stack_[first + k]));
        if (!unknown) return std::nullopt;
        const std::vector<term> given(stack_.begin() + static_cast<std::ptrdiff_t>(first),
                                      stack_.end());
        stack_.resize(first);
        std::optional<term> all;
        std::vector<term> run;
        const auto append = [&](term t) { all = all ? make("combine", i.at, *all, t) : t; };
        const auto end_run = [&] {
            if (!run.empty()) append(set ? set_of(run, i.at) : tuple_of(run, i.at));
            run.clear();
        };
        for (std::size_t k = 0; k < count && !failed_; ++k) {
            if (!is_star(m, i, k)) {
                run.push_back(value(given[k], i.at));
                continue;
            }
            end_run();
            const term some = value(given[k], i.at);
            append(set ? as_set(some, i.at) : as_tuple(some, i.at));
        }
        end_run();
        return all;
    }

    void tuple_instruction(const module_text& m, const instruction& i) {
        if (const auto t = joined(m, i, false)) {
            stack_.push_back(*t);
            return;
        }
        std::vector<term> elements = elements_of(m, i);
        if (failed_) return;
        packs_.push_back(std::move(elements));
        stack_.push_back({kind::pack, static_cast<int>(packs_.size()) - 1});
    }

    void call_instruction(const module_text& m, const instruction& i) {
        const auto count = static_cast<std::size_t>(i.a);
        const std::size_t first = stack_.size() - count;
        const term callee = stack_[first - 1];
        if (i.b < 0 && callee.what < kind::closure &&
            std::all_of(stack_.begin() + static_cast<std::ptrdiff_t>(first), stack_.end(),
                        [](term t) { return t.what < kind::closure; })) {
            const term t = make(std::span<const term>(&stack_[first - 1], count + 1), i.at);
            stack_.resize(first - 1);
            stack_.push_back(t);
            return;
        }
        std::vector<argument> arguments;
        for (std::size_t k = 0; k < count; ++k)
            arguments.push_back(
                {i.b < 0 ? by_place : m.arguments[static_cast<std::size_t>(i.b) + k],
                 stack_[first + k]});
        stack_.resize(first - 1);
        const term t = called(callee, arguments, i.at);
        if (!failed_) stack_.push_back(t);
    }

    void comprehension_instruction(const module_text& m, const instruction& i, int k, int in) {
        generators_.push_back({&m, k, in});
        const term t{kind::generator, static_cast<int>(generators_.size()) - 1};
        const auto how = static_cast<collected>(i.how);
        const term made = how == collected::generator ? t : collect(t, how == collected::set, i.at);
        if (!failed_) stack_.push_back(made);
    }

    void attribute(const instruction& i, int in) {
        const term of = pop();
        if (of.what != kind::imported) {
            refuse(i.at, "expected a call of an operation, as methods are not read, found '." +
                             std::string(here_->names->text(i.a)) + "'");
            return;
        }
        if (of.index < 0 && (is_operation_word(i.a) || is_constant_word(i.a))) {
            stack_.push_back(known(i.a, i.at)); // even if a dialect has this name
            return;
        }
        if (of.index > 0) {
            refuse(i.at, "expected an operation or a constant of the DSL, found '." +
                             std::string(here_->names->text(i.a)) + "' of " +
                             std::string(here_->names->text(of.index)));
            return;
        }
        if (!is_operation_word(i.a) && !is_constant_word(i.a)) {
            bool defined = false;
            for (const module_text* m = here_; m != nullptr && !defined; m = m->base.get())
                defined = m->find(i.a) != nullptr;
            if (!defined) {
                refuse(i.at, "expected an operation or a constant of the DSL, found '." +
                                 std::string(here_->names->text(i.a)) + "'");
                return;
            }
        }
        (void)in;
        stack_.push_back(look_up(i.a, in, i.at));
    }

    void operator_instruction(const module_text& m, const instruction& i) {
        const auto how = static_cast<op>(i.how);
        term t;
        switch (i.what) {
        case code::unary: t = unary(how, value(pop(), i.at), i.at); break;
        case code::binary: {
            const term b = value(pop(), i.at);
            const term a = value(pop(), i.at);
            if (!failed_) t = binary(how, a, b, i.at);
            break;
        }
        case code::compare: t = comparison(m, i); break;
        case code::conditional: {
            const term b = value(pop(), i.at);
            const term condition = value(pop(), i.at);
            const term a = value(pop(), i.at);
            if (!failed_) t = make("branch", i.at, condition, a, b);
            break;
        }
        case code::subscript: {
            const term k = value(pop(), i.at);
            const term of = pop();
            t = subscript(of, k, i.at);
            break;
        }
        default: t = sliced(i); break;
        }
        if (!failed_) stack_.push_back(t);
    }

    term subscript(term of, term k, position at) {
        if (of.what == kind::pack) {
            const std::vector<term>& elements = packs_[static_cast<std::size_t>(of.index)];
            const auto count = static_cast<int>(elements.size());
            if (const auto n = literal(k); n && *n >= -count && *n < count)
                return elements[static_cast<std::size_t>(*n < 0 ? *n + count : *n)];
        }
        const term t = value(of, at);
        return failed_ ? term{} : element(t, k, at);
    }

    term sliced(const instruction& i) {
        const term step = (i.how & 4U) != 0 ? value(pop(), i.at) : number(1);
        const term high = (i.how & 2U) != 0 ? value(pop(), i.at) : term{};
        const term low = (i.how & 1U) != 0 ? value(pop(), i.at) : term{};
        const term of = value(pop(), i.at);
        if (failed_) return {};
        return stepped(of, low, high, step, i.at);
    }

    term comparison(const module_text& m, const instruction& i) {
        const auto count = static_cast<std::size_t>(i.a);
        const std::size_t first = stack_.size() - count;
        std::vector<term> given(stack_.begin() + static_cast<std::ptrdiff_t>(first), stack_.end());
        stack_.resize(first);
        given = values(std::move(given), i.at);
        if (failed_) return {};
        const auto how = [&](std::size_t k) {
            return m.comparisons[static_cast<std::size_t>(i.b) + k];
        };
        // From the last to the first: each is computed only if those before it hold.
        term all = compared(how(count - 2), given[count - 2], given[count - 1], i.at);
        for (std::size_t k = count - 2; k-- > 0 && !failed_;)
            all = logical_and(compared(how(k), given[k], given[k + 1], i.at), all, i.at);
        return all;
    }

protected:
    /// The elements of what stands after a star. `wanted` is their number, 0 if it is not known.
    std::vector<term> unpacked(term t, std::size_t wanted, position at) {
        if (t.what == kind::pack) return packs_[static_cast<std::size_t>(t.index)];
        const term from = value(t, at);
        if (failed_) return {};
        if (calls_.calls(from, "astuple") && calls_.parts(from).size() == 3)
            return {calls_.parts(from)[1], calls_.parts(from)[2]};
        std::size_t count = wanted;
        if (count == 0 && calls_.sort_of(from) == sort::pair) count = 2;
        if (count == 0) {
            refuse(at, "expected a tuple of known length after '*'");
            return {};
        }
        std::vector<term> elements;
        for (std::size_t k = 0; k < count; ++k)
            elements.push_back(element(from, number(static_cast<int>(k)), at));
        return elements;
    }
};

} // namespace batt::text::detail
