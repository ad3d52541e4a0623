// Ctrl-C ends a long run early, and what was done until then is kept.
#pragma once

namespace run_batt {

/// While one lives, the first SIGINT or SIGTERM is only noted; the second one ends the process.
class interrupt_watch {
public:
    interrupt_watch();
    ~interrupt_watch();
    interrupt_watch(const interrupt_watch&) = delete;
    interrupt_watch& operator=(const interrupt_watch&) = delete;
};

/// While one lives within a watch, a signal ends a read that waits, such as one from a pipe.
class interruptible_reads {
public:
    interruptible_reads();
    ~interruptible_reads();
    interruptible_reads(const interruptible_reads&) = delete;
    interruptible_reads& operator=(const interruptible_reads&) = delete;
};

/// Whether a signal came since the watch began.
bool was_interrupted();

} // namespace run_batt
