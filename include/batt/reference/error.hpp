// The exception of the reference layer: the one place where a status is thrown.
#pragma once

#include <batt/value/status.hpp>
#include <stdexcept>
#include <string>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// A failed operation: its status and, where known, the statement and the operation that failed.
struct error : std::runtime_error {
    status why;            ///< the status; never `ok`
    int statement;         ///< statement of the program, counted from 1; 0: unknown
    const char* operation; ///< name of the operation; null: unknown

    /// An error of status `s`, at statement `at` in the operation called `name`.
    explicit error(status s, int at = 0, const char* name = nullptr)
        : std::runtime_error(message(s, at, name)), why(s), statement(at), operation(name) {}

private:
    static std::string message(status s, int at, const char* name) {
        std::string text = std::string("batt: ") + to_string(s);
        if (name != nullptr) text += std::string(" in ") + name;
        if (at != 0) text += " (statement " + std::to_string(at) + ")";
        return text;
    }
};

namespace reference {

/// Throws `error(why)`.
[[noreturn]] inline void fail(status why) { throw error(why); }

} // namespace reference
} // namespace batt
BATT_HOST_CALLS_END
