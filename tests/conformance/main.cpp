// Runs recorded calls through the reference and one machine, tier by tier, and counts what agrees.
//
//     conformance FOLDER [OPERATION...]
//
// BATT_TEST_CASE=COMBINATION:CALL chooses one call; each wrong call is printed with its command.
//
// FOLDER holds what generate.py wrote. A call passes on the reference if it gives the recorded
// value, or some status where an error was recorded; on the machine the status must also be the
// reference's. `capacity` on a machine sends a call to the next tier, at last to the reference.
#include "../support/random_check.hpp"
#include "runner.hpp"
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>
#include <unistd.h>
#if defined(__CUDACC__)
#include <cuda_runtime_api.h>
#endif

namespace batt::conformance {

void add_host(runners& all);
#if defined(__CUDACC__)
void add_warp(runners& all);
static constexpr const char* machine_name = "warp";
#else
static constexpr const char* machine_name = "serial";
#endif

namespace {

#if defined(__CUDACC__)
bool device_is_missing() {
    int count = 0;
    return cudaGetDeviceCount(&count) != cudaSuccess || count == 0;
}
#endif

/// A line of the list of combinations.
struct combination {
    int id;
    std::string operation;
    std::string kind; ///< `recorded`, or the other view of the arguments
    std::string title;
};

struct call {
    std::size_t number; ///< among those of the combination
    std::string json;
    std::string expected; ///< the value as text; empty if an error was recorded
};

struct score {
    int passed = 0;
    int total = 0;
    void add(bool good) {
        passed += good ? 1 : 0;
        ++total;
    }
    void add(const score& s) {
        passed += s.passed;
        total += s.total;
    }
    std::string text() const { return std::to_string(passed) + "/" + std::to_string(total); }
};

struct scores {
    score reference, machine, extra_reference, extra_machine;
    void add(const scores& s) {
        reference.add(s.reference);
        machine.add(s.machine);
        extra_reference.add(s.extra_reference);
        extra_machine.add(s.extra_machine);
    }
    bool all_passed() const {
        for (const score* s : {&reference, &machine, &extra_reference, &extra_machine})
            if (s->passed != s->total) return false;
        return true;
    }
};

/// Seconds after which a combination counts as hanging.
constexpr unsigned patience = 300;

/// What runs now, for the message of a crash.
char running[1000];

void on_signal(int signal) {
    const auto say = [](const char* text) {
        if (write(2, text, std::strlen(text)) < 0) _exit(1);
    };
    say(signal == SIGALRM ? "hangs: " : "crashes: ");
    say(running);
    say("\n");
    _exit(128 + signal);
}

std::string shortened(const std::string& s) {
    constexpr std::size_t most = 700;
    return s.size() <= most ? s : s.substr(0, most) + " ...";
}

/// The calls of a combination, or the one that is chosen. Each has three lines: its JSON, its
/// numbers and the expected text.
std::vector<call> read_calls(const std::string& path, std::vector<numbers>& cases) {
    std::ifstream in(path);
    if (!in) throw std::runtime_error("cannot read " + path);
    const auto chosen = testing::detail::chosen();
    std::vector<call> out;
    call c{};
    std::string line;
    for (; std::getline(in, c.json) && std::getline(in, line) && std::getline(in, c.expected);
         ++c.number) {
        if (chosen && chosen->number != c.number) continue;
        out.push_back(c);
        std::istringstream words(line);
        numbers x;
        for (int n; words >> n;) x.push_back(n);
        x.push_back(0);
        cases.push_back(std::move(x));
    }
    return out;
}

class run {
public:
    run(std::string command, std::string folder, std::set<std::string> chosen)
        : command_(std::move(command)), folder_(std::move(folder)), chosen_(std::move(chosen)) {
        add_host(runners_);
#if defined(__CUDACC__)
        for (auto& [id, r] : runners_) r.tiers.clear();
        add_warp(runners_);
#endif
    }

    bool all() {
        std::ifstream list(folder_ + "/combinations.txt");
        for (std::string line; std::getline(list, line);) {
            std::istringstream fields(line);
            combination c;
            std::string id;
            std::getline(fields, id, '\t');
            std::getline(fields, c.operation, '\t');
            std::getline(fields, c.kind, '\t');
            std::getline(fields, c.title);
            c.id = std::atoi(id.c_str());
            const auto one_call = testing::detail::chosen();
            if (one_call && one_call->check != c.id) continue;
            if (chosen_.empty() || chosen_.count(c.operation) != 0) one(c);
        }
        return report();
    }

private:
    void one(const combination& c) {
        const std::string name = c.title + (c.kind == "recorded" ? "" : " as " + c.kind);
        std::snprintf(running, sizeof running, "%s", name.c_str());
        alarm(patience);
        std::vector<numbers> cases;
        const auto calls = read_calls(folder_ + "/data/" + std::to_string(c.id) + ".txt", cases);
        const bool extra = c.kind != "recorded";
        scores& s = by_operation_[c.operation];
        score& reference = extra ? s.extra_reference : s.reference;
        score& machine = extra ? s.extra_machine : s.machine;

        const auto found = runners_.find(c.id);
        const bool here = found != runners_.end() && found->second.by_definition != nullptr;
        if (!here || found->second.tiers.empty()) {
            const bool ill = found != runners_.end() && !found->second.well_typed;
            std::cout << (ill ? "ill-typed: " : "does not compile: ") << name << ", "
                      << calls.size() << " calls\n";
            if (!here) {
                for (std::size_t k = 0; k < calls.size(); ++k) reference.add(false);
                for (std::size_t k = 0; k < calls.size(); ++k) machine.add(false);
                return;
            }
        }
        const runner& r = found->second;
        const auto expected = r.by_definition(cases);
        int shown = 0;
        const auto compare = [&](std::size_t k, const answer& got, const char* where, score& to) {
            const auto value = [&](const answer& a) {
                return a.why == status::ok ? r.text(a.value) : std::string(to_string(a.why));
            };
            const std::string& recorded = calls[k].expected;
            const bool good = recorded.empty()
                                  ? got.why != status::ok && got.why == expected[k].why
                                  : got.why == status::ok && r.text(got.value) == recorded;
            to.add(good);
            if (good || shown++ >= 3) return;
            std::cout << "wrong on " << where << ": " << name << "\n  call     "
                      << shortened(calls[k].json) << "\n  expected "
                      << shortened(recorded.empty()
                                       ? "a status, on the reference " + value(expected[k])
                                       : recorded)
                      << "\n  got      " << shortened(value(got))
                      << "\n  again    BATT_TEST_CASE=" << c.id << ":" << calls[k].number << " "
                      << command_ << " " << folder_ << " " << c.operation << "\n";
        };
        for (std::size_t k = 0; k < calls.size(); ++k)
            compare(k, expected[k], "the reference", reference);
        if (r.tiers.empty()) {
            for (std::size_t k = 0; k < calls.size(); ++k) machine.add(false);
            return;
        }
        std::vector<std::size_t> left(calls.size());
        for (std::size_t k = 0; k < left.size(); ++k) left[k] = k;
        for (const tier& t : r.tiers) {
            if (left.empty()) break;
            std::vector<numbers> batch;
            for (std::size_t k : left) batch.push_back(cases[k]);
            const auto got = t.evaluate(batch);
            std::vector<std::size_t> next;
            for (std::size_t n = 0; n < left.size(); ++n) {
                if (got[n].why == status::capacity) {
                    next.push_back(left[n]);
                    continue;
                }
                compare(left[n], got[n], t.name, machine);
                ++by_tier_[t.name];
            }
            left = std::move(next);
        }
        for (std::size_t k : left) {
            compare(k, expected[k], "the reference, the last tier", machine);
            ++by_tier_["the reference"];
        }
    }

    bool report() const {
        scores total;
        std::printf("\n%-14s %12s %12s %12s %12s\n", "", "reference", machine_name, "extra ref.",
                    "extra");
        const auto line = [](const std::string& name, const scores& s) {
            std::printf("%-14s %12s %12s %12s %12s%s\n", name.c_str(), s.reference.text().c_str(),
                        s.machine.text().c_str(), s.extra_reference.text().c_str(),
                        s.extra_machine.text().c_str(), s.all_passed() ? "" : "  <- fails");
        };
        for (const auto& [name, s] : by_operation_) {
            line(name, s);
            total.add(s);
        }
        line("total", total);
        std::printf("answered by:");
        for (const auto& [name, n] : by_tier_) std::printf(" %s %d", name.c_str(), n);
        std::printf("\n");
        return total.all_passed() && total.reference.total > 0;
    }

    std::string command_, folder_;
    std::set<std::string> chosen_;
    runners runners_;
    std::map<std::string, scores> by_operation_;
    std::map<std::string, int> by_tier_;
};

} // namespace
} // namespace batt::conformance

int main(int argc, char** argv) {
    using namespace batt::conformance;
    if (argc < 2) {
        std::cerr << "usage: " << argv[0] << " FOLDER [OPERATION...]\n";
        return 2;
    }
#if defined(__CUDACC__)
    if (device_is_missing()) {
        std::cout << "skipped: no usable CUDA device\n";
        return 77;
    }
#endif
    for (int s : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGALRM}) std::signal(s, on_signal);
    try {
        return run(argv[0], argv[1], {argv + 2, argv + argc}).all() ? 0 : 1;
    } catch (const std::exception& e) {
        std::cout << running << ": " << e.what() << "\n";
        return 1;
    }
}
