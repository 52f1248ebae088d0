package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
    @Test
    void bench_prints_aLineAnItem() {
        Run run = Run.line("bench --items W3,W4,W5,W6 --secs 0.01 --n 200 --threads 1");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .hasSize(7)
                .anyMatch(line -> line.matches("[0-9]+ × .*, JDK .*"))
                .anyMatch(line -> line.matches("item +density +threads +value +unit"))
                .anyMatch(line -> line.matches("W3 +0\\.19 +1 +[0-9,.]+ +samples/s"))
                .anyMatch(line -> line.matches("W4 +1 +[0-9,.]+ +steps/s"))
                .anyMatch(line -> line.matches("W5 +0\\.19 +1 +[0-9,.]+ +samples/s"))
                .anyMatch(line -> line.matches("W6-mlp +1 +[0-9,.]+ +us"))
                .anyMatch(line -> line.matches("W6-cnn +1 +[0-9,.]+ +us"));
    }

    @Test
    void bench_asJson_printsWhatThePeersPrint() {
        Run run = Run.line("bench --items W1,W5 --density 0.19,1 --secs 0.01 --n 200 --threads 2 --json");

        List<JsonObject> lines = run.json();
        assertThat(lines).hasSize(3);
        JsonObject first = lines.get(0);
        assertThat(first.getString("peer")).isEqualTo("nabla-jvm");
        assertThat(first.getString("version")).isNotEmpty();
        assertThat(first.getInt("threads")).isEqualTo(2);
        assertThat(first.getString("item")).isEqualTo("W1");
        assertThat(first.getDouble("density")).isEqualTo(0.19);
        assertThat(first.getString("unit")).isEqualTo("samples/s");
        assertThat(first.getDouble("value")).isPositive();
        assertThat(first.getString("engine")).startsWith("JDK ");
        assertThat(lines.get(1).getString("item")).isEqualTo("W5");
        assertThat(lines.get(1).getDouble("value")).isPositive();
        assertThat(lines.get(2).getDouble("density")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --items W9              | --items: "W9", expected some of W1,W2,W3,W4,W5,W6
            --density 0             | --density: 0.0, expected a number above 0, at most 1
            --secs never            | --secs: "never", expected a number
            --peers target --lab .  | --peers target: holds no browser.mjs
            """)
    void bench_wrongFlags_areRefused(String flags, String sentence) {
        Run run = Run.line("bench " + flags);

        assertThat(run.exitCode()).isEqualTo(CommandException.USAGE);
        assertThat(run.err()).startsWith("nabla: " + sentence);
    }
}
