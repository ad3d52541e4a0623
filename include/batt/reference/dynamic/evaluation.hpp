// Runs programs that are data, by definition: without a compiler, and whatever types they have.
#pragma once

#include <batt/reference/dynamic/constant_values.hpp>
#include <batt/reference/dynamic/operation_table.hpp>
#include <batt/reference/dynamic/user_grid.hpp>
#include <batt/text/names.hpp>
#include <batt/text/program.hpp>
#include <optional>
#include <unordered_map>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic {

/// A value, or why there is none and in which statement, counted from 1, that began.
struct outcome {
    value result;
    status why = status::ok;
    int statement = 0;

    bool ok() const { return why == status::ok; }
};

/// The outcome of a statement.
struct traced_outcome {
    outcome what;
    bool tied = false; ///< the order of colours, keys or sets decided something in it
};

/// S, I and C of a sample. Without C, what needs it fails with `empty`.
struct sample {
    value demonstrations = make_tuple({});
    value input;
    std::optional<value> expected;
    integer given_color = max_color; ///< the largest colour that input and expected output allow
    integer shown_color = max_color; ///< the largest colour that the demonstrations allow

    integer most_color() const { return std::max(given_color, shown_color); }

    /// Sets another input and the expected output, which is null if it is not known.
    void give(const batt::grid& in, const batt::grid* wanted) {
        input = from_grid(in);
        given_color = most_color_with(in);
        expected.reset();
        if (wanted == nullptr) return;
        expected = from_grid(*wanted);
        given_color = std::max(given_color, most_color_with(*wanted));
    }
    /// Sets other demonstrations.
    void show(const std::vector<std::pair<batt::grid, batt::grid>>& pairs) {
        demonstrations = from_demonstrations(pairs);
        shown_color = max_color;
        for (const auto& [in, out] : pairs)
            shown_color = std::max({shown_color, most_color_with(in), most_color_with(out)});
    }
};

/// While a scope exists, what runs on its thread has these limits and these operations: those of
/// the table, and the user's own that are written in text. Scopes may be nested: the inner one
/// counts anew.
class scope {
public:
    explicit scope(limits most = {}, const operation_table& table = standard_table(),
                   const text::vocabulary* own = nullptr)
        : before_(running) {
        begin(most);
        running.depth = 0;
        running.table = &table;
        running.own = own;
    }
    scope(const scope&) = delete;
    scope& operator=(const scope&) = delete;
    ~scope() {
        before_.bytes = running.bytes;
        before_.peak = before_.peak > running.peak ? before_.peak : running.peak;
        running = before_;
    }
    /// Counts anew.
    static void begin(limits most) {
        const std::uint64_t room = ~std::uint64_t{0} - running.bytes;
        running.steps = most.steps;
        running.most_bytes = running.bytes + (most.bytes < room ? most.bytes : room);
    }

private:
    meter before_;
};

/// The results of calls on one sample, and what they took: a call that several programs have in
/// common is made once. Results and limits of a program are the same as without this object. It
/// belongs to one thread.
class known_calls {
public:
    /// room: bytes of values that it may keep before it forgets them.
    explicit known_calls(std::uint64_t room) : room_(room) {}

    /// To be called before each program. Forgets all results if they take more than it may keep.
    void begin() {
        if (bytes_ > room_) clear();
    }
    /// To be called before another sample, or programs with other limits or operations.
    void clear() {
        calls_.clear();
        bytes_ = 0;
    }

private:
    friend class evaluation;
    struct known {
        value result;
        status why = status::ok;
        std::uint64_t steps = 0, bytes = 0, peak = 0; ///< what the call took, kept, had at most
    };

    std::unordered_map<int, known> calls_; ///< by their numbers
    std::uint64_t room_, bytes_ = 0;
};

/// A program that runs on one sample. Each value is evaluated once, when it is needed.
///
/// The limits hold for all that it is asked, together. Program, sample and table must outlive it.
class evaluation {
public:
    evaluation(const text::program& p, const sample& s, limits most = {},
               const operation_table& table = standard_table())
        : scope_(most, table, p.own.get()), colors_(s.most_color()), most_(most), program_(p),
          sample_(s) {
        calls_.resize(p.calls.size());
        ties_.resize(p.statements.size() + 1);
        values_.reserve(p.statements.size());
        for (const text::statement& each : p.statements)
            values_.push_back(resolved(each.value, static_cast<int>(values_.size()) + 1));
    }

    /// The same for a program that may have calls in common with others; only for `output`.
    /// number: one for each call that p needs; equal calls of other programs have the same number.
    evaluation(const text::program& p, std::span<const int> number, known_calls& known,
               const sample& s, limits most, const operation_table& table)
        : evaluation(p, s, most, table) {
        number_ = number;
        known_ = &known;
        known.begin();
    }

    /// The value that the program returns.
    outcome output() {
        return evaluated(
            resolved(program_.result, static_cast<int>(program_.statements.size()) + 1));
    }
    /// What becomes of every statement, needed or not.
    std::vector<traced_outcome> trace() {
        std::vector<traced_outcome> out;
        for (std::size_t k = 0; k < values_.size(); ++k) {
            traced_outcome one{evaluated(values_[k]), false};
            one.tied = ties_[k];
            out.push_back(std::move(one));
        }
        return out;
    }

private:
    /// A value in the program that is no variable, and the statement that it is written in.
    struct place {
        text::operand what;
        int statement;
    };
    struct call_state {
        bool done = false;
        outcome what;
    };
    struct open_call {
        std::size_t call;
        std::size_t part; ///< all parts before it have values
    };

    place resolved(text::operand r, int statement) const {
        if (r.what == text::form::variable) return values_[static_cast<std::size_t>(r.index)];
        return {r, statement};
    }

    /// The outcome at a place; null if it is a call that has not been evaluated.
    const outcome* known(const place& at, outcome& leaf) const {
        if (at.what.what == text::form::call) {
            const call_state& c = calls_[static_cast<std::size_t>(at.what.index)];
            return c.done ? &c.what : nullptr;
        }
        leaf = leaf_at(at);
        return &leaf;
    }
    outcome leaf_at(const place& at) const {
        switch (at.what.what) {
        case text::form::demonstrations: return {sample_.demonstrations};
        case text::form::input: return {sample_.input};
        case text::form::expected:
            if (!sample_.expected) return {{}, status::empty, at.statement};
            return {*sample_.expected};
        case text::form::constant: return {constant_at(at.what.index)};
        case text::form::integer: return {value(integer{at.what.index})};
        case text::form::none: return {};
        case text::form::operation: return {value::operation(at.what.index)};
        case text::form::unknown:
        case text::form::variable:
        case text::form::call:
        case text::form::parameter: break;
        }
        return {{}, status::type, at.statement};
    }

    outcome evaluated(const place& at) {
        if (at.what.what != text::form::call) return leaf_at(at);
        const auto wanted = static_cast<std::size_t>(at.what.index);
        std::vector<open_call> open{{wanted, 0}};
        while (!open.empty()) {
            const std::size_t k = open.back().call;
            const std::optional<std::size_t> needed =
                calls_[k].done ? std::nullopt : advance(k, open.back().part);
            if (needed)
                open.push_back({*needed, 0});
            else
                open.pop_back();
        }
        return calls_[wanted].what;
    }

    /// Goes on with a call until it has an outcome, or needs another call, which it returns.
    std::optional<std::size_t> advance(std::size_t k, std::size_t& part) {
        const text::call& c = program_.calls[k];
        const bool chooses = is_branch(c);
        outcome leaf;
        while (part < c.parts.size()) {
            const place at = resolved(c.parts[part], c.statement + 1);
            const outcome* found = known(at, leaf);
            if (found == nullptr) return static_cast<std::size_t>(at.what.index);
            if (!found->ok() || (chooses && part >= 2)) {
                finish(k, *found);
                return std::nullopt;
            }
            if (chooses && part == 1) {
                const std::optional<bool> truth = truth_of(found->result);
                if (!truth) {
                    finish(k, {{}, status::empty, c.statement + 1});
                    return std::nullopt;
                }
                part = *truth ? 2 : 3;
            } else {
                ++part;
            }
        }
        finish(k, known_ != nullptr ? made_once(c, number_[k]) : made(c));
        return std::nullopt;
    }

    bool is_branch(const text::call& c) const {
        static const int branch = text::operation_of("branch");
        return c.parts.size() == 4 && c.parts[0] == text::operand{text::form::operation, branch};
    }
    static std::optional<bool> truth_of(const value& v) {
        if (v.is(kind::no_location)) return std::nullopt;
        return read_truth(v);
    }

    void finish(std::size_t k, outcome what) {
        calls_[k].done = true;
        calls_[k].what = std::move(what);
    }

    /// The outcome of a call whose parts have values.
    outcome made(const text::call& c) {
        outcome out;
        running.tied = false;
        try {
            auto parts = vector_for<value>(c.parts.size());
            outcome leaf;
            for (const text::operand part : c.parts)
                parts.push_back(known(resolved(part, c.statement + 1), leaf)->result);
            out.result = call(parts[0], std::span(parts).subspan(1));
        } catch (const failed& f) {
            out.why = f.why;
        } catch (const std::bad_alloc&) {
            out.why = status::capacity;
        } catch (const std::length_error&) {
            out.why = status::capacity;
        }
        if (!out.ok()) out.statement = c.statement + 1;
        if (running.tied) ties_[static_cast<std::size_t>(c.statement)] = true;
        return out;
    }

    /// The same for a call that other programs may have, too. It is made with all that one program
    /// may use; what it took then tells whether it fits into what this program has left.
    outcome made_once(const text::call& c, int number) {
        auto at = known_->calls_.find(number);
        if (at == known_->calls_.end()) {
            const std::uint64_t before = running.bytes;
            scope::begin(most_);
            running.peak = before;
            outcome o = made(c);
            known_->bytes_ += sizeof(known_calls::known) + running.bytes - before;
            at = known_->calls_
                     .emplace(number,
                              known_calls::known{std::move(o.result), o.why,
                                                 most_.steps - running.steps,
                                                 running.bytes - before, running.peak - before})
                     .first;
        }
        const known_calls::known& k = at->second;
        const bool fits = k.why != status::capacity && k.steps <= most_.steps - used_.steps &&
                          k.peak <= most_.bytes - used_.bytes;
        if (!fits) return {{}, status::capacity, c.statement + 1};
        used_.steps += k.steps;
        used_.bytes += k.bytes;
        return {k.result, k.why, k.why == status::ok ? 0 : c.statement + 1};
    }

    scope scope_;
    color_scope colors_;
    limits most_;
    const text::program& program_;
    const sample& sample_;
    std::vector<place> values_; ///< of the statements
    std::vector<call_state> calls_;
    std::vector<bool> ties_;
    std::span<const int> number_; ///< of the calls
    known_calls* known_ = nullptr;
    limits used_{0, 0}; ///< by the program's calls so far, if `known_` is set
};

/// What a program returns on a sample.
inline outcome evaluate(const text::program& p, const sample& s, limits most = {},
                        const operation_table& table = standard_table()) {
    return evaluation(p, s, most, table).output();
}

/// The grid that a program returned on a sample, or nothing. A grid that would be too large fails
/// with `capacity` in the program's last statement.
inline std::optional<batt::grid> output_grid(outcome& o, const text::program& p, const sample& s) {
    if (!o.ok()) return std::nullopt;
    const color_scope colors(s.most_color());
    try {
        return to_grid(o.result);
    } catch (const failed& f) {
        o.why = f.why;
        o.statement = static_cast<int>(p.statements.size());
    }
    return std::nullopt;
}

} // namespace batt::reference::dynamic
BATT_HOST_CALLS_END
