// How far a long run has come, for somebody who waits for it.
#pragma once

#include "options.hpp"
#include <iosfwd>
#include <string>

namespace run_batt {

/// Seconds of a clock that only goes forward.
double seconds_now();

/// Shows the share that is done, the rate and the time that is left: as a bar on one line of a
/// terminal or as a line every few seconds. Nothing is shown for what is over soon.
class progress {
public:
    using clock = double (*)();

    /// @param unit what is counted, such as "samples"
    progress(std::ostream& out, progress_kind kind, std::size_t total, std::string unit,
             clock now = &seconds_now);
    ~progress();
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;

    /// Shows that `done` are done in all, and that work is on what has this name.
    void show(std::size_t done, const std::string& name);

private:
    std::ostream& out_;
    progress_kind kind_;
    std::size_t total_;
    std::string unit_;
    clock now_;
    double started_;
    double shown_at_ = -1; ///< seconds after the start; -1: not yet
};

} // namespace run_batt
