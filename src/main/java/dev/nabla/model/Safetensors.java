package dev.nabla.model;

import dev.nabla.program.Tensor;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file of float32 tensors in the safetensors format:
 *
 * <pre>
 * 8 bytes   n, the length of the header, little-endian
 * n bytes   header: JSON {"__metadata__": {name: text, …}, name: {"dtype", "shape", "data_offsets": [begin, end]}, …}
 * the rest  data: little-endian, row-major; offsets count from its beginning
 * </pre>
 *
 * <p>Source: Hugging Face, Safetensors, https://huggingface.co/docs/safetensors. Deviation: tensors without elements and
 * of other types than F32 are refused.
 *
 * @param metadata texts by name, in order of the file; unmodifiable
 * @param tensors in order of their data; unmodifiable
 */
public record Safetensors(Map<String, String> metadata, List<Tensor> tensors) {
    /** The name in the header under which the metadata stand; no tensor may have it. */
    static final String METADATA = "__metadata__";

    /** The only type of elements. */
    static final String F32 = "F32";

    static final int LENGTH_BYTES = 8;
    static final int FLOAT_BYTES = 4;

    /** The format's own limit. */
    static final int MAX_HEADER_BYTES = 100_000_000;

    private static final int ALIGNMENT = 8;
    private static final int MAX_FILE_BYTES = Integer.MAX_VALUE - 8;

    /** Copies the map and the list. */
    public Safetensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = List.copyOf(tensors);
    }

    /**
     * Reads a file, strictly: header and data must agree to the byte.
     *
     * @param name of the file, for messages
     * @throws ModelException if anything is not as the format demands
     */
    public static Safetensors read(String name, byte[] bytes) {
        return new SafetensorsReader(name, bytes).read();
    }

    /**
     * Writes a file; the header is padded with spaces so that the data begin at a multiple of 8 bytes.
     *
     * @throws ModelException if two tensors have the same name, or the file would not fit into an array
     */
    public byte[] write() {
        byte[] header = Utf8.encode(header());
        int padding = Math.floorMod(-(LENGTH_BYTES + header.length), ALIGNMENT);
        long size = (long) LENGTH_BYTES + header.length + padding;
        if (header.length + padding > MAX_HEADER_BYTES) {
            throw new ModelException(
                    "Safetensors: a header of " + header.length + " bytes, expected at most " + MAX_HEADER_BYTES);
        }
        int at = (int) size;
        for (Tensor tensor : tensors) {
            size += sizeBytes(tensor);
        }
        if (size > MAX_FILE_BYTES) {
            throw new ModelException("Safetensors: a file of " + size + " bytes, expected at most " + MAX_FILE_BYTES);
        }
        byte[] bytes = new byte[(int) size];
        LittleEndian.putLong(at - LENGTH_BYTES, bytes, 0);
        System.arraycopy(header, 0, bytes, LENGTH_BYTES, header.length);
        for (int i = LENGTH_BYTES + header.length; i < at; i++) {
            bytes[i] = ' ';
        }
        for (Tensor tensor : tensors) {
            float[] values = tensor.values();
            LittleEndian.putFloats(values, 0, values.length, bytes, at);
            at += values.length * FLOAT_BYTES;
        }
        return bytes;
    }

    private String header() {
        JsonWriter json = new JsonWriter().object();
        if (!metadata.isEmpty()) {
            json.name(METADATA).object();
            for (Map.Entry<String, String> entry : metadata.entrySet()) {
                json.name(entry.getKey()).value(entry.getValue());
            }
            json.end();
        }
        Set<String> names = new HashSet<>();
        long begin = 0;
        for (Tensor tensor : tensors) {
            if (tensor.name().equals(METADATA) || !names.add(tensor.name())) {
                throw new ModelException(
                        "Safetensors: a tensor called " + tensor.name() + ", expected a name of its own");
            }
            json.name(tensor.name()).object().name("dtype").value(F32);
            json.name("shape").array();
            for (int dimension : tensor.shape().dimensions()) {
                json.value(dimension);
            }
            long end = begin + sizeBytes(tensor);
            json.end().name("data_offsets").array().value(begin).value(end).end();
            json.end();
            begin = end;
        }
        return json.end().text();
    }

    private static long sizeBytes(Tensor tensor) {
        return (long) tensor.shape().width() * FLOAT_BYTES;
    }
}
