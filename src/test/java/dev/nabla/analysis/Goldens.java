package dev.nabla.analysis;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The numbers that {@code golden/analysis/generate.py} computed with NumPy. */
final class Goldens {
    private Goldens() {}

    static JsonObject read() {
        try (InputStream in = Goldens.class.getResourceAsStream("/golden/analysis/goldens.json")) {
            return JsonParser.object().from(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonParserException e) {
            throw new IllegalStateException(e);
        }
    }

    static double[] doubles(JsonArray array) {
        double[] result = new double[array.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = array.getDouble(i);
        }
        return result;
    }

    static float[] floats(JsonArray array) {
        float[] result = new float[array.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) array.getDouble(i);
        }
        return result;
    }

    static byte[] bytes(JsonArray array) {
        byte[] result = new byte[array.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) array.getInt(i);
        }
        return result;
    }
}
