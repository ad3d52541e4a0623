// The umbrella: programs and what runs them over batches; io and card are included by name.
#pragma once

#include <batt/dsl.hpp>
#include <batt/exec/batch.hpp>
#include <batt/exec/device_batch.hpp>
#include <batt/exec/mega_batch.hpp>
#include <batt/exec/plain_call.hpp>
#include <batt/exec/program_pipeline.hpp>
#include <batt/exec/report.hpp>
#include <batt/exec/run_stream.hpp>
#include <batt/exec/sample.hpp>
#include <batt/exec/tier.hpp>
#include <batt/exec/validate.hpp>
#include <batt/exec/validate_cuda.hpp>
#include <batt/value/result.hpp>
#if BATT_HAS_REFERENCE
#include <batt/reference/machine/standard_form.hpp>
#endif
