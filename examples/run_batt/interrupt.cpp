// Ctrl-C ends a long run early, and what was done until then is kept.
#include "interrupt.hpp"

#include <array>
#include <csignal>

namespace run_batt {

namespace {

constexpr std::array<int, 2> signals = {SIGINT, SIGTERM};
volatile std::sig_atomic_t came = 0;
std::array<struct sigaction, signals.size()> before{};

void note(int /*signal*/) { came = 1; }

/// Sets whether calls that a signal interrupts go on, for signals that the watch still waits for.
void set_restart(bool restarts) {
    for (const int signal : signals) {
        struct sigaction action {};
        sigaction(signal, nullptr, &action);
        if (action.sa_handler != &note) continue;
        action.sa_flags = restarts ? action.sa_flags | SA_RESTART : action.sa_flags & ~SA_RESTART;
        sigaction(signal, &action, nullptr);
    }
}

} // namespace

interrupt_watch::interrupt_watch() {
    came = 0;
    struct sigaction action {};
    action.sa_handler = &note;
    action.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
    for (std::size_t k = 0; k < signals.size(); ++k) sigaction(signals[k], &action, &before[k]);
}

interrupt_watch::~interrupt_watch() {
    for (std::size_t k = 0; k < signals.size(); ++k) sigaction(signals[k], &before[k], nullptr);
}

interruptible_reads::interruptible_reads() { set_restart(false); }

interruptible_reads::~interruptible_reads() { set_restart(true); }

bool was_interrupted() { return came != 0; }

} // namespace run_batt
