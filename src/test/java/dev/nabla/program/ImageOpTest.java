package dev.nabla.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.EngineFixture;
import dev.nabla.Tolerances;
import dev.nabla.program.ImageOp.Conv2d.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageOpTest {
    private static final int WINDOWS = 60;
    private static final int CAPACITY = 4;
    private static final float NAN = Float.NaN;
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    /** What one operation on images reads and writes; y are images of the output's shape. */
    private static final class Setup {
        final Window window;
        final int filters;
        final OpFixture fixture;
        final Buffer y;
        final Buffer z;
        final Buffer dx;
        final Parameter weight;

        Setup(Window window, int filters, int capacity) {
            this.window = window;
            this.filters = filters;
            fixture = new OpFixture(
                    capacity, window.height() * window.width() * window.channels(), window.positions() * filters);
            Shape output = Shape.rows(window.outputHeight(), window.outputWidth(), filters);
            y = fixture.builder.value("images of y", output);
            z = fixture.builder.value("z", output);
            dx = fixture.builder.value("dx", Shape.rows(window.height(), window.width(), window.channels()));
            weight = fixture.builder.parameter(
                    "weight", Shape.of(filters, window.kernelHeight(), window.kernelWidth(), window.channels()));
            fixture.forward(new LayerOp.Reshape(fixture.y, y));
        }

        Setup convolutions() {
            fixture.forward(new ImageOp.Conv2d(Form.FORWARD, window, fixture.x, weight.value(), z));
            fixture.forward(new ImageOp.Conv2d(Form.INPUT_GRADIENT, window, y, weight.value(), dx));
            fixture.forward(new ImageOp.Conv2d(Form.WEIGHT_GRADIENT, window, y, fixture.x, weight.gradient()));
            return this;
        }

        int inputs(int rows) {
            return rows * fixture.x.shape().width();
        }

        int outputs(int rows) {
            return rows * y.shape().width();
        }
    }

    private static Window window(Random random, boolean inside) {
        int height = 1 + random.nextInt(9);
        int width = 1 + random.nextInt(9);
        int channels = 1 + random.nextInt(4);
        int stride = 1 + random.nextInt(3);
        return inside || random.nextBoolean()
                ? Window.valid(height, width, channels, 1 + random.nextInt(height), 1 + random.nextInt(width), stride)
                : Window.same(height, width, channels, 1 + random.nextInt(5), 1 + random.nextInt(5), stride);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void conv2d_randomWindows_givesTheBitsOfTheFormulas(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < WINDOWS; i++) {
            Setup setup = new Setup(window(random, false), 1 + random.nextInt(5), CAPACITY).convolutions();
            int rows = 1 + random.nextInt(CAPACITY);
            float[] x = AwkwardFloats.of(random, setup.inputs(rows));
            float[] dz = AwkwardFloats.of(random, setup.outputs(rows));
            float[] weights = AwkwardFloats.of(random, setup.filters * setup.window.taps());
            checkConvolutions("seed " + seed + ", " + i, setup, rows, x, dz, weights);
        }
    }

    /** More than one tile in each direction, more than one group of examples. */
    @ParameterizedTest
    @CsvSource({"20, 19, 3, 5, 1", "7, 7, 40, 3, 1", "1, 1, 70, 1, 1", "28, 28, 1, 5, 2", "9, 9, 11, 7, 3"})
    void conv2d_largeWindows_givesTheBitsOfTheFormulas(int height, int width, int channels, int kernel, int stride) {
        Random random = new Random(4);
        Setup setup = new Setup(Window.same(height, width, channels, kernel, kernel, stride), 3, 30).convolutions();
        float[] x = AwkwardFloats.of(random, setup.inputs(30));
        float[] dz = AwkwardFloats.of(random, setup.outputs(30));
        float[] weights = AwkwardFloats.of(random, setup.filters * setup.window.taps());
        checkConvolutions("large", setup, 30, x, dz, weights);
    }

    /** Zero times an infinity is NaN, at the border too, in each of the products. */
    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void conv2d_nonFiniteInputs_givesTheBitsOfTheFormulas(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < WINDOWS; i++) {
            Setup setup = new Setup(window(random, false), 1 + random.nextInt(3), CAPACITY).convolutions();
            float[] x = AwkwardFloats.of(random, setup.inputs(2));
            float[] dz = AwkwardFloats.of(random, setup.outputs(2));
            float[] weights = AwkwardFloats.of(random, setup.filters * setup.window.taps());
            x[random.nextInt(x.length)] = INFINITY;
            dz[random.nextInt(dz.length)] = random.nextBoolean() ? -INFINITY : NAN;
            checkConvolutions("seed " + seed + ", " + i, setup, 2, x, dz, weights);
        }
    }

    private static void checkConvolutions(String what, Setup setup, int rows, float[] x, float[] dz, float[] weights) {
        Window window = setup.window;
        int filters = setup.filters;
        JavaExecutor executor = setup.fixture.executor();
        executor.write(setup.weight.value(), weights);
        setup.fixture.poison(executor);
        setup.fixture.run(executor, x, dz);
        String where = what + ", " + window + ", " + filters + " filters, " + rows + " rows: ";
        Tolerances.checkBits(
                where + "z",
                OpFixture.read(executor, setup.z, setup.outputs(rows)),
                NaiveImages.convolution(window, x, weights, filters, rows));
        Tolerances.checkBits(
                where + "dx",
                OpFixture.read(executor, setup.dx, setup.inputs(rows)),
                NaiveImages.inputGradient(window, dz, weights, filters, rows));
        Tolerances.checkBits(
                where + "dW",
                OpFixture.read(executor, setup.weight.gradient(), weights.length),
                NaiveImages.weightGradient(window, dz, x, filters, rows));
    }

    @Test
    void conv2d_chunks_giveTheBitsOfOnePiece() {
        Random random = new Random(7);
        Window window = Window.same(6, 5, 2, 3, 3, 2);
        int rows = 13;
        Setup whole = new Setup(window, 4, rows).convolutions();
        float[] x = AwkwardFloats.of(random, whole.inputs(rows));
        float[] dz = AwkwardFloats.of(random, whole.outputs(rows));
        float[] expected = NaiveImages.weightGradient(window, dz, x, 4, rows);
        for (int capacity : new int[] {1, 4, 5, rows}) {
            Setup setup = new Setup(window, 4, capacity).convolutions();
            JavaExecutor executor = setup.fixture.executor();
            setup.fixture.run(executor, x, dz);
            Tolerances.checkBits(
                    "capacity " + capacity,
                    OpFixture.read(executor, setup.weight.gradient(), expected.length),
                    expected);
        }
    }

    @Test
    void conv2d_kernelOfOnePixel_isADenseLayerAtEachPlace() {
        Random random = new Random(8);
        int channels = 6;
        int filters = 7;
        int pixels = 20;
        Setup setup = new Setup(Window.valid(4, 5, channels, 1, 1, 1), filters, 1).convolutions();
        float[] x = AwkwardFloats.of(random, pixels * channels);
        float[] dz = AwkwardFloats.of(random, pixels * filters);
        float[] weights = AwkwardFloats.of(random, filters * channels);
        JavaExecutor executor = setup.fixture.executor();
        executor.write(setup.weight.value(), weights);
        setup.fixture.run(executor, x, dz);
        float[] transposed = NaiveFloat.transpose(weights, filters, channels);
        Tolerances.checkBits(
                "z",
                OpFixture.read(executor, setup.z, pixels * filters),
                NaiveFloat.product(x, transposed, null, pixels, channels, filters));
        Tolerances.checkBits(
                "dx",
                OpFixture.read(executor, setup.dx, pixels * channels),
                NaiveFloat.product(dz, weights, null, pixels, filters, channels));
        Tolerances.checkBits(
                "dW",
                OpFixture.read(executor, setup.weight.gradient(), filters * channels),
                NaiveFloat.product(NaiveFloat.transpose(dz, pixels, filters), x, null, filters, pixels, channels));
    }

    @Test
    void conv2d_zeroFilters_giveZeros() {
        Setup setup = new Setup(Window.same(5, 5, 2, 3, 3, 1), 2, 1).convolutions();
        JavaExecutor executor = setup.fixture.executor();
        setup.fixture.poison(executor);
        setup.fixture.run(executor, EngineFixture.normals(new Random(9), 50, 1), new float[50]);
        Tolerances.checkBits("z", OpFixture.read(executor, setup.z, 50), new float[50]);
        Tolerances.checkBits("dx", OpFixture.read(executor, setup.dx, 50), new float[50]);
        Tolerances.checkBits("dW", OpFixture.read(executor, setup.weight.gradient(), 36), new float[36]);
    }

    @Test
    void window_same_followsTensorFlow() {
        // tf.nn.conv2d, padding SAME: of an odd number of missing pixels the larger half lies behind.
        assertThat(Window.same(28, 28, 1, 5, 5, 1)).isEqualTo(new Window(28, 28, 1, 5, 5, 1, 2, 2, 28, 28));
        assertThat(Window.same(28, 28, 1, 3, 3, 2)).isEqualTo(new Window(28, 28, 1, 3, 3, 2, 0, 0, 14, 14));
        assertThat(Window.same(5, 6, 1, 2, 4, 1)).isEqualTo(new Window(5, 6, 1, 2, 4, 1, 0, 1, 5, 6));
        assertThat(Window.same(5, 5, 1, 1, 1, 3)).isEqualTo(new Window(5, 5, 1, 1, 1, 3, 0, 0, 2, 2));
        assertThat(Window.valid(28, 27, 1, 5, 2, 3)).isEqualTo(new Window(28, 27, 1, 5, 2, 3, 0, 0, 8, 9));
    }

    @Test
    void window_kernelLargerThanTheImage_isRefusedWithBothSizes() {
        assertThatThrownBy(() -> Window.valid(3, 4, 1, 5, 4, 1))
                .hasMessage("Window: kernel 5×4 on an image of 3×4, expected at most as large");
        assertThatThrownBy(() -> Window.same(3, 4, 0, 5, 4, 1)).hasMessageContaining("channels 0, expected at least 1");
        assertThatThrownBy(() -> Window.same(3, 4, 1, 5, 4, 0)).hasMessageContaining("stride 0, expected at least 1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void pooling_randomWindows_givesTheBitsOfTheFormulas(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < WINDOWS; i++) {
            Window window = window(random, true);
            int rows = 1 + random.nextInt(CAPACITY);
            Setup setup = new Setup(window, window.channels(), CAPACITY);
            float[] x = ties(random, setup.inputs(rows));
            checkPooling(seed + ", " + i, setup, rows, x, AwkwardFloats.of(random, setup.outputs(rows)));
        }
    }

    /** Few different numbers, so that many are largest; some NaN, some infinite. */
    private static float[] ties(Random random, int count) {
        float[] few = {0f, -0f, 1, 1, 2, -1, NAN, INFINITY, -INFINITY};
        int kinds = random.nextBoolean() ? few.length : 6;
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = few[random.nextInt(kinds)];
        }
        return values;
    }

    private static void checkPooling(String what, Setup setup, int rows, float[] x, float[] dy) {
        Window window = setup.window;
        OpFixture fixture = setup.fixture;
        Buffer mean = fixture.builder.value("mean", setup.y.shape());
        Buffer dMean = fixture.builder.value("d:mean", setup.dx.shape());
        fixture.forward(new ImageOp.MaxPool(window, fixture.x, setup.z));
        fixture.forward(new ImageOp.MaxPoolGradient(window, fixture.x, setup.z, setup.y, setup.dx));
        fixture.forward(new ImageOp.AvgPool(window, fixture.x, mean));
        fixture.forward(new ImageOp.AvgPoolGradient(window, setup.y, dMean));
        JavaExecutor executor = fixture.executor();
        fixture.poison(executor);
        fixture.run(executor, x, dy);
        String where = what + ", " + window + ", " + rows + " rows: ";
        List<float[]> actual = new ArrayList<>();
        actual.add(OpFixture.read(executor, setup.z, setup.outputs(rows)));
        actual.add(OpFixture.read(executor, setup.dx, setup.inputs(rows)));
        actual.add(OpFixture.read(executor, mean, setup.outputs(rows)));
        actual.add(OpFixture.read(executor, dMean, setup.inputs(rows)));
        Tolerances.checkBits(where + "max", actual.get(0), NaiveImages.maxPool(window, x, rows));
        Tolerances.checkBits(where + "d max", actual.get(1), NaiveImages.maxPoolGradient(window, x, dy, rows));
        Tolerances.checkBits(where + "mean", actual.get(2), NaiveImages.averagePool(window, x, rows));
        Tolerances.checkBits(where + "d mean", actual.get(3), NaiveImages.averagePoolGradient(window, dy, rows));
    }

    @Test
    void maxPool_tiesAndNan_goToTheLowestIndex() {
        Setup setup = new Setup(Window.valid(2, 6, 1, 2, 2, 2), 1, 1);
        setup.fixture.forward(new ImageOp.MaxPool(setup.window, setup.fixture.x, setup.z));
        setup.fixture.forward(new ImageOp.MaxPoolGradient(setup.window, setup.fixture.x, setup.z, setup.y, setup.dx));
        JavaExecutor executor = setup.fixture.executor();
        float[] x = {1, 3, -0f, 0f, 5, NAN, 3, 3, -1, -0f, NAN, 9};
        setup.fixture.run(executor, x, new float[] {10, 20, 30});
        Tolerances.checkBits("max", OpFixture.read(executor, setup.z, 3), new float[] {3, 0, NAN});
        float[] expected = {
            0, 10, 20, 0, 0, 30,
            0, 0, 0, 0, 0, 0
        };
        Tolerances.checkBits("d max", OpFixture.read(executor, setup.dx, 12), expected);
    }

    @Test
    void pooling_windowThatLeavesTheImage_isRefused() {
        Setup setup = new Setup(Window.same(3, 3, 1, 2, 2, 1), 1, 1);
        assertThatThrownBy(() -> new ImageOp.MaxPool(setup.window, setup.fixture.x, setup.z))
                .hasMessageContaining("leaves the image");
        assertThatThrownBy(() -> new ImageOp.AvgPool(setup.window, setup.fixture.x, setup.z))
                .hasMessageContaining("leaves the image");
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11})
    void doubleExecutor_randomWindows_agreesWithTheFormulas(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < WINDOWS; i++) {
            Setup setup = new Setup(window(random, false), 1 + random.nextInt(4), CAPACITY).convolutions();
            int rows = 1 + random.nextInt(CAPACITY);
            float[] x = EngineFixture.normals(random, setup.inputs(rows), 1);
            float[] dz = EngineFixture.normals(random, setup.outputs(rows), 1);
            float[] weights = EngineFixture.normals(random, setup.filters * setup.window.taps(), 1);
            DoubleExecutor executor = new DoubleExecutor(setup.fixture.builder.build());
            executor.write(setup.weight.value(), weights);
            setup.fixture.run(executor, x, dz);
            String where = seed + ", " + i + ", " + setup.window;
            Tolerances.FLOAT_TEN_STEPS.check(
                    where + ": z",
                    NaiveImages.convolution(setup.window, x, weights, setup.filters, rows),
                    first(executor.array(setup.z), setup.outputs(rows)));
            Tolerances.FLOAT_TEN_STEPS.check(
                    where + ": dx",
                    NaiveImages.inputGradient(setup.window, dz, weights, setup.filters, rows),
                    first(executor.array(setup.dx), setup.inputs(rows)));
            Tolerances.FLOAT_TEN_STEPS.check(
                    where + ": dW",
                    NaiveImages.weightGradient(setup.window, dz, x, setup.filters, rows),
                    executor.array(setup.weight.gradient()));
        }
    }

    private static double[] first(double[] values, int count) {
        return java.util.Arrays.copyOf(values, count);
    }
}
