// The first program of README.md, as it stands.
#include "block_1.hpp"
