// Runs programs on samples for Python.
#include "arrays.hpp"
#include "grids.hpp"
#include "interrupt.hpp"
#include "programs.hpp"

#include <batt/exec/definition_pipeline.hpp>
#include <mutex>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

namespace batt::python {

namespace dynamic = batt::reference::dynamic;

namespace {

struct request {
    const program_list& programs;
    const grids &inputs, &expected;
    std::vector<std::uint32_t> task;
    std::vector<std::vector<std::uint32_t>>
        demonstrations; ///< for each task, the samples that it shows
    program_samples which;
    run_options options;
    dynamic::limits most;
};

/// The devices, which are kept from one call to the next and used by one call at a time.
struct devices {
    std::mutex one;
    std::shared_ptr<columns::device_runner> kept;
};
devices& all_devices() {
    static devices* const all = new devices; // never destroyed: CUDA may be gone before it
    return *all;
}

/// Runs programs by columns.
class run {
public:
    run(request& r) : r_(r) {
        first_.push_back(0);
        for (const auto& pairs : r.demonstrations) {
            for (const std::uint32_t k : pairs)
                for (const grids* all : {&r.inputs, &r.expected})
                    demonstrations_.push_packed(all->packed.view().rows + k * packed_side,
                                                all->packed.view().sizes[k]);
            first_.push_back(static_cast<std::uint32_t>(demonstrations_.size()));
        }
    }

    /// Runs them; returns a sentence if that is not possible.
    std::string operator()(run_report& report) {
        sample_view view{r_.inputs.view(), r_.expected.view()};
        if (!r_.task.empty()) {
            view.task = r_.task.data();
            view.demonstrations = demonstrations_.view();
            view.first = first_.data();
            view.tasks = r_.demonstrations.size();
        }
        const auto runs = [&](mega_batch<program_set>& executor) -> std::string {
            auto got = executor.run(view, r_.options, &r_.which);
            if (!got) return got.error().text;
            report = std::move(*got);
            return {};
        };
        std::string why;
        if (r_.options.where == backend::host) {
            mega_batch<program_set> executor(r_.programs.set(r_.most), columns::compiled());
            why = runs(executor);
        } else {
            const std::lock_guard only(all_devices().one);
            mega_batch<program_set> executor(r_.programs.set(r_.most), columns::compiled(),
                                             all_devices().kept);
            why = runs(executor);
            all_devices().kept = executor.device();
        }
        return why;
    }

private:
    request& r_;
    batch demonstrations_;
    std::vector<std::uint32_t> first_;
};

/// An array of f(v) for each verdict v.
template <class T, class F>
nb::object array_of_each(const std::vector<verdict>& all, const F& f) {
    return array_of<T>(all.size(), [&](T* out) {
        for (const verdict& v : all) *out++ = static_cast<T>(f(v));
    });
}

nb::dict run_programs(const program_list& programs, const grids& inputs, const grids& expected,
                      const numbers<std::uint32_t>& task, const nb::list& demonstrations,
                      const nb::list& lists, const numbers<std::uint32_t>& of_program,
                      const std::string& where, int device, int threads, bool outputs,
                      bool last_tier, bool unmatchable, std::uint64_t steps, std::uint64_t bytes) {
    request r{programs, inputs, expected, vector_of(task), {}, {}, {}, {steps, bytes}};
    r.demonstrations = lists_of<std::uint32_t>(demonstrations);
    r.which.lists = lists_of<std::uint32_t>(lists);
    r.which.of_program = vector_of(of_program);
    r.which.packed = true;
    r.options.where = where == "cpu"    ? backend::host
                      : where == "cuda" ? backend::cuda
                                        : backend::automatic;
    r.options.device = device;
    r.options.threads = threads;
    r.options.outputs = outputs;
    r.options.last_tier = last_tier;
    r.options.unmatchable = unmatchable;
    interrupt stop;
    r.options.stopped = [&stop] { return stop(); };
    run_report report;
    std::string why;
    {
        const nb::gil_scoped_release others_may_run;
        why = run(r)(report);
    }
    if (stop.stopped()) throw nb::python_error(); // KeyboardInterrupt, or what a handler raised
    if (!why.empty()) {
        if (why.find("no memory") != why.npos) {
            PyErr_SetString(PyExc_MemoryError, why.c_str());
            throw nb::python_error();
        }
        throw std::runtime_error(why);
    }
    nb::dict out;
    const std::size_t rows = report.verdicts.size();
    out["program"] = array_of<std::uint32_t>(rows, [&](std::uint32_t* to) {
        for (std::size_t p = 0; p < programs.size(); ++p)
            to = std::fill_n(to, r.which.lists[r.which.of_program[p]].size(),
                             static_cast<std::uint32_t>(p));
    });
    out["sample"] = array_of<std::uint32_t>(rows, [&](std::uint32_t* to) {
        for (const std::uint32_t l : r.which.of_program)
            to = std::copy(r.which.lists[l].begin(), r.which.lists[l].end(), to);
    });
    out["status"] = array_of_each<std::uint8_t>(
        report.verdicts, [](const verdict& v) { return static_cast<int>(v.why()); });
    out["solved"] =
        array_of_each<bool>(report.verdicts, [](const verdict& v) { return v.match(); });
    out["cells"] =
        array_of_each<std::int32_t>(report.verdicts, [](const verdict& v) { return v.cells(); });
    out["hash"] =
        array_of_each<std::uint64_t>(report.verdicts, [](const verdict& v) { return v.hash(); });
    out["statement"] = array_of_each<std::uint16_t>(report.verdicts,
                                                    [](const verdict& v) { return v.statement(); });
    if (outputs) {
        nb::list all;
        for (std::size_t k = 0; k < report.outputs.size(); ++k) {
            const verdict& v = report.verdicts[k];
            all.append(v.ok() && report.outputs[k].height() > 0 ? to_numpy(report.outputs[k])
                                                                : nb::none());
        }
        out["outputs"] = all;
    }
    out["device"] = report.device;
    out["where"] = report.where == backend::cuda ? "cuda" : "cpu";
    nb::dict times, counts;
    const phase_times& t = report.seconds;
    times["total"] = t.total;
    times["prepare"] = t.prepare;
    times["columns"] = t.kernel;
    times["again"] = t.retry;
    times["definition"] = t.reference;
    const evaluation_counts& n = report.evaluations;
    counts["columns"] = n.columns;
    counts["definition"] = n.definition;
    counts["no_form"] = n.no_form;
    counts["too_large"] = n.too_large;
    counts["no_place"] = n.no_place;
    counts["stayed"] = n.stayed;
    out["seconds"] = times;
    out["evaluations"] = counts;
    return out;
}

/// (whether a GPU can be used, why not).
nb::object devices_of() {
    const columns::catalog& all = columns::compiled();
    if (all.make_device == nullptr)
        return nb::make_tuple(false, "this batt was built without CUDA");
    error_message why;
    bool ready = false;
    {
        const nb::gil_scoped_release others_may_run; // the lock's holder may wait for Python
        const std::lock_guard only(all_devices().one);
        if (all_devices().kept == nullptr) all_devices().kept = all.make_device();
        ready = all_devices().kept->ready(run_options(), why);
    }
    return nb::make_tuple(ready, why.text);
}

} // namespace

void bind_run(nb::module_& m) {
    m.def("run", &run_programs, nb::arg("programs"), nb::arg("inputs"), nb::arg("expected"),
          nb::arg("task"), nb::arg("demonstrations"), nb::arg("lists"), nb::arg("of_program"),
          nb::arg("where"), nb::arg("device"), nb::arg("threads"), nb::arg("outputs"),
          nb::arg("last_tier"), nb::arg("unmatchable"), nb::arg("steps"), nb::arg("bytes"));
    m.def("devices", &devices_of);
}

} // namespace batt::python
