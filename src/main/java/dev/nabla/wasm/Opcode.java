package dev.nabla.wasm;

/**
 * The instructions that the assembler knows: those of WebAssembly 2.0 (numbers, vectors) and of its threads proposal
 * (atomics) that kernels use. Mnemonics are those of the text format.
 */
public enum Opcode {
    // Control, stack and variables; those with immediates of their own are written by Code.
    UNREACHABLE("unreachable", 0x00, 0x00, Immediate.NONE, 0),
    NOP("nop", 0x00, 0x01, Immediate.NONE, 0),
    BLOCK("block", 0x00, 0x02, Immediate.BLOCK, 0),
    LOOP("loop", 0x00, 0x03, Immediate.BLOCK, 0),
    IF("if", 0x00, 0x04, Immediate.BLOCK, 0),
    ELSE("else", 0x00, 0x05, Immediate.NONE, 0),
    END("end", 0x00, 0x0b, Immediate.NONE, 0),
    BR("br", 0x00, 0x0c, Immediate.LABEL, 0),
    BR_IF("br_if", 0x00, 0x0d, Immediate.LABEL, 0),
    RETURN("return", 0x00, 0x0f, Immediate.NONE, 0),
    CALL("call", 0x00, 0x10, Immediate.INDEX, 0),
    DROP("drop", 0x00, 0x1a, Immediate.NONE, 0),
    SELECT("select", 0x00, 0x1b, Immediate.NONE, 0),
    LOCAL_GET("local.get", 0x00, 0x20, Immediate.INDEX, 0),
    LOCAL_SET("local.set", 0x00, 0x21, Immediate.INDEX, 0),
    LOCAL_TEE("local.tee", 0x00, 0x22, Immediate.INDEX, 0),
    GLOBAL_GET("global.get", 0x00, 0x23, Immediate.INDEX, 0),
    GLOBAL_SET("global.set", 0x00, 0x24, Immediate.INDEX, 0),

    // Memory.
    I32_LOAD("i32.load", 0x00, 0x28, Immediate.MEMORY, 2),
    I64_LOAD("i64.load", 0x00, 0x29, Immediate.MEMORY, 3),
    F32_LOAD("f32.load", 0x00, 0x2a, Immediate.MEMORY, 2),
    F64_LOAD("f64.load", 0x00, 0x2b, Immediate.MEMORY, 3),
    I32_LOAD8_S("i32.load8_s", 0x00, 0x2c, Immediate.MEMORY, 0),
    I32_LOAD8_U("i32.load8_u", 0x00, 0x2d, Immediate.MEMORY, 0),
    I32_LOAD16_S("i32.load16_s", 0x00, 0x2e, Immediate.MEMORY, 1),
    I32_LOAD16_U("i32.load16_u", 0x00, 0x2f, Immediate.MEMORY, 1),
    I64_LOAD32_U("i64.load32_u", 0x00, 0x35, Immediate.MEMORY, 2),
    I32_STORE("i32.store", 0x00, 0x36, Immediate.MEMORY, 2),
    I64_STORE("i64.store", 0x00, 0x37, Immediate.MEMORY, 3),
    F32_STORE("f32.store", 0x00, 0x38, Immediate.MEMORY, 2),
    F64_STORE("f64.store", 0x00, 0x39, Immediate.MEMORY, 3),
    I32_STORE8("i32.store8", 0x00, 0x3a, Immediate.MEMORY, 0),
    I32_STORE16("i32.store16", 0x00, 0x3b, Immediate.MEMORY, 1),
    I64_STORE32("i64.store32", 0x00, 0x3e, Immediate.MEMORY, 2),
    MEMORY_SIZE("memory.size", 0x00, 0x3f, Immediate.ZERO, 0),
    MEMORY_GROW("memory.grow", 0x00, 0x40, Immediate.ZERO, 0),

    // Constants.
    I32_CONST("i32.const", 0x00, 0x41, Immediate.I32, 0),
    I64_CONST("i64.const", 0x00, 0x42, Immediate.I64, 0),
    F32_CONST("f32.const", 0x00, 0x43, Immediate.F32, 0),
    F64_CONST("f64.const", 0x00, 0x44, Immediate.F64, 0),

    // Integers.
    I32_EQZ("i32.eqz", 0x00, 0x45, Immediate.NONE, 0),
    I32_EQ("i32.eq", 0x00, 0x46, Immediate.NONE, 0),
    I32_NE("i32.ne", 0x00, 0x47, Immediate.NONE, 0),
    I32_LT_S("i32.lt_s", 0x00, 0x48, Immediate.NONE, 0),
    I32_LT_U("i32.lt_u", 0x00, 0x49, Immediate.NONE, 0),
    I32_GT_S("i32.gt_s", 0x00, 0x4a, Immediate.NONE, 0),
    I32_GT_U("i32.gt_u", 0x00, 0x4b, Immediate.NONE, 0),
    I32_LE_S("i32.le_s", 0x00, 0x4c, Immediate.NONE, 0),
    I32_LE_U("i32.le_u", 0x00, 0x4d, Immediate.NONE, 0),
    I32_GE_S("i32.ge_s", 0x00, 0x4e, Immediate.NONE, 0),
    I32_GE_U("i32.ge_u", 0x00, 0x4f, Immediate.NONE, 0),
    I64_EQZ("i64.eqz", 0x00, 0x50, Immediate.NONE, 0),
    I64_EQ("i64.eq", 0x00, 0x51, Immediate.NONE, 0),
    I64_NE("i64.ne", 0x00, 0x52, Immediate.NONE, 0),
    I32_CLZ("i32.clz", 0x00, 0x67, Immediate.NONE, 0),
    I32_CTZ("i32.ctz", 0x00, 0x68, Immediate.NONE, 0),
    I32_POPCNT("i32.popcnt", 0x00, 0x69, Immediate.NONE, 0),
    I32_ADD("i32.add", 0x00, 0x6a, Immediate.NONE, 0),
    I32_SUB("i32.sub", 0x00, 0x6b, Immediate.NONE, 0),
    I32_MUL("i32.mul", 0x00, 0x6c, Immediate.NONE, 0),
    I32_DIV_S("i32.div_s", 0x00, 0x6d, Immediate.NONE, 0),
    I32_DIV_U("i32.div_u", 0x00, 0x6e, Immediate.NONE, 0),
    I32_REM_S("i32.rem_s", 0x00, 0x6f, Immediate.NONE, 0),
    I32_REM_U("i32.rem_u", 0x00, 0x70, Immediate.NONE, 0),
    I32_AND("i32.and", 0x00, 0x71, Immediate.NONE, 0),
    I32_OR("i32.or", 0x00, 0x72, Immediate.NONE, 0),
    I32_XOR("i32.xor", 0x00, 0x73, Immediate.NONE, 0),
    I32_SHL("i32.shl", 0x00, 0x74, Immediate.NONE, 0),
    I32_SHR_S("i32.shr_s", 0x00, 0x75, Immediate.NONE, 0),
    I32_SHR_U("i32.shr_u", 0x00, 0x76, Immediate.NONE, 0),
    I32_ROTL("i32.rotl", 0x00, 0x77, Immediate.NONE, 0),
    I32_ROTR("i32.rotr", 0x00, 0x78, Immediate.NONE, 0),
    I64_ADD("i64.add", 0x00, 0x7c, Immediate.NONE, 0),
    I64_SUB("i64.sub", 0x00, 0x7d, Immediate.NONE, 0),
    I64_MUL("i64.mul", 0x00, 0x7e, Immediate.NONE, 0),
    I64_AND("i64.and", 0x00, 0x83, Immediate.NONE, 0),
    I64_OR("i64.or", 0x00, 0x84, Immediate.NONE, 0),
    I64_XOR("i64.xor", 0x00, 0x85, Immediate.NONE, 0),
    I64_SHL("i64.shl", 0x00, 0x86, Immediate.NONE, 0),
    I64_SHR_S("i64.shr_s", 0x00, 0x87, Immediate.NONE, 0),
    I64_SHR_U("i64.shr_u", 0x00, 0x88, Immediate.NONE, 0),

    // Numbers.
    F32_EQ("f32.eq", 0x00, 0x5b, Immediate.NONE, 0),
    F32_NE("f32.ne", 0x00, 0x5c, Immediate.NONE, 0),
    F32_LT("f32.lt", 0x00, 0x5d, Immediate.NONE, 0),
    F32_GT("f32.gt", 0x00, 0x5e, Immediate.NONE, 0),
    F32_LE("f32.le", 0x00, 0x5f, Immediate.NONE, 0),
    F32_GE("f32.ge", 0x00, 0x60, Immediate.NONE, 0),
    F32_ABS("f32.abs", 0x00, 0x8b, Immediate.NONE, 0),
    F32_NEG("f32.neg", 0x00, 0x8c, Immediate.NONE, 0),
    F32_CEIL("f32.ceil", 0x00, 0x8d, Immediate.NONE, 0),
    F32_FLOOR("f32.floor", 0x00, 0x8e, Immediate.NONE, 0),
    F32_TRUNC("f32.trunc", 0x00, 0x8f, Immediate.NONE, 0),
    F32_NEAREST("f32.nearest", 0x00, 0x90, Immediate.NONE, 0),
    F32_SQRT("f32.sqrt", 0x00, 0x91, Immediate.NONE, 0),
    F32_ADD("f32.add", 0x00, 0x92, Immediate.NONE, 0),
    F32_SUB("f32.sub", 0x00, 0x93, Immediate.NONE, 0),
    F32_MUL("f32.mul", 0x00, 0x94, Immediate.NONE, 0),
    F32_DIV("f32.div", 0x00, 0x95, Immediate.NONE, 0),
    F32_MIN("f32.min", 0x00, 0x96, Immediate.NONE, 0),
    F32_MAX("f32.max", 0x00, 0x97, Immediate.NONE, 0),
    F32_COPYSIGN("f32.copysign", 0x00, 0x98, Immediate.NONE, 0),

    // Conversions.
    I32_WRAP_I64("i32.wrap_i64", 0x00, 0xa7, Immediate.NONE, 0),
    I64_EXTEND_I32_S("i64.extend_i32_s", 0x00, 0xac, Immediate.NONE, 0),
    I64_EXTEND_I32_U("i64.extend_i32_u", 0x00, 0xad, Immediate.NONE, 0),
    F32_CONVERT_I32_S("f32.convert_i32_s", 0x00, 0xb2, Immediate.NONE, 0),
    F32_CONVERT_I32_U("f32.convert_i32_u", 0x00, 0xb3, Immediate.NONE, 0),
    I32_REINTERPRET_F32("i32.reinterpret_f32", 0x00, 0xbc, Immediate.NONE, 0),
    F32_REINTERPRET_I32("f32.reinterpret_i32", 0x00, 0xbe, Immediate.NONE, 0),

    // Saturating conversions and bulk memory.
    I32_TRUNC_SAT_F32_S("i32.trunc_sat_f32_s", 0xfc, 0x00, Immediate.NONE, 0),
    I32_TRUNC_SAT_F32_U("i32.trunc_sat_f32_u", 0xfc, 0x01, Immediate.NONE, 0),
    MEMORY_COPY("memory.copy", 0xfc, 0x0a, Immediate.ZERO_ZERO, 0),
    MEMORY_FILL("memory.fill", 0xfc, 0x0b, Immediate.ZERO, 0),

    // Vectors of 128 bits.
    V128_LOAD("v128.load", 0xfd, 0x00, Immediate.MEMORY, 4),
    V128_LOAD8X8_S("v128.load8x8_s", 0xfd, 0x01, Immediate.MEMORY, 3),
    V128_LOAD8X8_U("v128.load8x8_u", 0xfd, 0x02, Immediate.MEMORY, 3),
    V128_LOAD16X4_S("v128.load16x4_s", 0xfd, 0x03, Immediate.MEMORY, 3),
    V128_LOAD16X4_U("v128.load16x4_u", 0xfd, 0x04, Immediate.MEMORY, 3),
    V128_LOAD32X2_S("v128.load32x2_s", 0xfd, 0x05, Immediate.MEMORY, 3),
    V128_LOAD32X2_U("v128.load32x2_u", 0xfd, 0x06, Immediate.MEMORY, 3),
    V128_LOAD8_SPLAT("v128.load8_splat", 0xfd, 0x07, Immediate.MEMORY, 0),
    V128_LOAD16_SPLAT("v128.load16_splat", 0xfd, 0x08, Immediate.MEMORY, 1),
    V128_LOAD32_SPLAT("v128.load32_splat", 0xfd, 0x09, Immediate.MEMORY, 2),
    V128_LOAD64_SPLAT("v128.load64_splat", 0xfd, 0x0a, Immediate.MEMORY, 3),
    V128_STORE("v128.store", 0xfd, 0x0b, Immediate.MEMORY, 4),
    V128_CONST("v128.const", 0xfd, 0x0c, Immediate.V128, 0),
    I8X16_SHUFFLE("i8x16.shuffle", 0xfd, 0x0d, Immediate.SHUFFLE, 0),
    I8X16_SWIZZLE("i8x16.swizzle", 0xfd, 0x0e, Immediate.NONE, 0),
    I8X16_SPLAT("i8x16.splat", 0xfd, 0x0f, Immediate.NONE, 0),
    I16X8_SPLAT("i16x8.splat", 0xfd, 0x10, Immediate.NONE, 0),
    I32X4_SPLAT("i32x4.splat", 0xfd, 0x11, Immediate.NONE, 0),
    I64X2_SPLAT("i64x2.splat", 0xfd, 0x12, Immediate.NONE, 0),
    F32X4_SPLAT("f32x4.splat", 0xfd, 0x13, Immediate.NONE, 0),
    F64X2_SPLAT("f64x2.splat", 0xfd, 0x14, Immediate.NONE, 0),
    I8X16_EXTRACT_LANE_S("i8x16.extract_lane_s", 0xfd, 0x15, Immediate.LANE, 0),
    I8X16_EXTRACT_LANE_U("i8x16.extract_lane_u", 0xfd, 0x16, Immediate.LANE, 0),
    I8X16_REPLACE_LANE("i8x16.replace_lane", 0xfd, 0x17, Immediate.LANE, 0),
    I16X8_EXTRACT_LANE_S("i16x8.extract_lane_s", 0xfd, 0x18, Immediate.LANE, 0),
    I16X8_EXTRACT_LANE_U("i16x8.extract_lane_u", 0xfd, 0x19, Immediate.LANE, 0),
    I16X8_REPLACE_LANE("i16x8.replace_lane", 0xfd, 0x1a, Immediate.LANE, 0),
    I32X4_EXTRACT_LANE("i32x4.extract_lane", 0xfd, 0x1b, Immediate.LANE, 0),
    I32X4_REPLACE_LANE("i32x4.replace_lane", 0xfd, 0x1c, Immediate.LANE, 0),
    I64X2_EXTRACT_LANE("i64x2.extract_lane", 0xfd, 0x1d, Immediate.LANE, 0),
    I64X2_REPLACE_LANE("i64x2.replace_lane", 0xfd, 0x1e, Immediate.LANE, 0),
    F32X4_EXTRACT_LANE("f32x4.extract_lane", 0xfd, 0x1f, Immediate.LANE, 0),
    F32X4_REPLACE_LANE("f32x4.replace_lane", 0xfd, 0x20, Immediate.LANE, 0),
    I8X16_EQ("i8x16.eq", 0xfd, 0x23, Immediate.NONE, 0),
    I8X16_NE("i8x16.ne", 0xfd, 0x24, Immediate.NONE, 0),
    I32X4_EQ("i32x4.eq", 0xfd, 0x37, Immediate.NONE, 0),
    I32X4_NE("i32x4.ne", 0xfd, 0x38, Immediate.NONE, 0),
    I32X4_LT_S("i32x4.lt_s", 0xfd, 0x39, Immediate.NONE, 0),
    I32X4_LT_U("i32x4.lt_u", 0xfd, 0x3a, Immediate.NONE, 0),
    I32X4_GT_S("i32x4.gt_s", 0xfd, 0x3b, Immediate.NONE, 0),
    I32X4_GT_U("i32x4.gt_u", 0xfd, 0x3c, Immediate.NONE, 0),
    I32X4_LE_S("i32x4.le_s", 0xfd, 0x3d, Immediate.NONE, 0),
    I32X4_LE_U("i32x4.le_u", 0xfd, 0x3e, Immediate.NONE, 0),
    I32X4_GE_S("i32x4.ge_s", 0xfd, 0x3f, Immediate.NONE, 0),
    I32X4_GE_U("i32x4.ge_u", 0xfd, 0x40, Immediate.NONE, 0),
    F32X4_EQ("f32x4.eq", 0xfd, 0x41, Immediate.NONE, 0),
    F32X4_NE("f32x4.ne", 0xfd, 0x42, Immediate.NONE, 0),
    F32X4_LT("f32x4.lt", 0xfd, 0x43, Immediate.NONE, 0),
    F32X4_GT("f32x4.gt", 0xfd, 0x44, Immediate.NONE, 0),
    F32X4_LE("f32x4.le", 0xfd, 0x45, Immediate.NONE, 0),
    F32X4_GE("f32x4.ge", 0xfd, 0x46, Immediate.NONE, 0),
    V128_NOT("v128.not", 0xfd, 0x4d, Immediate.NONE, 0),
    V128_AND("v128.and", 0xfd, 0x4e, Immediate.NONE, 0),
    V128_ANDNOT("v128.andnot", 0xfd, 0x4f, Immediate.NONE, 0),
    V128_OR("v128.or", 0xfd, 0x50, Immediate.NONE, 0),
    V128_XOR("v128.xor", 0xfd, 0x51, Immediate.NONE, 0),
    V128_BITSELECT("v128.bitselect", 0xfd, 0x52, Immediate.NONE, 0),
    V128_ANY_TRUE("v128.any_true", 0xfd, 0x53, Immediate.NONE, 0),
    V128_LOAD8_LANE("v128.load8_lane", 0xfd, 0x54, Immediate.MEMORY_LANE, 0),
    V128_LOAD16_LANE("v128.load16_lane", 0xfd, 0x55, Immediate.MEMORY_LANE, 1),
    V128_LOAD32_LANE("v128.load32_lane", 0xfd, 0x56, Immediate.MEMORY_LANE, 2),
    V128_LOAD64_LANE("v128.load64_lane", 0xfd, 0x57, Immediate.MEMORY_LANE, 3),
    V128_STORE8_LANE("v128.store8_lane", 0xfd, 0x58, Immediate.MEMORY_LANE, 0),
    V128_STORE16_LANE("v128.store16_lane", 0xfd, 0x59, Immediate.MEMORY_LANE, 1),
    V128_STORE32_LANE("v128.store32_lane", 0xfd, 0x5a, Immediate.MEMORY_LANE, 2),
    V128_STORE64_LANE("v128.store64_lane", 0xfd, 0x5b, Immediate.MEMORY_LANE, 3),
    V128_LOAD32_ZERO("v128.load32_zero", 0xfd, 0x5c, Immediate.MEMORY, 2),
    V128_LOAD64_ZERO("v128.load64_zero", 0xfd, 0x5d, Immediate.MEMORY, 3),
    I8X16_ALL_TRUE("i8x16.all_true", 0xfd, 0x63, Immediate.NONE, 0),
    I8X16_BITMASK("i8x16.bitmask", 0xfd, 0x64, Immediate.NONE, 0),
    F32X4_CEIL("f32x4.ceil", 0xfd, 0x67, Immediate.NONE, 0),
    F32X4_FLOOR("f32x4.floor", 0xfd, 0x68, Immediate.NONE, 0),
    F32X4_TRUNC("f32x4.trunc", 0xfd, 0x69, Immediate.NONE, 0),
    F32X4_NEAREST("f32x4.nearest", 0xfd, 0x6a, Immediate.NONE, 0),
    I16X8_EXTEND_LOW_I8X16_U("i16x8.extend_low_i8x16_u", 0xfd, 0x89, Immediate.NONE, 0),
    I16X8_EXTEND_HIGH_I8X16_U("i16x8.extend_high_i8x16_u", 0xfd, 0x8a, Immediate.NONE, 0),
    I32X4_ABS("i32x4.abs", 0xfd, 0xa0, Immediate.NONE, 0),
    I32X4_NEG("i32x4.neg", 0xfd, 0xa1, Immediate.NONE, 0),
    I32X4_ALL_TRUE("i32x4.all_true", 0xfd, 0xa3, Immediate.NONE, 0),
    I32X4_BITMASK("i32x4.bitmask", 0xfd, 0xa4, Immediate.NONE, 0),
    I32X4_EXTEND_LOW_I16X8_S("i32x4.extend_low_i16x8_s", 0xfd, 0xa7, Immediate.NONE, 0),
    I32X4_EXTEND_HIGH_I16X8_S("i32x4.extend_high_i16x8_s", 0xfd, 0xa8, Immediate.NONE, 0),
    I32X4_EXTEND_LOW_I16X8_U("i32x4.extend_low_i16x8_u", 0xfd, 0xa9, Immediate.NONE, 0),
    I32X4_EXTEND_HIGH_I16X8_U("i32x4.extend_high_i16x8_u", 0xfd, 0xaa, Immediate.NONE, 0),
    I32X4_SHL("i32x4.shl", 0xfd, 0xab, Immediate.NONE, 0),
    I32X4_SHR_S("i32x4.shr_s", 0xfd, 0xac, Immediate.NONE, 0),
    I32X4_SHR_U("i32x4.shr_u", 0xfd, 0xad, Immediate.NONE, 0),
    I32X4_ADD("i32x4.add", 0xfd, 0xae, Immediate.NONE, 0),
    I32X4_SUB("i32x4.sub", 0xfd, 0xb1, Immediate.NONE, 0),
    I32X4_MUL("i32x4.mul", 0xfd, 0xb5, Immediate.NONE, 0),
    I32X4_MIN_S("i32x4.min_s", 0xfd, 0xb6, Immediate.NONE, 0),
    I32X4_MIN_U("i32x4.min_u", 0xfd, 0xb7, Immediate.NONE, 0),
    I32X4_MAX_S("i32x4.max_s", 0xfd, 0xb8, Immediate.NONE, 0),
    I32X4_MAX_U("i32x4.max_u", 0xfd, 0xb9, Immediate.NONE, 0),
    F32X4_ABS("f32x4.abs", 0xfd, 0xe0, Immediate.NONE, 0),
    F32X4_NEG("f32x4.neg", 0xfd, 0xe1, Immediate.NONE, 0),
    F32X4_SQRT("f32x4.sqrt", 0xfd, 0xe3, Immediate.NONE, 0),
    F32X4_ADD("f32x4.add", 0xfd, 0xe4, Immediate.NONE, 0),
    F32X4_SUB("f32x4.sub", 0xfd, 0xe5, Immediate.NONE, 0),
    F32X4_MUL("f32x4.mul", 0xfd, 0xe6, Immediate.NONE, 0),
    F32X4_DIV("f32x4.div", 0xfd, 0xe7, Immediate.NONE, 0),
    F32X4_MIN("f32x4.min", 0xfd, 0xe8, Immediate.NONE, 0),
    F32X4_MAX("f32x4.max", 0xfd, 0xe9, Immediate.NONE, 0),
    F32X4_PMIN("f32x4.pmin", 0xfd, 0xea, Immediate.NONE, 0),
    F32X4_PMAX("f32x4.pmax", 0xfd, 0xeb, Immediate.NONE, 0),
    I32X4_TRUNC_SAT_F32X4_S("i32x4.trunc_sat_f32x4_s", 0xfd, 0xf8, Immediate.NONE, 0),
    I32X4_TRUNC_SAT_F32X4_U("i32x4.trunc_sat_f32x4_u", 0xfd, 0xf9, Immediate.NONE, 0),
    F32X4_CONVERT_I32X4_S("f32x4.convert_i32x4_s", 0xfd, 0xfa, Immediate.NONE, 0),
    F32X4_CONVERT_I32X4_U("f32x4.convert_i32x4_u", 0xfd, 0xfb, Immediate.NONE, 0),

    // Atomic access to memory; exact alignment.
    MEMORY_ATOMIC_NOTIFY("memory.atomic.notify", 0xfe, 0x00, Immediate.MEMORY, 2),
    MEMORY_ATOMIC_WAIT32("memory.atomic.wait32", 0xfe, 0x01, Immediate.MEMORY, 2),
    ATOMIC_FENCE("atomic.fence", 0xfe, 0x03, Immediate.ZERO, 0),
    I32_ATOMIC_LOAD("i32.atomic.load", 0xfe, 0x10, Immediate.MEMORY, 2),
    I32_ATOMIC_STORE("i32.atomic.store", 0xfe, 0x17, Immediate.MEMORY, 2),
    I32_ATOMIC_RMW_ADD("i32.atomic.rmw.add", 0xfe, 0x1e, Immediate.MEMORY, 2),
    I32_ATOMIC_RMW_SUB("i32.atomic.rmw.sub", 0xfe, 0x25, Immediate.MEMORY, 2),
    I32_ATOMIC_RMW_OR("i32.atomic.rmw.or", 0xfe, 0x33, Immediate.MEMORY, 2),
    I32_ATOMIC_RMW_XCHG("i32.atomic.rmw.xchg", 0xfe, 0x41, Immediate.MEMORY, 2),
    I32_ATOMIC_RMW_CMPXCHG("i32.atomic.rmw.cmpxchg", 0xfe, 0x48, Immediate.MEMORY, 2);

    /** What follows an instruction's code. */
    public enum Immediate {
        /** Nothing. */
        NONE,
        /** The type of a block. */
        BLOCK,
        /** How many blocks to leave. */
        LABEL,
        /** Of a local, global or function. */
        INDEX,
        /** Alignment and offset. */
        MEMORY,
        /** A lane of a vector. */
        LANE,
        /** Alignment, offset and lane. */
        MEMORY_LANE,
        /** Sixteen lanes of two vectors. */
        SHUFFLE,
        /** A number, signed LEB128. */
        I32,
        /** A number, signed LEB128. */
        I64,
        /** Four bytes. */
        F32,
        /** Eight bytes. */
        F64,
        /** Sixteen bytes. */
        V128,
        /** The index of the memory, 0. */
        ZERO,
        /** The index of the memory, 0, twice. */
        ZERO_ZERO
    }

    private final String mnemonic;
    private final int prefix;
    private final int code;
    private final Immediate immediate;
    private final int alignment;

    Opcode(String mnemonic, int prefix, int code, Immediate immediate, int alignment) {
        this.mnemonic = mnemonic;
        this.prefix = prefix;
        this.code = code;
        this.immediate = immediate;
        this.alignment = alignment;
    }

    /** The name in the text format, such as {@code f32x4.add}. */
    public String mnemonic() {
        return mnemonic;
    }

    /** What follows the code. */
    public Immediate immediate() {
        return immediate;
    }

    /** 0, or the byte before the code. */
    int prefix() {
        return prefix;
    }

    /** The code, behind the prefix if there is one. */
    int code() {
        return code;
    }

    /** Binary logarithm of the bytes that a memory access touches. */
    int alignment() {
        return alignment;
    }
}
