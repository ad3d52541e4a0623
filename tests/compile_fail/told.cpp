// Compiled without what batt needs.
#include <batt/batt.hpp>
