// What the statements of a pipeline give, as numbers that describe their own types.
#pragma once

#include <batt/exec/sample.hpp>
#include <batt/exec/shown_value.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// A merged statement's value as a tool shows it, or its failure.
struct statement_value {
    int merged = 0;
    failure why;
    shown_value value;
};
using statement_values = std::vector<statement_value>;

namespace detail {

/// The types that a traced value can have, as numbers. Containers precede their elements' types.
enum class traced : int {
    number,
    truth,
    location,
    grid,
    indices,
    object,
    set,
    tuple,
    pair,
    function,
    ill
};

/// put_type writes the numbers of a type, put those of a value.
template <class Tag>
struct tracing;

template <traced Code>
struct tracing_leaf {
    template <class W>
    static BATT_FN void put_type(W& w) {
        w.put(static_cast<int>(Code));
    }
    template <class M, class V, class W>
    static BATT_FN void put(M&, const V&, W&) {}
};
template <class Tag>
    requires(batt::type::integral<Tag>)
struct tracing<Tag>
    : tracing_leaf<std::is_same_v<batt::type::decay<Tag>, batt::type::boolean> ? traced::truth
                                                                               : traced::number> {
    template <class M, class V, class W>
    static BATT_FN void put(M&, const V& v, W& w) {
        w.put(static_cast<integer>(v));
    }
};
template <>
struct tracing<type::ivec> : tracing_leaf<traced::location> {
    template <class M, class W>
    static BATT_FN void put(M&, ivec v, W& w) {
        w.put(v.i);
        w.put(v.j);
    }
};
template <>
struct tracing<type::grid> : tracing_leaf<traced::grid> {
    template <class M, class W>
    static BATT_FN void put(M& m, const value::grid<M>& g, W& w) {
        w.put(g.h);
        w.put(g.w);
        for (int i = 0; i < g.h; ++i)
            for (int j = 0; j < g.w; ++j) w.put(value::color_at(m, g, i, j));
    }
};
template <class T>
struct tracing_elements {
    template <class M, class C, class W>
    static BATT_FN void put(M& m, const C& c, W& w) {
        w.put(value::count(m, c));
        value::for_each(m, c, [&](const auto& x) {
            tracing<T>::put(m, x, w);
            return true;
        });
    }
};
template <traced Code, class T>
struct tracing_container : tracing_elements<T> {
    template <class W>
    static BATT_FN void put_type(W& w) {
        w.put(static_cast<int>(Code));
        tracing<T>::put_type(w);
    }
};
template <class T>
struct tracing<type::set<T>> : tracing_container<traced::set, T> {};
template <class T>
struct tracing<type::tuple<T>> : tracing_container<traced::tuple, T> {};
template <class A, class B>
struct tracing<type::pair<A, B>> {
    template <class W>
    static BATT_FN void put_type(W& w) {
        w.put(static_cast<int>(traced::pair));
        tracing<A>::put_type(w);
        tracing<B>::put_type(w);
    }
    template <class M, class V, class W>
    static BATT_FN void put(M& m, const V& v, W& w) {
        tracing<A>::put(m, v.first, w);
        tracing<B>::put(m, v.second, w);
    }
};
template <traced Code, class T>
struct tracing_patch : tracing_elements<T> {
    template <class W>
    static BATT_FN void put_type(W& w) {
        w.put(static_cast<int>(Code));
    }
};
template <>
struct tracing<type::indices> : tracing_patch<traced::indices, type::ivec> {};
template <>
struct tracing<type::object> : tracing_patch<traced::object, type::cell> {};
template <>
struct tracing<type::univalued> : tracing<type::object> {};
template <class F>
    requires(type::function<F>)
struct tracing<F> : tracing_leaf<traced::function> {};
template <>
struct tracing<type::ill> : tracing_leaf<traced::ill> {};

/// One statement: its number, its failure, its type and, unless it failed, its value.
template <class M, class V, class W>
BATT_FN void put_statement(M& m, int merged, const outcome<V>& v, W& w) {
    using how = tracing<value::tag<V>>;
    w.put(merged);
    w.put(v.why.code);
    how::put_type(w);
    if (!v.why.none()) return;
    const int mark = m.top();
    how::put(m, v.value, w);
    m.take_status();
    m.release(mark);
}
/// For a choice, the value that was chosen.
template <class M, class X, class Y, class W>
    requires(!type::function<value::tag<X>>)
BATT_FN void put_statement(M& m, int merged, const outcome<value::choice<X, Y>>& v, W& w) {
    if (!v.why.none() || v.value.first)
        put_statement(m, merged, outcome<X>{v.value.f, v.why}, w);
    else
        put_statement(m, merged, outcome<Y>{v.value.g, v.why}, w);
}

/// Reads the numbers of a trace.
class trace_reader {
public:
    explicit trace_reader(const std::vector<int>& numbers) : numbers_(numbers) {}

    statement_values read() {
        statement_values out;
        while (at_ < numbers_.size()) {
            statement_value s;
            s.merged = get();
            s.why.code = static_cast<std::uint16_t>(get());
            const shape t = read_shape();
            if (s.why.none())
                s.value = read_value(t);
            else
                s.value.type = t.name();
            out.push_back(std::move(s));
        }
        return out;
    }

private:
    struct shape {
        traced code{};
        std::vector<shape> parts;

        std::string name() const {
            switch (code) {
            case traced::number: return "integer";
            case traced::truth: return "boolean";
            case traced::location: return "ivec";
            case traced::grid: return "grid";
            case traced::indices: return "indices";
            case traced::object: return "object";
            case traced::set: return "set<" + parts[0].name() + ">";
            case traced::tuple: return "tuple<" + parts[0].name() + ">";
            case traced::pair:
                if (parts[0].code == traced::number && parts[1].code == traced::location)
                    return "cell";
                return "pair<" + parts[0].name() + "," + parts[1].name() + ">";
            case traced::function: return "function";
            case traced::ill: break;
            }
            return "ill-typed";
        }
    };

    int get() { return at_ < numbers_.size() ? numbers_[at_++] : 0; }

    shape read_shape() {
        shape t;
        t.code = static_cast<traced>(get());
        const int parts = t.code == traced::pair                             ? 2
                          : t.code == traced::set || t.code == traced::tuple ? 1
                                                                             : 0;
        for (int k = 0; k < parts; ++k) t.parts.push_back(read_shape());
        return t;
    }

    ivec read_ivec() {
        const int i = get();
        return {i, get()};
    }

    shown_value read_value(const shape& t) {
        using form = shown_value::form;
        shown_value v;
        v.type = t.name();
        switch (t.code) {
        case traced::number:
        case traced::truth:
            v.what = t.code == traced::number ? form::number : form::truth;
            v.number = get();
            break;
        case traced::location:
            v.what = form::location;
            v.location = read_ivec();
            break;
        case traced::grid: {
            v.what = form::grid;
            const int h = get();
            v.cells = grid(h, get());
            for (int i = 0; i < v.cells.height(); ++i)
                for (int j = 0; j < v.cells.width(); ++j)
                    v.cells(i, j) = static_cast<signed char>(get());
            break;
        }
        case traced::indices:
        case traced::object:
            v.what = t.code == traced::object ? form::object : form::indices;
            for (int n = get(); n > 0; --n) {
                const int color = t.code == traced::object ? get() : 0;
                v.patch.emplace_back(color, read_ivec());
            }
            break;
        case traced::set:
        case traced::tuple:
            v.what = form::container;
            for (int n = get(); n > 0; --n) v.elements.push_back(read_value(t.parts[0]));
            break;
        case traced::pair:
            v.what = form::container;
            for (const shape& part : t.parts) v.elements.push_back(read_value(part));
            break;
        case traced::function: v.what = form::function; break;
        case traced::ill: break;
        }
        return v;
    }

    const std::vector<int>& numbers_;
    std::size_t at_ = 0;
};

/// Takes the numbers of a trace on the host; without a place for them it does nothing.
struct host_watch {
    std::vector<int>* numbers = nullptr;

    void put(int x) const { numbers->push_back(x); }

    template <int N, class M, class V>
    void operator()(M& m, const outcome<V>& v) const {
        if (numbers != nullptr) record(m, N, v);
    }

private:
    /// Apart from the statements, so that it is compiled once per type.
    template <class M, class V>
    __attribute__((noinline)) void record(M& m, int merged, const outcome<V>& v) const {
        put_statement(m, merged, v, *this);
    }
};

} // namespace detail
} // namespace batt
BATT_HOST_CALLS_END
