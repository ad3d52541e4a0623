// Whether a program means the same at run time as with static types: only then may columns take
// the place of its compiled form.
#pragma once

#include <batt/columns/resolve.hpp>
#include <batt/text/check.hpp>

namespace batt::columns {

namespace detail {

/// Notices where static types turn a value into one of another form, or treat it as one. At run
/// time it keeps its form, and what follows may differ.
class form_listener final : public typing::rule_listener {
public:
    /// Whether everything that was noticed means the same at run time.
    bool same() const { return same_; }

    void unified(const static_type& a, const static_type& b) override {
        const bool functions = typing::is_function(a) && typing::is_function(b);
        if (!functions && plain(a) != plain(b)) same_ = false;
    }
    void called(int operation, const std::vector<static_type>& arguments,
                const static_type& result) override {
        const auto& o = table::operations[static_cast<std::size_t>(operation)];
        for (std::size_t k = 0; k < arguments.size(); ++k) {
            const std::string_view kind = o.parameters[k].kind;
            const static_type& t = arguments[k];
            // What takes either a grid or a patch takes a tuple for a grid, and only the rows of a
            // grid must be of one length.
            const bool is_either = kind == "piece" || kind == "counted_piece" || kind == "element";
            const bool fits = t.is == form::grid || (is_either && typing::is_plain_patch(t));
            if ((is_either || kind == "grid") && !fits) same_ = false;
        }
        // Outside the grid the result is None at run time, where static types fail.
        const auto& s = special();
        if (operation == s.index) same_ = false;
        // Rows of several lengths fail at once if static types know them for rows of a grid.
        const bool merges = operation == s.merge || operation == s.mapply ||
                            operation == s.mfilter || operation == s.mpapply;
        const bool rows = result.is == form::tuple && is_rows(result.parts[0]);
        if ((merges && rows) || (operation == s.combine && (rows || result.is == form::grid)))
            same_ = false;
        if (typing::is_patch_choice(result)) same_ = false;
    }

private:
    /// A type as columns hold it, objects of any colours among them.
    static static_type plain(const static_type& t) { return resolver::widened(stored(t)); }
    static bool is_rows(const static_type& t) { return t.is == form::tuple || t.is == form::grid; }

    bool same_ = true;
};

} // namespace detail

/// Whether a program gives, wherever columns have a value or a failure for it, the same as its
/// compiled form: no call is ill-typed, no value has another form to static types than at run
/// time, and the output is a grid.
inline bool means_the_same_compiled(const text::program& p) {
    const detail::form_listener heard;
    bool well_typed = true;
    const std::vector<static_type> types =
        text::detail::types_of_calls(p, [&](const auto&...) { well_typed = false; });
    const text::operand out = text::resolve(text::resolved(p), p.result);
    const static_type gives = out.what == text::form::call
                                  ? types[static_cast<std::size_t>(out.index)]
                                  : text::detail::type_of_leaf(out);
    return well_typed && heard.same() && gives.is == form::grid;
}

} // namespace batt::columns
