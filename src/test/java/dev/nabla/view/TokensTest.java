package dev.nabla.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.present.Rgb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Contrast of the tokens of webapp/style.css, as WCAG 2.2 defines it, and the size of the style sheet. */
class TokensTest {

    private static final Path STYLE = Path.of("webapp", "style.css");
    private static final int MOST_BYTES = 27 * 1024;
    private static final double TEXT = 4.5;
    private static final double MARK = 3;
    private static final Pattern TOKEN = Pattern.compile("--([a-z]+): (#[0-9a-f]{6});");

    @TestFactory
    Stream<DynamicTest> token_inBothThemes_hasContrast() throws IOException {
        String css = Files.readString(STYLE);
        Map<String, Rgb> light = tokens(block(css, ":root {"));
        Map<String, Rgb> dark = tokens(block(css, "[data-theme=\"dark\"] {"));
        return Stream.of(Map.entry("light", light), Map.entry("dark", dark))
                .flatMap(theme -> Stream.of(
                        contrasts(theme, TEXT, List.of("ink", "soft", "plus", "minus", "validation"), "paper", "card"),
                        contrasts(theme, TEXT, List.of("ink", "soft"), "tint"),
                        contrasts(theme, TEXT, List.of("paper"), "ink"),
                        contrasts(theme, MARK, List.of("control", "training", "focus"), "paper", "card")))
                .flatMap(tests -> tests);
    }

    @Test
    void styleSheet_raw_isSmall() throws IOException {
        assertThat(Files.size(STYLE)).isLessThan(MOST_BYTES);
    }

    private static Stream<DynamicTest> contrasts(
            Map.Entry<String, Map<String, Rgb>> theme, double least, List<String> tokens, String... grounds) {
        return tokens.stream()
                .flatMap(token -> Stream.of(grounds).map(ground -> {
                    double ratio = contrast(
                            theme.getValue().get(token), theme.getValue().get(ground));
                    return DynamicTest.dynamicTest(
                            theme.getKey() + ": " + token + " on " + ground,
                            () -> assertThat(ratio).isGreaterThanOrEqualTo(least));
                }));
    }

    private static String block(String css, String selector) {
        int start = css.indexOf(selector);
        assertThat(start).as(selector).isNotNegative();
        return css.substring(start, css.indexOf('}', start));
    }

    private static Map<String, Rgb> tokens(String block) {
        Map<String, Rgb> tokens = new HashMap<>();
        Matcher matcher = TOKEN.matcher(block);
        while (matcher.find()) {
            tokens.put(matcher.group(1), Rgb.parse(matcher.group(2), new Rgb(0, 0, 0)));
        }
        return tokens;
    }

    private static double contrast(Rgb one, Rgb other) {
        double first = luminance(one);
        double second = luminance(other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(Rgb color) {
        return 0.2126 * linear(color.red()) + 0.7152 * linear(color.green()) + 0.0722 * linear(color.blue());
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
