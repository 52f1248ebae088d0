package dev.nabla.selftest;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What must come out the same on the JVM and in the browser. It prints one line a fact:
 *
 * <ul>
 *   <li>{@code exact NAME TEXT}: the same text everywhere,
 *   <li>{@code bits NAME HASH}: the same on the JVM and as WebAssembly; plain JavaScript does not round intermediate
 *       results to float32 and may differ,
 *   <li>{@code close NAME NUMBER}: the same within {@link SelfTestIT#RELATIVE_TOLERANCE}.
 * </ul>
 */
public final class SelfTest {

    private SelfTest() {}

    public static void main(String[] arguments) {
        run().forEach(System.out::println);
    }

    static List<String> run() {
        List<String> lines = new ArrayList<>();
        floatArithmetic(lines);
        json(lines);
        DataFacts.addTo(lines);
        EngineSelfTest.run(lines);
        ModelFacts.add(lines);
        MathsFacts.addTo(lines);
        WasmFacts.addTo(lines);
        AnalysisFacts.addTo(lines);
        return lines;
    }

    /** A recurrence whose every step rounds, so that one unrounded intermediate result changes the hash. */
    private static void floatArithmetic(List<String> lines) {
        float x = 0.1f;
        float sum = 0f;
        int hash = 17;
        for (int i = 1; i <= 10_000; i++) {
            x = x * 1.7f + 0.3f / i - (float) Math.sqrt(x);
            if (x > 2f) {
                x -= 2f;
            }
            x = Math.abs(x);
            sum += x * x;
            hash = hash * 31 + Float.floatToRawIntBits(x);
        }
        lines.add("bits float-recurrence " + Integer.toHexString(hash));

        float mean = 0f;
        for (int i = 1; i <= 1000; i++) {
            mean += (1f / i - mean) / i;
        }
        lines.add("close float-mean " + mean);
        lines.add("exact sum-is-finite " + (sum < Float.MAX_VALUE));
    }

    private static void json(List<String> lines) {
        String text =
                "{\"name\":\"nabla ∇\",\"layers\":[784,128,10],\"nested\":{\"rate\":0.25,\"on\":true},\"none\":null}";
        try {
            JsonObject parsed = JsonParser.object().from(text);
            lines.add("exact json-written " + JsonWriter.string(parsed));
            lines.add("exact json-layers " + parsed.getArray("layers").getInt(1));
            lines.add("exact json-rate " + (parsed.getObject("nested").getDouble("rate") == 0.25));
        } catch (JsonParserException e) {
            lines.add("exact json-failed " + e.getMessage());
        }
        try {
            JsonParser.object().from("{\"name\": 1,");
            lines.add("exact json-truncated accepted");
        } catch (JsonParserException e) {
            lines.add("exact json-truncated refused at " + e.getLinePosition() + ":" + e.getCharPosition());
        }
    }
}
