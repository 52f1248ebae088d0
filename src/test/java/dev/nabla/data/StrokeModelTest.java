package dev.nabla.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrokeModelTest {

    @Test
    void read_twoAllographs_keepsStrokesPointsAndCorners() {
        StrokeModel model = StrokeModel.read(4, """
                70 open, wide
                  0,10 20,30! 40,50 / 60,70 80,90
                  2,10 22,30! 42,50 / 62,70 82,-90
                30 plain
                  50,0 50,100
                """);

        assertThat(model.allographs()).hasToString("[4 open, wide, 4 plain]");
        Allograph open = model.at(69);
        assertThat(open).isSameAs(model.at(0)).isNotSameAs(model.at(70));
        assertThat(open.strokes()).isEqualTo(2);
        assertThat(new int[] {open.firstPoint(0), open.firstPoint(1), open.firstPoint(2)})
                .containsExactly(0, 3, 5);
        assertThat(open.isCorner(1)).isTrue();
        assertThat(open.isCorner(2)).isFalse();
        int[] x = new int[5];
        int[] y = new int[5];
        open.blend(new int[] {128, 128}, x, y);
        assertThat(x).containsExactly(64 * -49, 64 * -29, 64 * -9, 64 * 11, 64 * 31);
        assertThat(y).containsExactly(64 * -40, 64 * -20, 0, 64 * 20, 64 * -50);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            99 a;  0,0 1,1            | digit 3: the shares add up to 99 percent
            100 a                     | 3 a: 0 key shapes, expected 1 to 12
            100 a;  0,0 1,1;  0,0 1   | 3 a: "1" is not a point x,y
            100 a;  0,0 1,1;  0,0     | 3 a: "0,0" has not 2 points in 1 strokes
            100 a;  0,0 1,1;  0,0 1,1! | 3 a: "1,1!" and the first key shape: one is a corner
            100 a;  0,0 1,1 / 2,2 3,3;  0,0 / 1,1 2,2 3,3 | 3 a: "0,0 / 1,1 2,2 3,3" has unlike strokes
            100 a;  0,0 1,1 / 2,2     | 3 a: a stroke of less than two points
            """)
    void read_badText_saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> StrokeModel.read(3, text.replace(';', '\n')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
