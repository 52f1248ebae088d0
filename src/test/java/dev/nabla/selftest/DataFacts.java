package dev.nabla.selftest;

import dev.nabla.data.Catalog;
import dev.nabla.data.DataException;
import dev.nabla.data.Dataset;
import dev.nabla.data.Floats;
import dev.nabla.data.Handwriting;
import dev.nabla.data.IdxArray;
import dev.nabla.data.IdxReader;
import dev.nabla.data.ImageCsv;
import dev.nabla.data.ImageSets;
import dev.nabla.data.Labels;
import dev.nabla.data.Pixels;
import dev.nabla.data.Points;
import dev.nabla.data.RandomBits;
import dev.nabla.data.Sha256;
import dev.nabla.data.Split;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What the readers, generators and splits of data give, in the form of {@link SelfTest}. */
final class DataFacts {
    /** An IDX file of 6 images of 7×7 bytes, compressed by the JDK with a dynamic Huffman code. */
    private static final String IMAGES_GZ = ""
            + "1f8b08000000000000ffc5cebb0d80201446e19b98a8893d3dbd5330053dabd0b30a533097e74477b0803fdcc71722ce2d22"
            + "76cef19d36d3206a2995186936e2badb2456afc5c82359a4ec485edd85beb2ebf7c51d20be40ec813809e21e880a88a6b62f"
            + "6c7bd84e62bb87ad82adf9daff7ff0016a959b9d36010000";

    private static final String CATALOG = """
            {"schema": 1, "datasets": [{"id": "x", "name": "X ∇", "homepage": "", "license": "",
            "shape": {"height": 7, "width": 7, "channels": 1}, "classNames": ["a", "b"],
            "mirrors": [], "files": []}]}""";

    private static final RandomBits BITS = (stream, step, index) -> {
        int h = stream * 31 + step * 0x9E3779B9 + index * 0x85EBCA6B;
        h = (h ^ (h >>> 15)) * 0x2C1B3C6D;
        h = (h ^ (h >>> 12)) * 0x297A2D39;
        return h ^ (h >>> 15);
    };

    private DataFacts() {}

    static void addTo(List<String> lines) {
        lines.add("exact data-sha256 " + Sha256.hex(text("nabla ∇")));
        idx(lines);
        damagedIdx(lines);
        csv(lines);
        points(lines);
        split(lines);
        handwriting(lines);
        lines.add("exact data-catalog "
                + Catalog.read("catalog.json", stream(text(CATALOG))).entries());
        lines.add("exact data-catalog-refused " + refusal(() -> Catalog.read("catalog.json", stream(text("{]")))));
    }

    private static void idx(List<String> lines) {
        IdxArray images = IdxReader.read("images", stream(gzip()));
        lines.add("exact data-idx " + images + " " + images.sha256());
        IdxArray labels = IdxReader.read("labels", stream(new byte[] {0, 0, 8, 1, 0, 0, 0, 6, 0, 1, 2, 3, 4, 5}));
        Dataset set = ImageSets.pair("digits", images, labels, Labels.numbered(6));
        float[] input = new float[49];
        set.copyInput(5, input, 0);
        lines.add("exact data-pixels " + hash(input));
        lines.add("exact data-pair-refused "
                + refusal(() -> ImageSets.pair("digits", images, images, Labels.numbered(6))));
    }

    /**
     * Every bit of the file flipped, and every truncation. Some bits of the header matter not, and the browser's
     * decompressor tolerates a Huffman code that the JDK's refuses; but other contents are never accepted.
     */
    private static void damagedIdx(List<String> lines) {
        byte[] file = gzip();
        String contents = IdxReader.read("images", stream(file)).sha256();
        int wrong = 0;
        for (int bit = 0; bit < file.length * 8; bit++) {
            byte[] damaged = file.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            wrong += isRefusedOrHas(contents, damaged) ? 0 : 1;
        }
        int truncatedRefused = 0;
        for (int length = 0; length < file.length; length++) {
            truncatedRefused += isRefusedOrHas("", Arrays.copyOf(file, length)) ? 1 : 0;
        }
        lines.add("exact data-damaged " + wrong + " of " + file.length * 8 + " wrong, " + truncatedRefused + " of "
                + file.length + " truncated refused");
        byte[] checksum = file.clone();
        checksum[file.length - 8] ^= 1;
        lines.add("exact data-checksum " + refusal(() -> IdxReader.read("images", stream(checksum))));
        lines.add("exact data-truncated "
                + refusal(() -> IdxReader.read("images", stream(new byte[] {0, 0, 8, 1, 63, 0, 0, 0, 5}))));
    }

    private static boolean isRefusedOrHas(String sha256, byte[] file) {
        try {
            return IdxReader.read("images", stream(file), 1_000_000).sha256().equals(sha256);
        } catch (DataException e) {
            return true;
        }
    }

    private static void csv(List<String> lines) {
        Dataset set = ImageCsv.read("d.csv", stream(text("\uFEFFlabel,a,b,c,d\r\n3,0,1,254,255\r\n1,9,8,7,6")));
        lines.add("exact data-csv " + set.shape() + " " + Arrays.toString(((Pixels) set.inputs()).values()) + " "
                + Arrays.toString(set.labels().values()));
        lines.add("exact data-csv-refused " + refusal(() -> ImageCsv.read("d.csv", stream(text("1,2\n3,∇4\n")))));
    }

    /** Double precision rounded once at the end, so exact in plain JavaScript too. */
    private static void points(List<String> lines) {
        for (Points points : Points.values()) {
            Dataset set = points.generate(500, BITS);
            lines.add("exact data-" + points.label() + " " + hash(((Floats) set.inputs()).values()));
        }
    }

    private static void split(List<String> lines) {
        int[] labels = new int[1000];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i * i % 7;
        }
        int[] validation =
                Split.of(new Labels(labels, Labels.numbered(7)), 100, BITS).validation();
        lines.add("exact data-split " + Integer.toHexString(Arrays.hashCode(validation)));
    }

    private static void handwriting(List<String> lines) {
        Handwriting handwriting = new Handwriting(BITS);
        for (Handwriting.Group group : Handwriting.Group.values()) {
            byte[] pixels = new byte[200 * Handwriting.PIXELS];
            int[] labels = new int[200];
            handwriting.render(group, 0, 200, pixels, labels, 0);
            lines.add("exact data-handwriting " + group + " " + Integer.toHexString(Arrays.hashCode(pixels)) + " "
                    + Integer.toHexString(Arrays.hashCode(labels)));
        }
    }

    private static String refusal(Runnable action) {
        try {
            action.run();
            return "accepted";
        } catch (DataException e) {
            return e.getMessage();
        }
    }

    private static String hash(float[] values) {
        int hash = 17;
        for (float value : values) {
            hash = hash * 31 + Float.floatToRawIntBits(value);
        }
        return Integer.toHexString(hash);
    }

    private static byte[] gzip() {
        byte[] bytes = new byte[IMAGES_GZ.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(IMAGES_GZ.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteArrayInputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }
}
