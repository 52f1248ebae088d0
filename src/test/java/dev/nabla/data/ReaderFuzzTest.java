package dev.nabla.data;

import static dev.nabla.data.TestFiles.concat;
import static dev.nabla.data.TestFiles.idx;
import static dev.nabla.data.TestFiles.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Damages good files at random, always in the same way, and reads them: nothing but {@link DataException} may come out, in
 * time and within the memory that the limit allows.
 */
class ReaderFuzzTest {
    private static final int ROUNDS = 25_000;
    private static final int LIMIT_BYTES = 100_000;

    /** Growth doubles, a copy is made, and 16 KB buffers, a decompressor and messages come on top. */
    private static final long LARGEST_ALLOCATION = 5L * LIMIT_BYTES + 200_000;

    private static final Duration LARGEST_TIME = Duration.ofSeconds(60);

    private static final byte[] IMAGES = idx(256, 6, 4, 4);
    private static final byte[] FLOATS = concat(
            new byte[] {0, 0, 0x0E, 2, 0, 0, 0, 2, 0, 0, 0, 2},
            ByteBuffer.allocate(32).putDouble(1).putDouble(2).array());
    private static final List<byte[]> IDX_SEEDS = List.of(IMAGES, idx(10, 20), FLOATS, idx(7, 1, 2, 3, 4, 5));
    private static final List<byte[]> CSV_SEEDS = Stream.of(
                    "label,p0,p1,p2,p3\n7,0,1,254,255\n2,10,20,30,40\n",
                    "1,2\r\n3,4\r\n5,6\r\n",
                    "\uFEFFp0,p1,p2,p3,\"label\"\n0,1,254,255,7\n\n",
                    "7,0,1,254,255,9,8,7,6,5\n2,10,20,30,40,0,0,0,0,0")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();
    private static final byte[] CSV_PIECES = "0123456789,,,\n\n\r\"label -.x\t\0".getBytes(StandardCharsets.US_ASCII);

    @TestFactory
    Stream<DynamicTest> readers_damagedFiles_throwNothingButDataException() {
        List<byte[]> gzipSeeds = Stream.concat(IDX_SEEDS.stream(), Stream.of(idx(1, 50_000)))
                .map(TestFiles::gzip)
                .toList();
        return Stream.of(
                fuzz("IDX", IDX_SEEDS, damaged -> damaged, ReaderFuzzTest::readIdx),
                fuzz("IDX, damaged after compression", gzipSeeds, damaged -> damaged, ReaderFuzzTest::readIdx),
                fuzz("IDX, damaged before compression", IDX_SEEDS, TestFiles::gzip, ReaderFuzzTest::readIdx),
                fuzz("image CSV", CSV_SEEDS, damaged -> damaged, ReaderFuzzTest::readCsv),
                fuzz("image CSV, gzip", CSV_SEEDS, TestFiles::gzip, ReaderFuzzTest::readCsv));
    }

    private static DynamicTest fuzz(
            String name, List<byte[]> seeds, Function<byte[], byte[]> wrap, Consumer<InputStream> reader) {
        return DynamicTest.dynamicTest(
                name,
                () -> Assertions.assertTimeoutPreemptively(
                        LARGEST_TIME, () -> run(name, seeds, wrap, reader), "a reader hangs"));
    }

    private static void run(
            String name, List<byte[]> seeds, Function<byte[], byte[]> wrap, Consumer<InputStream> reader) {
        Random random = new Random(name.hashCode());
        int accepted = 0;
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] file = wrap.apply(damage(seeds.get(round % seeds.size()), seeds, random));
            long before = Allocation.bytesOfThisThread();
            try {
                reader.accept(stream(file));
                accepted++;
            } catch (DataException e) {
                refused++;
                assertThat(e.getMessage()).startsWith("fuzz").hasSizeLessThan(400);
            } catch (RuntimeException | Error e) {
                throw new AssertionError(name + ", round " + round + ": " + Arrays.toString(file), e);
            }
            long allocated = Allocation.bytesOfThisThread() - before;
            if (allocated > LARGEST_ALLOCATION) {
                throw new AssertionError(name + ", round " + round + ": " + allocated + " bytes allocated, expected "
                        + LARGEST_ALLOCATION + " at most: " + Arrays.toString(file));
            }
        }
        // Otherwise the damage is too little or too much to test anything.
        assertThat(accepted).as("%s: files accepted", name).isGreaterThan(ROUNDS / 100);
        assertThat(refused).as("%s: files refused", name).isGreaterThan(ROUNDS / 5);
    }

    private static void readIdx(InputStream in) {
        IdxArray array = IdxReader.read("fuzz", in, LIMIT_BYTES);
        for (int i = 0; i < Math.min(array.count(), 10); i++) {
            array.doubleAt(i);
        }
        int[] one = {array.dimension(0)};
        if (array.rank() == 3 && one[0] < LIMIT_BYTES) {
            ImageSets.pair("fuzz", array, new IdxArray("fuzz", IdxType.U8, one, new byte[one[0]]), List.of("a"));
        }
    }

    private static void readCsv(InputStream in) {
        Dataset set = ImageCsv.read("fuzz", in, LIMIT_BYTES);
        assertThat(set.size()).isPositive();
    }

    /** One to four changes: a byte, a bit, a cut, a piece doubled, taken out, put in, or a part of another file. */
    private static byte[] damage(byte[] seed, List<byte[]> seeds, Random random) {
        byte[] file = seed.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            file = file.length == 0 ? seed : change(file, seeds, random);
        }
        return file;
    }

    private static byte[] change(byte[] file, List<byte[]> seeds, Random random) {
        // Half of the changes hit the header, where most of what can go wrong is.
        int at = random.nextInt(random.nextBoolean() ? Math.min(16, file.length) : file.length);
        int to = at + random.nextInt(Math.min(8, file.length - at) + 1);
        byte[] changed = file.clone();
        switch (random.nextInt(8)) {
            case 0 -> changed[at] = (byte) random.nextInt(256);
            case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> changed[at] = CSV_PIECES[random.nextInt(CSV_PIECES.length)];
            case 3 -> changed = Arrays.copyOf(file, at);
            case 4 -> changed = concat(Arrays.copyOf(file, to), Arrays.copyOfRange(file, at, file.length));
            case 5 -> changed = concat(Arrays.copyOf(file, at), Arrays.copyOfRange(file, to, file.length));
            case 6 -> changed = concat(file, new byte[random.nextInt(4)]);
            default -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                int from = random.nextInt(other.length);
                changed = concat(Arrays.copyOf(file, at), Arrays.copyOfRange(other, from, other.length));
            }
        }
        return changed;
    }
}
