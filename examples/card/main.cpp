// card: turns solver programs into C++ pipelines; `card --help` says how.
#include "run.hpp"

#include <iostream>

int main(int argc, char** argv) {
    int exit = 0;
    const auto wanted = card_tool::parse_options(argc, argv, exit);
    return wanted ? card_tool::run(*wanted, std::cout, std::cerr) : exit;
}
