package dev.nabla.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.nn.Activation;
import dev.nabla.nn.ActivationLayer;
import dev.nabla.nn.AvgPool2d;
import dev.nabla.nn.BatchNorm;
import dev.nabla.nn.Conv2d;
import dev.nabla.nn.Dense;
import dev.nabla.nn.Dropout;
import dev.nabla.nn.Flatten;
import dev.nabla.nn.GlobalAvgPool;
import dev.nabla.nn.Initializer;
import dev.nabla.nn.Initializer.Scheme;
import dev.nabla.nn.Layer;
import dev.nabla.nn.MaxPool2d;
import dev.nabla.nn.Padding;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayersTextTest {
    private static final int SEED = 5;
    private static final int RUNS = 300;

    @Test
    void parse_units_areDenseLayers() {
        assertThat(LayersText.parse("128:relu,10"))
                .containsExactly(Dense.of(128, Activation.RELU), Dense.of(10, Activation.LINEAR));
    }

    @Test
    void parse_longForm_isTheSame() {
        assertThat(LayersText.parse(" dense : 128 : relu , dense:10:linear"))
                .isEqualTo(LayersText.parse("128:relu,10"));
    }

    @Test
    void parse_withoutActivation_isReluAndAtTheEndLinear() {
        assertThat(LayersText.parse("4,3,2")).isEqualTo(LayersText.parse("4:relu,3:relu,2:linear"));
    }

    @Test
    void parse_imageLayers_areThoseOfTheGrammar() {
        assertThat(LayersText.parse(
                        "conv:8x5:same,pool:2,conv:16x3x2:stride=2:tanh,avgpool:3:stride=1,dropout:0.5,flatten,"
                                + "10"))
                .containsExactly(
                        Conv2d.of(8, 5, Activation.RELU).withPadding(Padding.SAME),
                        new MaxPool2d(2, 2),
                        Conv2d.of(16, 3, Activation.TANH).withKernel(3, 2).withStride(2),
                        new AvgPool2d(3, 1),
                        new Dropout(0.5f),
                        new Flatten(),
                        Dense.of(10, Activation.LINEAR));
    }

    @Test
    void parse_beforeNormalizationOrActivation_isLinear() {
        assertThat(LayersText.parse("conv:4x3,batchnorm,relu,8,tanh,8,dropout:0,conv:10x1,globalavgpool,softmax"))
                .containsExactly(
                        Conv2d.of(4, 3, Activation.LINEAR),
                        BatchNorm.of(),
                        new ActivationLayer(Activation.RELU),
                        Dense.of(8, Activation.LINEAR),
                        new ActivationLayer(Activation.TANH),
                        Dense.of(8, Activation.RELU),
                        new Dropout(0),
                        Conv2d.of(10, 1, Activation.LINEAR),
                        new GlobalAvgPool(),
                        new ActivationLayer(Activation.SOFTMAX));
    }

    @Test
    void parse_batchNormalization_hasItsNumbers() {
        assertThat(LayersText.parse("batchnorm:epsilon=1e-3:momentum=0.2")).containsExactly(new BatchNorm(0.2f, 1e-3f));
    }

    @Test
    void parse_settings_areThoseOfTheLayer() {
        assertThat(LayersText.parse(
                        "4:l2=1e-4:tanh:init=normal@0.5:bias-init=constant@0.1:l1=0.25:bias-l1=2:bias-l2=3"))
                .containsExactly(new Dense(
                        4,
                        Activation.TANH,
                        new Initializer(Scheme.NORMAL, 0.5f),
                        new Initializer(Scheme.CONSTANT, 0.1f),
                        1e-4f,
                        3,
                        0.25f,
                        2));
    }

    @Test
    void parse_defaults_holdWhereNothingIsSaid() {
        WeightSettings defaults = new WeightSettings(
                Initializer.of(Scheme.ORTHOGONAL), new Initializer(Scheme.CONSTANT, 1), 0.5f, 0.25f, 0, 0);

        List<Layer> layers = LayersText.parse("4:init=zeros:l2=0,2", i -> defaults);

        assertThat(layers)
                .isEqualTo(LayersText.parse("4:bias-init=constant@1:init=zeros:l1=0.25,"
                        + "2:bias-init=constant@1:init=orthogonal:l1=0.25:l2=0.5"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                   | 1  | 0 | nothing, expected a number of units, an activation or one of: *",
                "`8,`                 | 3  | 0 | nothing, expected a number of units, an activation or one of: *",
                "8,dnese:2            | 3  | 5 | \"dnese\", expected a number of units, an activation or one of: *; did you mean \"dense\"?",
                "dense                | 6  | 0 | nothing, expected a number of units *",
                "dense:               | 7  | 0 | nothing, expected a number of units *",
                "dense:-3             | 7  | 2 | \"-3\", expected a number of units *",
                "1e3                  | 1  | 3 | \"1e3\", expected a number of units *",
                "2147483648           | 1  | 10 | \"2147483648\", expected a number of units *",
                "8:relu:tanh          | 8  | 4 | \"tanh\", expected no second word of this kind",
                "8:l1=1:l1=2          | 8  | 4 | \"l1=2\", expected no second l1",
                "8: l3=1              | 4  | 2 | \"l3\", expected init=, *; did you mean \"l1\"?",
                "8:l2=                | 6  | 0 | nothing, expected a finite number",
                "8:l2=x               | 6  | 1 | \"x\", expected a finite number",
                "8:l2=1e40            | 6  | 4 | \"1e40\", expected a finite number",
                "8:l2=[1]             | 6  | 3 | \"[1]\", expected a finite number",
                "4,8:l2=-1,2          | 3  | 7 | Dense: L2 penalty -1.0 on the weights, expected *",
                "8:init=he-norml      | 8  | 8 | Unknown initializer \"he-norml\", *; did you mean \"he-normal\"?",
                "conv                 | 5  | 0 | nothing, expected FILTERSxKERNEL, *",
                "conv:8               | 6  | 1 | \"8\", expected FILTERSxKERNEL, *",
                "conv:8x5x3x1         | 6  | 7 | \"8x5x3x1\", expected FILTERSxKERNEL, *",
                "conv:8x              | 8  | 0 | nothing, expected the size of a kernel *",
                "conv:0x3             | 6  | 1 | \"0\", expected a number of filters *",
                "conv:8x5:smae        | 10 | 4 | \"smae\", expected valid, same, stride=, *; did you mean \"same\"?",
                "conv:8x5:same:valid  | 15 | 5 | \"valid\", expected no second word of this kind",
                "conv:8x5:stride=0    | 17 | 1 | \"0\", expected a whole number from 1 to *",
                "conv:8x5:softmax,2   | 1  | 16 | Conv2d: activation softmax, *",
                "pool                 | 5  | 0 | nothing, expected the size of a window *",
                "pool:2:same          | 8  | 4 | \"same\", expected stride=",
                "avgpol:2             | 1  | 6 | \"avgpol\", *; did you mean \"avgpool\"?",
                "flatten:2            | 9  | 1 | \"2\", expected a comma or the end",
                "4,dropout,2          | 10 | 0 | nothing, expected the share that is dropped, *",
                "4,dropout:1,2        | 3  | 9 | Dropout: rate 1.0, expected 0 to below 1",
                "batchnorm:epsilon=0  | 1  | 19 | BatchNorm: epsilon 0.0, expected *",
                "4,rlu,2              | 3  | 3 | \"rlu\", *; did you mean \"relu\"?",
                "8:init=normal@       | 15 | 0 | nothing, expected a finite number behind the @",
            })
    void parse_nonsense_namesThePlace(String text, int column, int length, String message) {
        assertThatThrownBy(() -> LayersText.parse(text))
                .isInstanceOfSatisfying(SyntaxException.class, e -> {
                    assertThat(e.column()).isEqualTo(column);
                    assertThat(e.length()).isEqualTo(length);
                })
                .message()
                .matches("column " + column + ": " + pattern(message));
    }

    /** A star stands for anything. */
    static String pattern(String message) {
        StringBuilder pattern = new StringBuilder();
        for (String part : message.split("\\*", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(java.util.regex.Pattern.quote(part));
        }
        return pattern.toString();
    }

    @Test
    void parse_tooManyLayers_areRefused() {
        assertThatThrownBy(() -> LayersText.parse("1,".repeat(1000) + "1"))
                .hasMessage("column 1: 1001 layers, expected at most 1000");
    }

    @Test
    void write_givesTheDocumentedText() {
        assertThat(LayersText.write(LayersText.parse("128,10:l2=0.001:init=constant@0.5")))
                .isEqualTo("dense:128:relu,dense:10:linear:init=constant@0.5:l2=0.001");
        assertThat(LayersText.write(LayersText.parse("conv:8x5:same,batchnorm,relu,pool:2,dropout:0.25,10")))
                .isEqualTo("conv:8x5:same:linear,batchnorm,relu,pool:2,dropout:0.25,dense:10:linear");
    }

    @Test
    void write_thenParse_givesTheLayers() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int run = 0; run < RUNS; run++) {
            List<Layer> layers = new ArrayList<>();
            int count = random.nextInt(1, 6);
            for (int i = 0; i < count; i++) {
                layers.add(layer(random));
            }
            String text = LayersText.write(layers);
            assertThat(LayersText.parse(text)).as(text).isEqualTo(layers);
            assertThat(LayersText.write(LayersText.parse(text))).isEqualTo(text);
        }
    }

    private static Layer layer(SplittableRandom random) {
        int size = random.nextInt(1, 9);
        return switch (random.nextInt(10)) {
            case 0 -> new MaxPool2d(size, random.nextInt(1, 9));
            case 1 -> new AvgPool2d(size, random.nextInt(1, 9));
            case 2 -> new GlobalAvgPool();
            case 3 -> new Flatten();
            case 4 -> random.nextBoolean() ? BatchNorm.of() : new BatchNorm(1f / size, 1e-4f * size);
            case 5 -> new Dropout((float) random.nextDouble(0.99));
            case 6 -> new ActivationLayer(choose(random, Activation.values()));
            case 7, 8 -> conv(random, size);
            default -> dense(random);
        };
    }

    private static Layer conv(SplittableRandom random, int size) {
        return new Conv2d(
                random.nextInt(1, 300),
                size,
                random.nextBoolean() ? size : random.nextInt(1, 9),
                random.nextInt(1, 4),
                choose(random, Padding.values()),
                choose(
                        random,
                        new Activation[] {Activation.LINEAR, Activation.RELU, Activation.LEAKY_RELU, Activation.TANH}),
                initializer(random),
                initializer(random),
                penalty(random),
                penalty(random),
                penalty(random),
                penalty(random));
    }

    private static Layer dense(SplittableRandom random) {
        return new Dense(
                random.nextInt(1, 3000),
                choose(random, Activation.values()),
                initializer(random),
                initializer(random),
                penalty(random),
                penalty(random),
                penalty(random),
                penalty(random));
    }

    private static <T> T choose(SplittableRandom random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private static Initializer initializer(SplittableRandom random) {
        Scheme scheme = choose(random, Scheme.values());
        return random.nextBoolean() ? Initializer.of(scheme) : new Initializer(scheme, number(random));
    }

    private static float penalty(SplittableRandom random) {
        return random.nextInt(3) > 0 ? 0 : Math.abs(number(random));
    }

    private static float number(SplittableRandom random) {
        float number = Float.intBitsToFloat(random.nextInt());
        return Math.abs(number) <= Float.MAX_VALUE ? number : 0.1f;
    }

    /** Whatever comes, it is read or refused with a place inside the text. */
    @Test
    void parse_garbage_isReadOrRefused() {
        SplittableRandom random = new SplittableRandom(SEED);
        String letters = "dense:128,relu=.@-e0xconvpl2ginitβ ,:1,:1:1,conv:";
        for (int run = 0; run < 5000; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                assertThat(LayersText.parse(text.toString())).isNotEmpty();
            } catch (SyntaxException e) {
                assertThat(e.column()).as(text.toString()).isBetween(1, text.length() + 1);
                assertThat(e.column() + e.length()).as(text.toString()).isLessThanOrEqualTo(text.length() + 1);
            }
        }
    }
}
