// A view of a batch that lives only as long as the statement.
#include <batt/exec/batch.hpp>

const batt::batch_view v = batt::batch(std::vector<batt::grid>(3));
