#include "values.hpp"

#include "grids.hpp"
#include <batt/exec/definition.hpp>
#include <batt/text/read.hpp>
#include <batt/text/rewrite.hpp>
#include <nanobind/stl/string.h>

namespace batt::python {

namespace dynamic = batt::reference::dynamic;

namespace {

/// Of a function that calls itself: too deep is a RecursionError.
struct nested_call {
    nested_call() {
        if (Py_EnterRecursiveCall(" in a value of the DSL") != 0) throw nb::python_error();
    }
    nested_call(const nested_call&) = delete;
    nested_call& operator=(const nested_call&) = delete;
    ~nested_call() { Py_LeaveRecursiveCall(); }
};

[[noreturn]] void wrong(const std::string& what) { throw nb::value_error(what.c_str()); }

/// The name and the parts of the function that Python holds as `Function(name, parts)`; only by the
/// calls that made it can it be made again.
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
            wrong("an integer of the DSL has 32 bits, " +
                  nb::cast<std::string>(nb::str(number)) + " has more");
        return dynamic::value(static_cast<integer>(n));
    }
    if (nb::cast<std::string>(nb::str(from.type())).find("'numpy.bool") != std::string::npos)
        return dynamic::value::truth(PyObject_IsTrue(from.ptr()) == 1);
    if (nb::isinstance<nb::str>(from) || is_text || PySequence_Check(from.ptr()) == 0)
        throw nb::type_error(("a value of the DSL is None, an integer, a tuple, a set, an operation "
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

/// The name of an operation, of a dialect, too, where one is in scope.
static std::string name_of_operation(int place) {
    if (const text::own_operation* own = dynamic::detail::said_in_text(place)) return own->text;
    return std::string(table::operations[static_cast<std::size_t>(place)].name);
}

nb::object to_python(const dynamic::value& v, nb::handle make_function) {
    const nested_call deeper;
    dynamic::charge(); // what values share Python has as often as it is used
    using dynamic::kind;
    switch (v.what()) {
    case kind::none: return nb::none();
    case kind::integer: return nb::int_(v.number());
    case kind::no_location: dynamic::fail(status::empty);
    case kind::location: return nb::make_tuple(v.location().i, v.location().j);
    case kind::cell:
        return nb::make_tuple(v.number(), nb::make_tuple(v.location().i, v.location().j));
    case kind::tuple: {
        nb::list out;
        for (const dynamic::value& x : v.items()) out.append(to_python(x, make_function));
        return nb::tuple(out);
    }
    case kind::set: {
        nb::list out;
        for (const dynamic::value& x : v.items()) out.append(to_python(x, make_function));
        return nb::steal<nb::object>(PyFrozenSet_New(out.ptr()));
    }
    case kind::function: break;
    }
    if (v.function() == nullptr)
        return make_function(name_of_operation(v.operation()));
    const dynamic::closure& f = *v.function();
    nb::list parts;
    const int count = f.what == dynamic::closure_kind::chain || f.what == dynamic::closure_kind::fork
                          ? 3
                          : f.what == dynamic::closure_kind::power ? 1 : 2;
    for (int k = 0; k < count; ++k) parts.append(to_python(f.parts[k], make_function));
    if (f.what == dynamic::closure_kind::power) parts.append(f.times);
    return make_function(name_of(f.what), nb::tuple(parts));
}

namespace {

/// f() within limits, and what fails as (None, status).
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

nb::object shown(const shown_value& v) {
    using form = shown_value::form;
    const auto all = [&] {
        nb::list out;
        for (const shown_value& x : v.elements) out.append(shown(x));
        return nb::tuple(out);
    };
    switch (v.what) {
    case form::number: return nb::int_(v.number);
    case form::truth: return nb::bool_(v.number != 0);
    case form::location: return nb::make_tuple(v.location.i, v.location.j);
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

} // namespace

nb::object to_python(const shown_value& v) { return shown(v); }

void bind_values(nb::module_& m) {
    // (value, 0) or (None, status)
    m.def("call", [](const std::string& name, nb::tuple arguments, nb::handle make_function,
                     std::uint64_t steps, std::uint64_t bytes) {
        return within({steps, bytes}, [&] { return to_python(called(name, arguments), make_function); });
    });
    // the same of a function value
    m.def("call_function", [](nb::handle f, nb::tuple arguments, nb::handle make_function,
                              std::uint64_t steps, std::uint64_t bytes) {
        return within({steps, bytes}, [&] {
            auto items = dynamic::vector_for<dynamic::value>(nb::len(arguments));
            for (nb::handle x : arguments) items.push_back(to_value(x));
            const dynamic::value is = to_value(f);
            return to_python(dynamic::call(is, std::span<const dynamic::value>(items)), make_function);
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
            to_python(dynamic::constant_at(static_cast<int>(k)), nb::none());
    }
    m.attr("constants") = constants;
}

} // namespace batt::python
