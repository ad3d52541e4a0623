// The values of a program's parameters in a run: one for all samples, or one per sample.
#pragma once

#include <batt/exec/report.hpp>
#include <batt/expr/parameters.hpp>
#include <span>
#include <string>
#include <vector>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// The values of one parameter of a program, in host memory: one for all samples, or a column with
/// one per sample, which must outlive the runs that it is given to.
class parameter_column {
    using form = expr::parameter_type;
    template <class T, class V>
    static constexpr bool fits = expr::detail::fits_parameter<T, V>;
    template <class R, class T>
    static constexpr bool is_span = std::is_convertible_v<const R&, std::span<const T>>;

public:
    /// An integer, a boolean or an ivec, which all samples have.
    template <class V>
        requires(fits<type::integer, V> || fits<type::ivec, V>)
    parameter_column(const V& value) {
        if constexpr (fits<type::ivec, V>) {
            const ivec two = value;
            what_ = form::ivec;
            one_[0] = two.i;
            one_[1] = two.j;
        } else {
            what_ = fits<type::boolean, V> ? form::boolean : form::integer;
            one_[0] = static_cast<integer>(value);
        }
    }
    /// Contiguous integers, booleans or ivecs, as in a vector or a span: the k-th is that of
    /// sample k.
    template <class R>
        requires((is_span<R, integer> || is_span<R, bool> || is_span<R, ivec>) &&
                 (std::is_lvalue_reference_v<R> ||
                  std::ranges::enable_borrowed_range<std::remove_cv_t<R>>))
    parameter_column(R&& values) : is_column_(true) {
        using T = std::conditional_t<is_span<R, integer>, integer,
                                     std::conditional_t<is_span<R, bool>, bool, ivec>>;
        const std::span<const T> all(values);
        what_ = std::is_same_v<T, ivec>   ? form::ivec
                : std::is_same_v<T, bool> ? form::boolean
                                          : form::integer;
        values_ = all.data();
        count_ = all.size();
    }

    /// Whether there is a value per sample.
    bool is_column() const { return is_column_; }
    /// Values of a column.
    std::size_t count() const { return count_; }
    /// What the values are.
    expr::parameter_type what() const { return what_; }
    /// Whether a column has memory for its values.
    bool has_memory() const { return values_ != nullptr || count_ == 0; }
    /// Writes a sample's value as the words that `parameter_list` describes; returns their end.
    integer* put(std::size_t sample, integer* to) const {
        if (what_ == form::ivec) {
            const ivec two =
                is_column_ ? static_cast<const ivec*>(values_)[sample] : ivec{one_[0], one_[1]};
            *to++ = two.i;
            *to++ = two.j;
        } else if (!is_column_) {
            *to++ = one_[0];
        } else if (what_ == form::boolean) {
            *to++ = static_cast<const bool*>(values_)[sample] ? 1 : 0;
        } else {
            *to++ = static_cast<const integer*>(values_)[sample];
        }
        return to;
    }

private:
    const void* values_ = nullptr;
    std::size_t count_ = 0;
    integer one_[2] = {};
    form what_ = form::integer;
    bool is_column_ = false;
};

/// Values for all parameters of a program, in order: `parameter_values{3, colors}`.
using parameter_values = std::vector<parameter_column>;

namespace detail {

/// Words of the values that a sample has.
inline std::size_t words_of(std::span<const parameter_column> values) {
    std::size_t n = 0;
    for (const parameter_column& v : values)
        n += static_cast<std::size_t>(expr::parameter_list::words_of(v.what()));
    return n;
}
inline bool has_columns(std::span<const parameter_column> values) {
    for (const parameter_column& v : values)
        if (v.is_column()) return true;
    return false;
}
/// Writes the words of the values that a sample has.
inline void put_words(std::span<const parameter_column> values, std::size_t sample, integer* to) {
    for (const parameter_column& v : values) to = v.put(sample, to);
}

/// Whether the values fit a program's parameters and the number of samples; if not, why.
inline bool check(std::span<const parameter_column> values, const expr::parameter_list& takes,
                  std::size_t samples, error_message& error) {
    using form = expr::parameter_type;
    const auto count = static_cast<std::size_t>(takes.count);
    if (values.size() != count) {
        error.text = "the program takes " + (count == 0 ? "no" : std::to_string(count)) +
                     " parameter" + (count == 1 ? "" : "s") + ", but " +
                     (values.empty() ? "none" : std::to_string(values.size())) +
                     (values.size() < 2 ? " is" : " are") + " given";
        return false;
    }
    for (std::size_t k = 0; k < count; ++k) {
        const parameter_column& v = values[k];
        const form due = takes.what[k];
        const std::string name = "parameter " + std::to_string(k);
        const char* const what = due == form::ivec      ? " is a location"
                                 : due == form::boolean ? " is true or false"
                                                        : " is an integer";
        if (v.is_column() && v.count() != samples) {
            error.text = name + " has " + std::to_string(v.count()) + " values, but there are " +
                         std::to_string(samples) + " inputs";
            return false;
        }
        if (!v.has_memory()) {
            error.text = name + " has values, but no memory";
            return false;
        }
        if ((due == form::ivec) != (v.what() == form::ivec)) {
            error.text = name + what + ", but it is given " +
                         (v.what() == form::ivec ? "locations" : "integers");
            return false;
        }
        if (due != form::boolean || v.what() == form::boolean) continue;
        for (std::size_t s = 0; s < (v.is_column() ? samples : 1); ++s) {
            integer words[2] = {};
            v.put(s, words);
            if (words[0] == 0 || words[0] == 1) continue;
            error.text = name + what + ", but its value is " + std::to_string(words[0]) +
                         (v.is_column() ? " for sample " + std::to_string(s) : "");
            return false;
        }
    }
    return true;
}

/// The parameters of a pipeline.
template <class Pipeline>
inline constexpr expr::parameter_list parameters_of{};
template <class Pipeline>
    requires requires { Pipeline::parameters.count; }
inline constexpr expr::parameter_list parameters_of<Pipeline> = Pipeline::parameters;

} // namespace detail
} // namespace batt
BATT_HOST_CALLS_END
