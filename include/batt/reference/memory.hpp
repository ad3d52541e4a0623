// The standard library throws when it has no memory: here that becomes a value.
#pragma once

#include <batt/config.hpp>
#include <cstdlib>
#include <exception>
#include <new>
#include <stdexcept>
#include <system_error>

namespace batt::detail {

/// Runs f; false if the host had no memory, or no thread, for it. Where exceptions are switched
/// off, the standard library ends the program instead.
template <class F>
bool within_memory(const F& f) {
#if BATT_HAS_REFERENCE
    try {
        f();
    } catch (const std::bad_alloc&) {
        return false;
    } catch (const std::length_error&) { // more than a container can ever have
        return false;
    } catch (const std::system_error&) { // a thread that could not be started
        return false;
    }
#else
    f();
#endif
    return true;
}

/// What a container does that has no memory: it throws std::bad_alloc. Without exceptions the
/// program ends.
[[noreturn]] inline void run_out_of_memory() {
#if BATT_HAS_REFERENCE
    throw std::bad_alloc();
#else
    std::abort();
#endif
}

/// Runs f, a function of the user's. What it throws; null if it returns.
template <class F>
std::exception_ptr thrown_by(const F& f) {
#if BATT_HAS_REFERENCE
    try {
        f();
    } catch (...) {
        return std::current_exception();
    }
#else
    f();
#endif
    return nullptr;
}

} // namespace batt::detail
