// run_batt --trace and --trace-diff: a program on one pair, statement by statement.
#include "trace.hpp"

#include "differs.hpp"
#include "text.hpp"
#include "value_picture.hpp"
#include <algorithm>
#include <batt/columns/catalog.hpp>
#include <charconv>
#include <ostream>
#include <set>

namespace run_batt {

namespace {

using batt::traced_statement;
using batt::io::detail::printable;
using statements = std::vector<traced_statement>;

/// A program and the pair of its task that it is traced on.
struct traced {
    const collection* programs = nullptr;
    const program* what = nullptr;
    const batt::io::task* task = nullptr;
    const batt::io::example* pair = nullptr;
    std::string_view part; ///< of the task
};

/// The programs that a name means: a function's name or an ID of a task.
std::vector<const program*> programs_named(const collection& all, const std::string& name) {
    std::vector<const program*> functions;
    std::vector<const program*> of_task;
    for (const program& p : all.programs) {
        if (name == p.source.name || name == p.name) functions.push_back(&p);
        if (name == p.source.id) of_task.push_back(&p);
    }
    return functions.empty() ? of_task : functions;
}

/// What "ID:PAIR" means: one entry for each program of that name.
std::vector<traced> find(context& here, const std::string& asked) {
    const auto refuse = [&](const std::string& why) {
        std::string sentence = "\"";
        sentence.append(printable(asked)).append("\": ").append(why).append(".");
        here.problems.push_back(std::move(sentence));
        return std::vector<traced>{};
    };
    const auto colon = asked.rfind(':');
    const std::string pair = colon == std::string::npos ? "" : asked.substr(colon + 1);
    const std::size_t digits = pair.find_last_not_of("0123456789") + 1;
    const std::string part = pair.substr(0, digits);
    int number = 0;
    const auto parsed = std::from_chars(pair.data() + digits, pair.data() + pair.size(), number);
    const auto refuse_form = [&] {
        return refuse("a trace is asked for as ID:train1 or ID:test1");
    };
    if (part.empty() || parsed.ec != std::errc{} || number < 1) return refuse_form();
    const std::string name = asked.substr(0, colon);
    const auto programs = programs_named(here.programs, name);
    if (programs.empty()) return refuse("there is no program " + printable(name));
    std::vector<traced> result;
    for (const program* p : programs) {
        program wanted = *p;
        if (!here.wanted.task.empty()) wanted.ids = {here.wanted.task};
        const batt::io::task* task = task_of(wanted, here.tasks);
        if (task == nullptr) {
            return refuse("there is no task " +
                          printable(wanted.ids.empty() ? "of its name" : wanted.ids.front()) +
                          " in " + place_of_tasks(here.wanted));
        }
        traced one{&here.programs, p, task, nullptr, {}};
        std::size_t count = 0;
        task->for_parts([&](std::string_view its_name, const auto& pairs) {
            if (its_name != part) return;
            one.part = its_name;
            count += pairs.size();
            for (const auto& e : pairs)
                if (e.number == number) one.pair = &e;
        });
        if (one.part.empty()) return refuse_form();
        if (one.pair == nullptr) {
            return refuse("task " + printable(task->id) + " has " + std::to_string(count) + " " +
                          printable(part) + (count == 1 ? " pair" : " pairs"));
        }
        result.push_back(one);
    }
    return result;
}

batt::sample_set sample_of(const traced& t) {
    batt::sample_set samples;
    samples.inputs = {t.pair->input};
    samples.expected = {t.pair->output};
    samples.active.resize(
        batt::sample_set::words_for(static_cast<std::size_t>(t.programs->of(*t.what).programs())));
    t.what->add_to(samples.active.data());
    samples.task = {0};
    samples.demonstrations = {demonstrations(*t.task)};
    return samples;
}

bool run_trace(const traced& t, batt::backend where, statements& result,
               batt::error_message& error) {
    return t.programs->of(*t.what).trace(t.what->number, sample_of(t), 0, where, result, error);
}

/// Prints what the whole program gives: a trace runs at one tier only, and does not ask whether O
/// is a grid.
bool print_outcome(const context& here, const traced& t, batt::backend where, const statements& all,
                   batt::error_message& error) {
    batt::run_options how = here.wanted.how();
    how.where = where;
    how.outputs = true;
    const auto ran = t.programs->of(*t.what).run(sample_of(t), how);
    if (!ran) {
        error = ran.error();
        return false;
    }
    const batt::run_report& report = *ran;
    const auto entry = static_cast<std::size_t>(t.what->number);
    const batt::verdict verdict = report.verdicts.at(entry);
    here.out << "The program: "
             << describe(verdict, report.outputs.at(entry), t.pair->output.has_value());
    const auto failed = [](const traced_statement& s) { return s.why != batt::status::ok; };
    if (verdict.why() == batt::status::type && std::none_of(all.begin(), all.end(), failed)) {
        here.out << " (O is not a grid)";
    }
    const auto& tiers = report.tier_samples;
    const auto overflowed = [](const traced_statement& s) {
        return s.why == batt::status::capacity;
    };
    // a sample that only left the small tier ran at the tier that is traced
    if (!here.programs.is_text() && tiers.size() > 1 &&
        std::any_of(tiers.begin() + 1, tiers.end(), [](std::size_t n) { return n != 0; }) &&
        (tiers.back() != 0 || std::any_of(all.begin(), all.end(), overflowed))) {
        here.out << " (in a larger tier than the statements above)";
    }
    here.out << ".\n\n";
    return true;
}

std::string headline(const traced& t, const std::string& where) {
    return "Program " + printable(t.what->name) + " on task " + printable(t.task->id) + ", " +
           pair_name(t.part, *t.pair) + ", " + where + ":\n\n";
}

void print_text(const context& here, const traced_statement& s) {
    here.out << s.statement << "  " << printable(s.text) << '\n';
}

/// Prints operation, type, status and value.
void print_result(const context& here, const traced_statement& s) {
    here.out << "   " << printable(s.operation) << ", "
             << (s.value.type.empty() ? "no type" : printable(s.value.type)) << ", "
             << batt::to_string(s.why);
    if (s.why != batt::status::ok && s.began != 0) {
        here.out << (s.began == s.statement ? ", began here"
                                            : ", began at statement " + std::to_string(s.began));
    }
    if (s.tied) here.out << ", where the order of values chose between equals";
    here.out << '\n';
    if (s.why == batt::status::ok) {
        here.out << draw_value(s.value, here.wanted.colors, here.wanted.columns);
    }
}

/// Prints what the run's scores say of a grid that the program makes on the way.
void print_scores(const context& here, const traced& t, const batt::grid& made) {
    if (here.differs.empty() || !t.pair->output) return;
    const auto scores = score_grid(here, *t.task, *t.pair, made);
    for (std::size_t d = 0; d < scores.size(); ++d) {
        here.out << "   " << printable(here.differs[d].name) << ": "
                 << (scores[d] ? std::to_string(*scores[d]) : "no score") << '\n';
    }
}

void print_trace(const context& here, const traced& t, const char* where, const statements& all) {
    here.out << headline(t, where)
             << batt::io::draw({{"I", &t.pair->input}}, here.wanted.colors, here.wanted.columns)
             << '\n';
    print_scores(here, t, t.pair->input);
    for (const traced_statement& s : all) {
        print_text(here, s);
        print_result(here, s);
        if (s.value.what == batt::shown_value::form::grid) print_scores(here, t, s.value.cells);
        here.out << '\n';
    }
}

/// Two traces of a program and their names.
struct trace_pair {
    const char* first;
    const char* second;
    statements a, b;
    bool is_typed;           ///< whether types count: values typed at run time have only forms
    bool grids_only = false; ///< whether one of the traces knows no values but grids
};

bool equal(const trace_pair& traces, const traced_statement& a, const traced_statement& b) {
    if (a.why != b.why || a.began != b.began) return false;
    constexpr auto none = batt::shown_value::form::none;
    const bool is_unknown = a.value.what == none || b.value.what == none;
    if (traces.grids_only && is_unknown) return true;
    return traces.is_typed ? a.value == b.value : is_same_form(a.value, b.value);
}

/// Prints a statement once if both traces agree, twice if not.
void print_both(const context& here, const trace_pair& traces, std::size_t k) {
    print_text(here, traces.a[k]);
    if (equal(traces, traces.a[k], traces.b[k])) {
        here.out << "   equal " << traces.first << " and " << traces.second << ":\n";
        const bool a_is_known = traces.a[k].value.what != batt::shown_value::form::none;
        print_result(here, a_is_known ? traces.a[k] : traces.b[k]);
    } else {
        here.out << "   " << traces.first << ":\n";
        print_result(here, traces.a[k]);
        here.out << "   " << traces.second << ":\n";
        print_result(here, traces.b[k]);
    }
    here.out << '\n';
}

/// @return whether all statements are equal.
bool print_difference(context& here, const traced& t, const trace_pair& traces) {
    const std::string both = std::string(traces.first) + " and " + traces.second;
    here.out << headline(t, both);
    const std::size_t count = traces.a.size();
    if (count != traces.b.size()) {
        here.problems.push_back("The trace " + std::string(traces.first) + " has " +
                                counted(count, "statement", "statements") + ", the one " +
                                traces.second + " " + std::to_string(traces.b.size()) + ".");
        return false;
    }
    std::size_t first = 0;
    std::size_t different = 0;
    for (std::size_t k = count; k-- > 0;) {
        if (equal(traces, traces.a[k], traces.b[k])) continue;
        first = k;
        ++different;
    }
    if (different == 0) {
        here.out << "All " << count << " statements are equal " << both << ".\n\n";
        return true;
    }
    here.out << different << " of " << count << " statements "
             << (different == 1 ? "differs" : "differ") << ". The first difference:\n\n";
    print_both(here, traces, first);
    here.out << "All the other statements:\n\n";
    for (std::size_t k = 0; k < count; ++k) {
        if (k != first) print_both(here, traces, k);
    }
    return false;
}

bool wants_device(const options& wanted) { return wanted.how().where == batt::backend::cuda; }

void trace(context& here, const std::string& asked) {
    const bool is_text = here.programs.is_text();
    const bool on_device = !is_text && wants_device(here.wanted);
    const char* const where = is_text     ? "by definition"
                              : on_device ? "on the device"
                                          : "on the host";
    for (const traced& t : find(here, asked)) {
        statements all;
        batt::error_message error;
        const auto machine = is_text     ? batt::backend::automatic // by definition
                             : on_device ? batt::backend::cuda
                                         : batt::backend::host;
        bool good = run_trace(t, machine, all, error);
        if (good) {
            print_trace(here, t, where, all);
            good = print_outcome(here, t, machine, all, error);
        }
        if (!good) {
            here.problems.push_back("Trace of " + printable(asked) + ": " + error.text + ".");
        }
    }
}

/// A way to trace a program of text.
struct way {
    const char* name;
    traced what; ///< the program, or the compiled one of its name
    batt::backend where;
    bool is_columns, is_typed;
};

/// The ways to trace a program of text: by definition, by columns, compiled.
std::vector<way> ways_of(const context& here, const traced& t) {
    const batt::backend any = batt::backend::automatic; // the definition
    std::vector<way> all = {{"by definition", t, any, false, false}};
    const options& wanted = here.wanted;
    if (here.programs.by_columns()) {
        all.push_back({"by columns on the host", t, batt::backend::host, true, false});
        const bool has_device = wanted.compiled_columns->make_device != nullptr;
        if (has_device && wanted.where != batt::backend::host) {
            all.push_back({"by columns on the device", t, batt::backend::cuda, true, false});
        }
    }
    const std::size_t q = compiled_form(*t.what, here.compiled);
    if (q < here.compiled.programs.size()) {
        traced other = t;
        other.programs = &here.compiled;
        other.what = &here.compiled.programs[q];
        const bool on_device = wants_device(wanted);
        all.push_back({on_device ? "compiled on the device" : "compiled on the host", other,
                       on_device ? batt::backend::cuda : batt::backend::host, false, true});
    }
    return all;
}

/// Compares every two ways to trace a program of text.
/// @return whether all are equal, as far as they ran.
bool diff_text(context& here, const traced& t, batt::error_message& error) {
    const std::vector<way> ways = ways_of(here, t);
    if (ways.size() == 1) {
        error.text = "there is nothing to compare, as no compiled program of this run_batt has "
                     "the name " +
                     printable(t.what->source.name) + "; BATT_CARD_FILES compiles programs into it";
        return true;
    }
    std::vector<std::pair<const way*, statements>> traces;
    for (const way& w : ways) {
        statements all;
        if (run_trace(w.what, w.where, all, error)) {
            traces.push_back({&w, std::move(all)});
        } else if (w.is_columns && w.where == batt::backend::cuda && !wants_device(here.wanted)) {
            here.out << "There is no trace " << w.name << ": " << error.text << ".\n\n";
            error.text.clear();
        } else {
            return true;
        }
    }
    bool all_equal = true;
    for (std::size_t b = 1; b < traces.size(); ++b) {
        for (std::size_t a = 0; a < b; ++a) {
            const auto& [first, of_first] = traces[a];
            const auto& [second, of_second] = traces[b];
            const trace_pair both{first->name,
                                  second->name,
                                  of_first,
                                  of_second,
                                  first->is_typed && second->is_typed,
                                  first->is_columns || second->is_columns};
            all_equal = print_difference(here, t, both) && all_equal;
        }
    }
    return all_equal;
}

/// @return whether both sides agree, as far as they ran.
bool trace_diff(context& here, const std::string& asked) {
    bool all_equal = true;
    for (const traced& t : find(here, asked)) {
        batt::error_message error;
        if (here.programs.is_text()) {
            all_equal = diff_text(here, t, error) && all_equal;
        } else {
            trace_pair traces{"on the host", "on the device", {}, {}, true};
            const bool good = run_trace(t, batt::backend::host, traces.a, error);
            if (good && !run_trace(t, batt::backend::cuda, traces.b, error)) {
                here.problems.push_back(
                    "The host cannot be compared with a CUDA device: " + error.text + ".");
                continue;
            }
            if (good) all_equal = print_difference(here, t, traces) && all_equal;
        }
        if (!error.text.empty()) {
            here.problems.push_back("Trace of " + printable(asked) + ": " + error.text + ".");
        }
    }
    return all_equal;
}

} // namespace

int run_traces(context& here) {
    for (const auto& asked : here.wanted.traces) trace(here, asked);
    bool all_equal = true;
    for (const auto& asked : here.wanted.trace_diffs) {
        all_equal = trace_diff(here, asked) && all_equal;
    }
    here.out.flush();
    here.tell_problems();
    if (!here.problems.empty()) return bad_input;
    return all_equal ? all_solved : pair_failed;
}

} // namespace run_batt
