package dev.nabla.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class ImageSetsTest {
    private static final List<String> TEN = Labels.numbered(10);

    @Test
    void pair_bytes_sharesPixels() {
        IdxArray images = images(2);
        IdxArray labels = labels(3, 9);

        Dataset set = ImageSets.pair("digits", images, labels, TEN);

        assertThat(set.name()).isEqualTo("digits");
        assertThat(set.size()).isEqualTo(2);
        assertThat(set.shape()).isEqualTo(InputShape.gray(2, 3));
        assertThat(((Pixels) set.inputs()).values()).isSameAs(images.bytes());
        assertThat(set.labels().values()).containsExactly(3, 9);
        assertThat(set.classNames()).isEqualTo(TEN);
    }

    @Test
    void pair_floatImagesAndWideLabels_areConverted() {
        byte[] numbers = ByteBuffer.allocate(16).putDouble(0.1).putDouble(-3).array();
        IdxArray images = new IdxArray("images", IdxType.F64, new int[] {1, 1, 2}, numbers);
        IdxArray labels = new IdxArray("labels", IdxType.I32, new int[] {1}, new byte[] {0, 0, 0, 7});

        Dataset set = ImageSets.pair("digits", images, labels, TEN);

        assertThat(((Floats) set.inputs()).values()).containsExactly(0.1f, -3f);
        assertThat(set.labels().values()).containsExactly(7);
    }

    @Test
    void pair_countsDisagree_namesBothFilesAndCounts() {
        assertRefused(images(2), labels(1, 2, 3))
                .hasMessage("images: 2 images, but labels: 3 labels; expected as many");
    }

    @Test
    void pair_filesSwapped_namesDimensions() {
        assertRefused(labels(1), images(1)).hasMessage("labels: 1 dimensions, expected 3 (images, rows, columns)");
        assertRefused(images(1), images(1)).hasMessage("images: 3 dimensions, expected 1 (labels)");
    }

    @Test
    void pair_labelOutOfRange_namesFileExampleAndRange() {
        assertRefused(images(2), labels(1, 10)).hasMessage("labels: label 10 of example 1, expected 0..9");
        assertRefused(images(1), new IdxArray("labels", IdxType.S8, new int[] {1}, new byte[] {-1}))
                .hasMessage("labels: label -1 of example 0, expected 0..9");
    }

    @Test
    void pair_nothing_isRefused() {
        assertRefused(images(0), labels()).hasMessage("images: 0 images, expected at least 1");
        assertRefused(new IdxArray("images", IdxType.U8, new int[] {1, 0, 3}, new byte[0]), labels(1))
                .hasMessage("images: images of 0×3 pixels, expected at least 1×1");
    }

    @Test
    void pair_wrongElementTypes_areRefused() {
        assertRefused(new IdxArray("images", IdxType.I16, new int[] {1, 1, 1}, new byte[2]), labels(1))
                .hasMessage("images: elements of type I16, expected U8, F32 or F64");
        assertRefused(images(1), new IdxArray("labels", IdxType.F32, new int[] {1}, new byte[4]))
                .hasMessage("labels: elements of type F32, expected integers");
    }

    @Test
    void pair_pixelNotFinite_isRefused() {
        byte[] infinity =
                ByteBuffer.allocate(4).putFloat(Float.POSITIVE_INFINITY).array();

        assertRefused(new IdxArray("images", IdxType.F32, new int[] {1, 1, 1}, infinity), labels(1))
                .hasMessage("images: number 0 is Infinity, expected a finite number");
    }

    private static IdxArray images(int count) {
        return new IdxArray("images", IdxType.U8, new int[] {count, 2, 3}, new byte[count * 6]);
    }

    private static IdxArray labels(int... values) {
        return new IdxArray("labels", IdxType.U8, new int[] {values.length}, TestFiles.bytes(values));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(IdxArray images, IdxArray labels) {
        return assertThatThrownBy(() -> ImageSets.pair("digits", images, labels, TEN))
                .isInstanceOf(DataException.class);
    }
}
