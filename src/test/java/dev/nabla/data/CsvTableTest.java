package dev.nabla.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    static CsvTable read(String text) {
        return read(text, StandardCharsets.UTF_8);
    }

    private static CsvTable read(String text, Charset charset) {
        return CsvTable.read("t.csv", new ByteArrayInputStream(text.getBytes(charset)), CsvFormat.DETECTED);
    }

    @Test
    void read_quotedFields_mayHoldDelimitersQuotesAndLineBreaks() {
        CsvTable table = read("a,\"b, \"\"c\"\"\"\r\n1,\"x\r\ny\"\r\n 2 , \"z\" \r\n");

        assertThat(table.columns()).containsExactly("a", "b, \"c\"");
        assertThat(table.size()).isEqualTo(2);
        assertThat(table.text(0, 1)).isEqualTo("x\r\ny");
        assertThat(table.line(0)).isEqualTo(2);
        assertThat(table.text(1, 0)).isEqualTo("2");
        assertThat(table.text(1, 1)).isEqualTo("z");
        assertThat(table.line(1)).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void read_anyLineBreak_blankLinesAndByteOrderMark(String end) {
        CsvTable table = read("\uFEFFx;y" + end + "1,5;a" + end + end + "2;b" + end);

        assertThat(table.columns()).containsExactly("x", "y");
        assertThat(table.number(0, 0)).isEqualTo(1.5);
        assertThat(table.line(1)).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b~1.5,2|1.5",
                "a;b~1,5;2|1.5",
                "a~b|NaN",
                "a;b~1.5;2,5|1.5",
                "a\tb~1,25\tx|1.25",
                "a,b~\"1,5\",2|NaN"
            })
    void read_delimiterAndPoint_areFoundOut(String text, Double first) {
        assertThat(read(text.replace('~', '\n')).number(0, 0)).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({
        "a;b~1;2,true",
        "1;2~3;4,false",
        "a;b~c;d,true",
        "a;b~a;d,false",
        "a;1~b;2,false",
        ";b~0;1,true",
        "a;a~1;2,false"
    })
    void read_header_isFoundOut(String text, boolean named) {
        assertThat(read(text.replace('~', '\n')).named()).isEqualTo(named);
    }

    @Test
    void read_givenFormat_isNotGuessed() {
        CsvTable table = CsvTable.read(
                "t.csv",
                new ByteArrayInputStream("1:2\n3:4,5".getBytes(StandardCharsets.UTF_8)),
                new CsvFormat(':', true, true));

        assertThat(table.columns()).containsExactly("1", "2");
        assertThat(table.number(0, 1)).isEqualTo(4.5);
    }

    @Test
    void read_gzip_isTheSame() {
        CsvTable table = CsvTable.read(
                "t.csv.gz",
                new ByteArrayInputStream(TestFiles.gzip("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8))),
                CsvFormat.DETECTED);

        assertThat(table.number(0, 1)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "a,b~1,2~3#t.csv: line 3: 1 field, expected 2 as in line 1",
                "a,b~1,2~3,4,5#t.csv: line 3: 3 fields, expected 2 as in line 1",
                "a,b~1,\"2~3,4#t.csv: line 2, column 2: the quote is not closed, expected another one before the end of the file",
                "a,b~1,\"2\"3~#t.csv: line 2, column 2: \"3\" after the closing quote, expected a delimiter or the end of the line",
                "~~#t.csv: no lines, expected at least one with values"
            })
    void read_damaged_namesThePlace(String text, String message) {
        assertThatThrownBy(() -> CsvTable.read(
                        "t.csv",
                        new ByteArrayInputStream(text.replace('~', '\n').getBytes(StandardCharsets.UTF_8)),
                        new CsvFormat(',', null, null)))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
    }

    @Test
    void read_columnsOfOneName_areRefused() {
        assertThatThrownBy(() -> CsvTable.read(
                        "t.csv",
                        new ByteArrayInputStream("a,b,a\n1,2,3\n".getBytes(StandardCharsets.UTF_8)),
                        new CsvFormat(null, null, true)))
                .isInstanceOf(DataException.class)
                .hasMessage("t.csv: line 1: columns 1 and 3 are both called \"a\", expected different names");
    }

    @Test
    void read_otherEncodings_areRefused() {
        assertThatThrownBy(() -> read("a,b\nä,1\n", StandardCharsets.ISO_8859_1))
                .hasMessage("t.csv: line 2, column 1: not UTF-8, expected a file saved as UTF-8");
        assertThatThrownBy(() -> read("a,b\n", StandardCharsets.UTF_16))
                .hasMessage("t.csv: UTF-16, expected a file saved as UTF-8");
    }

    @Test
    void column_unknown_listsThoseThereAre() {
        CsvTable table = read("a,b\n1,2\n");

        assertThat(table.column("b")).isEqualTo(1);
        assertThat(table.column("1")).isZero();
        assertThatThrownBy(() -> table.column("c")).hasMessage("t.csv: no column \"c\", expected one of a, b");
        assertThatThrownBy(() -> table.column("3")).isInstanceOf(DataException.class);
    }

    /** No input crashes, hangs, or comes out as a table whose rows differ in length. */
    @Test
    void read_randomTexts_isATableOrASentence() {
        Random random = new Random(1);
        String alphabet = "a1,;\"\n\r\t .|é";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(30); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                CsvTable table = read(text.toString());
                for (int row = 0; row < table.size(); row++) {
                    assertThat(table.text(row, table.columns().size() - 1)).isNotNull();
                }
            } catch (DataException e) {
                assertThat(e).hasMessageStartingWith("t.csv: ");
            }
        }
    }
}
