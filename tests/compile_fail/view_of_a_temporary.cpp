// A view of a batch that ends with the statement.
#include <batt/exec/batch.hpp>

const batt::batch_view v = batt::batch(std::vector<batt::grid>(3));
