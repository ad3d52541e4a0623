// Rows of two lengths are no grid.
#include <batt/value/grid.hpp>

const batt::grid g{{1, 2}, {3}};
