package dev.nabla.wasm;

/**
 * What instructions do, written by hand from the specification: instruction, immediates ({@code @} offset, {@code #} lanes),
 * operands, and behind {@code ->} the result or {@code trap}, behind {@code =>} the 16 bytes at address 32 afterwards.
 *
 * <p>Before, memory holds 00 … 0f, f0 … ff, sixteen times aa, then the floats 1.5 and a signaling NaN.
 */
final class OpcodeCases {
    static final String CONTROL = """
            nop => i8x16(0xaa)
            unreachable -> trap
            drop 5 => i8x16(0xaa)
            select 1 2 7 -> 1
            select 1 2 0 -> 2
            select f32(1) f32(-0) 0 -> f32(-0)
            select i32x4(1) i32x4(1,2,3,4) 0 -> i32x4(1,2,3,4)
            i32.const -129 -> -129
            i32.const 0x80000000 -> 0x80000000
            i64.const i64(-9223372036854775808) -> i64(0x8000000000000000)
            f32.const f32(0xff812345) -> f32(0xff812345)
            f64.const f64(-1.1) -> f64(0xbff199999999999a)
            v128.const i32x4(1,2,3,4) -> i8x16(1,0,0,0,2,0,0,0,3,0,0,0,4,0,0,0)
            """;

    static final String INTEGERS = """
            i32.eqz 0 -> 1
            i32.eqz 0x80000000 -> 0
            i32.eq 5 5 -> 1
            i32.eq 5 -5 -> 0
            i32.ne 5 5 -> 0
            i32.ne 5 -5 -> 1
            i32.lt_s -1 1 -> 1
            i32.lt_s 1 1 -> 0
            i32.lt_u -1 1 -> 0
            i32.lt_u 1 -1 -> 1
            i32.gt_s -1 1 -> 0
            i32.gt_s 1 -1 -> 1
            i32.gt_u -1 1 -> 1
            i32.gt_u 1 1 -> 0
            i32.le_s -1 1 -> 1
            i32.le_s 1 1 -> 1
            i32.le_s 2 1 -> 0
            i32.le_u -1 1 -> 0
            i32.le_u 1 1 -> 1
            i32.ge_s -1 1 -> 0
            i32.ge_s 1 1 -> 1
            i32.ge_u -1 1 -> 1
            i32.ge_u 1 2 -> 0
            i32.ge_u 2 2 -> 1
            i64.eqz i64(0) -> 1
            i64.eqz i64(0x100000000) -> 0
            i64.eq i64(0x100000001) i64(1) -> 0
            i64.eq i64(-1) i64(-1) -> 1
            i64.ne i64(0x100000001) i64(1) -> 1
            i64.ne i64(-1) i64(-1) -> 0
            i32.clz 1 -> 31
            i32.clz 0 -> 32
            i32.ctz 8 -> 3
            i32.ctz 0 -> 32
            i32.popcnt 0xf0f0f0f1 -> 17
            i32.add 0x7fffffff 1 -> 0x80000000
            i32.sub 3 5 -> -2
            i32.mul 0x10001 0x10001 -> 0x20001
            i32.div_s -7 2 -> -3
            i32.div_s 1 0 -> trap
            i32.div_s 0x80000000 -1 -> trap
            i32.div_u -7 2 -> 0x7ffffffc
            i32.div_u 1 0 -> trap
            i32.rem_s -7 2 -> -1
            i32.rem_s 0x80000000 -1 -> 0
            i32.rem_u -7 4 -> 1
            i32.rem_u 1 0 -> trap
            i32.and 0xff00ff00 0x0ff00ff0 -> 0x0f000f00
            i32.or 0xff00ff00 0x0ff00ff0 -> 0xfff0fff0
            i32.xor 0xff00ff00 0x0ff00ff0 -> 0xf0f0f0f0
            i32.shl 1 33 -> 2
            i32.shr_s 0x80000000 31 -> -1
            i32.shr_u 0x80000000 31 -> 1
            i32.rotl 0x80000001 4 -> 0x18
            i32.rotr 0x80000001 4 -> 0x18000000
            i64.add i64(0xffffffff) i64(1) -> i64(0x100000000)
            i64.sub i64(0) i64(1) -> i64(-1)
            i64.mul i64(0x100000001) i64(3) -> i64(0x300000003)
            i64.and i64(0xff00ff0000000000) i64(0x0ff00ff000000001) -> i64(0x0f000f0000000000)
            i64.or i64(0xff00ff0000000000) i64(0x0ff00ff000000001) -> i64(0xfff0fff000000001)
            i64.xor i64(0xff00ff0000000000) i64(0x0ff00ff000000001) -> i64(0xf0f0f0f000000001)
            i64.shl i64(1) i64(40) -> i64(0x10000000000)
            i64.shl i64(1) i64(65) -> i64(2)
            i64.shr_s i64(0x8000000000000000) i64(63) -> i64(-1)
            i64.shr_u i64(0x8000000000000000) i64(63) -> i64(1)
            """;

    /** Only that the absolute value of a NaN is one: Endive 1.2.0 keeps its sign, against the specification. */
    static final String NUMBERS = """
            f32.eq f32(0) f32(-0) -> 1
            f32.eq f32(nan) f32(nan) -> 0
            f32.ne f32(0) f32(-0) -> 0
            f32.ne f32(nan) f32(nan) -> 1
            f32.lt f32(1) f32(2) -> 1
            f32.lt f32(nan) f32(1) -> 0
            f32.lt f32(-0) f32(0) -> 0
            f32.gt f32(1) f32(2) -> 0
            f32.gt f32(inf) f32(2) -> 1
            f32.gt f32(nan) f32(1) -> 0
            f32.le f32(0) f32(-0) -> 1
            f32.le f32(2) f32(1) -> 0
            f32.le f32(1) f32(nan) -> 0
            f32.ge f32(-0) f32(0) -> 1
            f32.ge f32(1) f32(2) -> 0
            f32.ge f32(nan) f32(nan) -> 0
            f32.abs f32(-0) -> f32(0)
            f32.abs f32(-inf) -> f32(inf)
            f32.abs f32(0xffc00001) -> f32(nan)
            f32.neg f32(0) -> f32(-0)
            f32.neg f32(0x7fc00001) -> f32(0xffc00001)
            f32.ceil f32(-0.5) -> f32(-0)
            f32.ceil f32(1.1) -> f32(2)
            f32.floor f32(-0.5) -> f32(-1)
            f32.floor f32(-0) -> f32(-0)
            f32.trunc f32(-1.9) -> f32(-1)
            f32.trunc f32(-0.9) -> f32(-0)
            f32.nearest f32(2.5) -> f32(2)
            f32.nearest f32(3.5) -> f32(4)
            f32.nearest f32(-0.5) -> f32(-0)
            f32.nearest f32(8388609) -> f32(8388609)
            f32.sqrt f32(2) -> f32(0x3fb504f3)
            f32.sqrt f32(-1) -> f32(nan)
            f32.sqrt f32(-0) -> f32(-0)
            f32.add f32(1) f32(0x33800000) -> f32(1)
            f32.add f32(0x3f800001) f32(0x33800000) -> f32(0x3f800002)
            f32.add f32(-0) f32(-0) -> f32(-0)
            f32.sub f32(1) f32(1) -> f32(0)
            f32.sub f32(-0) f32(0) -> f32(-0)
            f32.sub f32(inf) f32(inf) -> f32(nan)
            f32.mul f32(0x3f800001) f32(0x3f800001) -> f32(0x3f800002)
            f32.mul f32(1e30) f32(1e30) -> f32(inf)
            f32.mul f32(0) f32(inf) -> f32(nan)
            f32.mul f32(0x3) f32(0.5) -> f32(0x2)
            f32.mul f32(0) f32(-1) -> f32(-0)
            f32.div f32(1) f32(3) -> f32(0x3eaaaaab)
            f32.div f32(1) f32(-0) -> f32(-inf)
            f32.div f32(0) f32(0) -> f32(nan)
            f32.min f32(1) f32(2) -> f32(1)
            f32.min f32(0) f32(-0) -> f32(-0)
            f32.min f32(-0) f32(0) -> f32(-0)
            f32.min f32(nan) f32(1) -> f32(nan)
            f32.min f32(1) f32(nan) -> f32(nan)
            f32.max f32(1) f32(2) -> f32(2)
            f32.max f32(0) f32(-0) -> f32(0)
            f32.max f32(-0) f32(0) -> f32(0)
            f32.max f32(nan) f32(1) -> f32(nan)
            f32.max f32(1) f32(nan) -> f32(nan)
            f32.copysign f32(3) f32(-0) -> f32(-3)
            f32.copysign f32(-2) f32(nan) -> f32(2)
            f32.copysign f32(0x7fc00001) f32(-1) -> f32(0xffc00001)
            """;

    static final String CONVERSIONS = """
            i32.wrap_i64 i64(0x123456789abcdef0) -> 0x9abcdef0
            i64.extend_i32_s -2 -> i64(-2)
            i64.extend_i32_u -2 -> i64(0xfffffffe)
            f32.convert_i32_s -1 -> f32(-1)
            f32.convert_i32_s 16777217 -> f32(16777216)
            f32.convert_i32_s 16777219 -> f32(16777220)
            f32.convert_i32_u -1 -> f32(4294967296)
            f32.convert_i32_u 0xffffff7f -> f32(4294967040)
            i32.reinterpret_f32 f32(0xff800001) -> 0xff800001
            f32.reinterpret_i32 0x7f800001 -> f32(0x7f800001)
            i32.trunc_sat_f32_s f32(nan) -> 0
            i32.trunc_sat_f32_s f32(inf) -> 0x7fffffff
            i32.trunc_sat_f32_s f32(-inf) -> 0x80000000
            i32.trunc_sat_f32_s f32(2147483648) -> 0x7fffffff
            i32.trunc_sat_f32_s f32(-2147483648) -> 0x80000000
            i32.trunc_sat_f32_s f32(-1.9) -> -1
            i32.trunc_sat_f32_u f32(nan) -> 0
            i32.trunc_sat_f32_u f32(-1.5) -> 0
            i32.trunc_sat_f32_u f32(3e9) -> 0xb2d05e00
            i32.trunc_sat_f32_u f32(inf) -> -1
            """;

    static final String MEMORY = """
            i32.load @2 0 -> 0x05040302
            i32.load @14 1 -> 0xf2f1f00f
            i32.load @65533 0 -> trap
            i32.load @4 -4 -> trap
            i64.load @1 15 -> i64(0xf7f6f5f4f3f2f1f0)
            f32.load @48 0 -> f32(1.5)
            f32.load @52 0 -> f32(0x7f800001)
            f64.load @0 16 -> f64(0xf7f6f5f4f3f2f1f0)
            i32.load8_s @16 1 -> -15
            i32.load8_s @1 0 -> 1
            i32.load8_u @16 1 -> 0xf1
            i32.load16_s @15 1 -> -3600
            i32.load16_s @1 0 -> 0x0201
            i32.load16_u @15 1 -> 0xf1f0
            i64.load32_u @16 0 -> i64(0xf3f2f1f0)
            i32.store @4 32 0x04030201 => i32x4(0xaaaaaaaa,0x04030201,0xaaaaaaaa,0xaaaaaaaa)
            i64.store @8 32 i64(0x1122334455667788) => i64x2(0xaaaaaaaaaaaaaaaa,0x1122334455667788)
            f32.store @12 32 f32(0x7f812345) => i32x4(0xaaaaaaaa,0xaaaaaaaa,0xaaaaaaaa,0x7f812345)
            f64.store @0 32 f64(1) => i64x2(0x3ff0000000000000,0xaaaaaaaaaaaaaaaa)
            i32.store8 @32 1 0x11223344 => i32x4(0xaaaa44aa,0xaaaaaaaa,0xaaaaaaaa,0xaaaaaaaa)
            i32.store16 @32 1 0x11223344 => i32x4(0xaa3344aa,0xaaaaaaaa,0xaaaaaaaa,0xaaaaaaaa)
            i64.store32 @32 4 i64(0x1122334455667788) => i32x4(0xaaaaaaaa,0x55667788,0xaaaaaaaa,0xaaaaaaaa)
            i32.store @65533 0 1 -> trap
            memory.size -> 1
            memory.grow 1 -> 1
            memory.grow 2 -> -1
            memory.fill 33 0x1bb 3 => i32x4(0xbbbbbbaa,0xaaaaaaaa,0xaaaaaaaa,0xaaaaaaaa)
            memory.fill 65535 0 2 -> trap
            memory.fill 65536 0 0 => i8x16(0xaa)
            memory.copy 34 14 4 => i32x4(0x0f0eaaaa,0xaaaaf1f0,0xaaaaaaaa,0xaaaaaaaa)
            memory.copy 32 31 16 => i32x4(0xaaaaaaff,0xaaaaaaaa,0xaaaaaaaa,0xaaaaaaaa)
            memory.copy 0 65535 2 -> trap
            """;

    static final String VECTOR_MEMORY = """
            v128.load @1 0 -> i8x16(1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,0xf0)
            v128.load @65521 0 -> trap
            v128.load8x8_s @12 0 -> i16x8(12,13,14,15,-16,-15,-14,-13)
            v128.load8x8_u @12 0 -> i16x8(12,13,14,15,0xf0,0xf1,0xf2,0xf3)
            v128.load16x4_s @12 0 -> i32x4(0x0d0c,0x0f0e,0xfffff1f0,0xfffff3f2)
            v128.load16x4_u @12 0 -> i32x4(0x0d0c,0x0f0e,0xf1f0,0xf3f2)
            v128.load32x2_s @12 0 -> i64x2(0x0f0e0d0c,0xfffffffff3f2f1f0)
            v128.load32x2_u @12 0 -> i64x2(0x0f0e0d0c,0xf3f2f1f0)
            v128.load8_splat @16 1 -> i8x16(0xf1)
            v128.load16_splat @3 0 -> i16x8(0x0403)
            v128.load32_splat @5 0 -> i32x4(0x08070605)
            v128.load64_splat @6 0 -> i64x2(0x0d0c0b0a09080706)
            v128.load32_zero @16 0 -> i32x4(0xf3f2f1f0,0,0,0)
            v128.load64_zero @16 0 -> i64x2(0xf7f6f5f4f3f2f1f0,0)
            v128.store @0 32 i32x4(1,2,3,4) => i32x4(1,2,3,4)
            v128.store @4 32 i32x4(1,2,3,4) => i32x4(0xaaaaaaaa,1,2,3)
            v128.load8_lane @1 #2 16 i8x16(0) -> i8x16(0,0,0xf1,0,0,0,0,0,0,0,0,0,0,0,0,0)
            v128.load16_lane @0 #7 16 i16x8(1) -> i16x8(1,1,1,1,1,1,1,0xf1f0)
            v128.load32_lane @2 #1 0 i32x4(7) -> i32x4(7,0x05040302,7,7)
            v128.load64_lane @2 #1 0 i64x2(7) -> i64x2(7,0x0908070605040302)
            v128.store8_lane @1 #4 32 i8x16(0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15) => i32x4(0xaaaa04aa,0xaaaaaaaa,0xaaaaaaaa,0xaaaaaaaa)
            v128.store16_lane @4 #5 32 i16x8(0,1,2,3,4,5,6,7) => i32x4(0xaaaaaaaa,0xaaaa0005,0xaaaaaaaa,0xaaaaaaaa)
            v128.store32_lane @8 #2 32 i32x4(10,11,12,13) => i32x4(0xaaaaaaaa,0xaaaaaaaa,12,0xaaaaaaaa)
            v128.store64_lane @8 #0 32 i64x2(10,11) => i64x2(0xaaaaaaaaaaaaaaaa,10)
            """;

    static final String LANES = """
            i8x16.shuffle #0,5,2,7 i32x4(10,11,12,13) i32x4(20,21,22,23) -> i32x4(10,21,12,23)
            i8x16.shuffle #4,4,3,3 i32x4(10,11,12,13) i32x4(20,21,22,23) -> i32x4(20,20,13,13)
            i8x16.swizzle i8x16(10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25) \
            i8x16(15,14,13,12,11,10,9,8,7,6,5,4,3,2,16,0xff) -> i8x16(25,24,23,22,21,20,19,18,17,16,15,14,13,12,0,0)
            i8x16.splat 0x1ab -> i8x16(0xab)
            i16x8.splat 0x12345 -> i16x8(0x2345)
            i32x4.splat -3 -> i32x4(-3)
            i64x2.splat i64(-3) -> i64x2(-3)
            f32x4.splat f32(-0) -> f32x4(-0)
            f64x2.splat f64(1.5) -> f64x2(1.5)
            i8x16.extract_lane_s #15 i8x16(0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0x80) -> -128
            i8x16.extract_lane_u #15 i8x16(0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0x80) -> 128
            i8x16.replace_lane #3 i8x16(0) 0x1ff -> i32x4(0xff000000,0,0,0)
            i16x8.extract_lane_s #4 i16x8(0,0,0,0,0x8001,0,0,0) -> -32767
            i16x8.extract_lane_u #4 i16x8(0,0,0,0,0x8001,0,0,0) -> 0x8001
            i16x8.replace_lane #7 i16x8(0) 0x12345 -> i32x4(0,0,0,0x23450000)
            i32x4.extract_lane #2 i32x4(1,2,-3,4) -> -3
            i32x4.replace_lane #1 i32x4(1,2,3,4) 9 -> i32x4(1,9,3,4)
            i64x2.extract_lane #1 i64x2(1,-2) -> i64(-2)
            i64x2.replace_lane #0 i64x2(1,-2) i64(5) -> i64x2(5,-2)
            f32x4.extract_lane #3 f32x4(1,2,3,0x7f800001) -> f32(0x7f800001)
            f32x4.replace_lane #0 f32x4(1,2,3,4) f32(-0) -> f32x4(-0,2,3,4)
            v128.not i32x4(0,-1,1,0x0f0f0f0f) -> i32x4(-1,0,-2,0xf0f0f0f0)
            v128.and i32x4(0xff00ff00) i32x4(0x0ff00ff0) -> i32x4(0x0f000f00)
            v128.andnot i32x4(0xff00ff00) i32x4(0x0ff00ff0) -> i32x4(0xf000f000)
            v128.or i32x4(0xff00ff00) i32x4(0x0ff00ff0) -> i32x4(0xfff0fff0)
            v128.xor i32x4(0xff00ff00) i32x4(0x0ff00ff0) -> i32x4(0xf0f0f0f0)
            v128.bitselect i32x4(0x11111111) i32x4(0x22222222) i32x4(0xff00ff00) -> i32x4(0x11221122)
            v128.any_true i32x4(0,0,0x100,0) -> 1
            v128.any_true i32x4(0) -> 0
            i8x16.eq i32x4(0x01020304) i32x4(0x01000300) -> i32x4(0xff00ff00)
            i8x16.ne i32x4(0x01020304) i32x4(0x01000300) -> i32x4(0x00ff00ff)
            i8x16.all_true i32x4(0x01010101) -> 1
            i8x16.all_true i32x4(0x01010101,0x01010101,0x01010001,1) -> 0
            i8x16.bitmask i32x4(0x00000080,0,0,0x80ff7f00) -> 0xc001
            i16x8.extend_low_i8x16_u i8x16(0,1,2,3,4,5,6,0xff,8,9,10,11,12,13,14,0xfe) -> i16x8(0,1,2,3,4,5,6,255)
            i16x8.extend_high_i8x16_u i8x16(0,1,2,3,4,5,6,0xff,8,9,10,11,12,13,14,0xfe) -> i16x8(8,9,10,11,12,13,14,254)
            i32x4.extend_low_i16x8_s i16x8(1,-1,0x8000,2,3,-3,0x7fff,4) -> i32x4(1,-1,-32768,2)
            i32x4.extend_high_i16x8_s i16x8(1,-1,0x8000,2,3,-3,0x7fff,4) -> i32x4(3,-3,32767,4)
            i32x4.extend_low_i16x8_u i16x8(1,-1,0x8000,2,3,-3,0x7fff,4) -> i32x4(1,65535,32768,2)
            i32x4.extend_high_i16x8_u i16x8(1,-1,0x8000,2,3,-3,0x7fff,4) -> i32x4(3,65533,32767,4)
            """;

    static final String VECTOR_INTEGERS = """
            i32x4.eq i32x4(1,-1,5,3) i32x4(1,1,4,-3) -> i32x4(-1,0,0,0)
            i32x4.ne i32x4(1,-1,5,3) i32x4(1,1,4,-3) -> i32x4(0,-1,-1,-1)
            i32x4.lt_s i32x4(1,-1,5,3) i32x4(1,1,4,-3) -> i32x4(0,-1,0,0)
            i32x4.lt_u i32x4(1,-1,5,3) i32x4(1,1,4,-3) -> i32x4(0,0,0,-1)
            i32x4.gt_s i32x4(1,-1,5,3) i32x4(1,1,4,-3) -> i32x4(0,0,-1,-1)
            i32x4.gt_u i32x4(1,-1,5,3) i32x4(1,1,4,-3) -> i32x4(0,-1,-1,0)
            i32x4.le_s i32x4(1,-1,5,3) i32x4(1,1,4,-3) -> i32x4(-1,-1,0,0)
            i32x4.le_u i32x4(1,-1,5,3) i32x4(1,1,4,-3) -> i32x4(-1,0,0,-1)
            i32x4.ge_s i32x4(1,-1,5,3) i32x4(1,1,4,-3) -> i32x4(-1,0,-1,-1)
            i32x4.ge_u i32x4(1,-1,5,3) i32x4(1,1,4,-3) -> i32x4(-1,-1,-1,0)
            i32x4.abs i32x4(1,-1,0x80000000,0) -> i32x4(1,1,0x80000000,0)
            i32x4.neg i32x4(1,-1,0x80000000,0) -> i32x4(-1,1,0x80000000,0)
            i32x4.all_true i32x4(1,2,0x100,-1) -> 1
            i32x4.all_true i32x4(1,2,0,-1) -> 0
            i32x4.bitmask i32x4(-1,0,-5,7) -> 5
            i32x4.shl i32x4(1,-1,0x40000000,3) 33 -> i32x4(2,-2,0x80000000,6)
            i32x4.shr_s i32x4(-8,8,0x80000000,1) 33 -> i32x4(-4,4,0xc0000000,0)
            i32x4.shr_u i32x4(-8,8,0x80000000,1) 1 -> i32x4(0x7ffffffc,4,0x40000000,0)
            i32x4.add i32x4(1,2,0x7fffffff,-1) i32x4(10,20,1,1) -> i32x4(11,22,0x80000000,0)
            i32x4.sub i32x4(1,2,0x80000000,0) i32x4(10,-20,1,1) -> i32x4(-9,22,0x7fffffff,-1)
            i32x4.mul i32x4(3,-2,0x10001,0x80000000) i32x4(4,5,0x10001,2) -> i32x4(12,-10,0x20001,0)
            i32x4.min_s i32x4(1,-1,5,3) i32x4(1,1,4,-3) -> i32x4(1,-1,4,-3)
            i32x4.min_u i32x4(1,-1,5,3) i32x4(1,1,4,-3) -> i32x4(1,1,4,3)
            i32x4.max_s i32x4(1,-1,5,3) i32x4(1,1,4,-3) -> i32x4(1,1,5,3)
            i32x4.max_u i32x4(1,-1,5,3) i32x4(1,1,4,-3) -> i32x4(1,-1,5,-3)
            """;

    static final String VECTOR_NUMBERS = """
            f32x4.eq f32x4(1,nan,-0,2) f32x4(2,nan,0,1) -> i32x4(0,0,-1,0)
            f32x4.ne f32x4(1,nan,-0,2) f32x4(2,nan,0,1) -> i32x4(-1,-1,0,-1)
            f32x4.lt f32x4(1,nan,-0,2) f32x4(2,nan,0,1) -> i32x4(-1,0,0,0)
            f32x4.gt f32x4(1,nan,-0,2) f32x4(2,nan,0,1) -> i32x4(0,0,0,-1)
            f32x4.le f32x4(1,nan,-0,2) f32x4(2,nan,0,1) -> i32x4(-1,0,-1,0)
            f32x4.ge f32x4(1,nan,-0,2) f32x4(2,nan,0,1) -> i32x4(0,0,-1,-1)
            f32x4.ceil f32x4(-0.5,2.5,nan,-inf) -> f32x4(-0,3,nan,-inf)
            f32x4.floor f32x4(-0.5,2.5,nan,-0) -> f32x4(-1,2,nan,-0)
            f32x4.trunc f32x4(-0.5,2.5,nan,-1e30) -> f32x4(-0,2,nan,-1e30)
            f32x4.nearest f32x4(-0.5,2.5,3.5,nan) -> f32x4(-0,2,4,nan)
            f32x4.nearest f32x4(0.5,1.5,8388609,-inf) -> f32x4(0,2,8388609,-inf)
            f32x4.abs f32x4(-0,-1.5,0xffc00001,-inf) -> f32x4(0,1.5,0x7fc00001,inf)
            f32x4.neg f32x4(0,-1.5,0x7fc00001,inf) -> f32x4(-0,1.5,0xffc00001,-inf)
            f32x4.sqrt f32x4(4,2,-1,-0) -> f32x4(2,0x3fb504f3,nan,-0)
            f32x4.add f32x4(1,0x3f800001,inf,-0) f32x4(0x33800000,0x33800000,-inf,-0) -> f32x4(1,0x3f800002,nan,-0)
            f32x4.sub f32x4(1,-0,inf,3) f32x4(1,0,inf,nan) -> f32x4(0,-0,nan,nan)
            f32x4.mul f32x4(0x3f800001,1e30,0,0x3) f32x4(0x3f800001,1e30,inf,0.5) -> f32x4(0x3f800002,inf,nan,0x2)
            f32x4.div f32x4(1,1,0,-6) f32x4(3,-0,0,2) -> f32x4(0x3eaaaaab,-inf,nan,-3)
            f32x4.min f32x4(nan,-0,0,1) f32x4(1,0,-0,nan) -> f32x4(nan,-0,-0,nan)
            f32x4.min f32x4(1,2,-inf,inf) f32x4(2,1,0,3) -> f32x4(1,1,-inf,3)
            f32x4.max f32x4(nan,-0,0,1) f32x4(1,0,-0,nan) -> f32x4(nan,0,0,nan)
            f32x4.max f32x4(1,2,-inf,inf) f32x4(2,1,0,3) -> f32x4(2,2,0,inf)
            f32x4.pmin f32x4(0x7fc00001,-0,0,1) f32x4(1,0,-0,nan) -> f32x4(0x7fc00001,-0,0,1)
            f32x4.pmin f32x4(2,1,0xffc00001,-inf) f32x4(1,2,5,3) -> f32x4(1,1,0xffc00001,-inf)
            f32x4.pmax f32x4(0x7fc00001,-0,0,1) f32x4(1,0,-0,nan) -> f32x4(0x7fc00001,-0,0,1)
            f32x4.pmax f32x4(2,1,0xffc00001,-inf) f32x4(1,2,5,3) -> f32x4(2,2,0xffc00001,3)
            i32x4.trunc_sat_f32x4_s f32x4(nan,inf,-inf,-1.9) -> i32x4(0,0x7fffffff,0x80000000,-1)
            i32x4.trunc_sat_f32x4_s f32x4(2147483648,-2147483648,0.9,-0) -> i32x4(0x7fffffff,0x80000000,0,0)
            i32x4.trunc_sat_f32x4_u f32x4(nan,inf,-5,3e9) -> i32x4(0,-1,0,0xb2d05e00)
            f32x4.convert_i32x4_s i32x4(-1,16777217,0x80000000,0) -> f32x4(-1,16777216,-2147483648,0)
            f32x4.convert_i32x4_u i32x4(-1,16777217,0x80000000,0xffffff7f) -> f32x4(4294967296,16777216,2147483648,4294967040)
            """;

    /** On shared memory. */
    static final String ATOMICS = """
            memory.atomic.notify @0 32 1 -> 0
            memory.atomic.wait32 @0 32 0 i64(0) -> 1
            memory.atomic.wait32 @0 32 0xaaaaaaaa i64(0) -> 2
            memory.atomic.wait32 @2 32 0 i64(0) -> trap
            atomic.fence => i8x16(0xaa)
            i32.atomic.load @4 0 -> 0x07060504
            i32.atomic.load @2 0 -> trap
            i32.atomic.store @4 32 7 => i32x4(0xaaaaaaaa,7,0xaaaaaaaa,0xaaaaaaaa)
            i32.atomic.rmw.add @0 4 1 -> 0x07060504
            i32.atomic.rmw.add @0 32 0x60000000 => i32x4(0x0aaaaaaa,0xaaaaaaaa,0xaaaaaaaa,0xaaaaaaaa)
            i32.atomic.rmw.sub @0 4 1 -> 0x07060504
            i32.atomic.rmw.sub @0 32 0xaaaaaaab => i32x4(-1,0xaaaaaaaa,0xaaaaaaaa,0xaaaaaaaa)
            i32.atomic.rmw.or @0 4 -1 -> 0x07060504
            i32.atomic.rmw.or @0 32 0x55550000 => i32x4(0xffffaaaa,0xaaaaaaaa,0xaaaaaaaa,0xaaaaaaaa)
            i32.atomic.rmw.xchg @0 4 1 -> 0x07060504
            i32.atomic.rmw.xchg @0 32 5 => i32x4(5,0xaaaaaaaa,0xaaaaaaaa,0xaaaaaaaa)
            i32.atomic.rmw.cmpxchg @0 4 0x07060504 1 -> 0x07060504
            i32.atomic.rmw.cmpxchg @0 32 0xaaaaaaaa 9 => i32x4(9,0xaaaaaaaa,0xaaaaaaaa,0xaaaaaaaa)
            i32.atomic.rmw.cmpxchg @0 32 1 9 => i8x16(0xaa)
            i32.atomic.rmw.cmpxchg @0 32 1 9 -> 0xaaaaaaaa
            """;

    private OpcodeCases() {}
}
