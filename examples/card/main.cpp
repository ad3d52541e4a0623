// card: turns solver programs into C++ pipelines; `card --help` says how.
#include "run.hpp"

#include <batt/io/data_path.hpp>
#include <iostream>
#include <new>

int main(int argc, char** argv) {
    int exit = 0;
    try {
        auto wanted = card_tool::parse_options(argc, argv, exit);
        if (wanted)
            wanted->dialects =
                batt::io::data_path("dialects", BATT_INSTALLED_DATA, BATT_SOURCE_DATA);
        if (wanted) exit = card_tool::run(*wanted, std::cout, std::cerr);
    } catch (const std::bad_alloc&) {
        std::cerr << "card: There is not enough memory for this.\n";
        exit = card_tool::nothing_usable;
    }
    if (std::cout.flush()) return exit;
    std::cerr << "card: The standard output cannot be written.\n";
    return card_tool::nothing_usable;
}
