package dev.nabla.data;

import static dev.nabla.data.TestFiles.gzip;
import static dev.nabla.data.TestFiles.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageCsvTest {

    /** The same two images in every way of writing that is accepted. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "7,0,1,254,255\n2,10,20,30,40\n",
                "7,0,1,254,255\n2,10,20,30,40",
                "7,0,1,254,255\r\n2,10,20,30,40\r\n",
                "7,0,1,254,255\r2,10,20,30,40\r",
                "7,0,1,254,255\n2,10,20,30,40\n\n\r\n\n",
                "\uFEFF7,0,1,254,255\n2,10,20,30,40\n",
                "label,pixel0,pixel1,pixel2,pixel3\n7,0,1,254,255\n2,10,20,30,40\n",
                "\uFEFFLabel,1x1,1x2,2x1,2x2\r\n7,0,1,254,255\r\n2,10,20,30,40\r\n\r\n",
                "digit,a,b,c,d\n7,0,1,254,255\n2,10,20,30,40\n",
                "label,0,1,2,3\n7,0,1,254,255\n2,10,20,30,40\n",
                "p0,p1,LABEL,p2,p3\n0,1,7,254,255\n10,20,2,30,40\n",
                "p0,p1,p2,p3,\"label\"\n0,1,254,255,7\n10,20,30,40,2\n",
                " 7 , 0,\t1 ,254,255\n\"2\",\"10\", \"20\" ,30,040\n"
            })
    void read_anyWayOfWriting_isTheSame(String text) {
        Dataset set = read(text);

        assertThat(set.name()).isEqualTo("digits.csv");
        assertThat(set.shape()).isEqualTo(InputShape.gray(2, 2));
        assertThat(set.labels().values()).containsExactly(7, 2);
        assertThat(set.classNames()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
        assertThat(((Pixels) set.inputs()).values()).containsExactly(0, 1, -2, -1, 10, 20, 30, 40);
    }

    @Test
    void read_gzip_isTheSame() {
        byte[] file = gzip("1,2\n0,3\n".getBytes(StandardCharsets.US_ASCII));

        Dataset set = ImageCsv.read("digits.csv", stream(file));

        assertThat(((Pixels) set.inputs()).values()).containsExactly(2, 3);
    }

    /** More than one buffer, fields cut by its end at every place. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void read_manyImages_isWhatWasWritten(int shift) {
        StringBuilder text = new StringBuilder("label");
        for (int i = 0; i < 49; i++) {
            text.append(",p").append(i);
        }
        text.append(" ".repeat(shift)).append('\n');
        byte[] pixels = new byte[300 * 49];
        int[] labels = new int[300];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i * 7 % 10;
            text.append(labels[i]);
            for (int j = 0; j < 49; j++) {
                pixels[i * 49 + j] = (byte) (i * 31 + j * 17);
                text.append(',').append(pixels[i * 49 + j] & 255);
            }
            text.append(i % 2 == 0 ? "\r\n" : "\n");
        }

        Dataset set = read(text.toString());

        assertThat(set.size()).isEqualTo(300);
        assertThat(set.labels().values()).isEqualTo(labels);
        assertThat(((Pixels) set.inputs()).values()).isEqualTo(pixels);
    }

    @Test
    void read_nothing_isRefused() {
        assertRefused("").hasMessage("digits.csv: 0 images, expected at least 1");
        assertRefused("\n\n").hasMessage("digits.csv: 0 images, expected at least 1");
        assertRefused("label,p0\n").hasMessage("digits.csv: 0 images, expected at least 1");
        assertRefused("\uFEFF").hasMessage("digits.csv: 0 images, expected at least 1");
    }

    @Test
    void read_columnsNotSquare_isRefused() {
        assertRefused("1,2,3\n")
                .hasMessage("digits.csv: line 1: 3 columns, expected a label and a square number of pixels"
                        + " (such as 1 + 784)");
        assertRefused("hello\n").hasMessageStartingWith("digits.csv: line 1: 1 columns, expected a label and");
        assertRefused("1;2;3;4;5\n").hasMessageStartingWith("digits.csv: line 1: 1 columns, expected a label and");
    }

    @Test
    void read_otherNumberOfColumns_namesLineAndBoth() {
        assertRefused("1,2\n3\n").hasMessage("digits.csv: line 2: 1 columns, expected 2");
        assertRefused("label,p\n1,2\n1,2,3\n").hasMessage("digits.csv: line 3: more than 2 columns, expected 2");
        assertRefused("1,2\n1,\n").hasMessageContaining("line 2, column 2: pixel \"\"");
    }

    @Test
    void read_valueOutOfRange_namesLineColumnAndValue() {
        assertRefused("1,2,3,4,5\n1,2,3,256,5\n")
                .hasMessage("digits.csv: line 2, column 4: pixel \"256\", expected an integer 0..255");
        assertRefused("1,2,3,4,5\n1000,2,3,4,5\n")
                .hasMessage("digits.csv: line 2, column 1: label \"1000\", expected an integer 0..999");
        assertRefused("p,label\n300,1\n")
                .hasMessage("digits.csv: line 2, column 1: pixel \"300\", expected an integer 0..255");
    }

    @Test
    void read_valueNoInteger_namesLineColumnAndText() {
        assertRefused("1,2\n1,-2\n")
                .hasMessage("digits.csv: line 2, column 2: pixel \"-2\", expected an integer 0..255");
        assertRefused("1,2\r\nseven,2\r\n")
                .hasMessage("digits.csv: line 2, column 1: label \"seven\", expected an integer 0..999");
        assertRefused("1,0.5\n").hasMessage("digits.csv: line 1, column 2: pixel \"0.5\", expected an integer 0..255");
        assertRefused("1,9999999999999999999\n").hasMessageContaining("column 2: pixel \"9999999999999999999\"");
        assertRefused("1,2,x,300,y\n").hasMessageContaining("column 3: pixel \"x\"");
        assertRefused("1,2,300,x,y\n").hasMessageContaining("column 3: pixel \"300\"");
    }

    @Test
    void read_blankLineBetweenImages_isRefused() {
        assertRefused("1,2\n\n3,4\n").hasMessage("digits.csv: line 2 is blank, expected an image");
        assertRefused("\n1,2\n").hasMessage("digits.csv: line 1 is blank, expected an image");
    }

    @Test
    void read_endlessBlankLines_areRefused() {
        assertRefused("1,2\n" + "\n".repeat(1000)).hasMessage("digits.csv: line 2 is blank, expected an image");
    }

    @Test
    void read_longField_isRefusedWithoutHoldingIt() {
        assertRefused("1,2\n1," + "9".repeat(100_000))
                .hasMessage("digits.csv: line 2, column 2: more than 16384 bytes without a comma or line break"
                        + " (an image CSV)");
        assertRefused("x".repeat(100_000))
                .hasMessageStartingWith("digits.csv: line 1, column 1: more than 16384 bytes");
    }

    @Test
    void read_longText_isCutInTheMessage() {
        assertRefused("1,2\n1," + "z".repeat(1000) + "\n")
                .hasMessage(
                        "digits.csv: line 2, column 2: pixel \"" + "z".repeat(40) + "\", expected an integer 0..255");
    }

    @Test
    void read_tooManyColumns_isRefused() {
        assertRefused("0,".repeat(2_000_000))
                .hasMessage("digits.csv: line 1: more than 1048577 columns, expected at most 1048577");
    }

    @Test
    void read_moreThanTheLimit_isRefused() {
        byte[] file = "1,2\n".repeat(11).getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> ImageCsv.read("digits.csv", stream(file), 10))
                .isInstanceOf(DataException.class)
                .hasMessage("digits.csv: line 11: more than 10 images of 1 pixels, expected at most 10 bytes");
        assertThat(ImageCsv.read("digits.csv", stream(Arrays.copyOf(file, 40)), 10)
                        .size())
                .isEqualTo(10);
    }

    private static Dataset read(String text) {
        return ImageCsv.read("digits.csv", stream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String text) {
        return assertThatThrownBy(() -> read(text)).isInstanceOf(DataException.class);
    }
}
