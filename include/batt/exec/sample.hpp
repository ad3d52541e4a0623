// One sample on one machine: packed grid in, packed grid and verdict out.
#pragma once

#include <batt/exec/load_grid.hpp>
#include <batt/exec/tier.hpp>
#include <batt/exec/verdict.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// A sample and where its results go. What is null or absent is not there or not wanted; what a
/// kernel would test again and again has a flag.
struct sample_place {
    const packed_row* in = nullptr;
    packed_size in_size{};
    bool scored = false; ///< there are expected grids, of which this one may be absent
    const packed_row* expected = nullptr;
    packed_size expected_size{};
    const packed_row* demonstrations = nullptr; ///< inputs and outputs, one after the other
    const packed_size* demonstration_sizes = nullptr;
    int demonstration_count = 0;              ///< pairs
    const integer* parameters = nullptr;      ///< words of the values of parameters
    std::uint64_t active = ~std::uint64_t{0}; ///< bit p: program p runs
    bool writes = true;                       ///< false: runs only to keep in step with others
    verdict* verdicts = nullptr;              ///< program p's at [p * apart]
    bool stores = false;                      ///< output grids are wanted
    packed_row* out = nullptr;                ///< program p's at [p * apart * 32]
    packed_size* out_sizes = nullptr;
    std::size_t apart = 0;
    /// Only for machines with windows of 64 rows: outputs go there, program p's at
    /// [p * apart * 64], and not to `out`.
    wide_row* wide_out = nullptr;
    bool has_fifteen = false; ///< the colour 15 occurs in a grid; set by the host alone
};

/// Whether the colour 15 may occur in a grid of a sample, as far as a device can tell.
BATT_FN bool may_have_fifteen(const sample_place& at) {
    if (at.in_size.is_unpacked() || at.expected_size.is_unpacked()) return true;
    for (int k = 0; k < 2 * at.demonstration_count; ++k)
        if (at.demonstration_sizes[k].is_unpacked()) return true;
    return false;
}

/// The verdict on an output of large windows that is already in its place among the outputs.
template <int Last, class M>
BATT_FN verdict compare_wide(M& m, const value::grid<M>& o, const sample_place& at) {
    const value::digest output = value::digest_of(m, o);
    if (!at.scored || at.expected_size.is_absent()) return {status::ok, 0, false, 0, output};
    const auto e = load_sample_grid(m, at.expected, at.expected_size);
    if (!e.why.none()) return {status::capacity, Last}; // the definition can compare
    if (o.h != e.value.h || (o.w != e.value.w && o.h != 0))
        return {status::ok, 0, false, 0, output};
    const int unequal = value::unequal_places(o, e.value).count();
    return {status::ok, 0, unequal == 0, o.h * o.w - unequal, output};
}

/// The verdict on an output, which goes to the given place among the outputs. A failed one is
/// stored as the grid 0x0; one that is wanted and does not fit a packed grid fails with `capacity`
/// at statement Last.
template <int Last, class M>
BATT_FN verdict conclude(M& m, const outcome<value::grid<M>>& o, const sample_place& at,
                         std::size_t place) {
    const auto stored = [&](const value::grid<M>& g) {
        if constexpr (M::grid_extent >= wide_side)
            if (at.wide_out != nullptr)
                return store_wide<M>(g, at.wide_out + place * wide_side, at.out_sizes + place);
        return store_grid<M>(g, at.out + place * packed_side, at.out_sizes + place);
    };
    if (!o.why.none()) {
        if (at.stores) stored(value::empty_grid<M>(0));
        // what is no colour here may be one by definition
        if constexpr (M::lanes::on_device)
            if (o.why.why() == status::domain && may_have_fifteen(at))
                return {status::capacity, Last};
        return {o.why.why(), o.why.statement()};
    }
    if (at.stores && !stored(o.value)) {
        stored(value::empty_grid<M>(0));
        return {status::capacity, Last};
    }
    if constexpr (M::grid_extent >= wide_side) return compare_wide<Last>(m, o.value, at);
    // no output is as high as a grid that is absent or not packed
    const bool same_shape = at.scored && o.value.h == at.expected_size.h &&
                            (o.value.w == at.expected_size.w || o.value.h == 0);
    // the expected grid is on its way while the hash is computed
    value::grid<M> e;
    if (same_shape) e = load_rows<M>(at.expected, o.value.h, o.value.w);
    const value::digest output = value::digest_of(m, o.value);
    if (!same_shape) {
        // the definition can compare
        if (at.scored && !at.expected_size.is_packed() && !at.expected_size.is_absent())
            return {status::capacity, Last};
        return {status::ok, 0, false, 0, output};
    }
    const int unequal = value::unequal_places(o.value, e).count();
    return {status::ok, 0, unequal == 0, o.value.h * o.value.w - unequal, output};
}

/// Nothing happens before a statement: of a single program, or of some programs of a pipeline.
struct nothing {
    BATT_FN void operator()() const {}
    BATT_FN void operator()(std::uint64_t) const {}
};

/// Nobody watches the statements of a pipeline.
struct unwatched {
    template <int N, class M, class V>
    BATT_FN void operator()(M&, const outcome<V>&) const {}
};

/// A pipeline at work on one sample: it has what the functions that card writes call.
template <class M, class Between, class Watch = unwatched>
class sample_run {
public:
    using backend = M;

    BATT_FN sample_run(M& m, const sample_place& at, const Between& between, const Watch& watch)
        : m_(m), at_(at), between_(between), watch_(watch) {}

    BATT_FN M& machine() { return m_; }
    BATT_FN const Between& between() const { return between_; }
    BATT_FN bool wants(std::uint64_t programs) const { return (at_.active & programs) != 0; }
    /// Runs a statement; its failure, or none.
    template <class F>
    BATT_FN failure attempt(int statement, const F& f) {
        return m_.attempt(statement, f);
    }
    /// Before and after every merged statement of the programs in a set.
    BATT_FN void before(std::uint64_t programs) const { between_(programs); }
    template <int N, class V>
    BATT_FN void after(const outcome<V>& v) {
        watch_.template operator()<N>(m_, v);
    }

    /// The words of the values of the program's parameters.
    BATT_FN const integer* parameters() const { return at_.parameters; }
    /// I; like all grids `capacity` where the machine cannot hold it.
    BATT_FN outcome<value::grid<M>> input() const {
        return load_sample_grid(m_, at_.in, at_.in_size);
    }
    /// C; `empty` where it is absent.
    BATT_FN outcome<value::grid<M>> expected() const {
        if (!at_.scored || at_.expected_size.is_absent())
            return {value::empty_grid<M>(0), {status::empty, 0}};
        return load_sample_grid(m_, at_.expected, at_.expected_size);
    }
    /// S.
    BATT_FN auto demonstrations() {
        using pair = type::pair_of<type::grid, type::grid>;
        outcome<value::of<M, type::tuple_of<pair>>> out;
        value::builder<M, pair> pairs(m_, at_.demonstration_count);
        for (int k = 0; k < at_.demonstration_count; ++k)
            pairs.push({demonstration(2 * k), demonstration(2 * k + 1)});
        out.value = pairs.close();
        out.why = {m_.take_status(), 0};
        return out;
    }

    /// What is allocated while it lives is given back.
    class arena_scope {
    public:
        explicit BATT_FN arena_scope(M& m) : m_(m), mark_(m.top()) {}
        BATT_FN ~arena_scope() { m_.release(mark_); }
        arena_scope(const arena_scope&) = delete;
        arena_scope& operator=(const arena_scope&) = delete;

    private:
        M& m_;
        int mark_;
    };
    BATT_FN arena_scope scope() { return arena_scope(m_); }

    /// The output of program P; what does not fit a packed grid fails at statement Last.
    template <int P, int Last = 0>
    BATT_FN void output(const outcome<value::grid<M>>& o) {
        if (!at_.writes) return;
        const std::size_t place = P * at_.apart;
        const verdict v = conclude<Last>(m_, o, at_, place);
        if (first_lane()) at_.verdicts[place] = v;
    }

private:
    BATT_FN value::grid<M> demonstration(int k) const {
        const auto g =
            load_sample_grid(m_, at_.demonstrations + k * packed_side, at_.demonstration_sizes[k]);
        if (!g.why.none()) m_.fail(g.why.why());
        return g.value;
    }
    static BATT_FN bool first_lane() {
        if constexpr (M::lanes::on_device)
            return M::lanes::lane() == 0;
        else
            return true;
    }

    M& m_;
    const sample_place& at_;
    const Between& between_;
    const Watch& watch_;
};

/// A solver program as a pipeline of one.
template <class Program>
struct single_program {
    static constexpr int programs = 1;
    static constexpr int statements = Program::statements;
    static constexpr bool uses_demonstrations = false, uses_expected = false;
    static constexpr expr::parameter_list parameters = Program::parameters;
    static constexpr int outgrown[] = {Program::outgrown};
    using program = Program;

    template <class Run>
    static BATT_FN void run(Run& run) {
        if constexpr (parameters.count == 0)
            run_with(run);
        else
            run_with(run, run.parameters());
    }

private:
    template <class Run, class... Words>
    static BATT_FN void run_with(Run& run, const Words*... words) {
        const auto in = run.input();
        // also without an input: all samples of a block must take the same steps
        auto out = Program::run_grid(run.machine(), in.value, words..., run.between());
        if (!in.why.none()) out.why = in.why;
        run.template output<0, statements>(out);
    }
};

/// A pipeline as it is, a program as a pipeline of one.
template <class Solver>
struct pipeline_of {
    using type = single_program<Solver>;
};
template <class Pipeline>
    requires requires { Pipeline::programs; }
struct pipeline_of<Pipeline> {
    using type = Pipeline;
};
template <class Solver>
using as_pipeline = typename pipeline_of<std::remove_cv_t<Solver>>::type;

/// A pipeline on one sample of a machine. A verdict's status is `capacity` if its program must run
/// at a larger tier.
template <class Pipeline, class M, class Between, class Watch = unwatched>
BATT_FN void run_pipeline(M& m, const sample_place& at, const Between& between,
                          const Watch& watch = {}) {
    m.reset();
    sample_run<M, Between, Watch> run(m, at, between, watch);
    Pipeline::run(run);
}

/// A program on one sample.
///
/// expected: null if there is none. out: null if the output is not wanted; a failed sample has the
/// output 0x0. The verdict's status is `capacity` if the sample must run at a larger tier, also
/// when its output is wanted and does not fit a packed grid. words: the values of the program's
/// parameters, if it has any.
template <class Program, class M, class Between, class... Words>
BATT_FN verdict run_sample(M& m, const packed_row* in, packed_size in_size,
                           const packed_row* expected, packed_size expected_size, packed_row* out,
                           packed_size* out_size, const Between& between, const Words*... words) {
    m.reset();
    sample_place at;
    at.scored = expected != nullptr;
    at.expected = expected;
    at.expected_size = expected_size;
    at.stores = out != nullptr;
    at.out = out;
    at.out_sizes = out_size;
    auto o = Program::run_grid(m, load_grid<M>(in, in_size), words..., between);
    if (!fits_window<M>(in_size)) o.why = {status::capacity, 0};
    return conclude<Program::statements>(m, o, at, 0);
}

} // namespace batt
BATT_HOST_CALLS_END
