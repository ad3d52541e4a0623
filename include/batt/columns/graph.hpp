// Programs as one graph: functions are called while it grows, so that only calls of operations on
// values are left, each made once however many programs make it.
#pragma once

#include <algorithm>
#include <batt/columns/reading.hpp>
#include <batt/columns/record.hpp>
#include <batt/columns/resolve.hpp>
#include <batt/text/program.hpp>
#include <initializer_list>

namespace batt::columns {

/// The graph of some programs.
class graph : public node_store {
public:
    /// compiled: what there is to run; it must outlive the graph.
    /// own: operations written in text, which functions may name; they follow those of the DSL.
    explicit graph(const catalog& compiled, std::shared_ptr<const text::vocabulary> own = nullptr)
        : catalog_(compiled), resolver_(compiled), own_(std::move(own)) {}

    /// Whether functions may name an operation.
    bool knows(int operation) const {
        return operation < own_begin || said_in_text(operation) != nullptr;
    }

    /// The call of a function value by a program.
    node_id call(node_id f, std::span<const node_id> arguments);
    node_id call(node_id f, std::initializer_list<node_id> arguments) {
        return call(f, std::span<const node_id>(arguments.begin(), arguments.size()));
    }
    /// The call of an operation.
    node_id call_operation(int operation, std::span<const node_id> arguments);
    /// A branch in the text of a program.
    node_id branch(node_id condition, node_id a, node_id b) {
        return chosen(step::choose, condition, a, b);
    }
    /// What a program returns, as the grid that its verdict is about; a value that is no grid fails
    /// with `type`.
    node_id output(node_id n);

    /// Whether a value has no column form, so that columns find only failures of what it needs.
    bool is_stuck(node_id n) const { return (*this)[n].type == type_table::none && has_column(n); }
    /// Whether such a value fails, as columns can tell, wherever the values it needs do not.
    bool only_fails(node_id n) const {
        const node& at = (*this)[n];
        if (at.what == step::take) return only_fails(at.arguments[0]);
        return at.what == step::stuck && at.number > 0 && at.number < unless_zero;
    }

private:
    /// The number of a stuck node that is a grid with values that are no colours.
    static constexpr int spoiled_grid = -1;
    /// The number of a stuck node that fails with `type`.
    static constexpr int type_failure = 1 + static_cast<int>(status::type);
    /// Added to the number of a node that does so only where its last argument is not 0.
    static constexpr int unless_zero = 0x100;
    /// How deeply calls of functions may be nested.
    static constexpr int deepest = 200;
    using node_list = std::vector<node_id>;

    // Calls of functions and of operations: graph_functions.hpp.

    node_id op(int operation, std::span<const node_id> arguments) {
        return call_operation(operation, arguments);
    }
    node_id op(int operation, std::initializer_list<node_id> arguments) {
        return call_operation(operation,
                              std::span<const node_id>(arguments.begin(), arguments.size()));
    }
    /// What a function gives, whatever happened to the values that it has bound.
    node_id called(node_id f, std::span<const node_id> arguments);
    node_id called_within(node_id f, std::span<const node_id> arguments);
    /// What calling a value that is no function gives.
    node_id called_value(node_id f, std::span<const node_id> arguments);
    /// The same as `called`, but beyond columns where an argument is.
    node_id with_arguments(node_id f, std::initializer_list<node_id> arguments);
    /// How many arguments a function takes.
    int arity(node_id f) const;
    /// The values that a function has bound and that may have failed.
    node_list captured(node_id f);
    void collect_captured(node_id f, node_list& out);
    /// Some values; for functions and the like, the values that they have bound.
    node_list values_in(std::span<const node_id> nodes);
    /// A value that fails where any of some others does: those before it in order or after it.
    node_id checked(node_id value, const node_list& others, bool before);
    /// A function that an operation makes of others and of values.
    node_id bound(int operation, std::span<const node_id> parts, int number = 0);
    /// An operation on arguments that have all been made; it may turn out to be beyond columns.
    node_id operation_on(int operation, std::span<const node_id> a);
    /// Whether an operation calls its argument k.
    static bool calls_argument(int operation, std::size_t k) {
        const auto& o = table::operations[static_cast<std::size_t>(operation)];
        return o.parameters[k].kind == "function";
    }
    /// The function that applies f n times.
    node_id power(node_id f, node_id n);
    /// A function applied as often as a value says: a choice between the first few counts.
    node_id repeated(node_id f, node_id count, node_id x);
    /// The function that says whether its argument differs from v.
    node_id not_equal_to(node_id v);

    // Containers whose elements are known nodes: graph_known.hpp.

    /// The elements of some containers as a space, and what stands in it.
    struct elements_of {
        node_id counts = -1; ///< -1: they have no columns
        std::array<node_id, 2> items{};
        node_list lists;
    };
    /// The elements of a container as nodes, where all of them are known.
    struct items {
        node_list of;
        bool is_set = false;
        bool known = true;
    };
    /// A container that holds functions.
    node_id held(int operation, std::span<const node_id> a);
    /// What a function gives for each element of a container, where these are functions.
    node_id held_for_each(const elements_of& e, node_id each, bool is_set, node_id f);
    bool is_for_each(node_id n) const {
        return (*this)[n].what == step::held && (*this)[n].operation == detail::special().apply;
    }
    /// What f gives for what such a container holds or, for rapply, what the functions in it give
    /// for a value.
    node_id for_each_held(int operation, node_id container, node_id f, node_id value);
    /// The elements of a call of repeat.
    items copies(const node& repeat) const;
    items items_in(node_id container);
    /// A container of known elements.
    node_id container_of(const items& e);
    /// An operation on containers of known elements, some of them functions.
    node_id known(int operation, std::span<const node_id> a);

    // Operations that call a function for each element: graph_elements.hpp.

    /// The elements of containers. inside: what the function that is called for them has bound; it
    /// comes before the containers in order or after them.
    elements_of over(step how, std::span<const node_id> containers, const node_list& inside,
                     bool function_first);
    /// A value that is the same for all samples, as one of the samples of another node.
    node_id in_samples_of(node_id other, node_id value);
    type_id element_type(node_id list) {
        const auto t = static_cast<std::size_t>((*this)[list].type);
        if (t >= elements_.size()) elements_.resize(t + 1, -1);
        if (elements_[t] < 0) elements_[t] = types_.add(stored(typing::element(type(list))));
        return elements_[t];
    }
    type_id list_of_integers() { return types_.add(typing::tuple_of(form::integer)); }
    /// What an operation gives, given what its function gave for each element. t: the type of the
    /// result, as far as it is known. container: the elements, if the operation needs them.
    node_id collected(int operation, type_id t, const elements_of& e, node_id body,
                      node_id container = -1);
    /// The same by steps that know no types; -1 where these cannot do it.
    node_id collected_by_order(int operation, const elements_of& e, node_id body,
                               const static_type& gives);
    /// What a function gives for each element, or beyond.
    node_id body(node_id f, const elements_of& e, int n);
    /// 0, 1, ... for the elements of a list.
    node_id positions(node_id list);
    /// An operation that calls a function; -1 if it is another one.
    node_id higher_order(int operation, std::span<const node_id> a);
    /// Element number `place` of a list.
    node_id picked(node_id list, node_id place) {
        const node_id parts[] = {list, place};
        return placed(step::at, element_type(list), parts);
    }
    /// The element with the extreme key, or that key.
    node_id extreme(int operation, const elements_of& e, node_id values, node_id keys);
    /// The elements of a list at some places, as a list of type t.
    node_id gathered(node_id list, node_id places, type_id t);

    // Branches, and calls without a column: graph_choice.hpp.

    /// A branch of one of the three kinds; only the chosen value if the condition is known.
    node_id chosen(step how, node_id condition, node_id a, node_id b);
    /// A branch between two columns of one type.
    node_id choice(step how, node_id condition, node_id a, node_id b);
    /// A branch between two values without a common type: what is called with it is called with
    /// each of them.
    node_id undecided(step how, node_id condition, node_id a, node_id b);
    /// A call without a column: it fails where an argument failed; where none did, the definition
    /// at run time evaluates what needs it.
    node_id stuck(std::span<const node_id> arguments);
    bool has_column(node_id n) const {
        const step s = (*this)[n].what;
        return s != step::undecided && s != step::held && s != step::nothing && !is_function(n);
    }
    /// An integer that is 0 where the value is false.
    node_id truth(node_id n);

    // Calls that certainly fail: graph_failures.hpp.

    /// What is known of a call without a column, whose arguments have values.
    struct certain_failure {
        bool is_certain = false; ///< it fails with `type`
        node_id unless = -1;     ///< but where this integer is 0, the definition decides
    };
    /// What is known of an operation that has no column on these arguments.
    certain_failure find_failure(int operation, std::span<const node_id> a);
    /// greater of an integer and a tuple, or of sets.
    bool differ_in_kind(std::span<const node_id> a) const;
    /// What a reading makes of a value.
    readable read_as(node_id n, reading how);
    /// Adds the condition to a failure that a value is not one of those that can be read after all;
    /// false where that cannot be known.
    bool needs_value(certain_failure& out, node_id n, readable but);
    /// A call of an operation that has no column.
    node_id failing(int operation, std::span<const node_id> a);
    /// A call that fails with `type` where no argument failed, and `unless`, if it is a node, is
    /// not 0.
    node_id ill_typed(std::span<const node_id> a, int operation, node_id unless = -1);
    /// A call for each element that cannot have a value: the failure of the first.
    node_id first_failure(const elements_of& e, node_id each);

    // Operations on values of some types: graph_values.hpp.

    /// A tuple as an output, whose elements are tuples, but none of them a row.
    node_id output_of_no_rows(node_id n);
    /// A value converted to another type, or beyond.
    node_id converted(node_id n, const static_type& to);
    /// The same for a value that has another type.
    node_id convert(node_id n, const static_type& from, const static_type& to,
                    bool as_output = false);
    /// A container as a list, whose elements can be reached by their numbers.
    node_id as_list(node_id n);
    bool is_list(node_id n) const { return has_column(n) && resolver::is_list(stored(type(n))); }
    node_id one_of(node_id v) { return op(detail::special().repeat, {v, integer(1)}); }
    /// An operation that calls no function, on values.
    node_id typed(int operation, std::span<const node_id> a);
    /// objects, where its flags are known; -1 where they are not.
    node_id objects(std::span<const node_id> a);
    /// What is only compared with integers: a value of another type equals none of them.
    node_id compared(int operation, std::span<const node_id> a);
    /// A tuple of integers as the vector of its first two.
    node_id as_vector(node_id tuple);
    /// An operation that only moves values.
    node_id moved(int operation, type_id result, std::span<const node_id> a);
    static bool holds_location(const static_type& t) {
        return t.is == form::ivec || std::any_of(t.parts.begin(), t.parts.end(), holds_location);
    }
    static bool holds_set(const static_type& t) {
        return typing::is_set(t) || std::any_of(t.parts.begin(), t.parts.end(), holds_set);
    }
    /// Whether values of a type may be cells, whose colours a set checks, though it is not theirs.
    static bool may_be_cell(const static_type& t) {
        return t == typing::pair_of(form::integer, typing::tuple_of(form::integer));
    }
    /// Whether a record holds values of a type: pairs in pairs have many words.
    static bool can_lie(const static_type& t) {
        constexpr int most_words = 6;
        return layout_of(t, 32, 32).words <= most_words;
    }

    // Values where operations put or compare colours: graph_put.hpp.

    /// A grid in which places would hold `value`, which is no colour, unless `places`, which counts
    /// them, is 0.
    node_id spoiled(int operation, node_id grid, node_id value, node_id places);
    /// The same as an output.
    node_id spoiled_output(const node& at);
    /// Whether a node fails because of such places.
    bool is_spoiled(node_id n) const { return is_stuck(n) && (*this)[n].number == spoiled_grid; }
    /// equality where one of the values is a function; beyond for others.
    node_id equal_functions(std::span<const node_id> a);
    /// index at a place that is in no grid.
    node_id outside(node_id grid);
    /// fill, replace, ... of values that are no integers; beyond for others.
    node_id put(int operation, std::span<const node_id> a);

    // Operations on types that nothing was compiled for: graph_wider.hpp.

    /// Whether values of a type can be compared where they lie.
    static bool is_comparable(const static_type& t);
    /// The depth of a type; adds the number of types that it is made of to parts.
    static int depth_of(const static_type& t, int& parts);
    /// The elements of a list as a set.
    node_id as_set(node_id list);
    /// The elements of two lists of one type, those of a set as a set.
    node_id joined_lists(node_id a, node_id b, bool set);
    /// All lists of a list, one after the other.
    node_id flattened(node_id lists, bool set);
    /// Whether a pair holds a value.
    node_id in_pair(node_id v, node_id pair);
    /// Lists that follow each other in one: `domain` if those in them differ in length.
    node_id of_one_length(node_id all);
    /// Whether two containers whose elements are never equal are equal: if both are empty.
    node_id both_empty(node_id a, node_id b);
    /// The greatest or the least of tuples; of none the definition knows what it is.
    node_id extreme_tuple(bool largest, node_id container);
    /// An operation that is not compiled for these types, by steps that know no types.
    node_id wider(int operation, std::span<const node_id> a);

    // Operations that are written in text: graph_overloads.hpp.

    static constexpr int own_begin = static_cast<int>(table::operations.size());
    /// The operation at a place, if it is written in text.
    const text::own_operation* said_in_text(int operation) const {
        const auto k = static_cast<std::size_t>(operation) - table::operations.size();
        const bool is_own = operation >= own_begin && own_ != nullptr &&
                            k < own_->operations.size() && !own_->operations[k].overloads.empty();
        return is_own ? &own_->operations[k] : nullptr;
    }
    /// What is known of a guard if the type of a value is known.
    enum class guard_answer { no, yes, if_two, unknown };
    guard_answer fits(text::guard g, node_id n);
    /// A call of such an operation: of its overloads from number `first` on.
    node_id overloaded(int operation, std::span<const node_id> a, std::size_t first = 0);
    /// What an overload gives.
    node_id meaning(const text::program& means, std::span<const node_id> a);

    const catalog& catalog_;
    resolver resolver_;
    std::shared_ptr<const text::vocabulary> own_;
    std::vector<type_id> elements_; ///< of the types of lists
    int depth_ = 0;                 ///< of the call that is being made
};

} // namespace batt::columns

#include <batt/columns/graph_choice.hpp>
#include <batt/columns/graph_elements.hpp>
#include <batt/columns/graph_failures.hpp>
#include <batt/columns/graph_functions.hpp>
#include <batt/columns/graph_known.hpp>
#include <batt/columns/graph_overloads.hpp>
#include <batt/columns/graph_put.hpp>
#include <batt/columns/graph_values.hpp>
#include <batt/columns/graph_wider.hpp>
