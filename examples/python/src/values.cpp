#include "values.hpp"

#include "grids.hpp"
#include <algorithm>
#include <batt/exec/definition_pipeline.hpp>
#include <batt/text/check.hpp>
#include <batt/text/read.hpp>
#include <batt/text/rewrite.hpp>
#include <nanobind/stl/string.h>

namespace batt::python {

namespace dynamic = batt::reference::dynamic;

namespace {

/// One of the nested calls of a function that calls itself; too many are a RecursionError.
struct nested_call {
    nested_call() {
        if (Py_EnterRecursiveCall(" in a value of the DSL") != 0) throw nb::python_error();
    }
    nested_call(const nested_call&) = delete;
    nested_call& operator=(const nested_call&) = delete;
    ~nested_call() { Py_LeaveRecursiveCall(); }
};

[[noreturn]] void wrong(const std::string& what) { throw nb::value_error(what.c_str()); }

bool is_numpy_truth(nb::handle from) {
    return nb::cast<std::string>(nb::str(from.type())).find("'numpy.bool") != std::string::npos;
}

/// The function that Python holds as `Function(name, parts)`, made again by the calls that made it.
dynamic::value made_function(nb::handle f);

dynamic::value from_sequence(nb::handle from) {
    const auto list = nb::cast<nb::sequence>(from);
    const std::size_t n = nb::len(list);
    auto items = dynamic::vector_for<dynamic::value>(n);
    for (std::size_t k = 0; k < n; ++k) items.push_back(to_value(nb::object(list[k])));
    return dynamic::make_tuple(std::move(items));
}

} // namespace

dynamic::value to_value(nb::handle from) {
    const nested_call deeper;
    if (from.is_none()) return {};
    if (nb::isinstance<grid>(from)) return dynamic::from_grid(nb::cast<const grid&>(from));
    if (nb::isinstance<nb::set>(from) || PyFrozenSet_Check(from.ptr()) != 0) {
        auto items = dynamic::vector_for<dynamic::value>(0);
        for (nb::handle x : nb::steal<nb::object>(PyObject_GetIter(from.ptr())))
            items.push_back(to_value(x));
        return dynamic::make_set(std::move(items));
    }
    if (nb::hasattr(from, "__batt_function__")) return made_function(from);
    nb::ndarray<nb::ro, nb::device::cpu> a;
    if (nb::try_cast<nb::ndarray<nb::ro, nb::device::cpu>>(from, a, false) && a.ndim() == 2)
        return dynamic::from_grid(to_grid(from, "the grid"));
    const bool is_text = nb::isinstance<nb::bytes>(from) || nb::isinstance<nb::bytearray>(from);
    if (a.is_valid() && a.ndim() == 1 && !is_text) return from_sequence(from);
    if (PyIndex_Check(from.ptr()) != 0) {
        const auto number = nb::steal<nb::object>(PyNumber_Index(from.ptr()));
        if (!number.is_valid()) throw nb::python_error();
        int overflow = 0;
        const long long n = PyLong_AsLongLongAndOverflow(number.ptr(), &overflow);
        if (overflow != 0 || n < INT32_MIN || n > INT32_MAX)
            wrong("an integer of the DSL has 32 bits, but " +
                  nb::cast<std::string>(nb::str(number)) + " has more");
        return dynamic::value(static_cast<integer>(n));
    }
    if (is_numpy_truth(from)) return dynamic::value::truth(PyObject_IsTrue(from.ptr()) == 1);
    if (nb::isinstance<nb::str>(from) || is_text || PySequence_Check(from.ptr()) == 0)
        throw nb::type_error(
            ("a value of the DSL is None, an integer, a tuple, a set, an operation "
             "or a grid, not " +
             nb::cast<std::string>(nb::str(from.type())))
                .c_str());
    return from_sequence(from);
}

namespace {

int operation_named(const std::string& name) {
    const int k = text::operation_of(name);
    if (k < 0) throw nb::key_error(("there is no operation " + name).c_str());
    return k;
}

dynamic::value called(const std::string& name, const nb::handle& arguments) {
    const int k = operation_named(name);
    const auto list = nb::cast<nb::sequence>(arguments);
    const std::size_t n = nb::len(list);
    auto items = dynamic::vector_for<dynamic::value>(n);
    for (std::size_t x = 0; x < n; ++x) items.push_back(to_value(nb::object(list[x])));
    return dynamic::call(dynamic::value::operation(k), std::span<const dynamic::value>(items));
}

dynamic::value made_function(nb::handle f) {
    const auto is = nb::cast<nb::tuple>(f.attr("__batt_function__"));
    const auto name = nb::cast<std::string>(is[0]);
    if (nb::len(is) == 1) return dynamic::value::operation(operation_named(name));
    return called(name, nb::object(is[1]));
}

const char* name_of(dynamic::closure_kind what) {
    switch (what) {
    case dynamic::closure_kind::compose: return "compose";
    case dynamic::closure_kind::chain: return "chain";
    case dynamic::closure_kind::matcher: return "matcher";
    case dynamic::closure_kind::fork: return "fork";
    case dynamic::closure_kind::power: return "power";
    case dynamic::closure_kind::lbind: return "lbind";
    case dynamic::closure_kind::rbind: return "rbind";
    }
    return "";
}

} // namespace

namespace {

using typing::static_type;

/// What is certain about the type of a call whose static type is ill.
static_type certain_of(int operation) {
    const bool is_truth =
        operation >= 0 && operation < static_cast<int>(table::operations.size()) &&
        table::operations[static_cast<std::size_t>(operation)].at_run_time.starts_with("boolean");
    return is_truth ? static_type(typing::form::boolean) : static_type();
}

/// The type of one element of a container, number k of n; ill if it has none of its own.
const static_type& element_of(const static_type& container, std::size_t k, std::size_t n) {
    using typing::form;
    static const static_type unknown;
    if (container.is == form::pair && n == 2) return container.parts[k];
    return container.is == form::set || container.is == form::tuple ? container.parts[0] : unknown;
}

nb::object number_of(integer n, const static_type& type) {
    const bool is_truth = typing::decay(type).is == typing::form::boolean && (n == 0 || n == 1);
    return is_truth ? nb::object(nb::bool_(n != 0)) : nb::object(nb::int_(n));
}

nb::object location_of(ivec at, const static_type& type) {
    return nb::make_tuple(number_of(at.i, element_of(type, 0, 2)),
                          number_of(at.j, element_of(type, 1, 2)));
}

/// The static type of a value of Python; ill where its parts differ or are no values.
static_type type_of(nb::handle from) {
    const nested_call deeper;
    using typing::form;
    if (PyBool_Check(from.ptr()) != 0) return typing::flag(from.is(Py_True));
    if (from.is_none()) return {};
    if (nb::hasattr(from, "__batt_function__")) {
        const auto is = nb::cast<nb::tuple>(from.attr("__batt_function__"));
        const static_type named = typing::named(nb::cast<std::string>(is[0]));
        if (nb::len(is) == 1) return named;
        std::vector<static_type> parts;
        for (nb::handle part : nb::cast<nb::tuple>(is[1])) parts.push_back(type_of(part));
        return typing::call(named, parts);
    }
    nb::ndarray<nb::ro, nb::device::cpu> a;
    const bool is_array = nb::try_cast<nb::ndarray<nb::ro, nb::device::cpu>>(from, a, false);
    if (is_array && a.ndim() == 2) return form::grid;
    if (!is_array && PyIndex_Check(from.ptr()) != 0) {
        const long long n = PyLong_AsLongLong(nb::steal(PyNumber_Index(from.ptr())).ptr());
        PyErr_Clear();
        return n == static_cast<int>(n) ? typing::constant(static_cast<int>(n)) : static_type();
    }
    if (is_numpy_truth(from)) return form::boolean;
    const bool is_set = nb::isinstance<nb::set>(from) || PyFrozenSet_Check(from.ptr()) != 0;
    if (!is_set && PySequence_Check(from.ptr()) == 0) return {};
    const auto items = nb::steal<nb::object>(PySequence_Tuple(from.ptr()));
    if (!items.is_valid()) throw nb::python_error();
    const auto n = static_cast<std::size_t>(PyTuple_Size(items.ptr()));
    static_type first, last;
    for (std::size_t k = 0; k < n; ++k) {
        const static_type one =
            typing::decay(type_of(PyTuple_GetItem(items.ptr(), static_cast<Py_ssize_t>(k))));
        if (k == 0) first = one;
        if (n == 2 && !is_set)
            last = one;
        else if (one.ill() || one != first)
            return {};
    }
    if (n == 2 && !is_set) return typing::pair_of(first, last);
    return is_set ? typing::set_of(first) : typing::tuple_of(first);
}

/// The type of what a function of this type gave for values of Python.
static_type type_of_result(const dynamic::value& result, const static_type& f,
                           nb::handle arguments) {
    if (!may_hold_truth(result)) return {};
    if (f.is == typing::form::named)
        if (static_type sure = certain_of(f.number); !sure.ill()) return sure;
    std::vector<static_type> types;
    for (nb::handle a : nb::cast<nb::tuple>(arguments)) types.push_back(type_of(a));
    return f.ill() ? static_type() : typing::call(f, types);
}

} // namespace

bool may_hold_truth(const dynamic::value& v) {
    using dynamic::kind;
    const auto is_truth = [](integer n) { return n == 0 || n == 1; };
    switch (v.what()) {
    case kind::integer:
    case kind::cell: return is_truth(v.number());
    case kind::location: return is_truth(v.location().i) || is_truth(v.location().j);
    case kind::tuple:
    case kind::set: {
        const dynamic::list& items = v.items();
        return items.count > 0 && (may_hold_truth(*items.begin()) ||
                                   (items.count == 2 && may_hold_truth(items.begin()[1])));
    }
    default: return false;
    }
}

program_types::program_types(const text::program& p)
    : values_(text::resolved(p)),
      of_calls_(text::detail::types_of_calls(p, [](const auto&...) {})) {
    for (std::size_t k = 0; k < of_calls_.size(); ++k)
        if (of_calls_[k].ill() && p.calls[k].parts[0].what == text::form::operation)
            of_calls_[k] = certain_of(p.calls[k].parts[0].index);
}

typing::static_type program_types::operator()(text::operand value) const {
    value = text::resolve(values_, value);
    return value.what == text::form::call ? of_calls_[static_cast<std::size_t>(value.index)]
                                          : text::detail::type_of_leaf(value);
}

/// The name of an operation, which may be one of a dialect that is in scope.
static std::string name_of_operation(int place) {
    if (const text::own_operation* own = dynamic::detail::said_in_text(place)) return own->text;
    return std::string(table::operations[static_cast<std::size_t>(place)].name);
}

nb::object to_python(const dynamic::value& v, const static_type& type, nb::handle make_function) {
    const nested_call deeper;
    dynamic::charge(); // Python gets a copy of a shared part for each of its uses
    using dynamic::kind;
    switch (v.what()) {
    case kind::none: return nb::none();
    case kind::integer: return number_of(v.number(), type);
    case kind::no_location: dynamic::fail(status::empty);
    case kind::location: return location_of(v.location(), type);
    case kind::cell:
        return nb::make_tuple(number_of(v.number(), element_of(type, 0, 2)),
                              location_of(v.location(), element_of(type, 1, 2)));
    case kind::tuple:
    case kind::set: {
        const dynamic::list& items = v.items();
        nb::list out;
        for (std::size_t k = 0; k < items.count; ++k)
            out.append(
                to_python(items.begin()[k], element_of(type, k, items.count), make_function));
        if (v.is_set()) return nb::steal<nb::object>(PyFrozenSet_New(out.ptr()));
        return nb::tuple(out);
    }
    case kind::function: break;
    }
    if (v.function() == nullptr) return make_function(name_of_operation(v.operation()));
    const dynamic::closure& f = *v.function();
    nb::list parts;
    const int count =
        f.what == dynamic::closure_kind::chain || f.what == dynamic::closure_kind::fork ? 3
        : f.what == dynamic::closure_kind::power                                        ? 1
                                                                                        : 2;
    for (int k = 0; k < count; ++k) parts.append(to_python(f.parts[k], {}, make_function));
    if (f.what == dynamic::closure_kind::power) parts.append(f.times);
    return make_function(name_of(f.what), nb::tuple(parts));
}

namespace {

/// (f(), 0) within limits, or (None, status) if it fails.
template <class F>
nb::object within(dynamic::limits most, const F& f) {
    const dynamic::scope limited(most);
    status why = status::ok;
    try {
        return nb::make_tuple(f(), 0);
    } catch (const dynamic::failed& e) {
        why = e.why;
    } catch (const std::bad_alloc&) {
        why = status::capacity;
    } catch (const std::length_error&) {
        why = status::capacity;
    }
    return nb::make_tuple(nb::none(), static_cast<int>(why));
}

} // namespace

std::string type_text(const shown_value& v, const static_type& type) {
    const auto holds_truth = [](const auto& self, const static_type& t) -> bool {
        return t.is == typing::form::boolean ||
               std::any_of(t.parts.begin(), t.parts.end(),
                           [&](const auto& part) { return self(self, part); });
    };
    const static_type t = typing::decay(type);
    const bool is_other = v.what == shown_value::form::number && v.number != 0 && v.number != 1;
    return typing::is_function(t) || is_other || !holds_truth(holds_truth, t) ? v.type
                                                                              : typing::to_text(t);
}

nb::object to_python(const shown_value& v, const static_type& type) {
    using form = shown_value::form;
    const auto all = [&] {
        nb::list out;
        for (std::size_t k = 0; k < v.elements.size(); ++k)
            out.append(to_python(v.elements[k], element_of(type, k, v.elements.size())));
        return nb::tuple(out);
    };
    switch (v.what) {
    case form::number: return number_of(v.number, type);
    case form::truth: return nb::bool_(v.number != 0);
    case form::location: return location_of(v.location, type);
    case form::grid: return to_numpy(v.cells);
    case form::indices:
    case form::object: {
        nb::list out;
        for (const auto& [color, at] : v.patch) {
            nb::object where = nb::make_tuple(at.i, at.j);
            out.append(v.what == form::object ? nb::make_tuple(color, where) : where);
        }
        return nb::steal<nb::object>(PyFrozenSet_New(out.ptr()));
    }
    case form::container: return all();
    case form::function:
    case form::none:
    case form::nothing: break;
    }
    return nb::none();
}

void bind_values(nb::module_& m) {
    // (value, 0) or (None, status)
    m.def("call", [](const std::string& name, nb::tuple arguments, nb::handle make_function,
                     std::uint64_t steps, std::uint64_t bytes) {
        return within({steps, bytes}, [&] {
            const dynamic::value v = called(name, arguments);
            return to_python(v, type_of_result(v, typing::named(name), arguments), make_function);
        });
    });
    // the same for a function value
    m.def("call_function", [](nb::handle f, nb::tuple arguments, nb::handle make_function,
                              std::uint64_t steps, std::uint64_t bytes) {
        return within({steps, bytes}, [&] {
            auto items = dynamic::vector_for<dynamic::value>(nb::len(arguments));
            for (nb::handle x : arguments) items.push_back(to_value(x));
            const dynamic::value v =
                dynamic::call(to_value(f), std::span<const dynamic::value>(items));
            return to_python(
                v, may_hold_truth(v) ? type_of_result(v, type_of(f), arguments) : static_type(),
                make_function);
        });
    });
    nb::list operations;
    for (const auto& o : table::operations)
        operations.append(nb::make_tuple(std::string(o.name), o.arity));
    m.attr("operations") = operations;
    nb::dict constants;
    for (std::size_t k = 0; k < table::constants.size(); ++k) {
        const dynamic::scope limited;
        constants[nb::str(std::string(table::constants[k].name).c_str())] =
            to_python(dynamic::constant_at(static_cast<int>(k)), {}, nb::none());
    }
    m.attr("constants") = constants;
}

} // namespace batt::python
