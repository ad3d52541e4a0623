// Ctrl-C while C++ works.
#pragma once

#include <atomic>
#include <chrono>
#include <nanobind/nanobind.h>
#include <thread>

namespace batt::python {

namespace nb = nanobind;

/// Whether ctrl-C was pressed. All threads ask this; only the one that Python called asks Python,
/// now and then.
class interrupt {
public:
    bool operator()() {
        if (stopped_) return true;
        const auto now = std::chrono::steady_clock::now();
        if (std::this_thread::get_id() != caller_ || now < next_) return false;
        next_ = now + std::chrono::milliseconds(50);
        const nb::gil_scoped_acquire python;
        if (PyErr_CheckSignals() != 0) stopped_ = true; // Python's error waits for the end
        return stopped_;
    }
    bool stopped() const { return stopped_; }

private:
    std::atomic<bool> stopped_ = false;
    std::thread::id caller_ = std::this_thread::get_id();
    std::chrono::steady_clock::time_point next_{};
};

} // namespace batt::python
