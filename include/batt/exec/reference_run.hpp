// A pipeline at work on one sample by definition: the last tier, and the standard form.
#pragma once

#include <algorithm>
#include <batt/exec/sample.hpp>

#if BATT_HAS_REFERENCE
#include <batt/reference/machine/definition_machine.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// What `sample_run` is to a machine: (S, I, C) by definition, of any size.
class reference_run {
public:
    using backend = reference::definition_machine;
    using demonstration_pair = type::pair_of<type::grid, type::grid>;
    using demonstrations_value = value::of<backend, type::tuple_of<demonstration_pair>>;

    reference_run(const sample_place& at, grid* outputs) : at_(at), outputs_(outputs) {
        if (at.has_fifteen) reference::most_color = max_given_color;
        input_ = unpacked(at.in, at.in_size);
    }

    backend& machine() { return b_; }
    nothing between() const { return {}; }
    bool wants(std::uint64_t programs) const { return (at_.active & programs) != 0; }
    template <class F>
    failure attempt(int statement, const F& f) {
        return b_.attempt(statement, f);
    }
    void before(std::uint64_t) const {}
    template <int N, class V>
    void after(const outcome<V>&) {}

    const integer* parameters() const { return at_.parameters; }
    const outcome<reference::grid>& input() const { return input_; }
    outcome<reference::grid> expected() const {
        if (at_.expected == nullptr) return {{}, {status::empty, 0}};
        return unpacked(at_.expected, at_.expected_size);
    }
    outcome<demonstrations_value> demonstrations() const {
        reference::storage<value::of<backend, demonstration_pair>> pairs;
        failure why;
        for (int k = 0; k < at_.demonstration_count; ++k) {
            const auto in = demonstration(2 * k), out = demonstration(2 * k + 1);
            pairs.push_back({in.value, out.value});
            if (why.none()) why = in.why.none() ? out.why : in.why;
        }
        return {demonstrations_value(pairs), why};
    }
    struct no_scope {
        ~no_scope() {}
    };
    no_scope scope() const { return {}; }

    template <int P, int Last = 0>
    void output(const outcome<reference::grid>& o) {
        const std::size_t place = P * at_.apart;
        const grid out = o.why.none() ? reference::to_host(o.value) : grid();
        if (outputs_ != nullptr) outputs_[place] = out;
        if (!o.why.none()) {
            at_.verdicts[place] = {o.why.why(), o.why.statement()};
        } else if (at_.expected == nullptr) {
            at_.verdicts[place] = verdict_on(out, nullptr);
        } else {
            const grid expected = batch::unpack(at_.expected, at_.expected_size);
            at_.verdicts[place] = verdict_on(out, &expected);
        }
    }

private:
    /// A grid of the sample; `domain` if it has a colour that no value can have.
    static outcome<reference::grid> unpacked(const packed_row* rows, packed_size size) {
        const grid g = batch::unpack(rows, size);
        const bool all = std::all_of(g.data(), g.data() + g.height() * g.width(),
                                     [](int c) { return reference::is_color(c); });
        return {reference::from_host(g), all ? failure() : failure(status::domain, 0)};
    }
    outcome<reference::grid> demonstration(int k) const {
        return unpacked(at_.demonstrations + k * packed_side, at_.demonstration_sizes[k]);
    }

    reference::color_scope colors_{max_color};
    backend b_;
    const sample_place& at_;
    grid* outputs_;
    outcome<reference::grid> input_;
};

} // namespace batt
BATT_HOST_CALLS_END
#endif
