// The standard form of merged programs: by definition, each statement in a `try` of its own.
#pragma once

#include <batt/expr/merged_programs.hpp>

#if BATT_HAS_REFERENCE
#include <batt/reference/machine/definition_machine.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// The value of a guarded statement, or the mark that it failed or did not run.
template <class V>
struct marked : outcome<V> {
    marked() : outcome<V>{V{}, {}} {}
    marked& operator=(const V& v) {
        this->value = v;
        return *this;
    }
    /// Notes the failure e, at the statement that e names or, if it names none, at `statement`.
    void mark(const error& e, int statement, const char*) {
        this->why = {e.why, e.statement != 0 ? e.statement : statement};
    }
};

namespace detail {

template <class Run, class F, class... A>
using standard_value = value::of<typename Run::backend, typename step_result<F, A...>::type>;

/// A run whose statements throw.
template <class Run>
struct throwing_run {
    using backend = typename Run::backend;
    Run& run;

    backend& machine() { return run.machine(); }
    template <class F>
    failure attempt(int, const F& f) {
        try {
            return f();
        } catch (const std::bad_alloc&) {
            throw error(status::capacity);
        }
    }
};

/// Throws the failure of a marked value; the statement is the one where it began.
inline void rethrow(failure why) {
    if (!why.none()) throw error(why.why(), why.statement());
}

} // namespace detail

/// f(a...) by definition; throws the failure of a marked argument, or what the operation throws.
template <class Run, class F, class... A>
detail::standard_value<Run, F, A...> value_of(Run& run, const F& f, const A&... a) {
    using R = typename detail::step_result<F, A...>::type;
    detail::standard_value<Run, F, A...> out{};
    detail::throwing_run<Run> throwing{run};
    detail::rethrow(detail::step_value<R>(throwing, 0, out, f, a...));
    return out;
}

} // namespace batt
BATT_HOST_CALLS_END
#endif
