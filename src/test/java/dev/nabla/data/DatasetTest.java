package dev.nabla.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private static final InputShape PAIR = InputShape.vector(2);

    @Test
    void dataset_ofPixels_sharesArraysAndTellsSizes() {
        byte[] pixels = {0, 51, (byte) 255, 1, 2, 3, 4, 5};
        int[] labels = {1, 0};
        Dataset set = new Dataset(
                "tiny", InputShape.gray(2, 2), new Pixels(pixels), new Labels(labels, List.of("cat", "dog")));

        assertThat(set.name()).isEqualTo("tiny");
        assertThat(set.size()).isEqualTo(2);
        assertThat(set.shape().size()).isEqualTo(4);
        assertThat(set.classNames()).containsExactly("cat", "dog");
        assertThat(set.targets().width()).isEqualTo(2);
        assertThat(((Pixels) set.inputs()).values()).isSameAs(pixels);
        assertThat(set.labels().values()).isSameAs(labels);
    }

    @Test
    void copyInput_ofPixels_dividesBy255() {
        Dataset set = new Dataset(
                "tiny",
                InputShape.vector(3),
                new Pixels(new byte[] {9, 9, 9, 0, 51, (byte) 255}),
                new Labels(new int[] {0, 0}, List.of("a")));
        float[] target = {7, 7, 7, 7, 7};

        set.copyInput(1, target, 1);

        assertThat(target).containsExactly(7, 0f, 51 / 255f, 1f, 7);
    }

    @Test
    void copyInput_ofFloats_copies() {
        Dataset set = new Dataset("p", PAIR, new Floats(new float[] {1, 2, 3, 4}), new Values(new float[] {5, 6}, 1));
        float[] target = new float[2];

        set.copyInput(1, target, 0);

        assertThat(target).containsExactly(3, 4);
    }

    @Test
    void copyInput_outOfRange_namesBothValues() {
        Dataset set = new Dataset("p", PAIR, new Floats(new float[4]), new Values(new float[2], 1));

        assertThatThrownBy(() -> set.copyInput(2, new float[2], 0))
                .isInstanceOf(DataException.class)
                .hasMessage("p: example 2, expected 0..1");
        assertThatThrownBy(() -> set.copyInput(-1, new float[2], 0)).hasMessage("p: example -1, expected 0..1");
        assertThatThrownBy(() -> set.copyInput(0, new float[3], 2))
                .hasMessage("p: 2 inputs at offset 2 of an array of length 3");
    }

    @Test
    void select_copiesInOrderAndWithRepetition() {
        Dataset set = new Dataset(
                "p",
                PAIR,
                new Floats(new float[] {1, 2, 3, 4, 5, 6}),
                new Labels(new int[] {0, 1, 2}, List.of("a", "b", "c")));

        Dataset selected = set.select(new int[] {2, 0, 2});

        assertThat(((Floats) selected.inputs()).values()).containsExactly(5, 6, 1, 2, 5, 6);
        assertThat(selected.labels().values()).containsExactly(2, 0, 2);
        assertThat(selected.classNames()).isEqualTo(set.classNames());
        assertThat(selected.shape()).isEqualTo(PAIR);
    }

    @Test
    void select_ofPixelsAndValues_copiesRows() {
        Dataset set = new Dataset(
                "p", PAIR, new Pixels(new byte[] {1, 2, 3, 4}), new Values(new float[] {5, 6, 7, 8, 9, 10}, 3));

        Dataset selected = set.select(new int[] {1});

        assertThat(((Pixels) selected.inputs()).values()).containsExactly(3, 4);
        assertThat(((Values) selected.targets()).values()).containsExactly(8, 9, 10);
        assertThat(selected.targets().width()).isEqualTo(3);
    }

    @Test
    void select_nothing_isEmpty() {
        Dataset set = new Dataset("p", PAIR, new Floats(new float[2]), new Values(new float[1], 1));

        assertThat(set.select(new int[0]).size()).isZero();
    }

    @Test
    void select_missingExample_namesIt() {
        Dataset set = new Dataset("p", PAIR, new Floats(new float[4]), new Values(new float[2], 1));

        assertThatThrownBy(() -> set.select(new int[] {0, 2}))
                .isInstanceOf(DataException.class)
                .hasMessage("Selection: example 2, expected 0..1");
    }

    @Test
    void select_tooLarge_isRefusedBeforeAllocating() {
        Dataset set = new Dataset(
                "big", InputShape.vector(1 << 20), new Pixels(new byte[1 << 20]), new Values(new float[1], 1));

        assertThatThrownBy(() -> set.select(new int[4096]))
                .hasMessage("Selection: 4096 examples of 1048576 numbers, expected at most 2147483647 numbers");
    }

    @Test
    void dataset_inputsAndTargetsDisagree_namesBoth() {
        assertThatThrownBy(() -> new Dataset(
                        "tiny", InputShape.gray(2, 2), new Pixels(new byte[7]), new Values(new float[2], 1)))
                .isInstanceOf(DataException.class)
                .hasMessage("tiny: 7 inputs, expected 8 (2 targets × 4 inputs of shape 2×2×1)");
    }

    @Test
    void labels_outOfRange_namesExampleAndRange() {
        assertThatThrownBy(() -> new Labels(new int[] {0, 1, 2}, List.of("a", "b")))
                .isInstanceOf(DataException.class)
                .hasMessage("Labels: label 2 of example 2, expected 0..1");
        assertThatThrownBy(() -> new Labels(new int[] {-1}, List.of("a", "b")))
                .hasMessage("Labels: label -1 of example 0, expected 0..1");
    }

    @Test
    void labels_counts_perClass() {
        assertThat(new Labels(new int[] {2, 0, 2}, Labels.numbered(4)).counts()).containsExactly(1, 0, 2, 0);
    }

    @Test
    void labels_askedOfNumbers_isRefused() {
        Dataset set = new Dataset("p", PAIR, new Floats(new float[2]), new Values(new float[1], 1));

        assertThatThrownBy(set::labels).hasMessage("p: targets are numbers, expected labels");
        assertThat(set.classNames()).isEmpty();
    }

    @Test
    void values_wrongLengthOrWidth_namesBoth() {
        assertThatThrownBy(() -> new Values(new float[5], 2))
                .isInstanceOf(DataException.class)
                .hasMessage("Values: 5 numbers, expected a multiple of 2");
        assertThatThrownBy(() -> new Values(new float[5], 0)).hasMessage("Values: 0 per example, expected at least 1");
    }

    @Test
    void numbers_notFinite_areRefused() {
        assertThatThrownBy(() -> new Floats(new float[] {1, Float.NaN}))
                .isInstanceOf(DataException.class)
                .hasMessage("Inputs: number 1 is NaN, expected a finite number");
        assertThatThrownBy(() -> new Values(new float[] {Float.NEGATIVE_INFINITY}, 1))
                .hasMessage("Values: number 0 is -Infinity, expected a finite number");
    }

    @Test
    void inputShape_sizesAndText() {
        assertThat(InputShape.gray(28, 28).size()).isEqualTo(784);
        assertThat(InputShape.gray(28, 28)).hasToString("28×28×1");
        assertThat(InputShape.gray(28, 28).isImage()).isTrue();
        assertThat(InputShape.vector(2)).hasToString("2");
        assertThat(InputShape.vector(2).isImage()).isFalse();
        assertThat(new InputShape(1 << 10, 1 << 10, 1 << 10).size()).isEqualTo(1 << 30);
    }

    @Test
    void inputShape_absurd_isRefused() {
        assertThatThrownBy(() -> new InputShape(0, 28, 1)).hasMessage("Input shape: 0×28×1, expected sizes ≥ 1");
        assertThatThrownBy(() -> new InputShape(1 << 16, 1 << 15, 1))
                .hasMessage("Input shape: 65536×32768×1, expected at most 2147483647 numbers");
        assertThatThrownBy(() -> new InputShape(1 << 30, 1 << 30, 1 << 30)).isInstanceOf(DataException.class);
    }
}
