package dev.nabla.model;

import dev.nabla.program.Shape;
import dev.nabla.program.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the format of {@link Safetensors}. No tensor is allocated before all of the header has been checked. */
final class SafetensorsReader {
    private final String name;
    private final byte[] bytes;

    /** What the header says of a tensor; offsets count from the beginning of the data. */
    private record Entry(String name, Shape shape, int begin, int end) {}

    SafetensorsReader(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    Safetensors read() {
        int headerLength = headerLength();
        int dataBegin = Safetensors.LENGTH_BYTES + headerLength;
        Json header = Json.parse(name + ": header", headerText(headerLength));
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (String member : header.names()) {
            if (member.equals(Safetensors.METADATA)) {
                Json texts = header.get(member);
                for (String key : texts.names()) {
                    metadata.put(key, texts.get(key).string());
                }
            } else {
                Json json = new Json(
                        name + ": tensor " + member, "", header.get(member).value());
                entries.add(entry(member, json, bytes.length - dataBegin));
            }
        }
        entries.sort(Comparator.comparingInt(Entry::begin));
        requireCovered(entries, bytes.length - dataBegin);
        List<Tensor> tensors = new ArrayList<>();
        for (Entry entry : entries) {
            float[] values = new float[entry.shape.width()];
            LittleEndian.getFloats(bytes, dataBegin + entry.begin, values);
            tensors.add(new Tensor(entry.name, entry.shape, values));
        }
        return new Safetensors(metadata, tensors);
    }

    private int headerLength() {
        if (bytes.length < Safetensors.LENGTH_BYTES) {
            throw new ModelException(name + ": " + bytes.length + " bytes, expected the " + Safetensors.LENGTH_BYTES
                    + " bytes of a header's length first");
        }
        long length = LittleEndian.getLong(bytes, 0);
        int rest = bytes.length - Safetensors.LENGTH_BYTES;
        if (length < 0 || length > Safetensors.MAX_HEADER_BYTES) {
            throw new ModelException(name + ": a header of " + Long.toUnsignedString(length)
                    + " bytes, expected at most " + Safetensors.MAX_HEADER_BYTES + "; not a safetensors file?");
        }
        if (length > rest) {
            throw new ModelException(name + ": a header of " + length + " bytes, but only " + rest
                    + " bytes follow; the file is cut off");
        }
        return (int) length;
    }

    private String headerText(int length) {
        if (length == 0 || bytes[Safetensors.LENGTH_BYTES] != '{') {
            throw new ModelException(name + ": the header does not begin with '{'; not a safetensors file?");
        }
        String text = Utf8.decode(bytes, Safetensors.LENGTH_BYTES, length);
        if (text == null) {
            throw new ModelException(name + ": the header is not UTF-8");
        }
        return text;
    }

    private static Entry entry(String name, Json json, int dataLength) {
        json.allow("dtype", "shape", "data_offsets");
        Json type = json.get("dtype");
        if (!type.string().equals(Safetensors.F32)) {
            throw type.fail("\"" + Safetensors.F32 + "\"");
        }
        Json shapeJson = json.get("shape");
        List<Json> items = shapeJson.items();
        int[] dimensions = new int[items.size()];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = items.get(i).integer(1, Shape.MAX_ELEMENTS);
        }
        Shape shape = shapeJson.check(() -> Shape.of(dimensions));
        List<Json> offsets = json.get("data_offsets").items();
        if (offsets.size() != 2) {
            throw new ModelException(
                    json.source() + ": data_offsets: " + offsets.size() + " numbers, expected begin and end");
        }
        int begin = offsets.get(0).integer(0, dataLength);
        int end = offsets.get(1).integer(begin, dataLength);
        long needed = (long) shape.width() * Safetensors.FLOAT_BYTES;
        if (end - begin != needed) {
            throw new ModelException(json.source() + ": data_offsets: " + (end - begin) + " bytes, expected " + needed
                    + " for the shape " + shape);
        }
        return new Entry(name, shape, begin, end);
    }

    /** The tensors, in order of their data, leave no byte out and share none. */
    private void requireCovered(List<Entry> entries, int dataLength) {
        int expected = 0;
        for (Entry entry : entries) {
            if (entry.begin != expected) {
                throw new ModelException(name + ": tensor " + entry.name + " begins at byte " + entry.begin
                        + " of the data, expected " + expected + ", where the one before it ends");
            }
            expected = entry.end;
        }
        if (expected != dataLength) {
            throw new ModelException(
                    name + ": " + dataLength + " bytes of data, expected " + expected + ", where the last tensor ends");
        }
    }
}
