// What the page offers to the module, and where the module keeps memory.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// Hands octets of the report to the page.
__attribute__((import_module("page"), import_name("emit"))) void bulkhead_emit(
    const uint8_t *_Nonnull octets, size_t count);
