package dev.nabla.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Puts pages and assets together:
 *
 * <pre>
 * index.html, components.html, 404.html, sw.js, favicon.svg, manifest.webmanifest   refer to assets/HASH/…, all relatively
 * assets/HASH/*.js *.css *.wasm                                                     HASH depends on all contents
 * </pre>
 *
 * So an asset may be cached for ever, pages of one version never load assets of another, the site works under any path,
 * and the service worker, which has to lie at the top, changes with every change of the site.
 */
final class SiteAssembly {
    private static final int HASH_CHARS = 16;
    private static final String MARKER = ".nojekyll";
    private static final List<String> AT_THE_TOP = List.of(".html", ".webmanifest", "favicon.svg", "sw.js");

    private final Path webapp;
    private final Path compiled;

    /**
     * @param webapp the static sources
     * @param compiled what TeaVM compiled
     */
    SiteAssembly(Path webapp, Path compiled) {
        this.webapp = webapp;
        this.compiled = compiled;
    }

    /**
     * Writes the site, over an earlier one; data are not touched.
     *
     * @return the folder of the assets
     * @throws IOException if a file cannot be read or written, or if {@code out} holds something else than a site
     */
    Path writeTo(Path out) throws IOException {
        Map<String, byte[]> top = new TreeMap<>();
        Map<String, byte[]> assets = new TreeMap<>();
        for (Path file : files(webapp)) {
            String name = file.getFileName().toString();
            byte[] bytes = Files.readAllBytes(file);
            (AT_THE_TOP.stream().anyMatch(name::endsWith) ? top : assets)
                    .put(name, name.endsWith(".css") ? compact(bytes) : bytes);
        }
        for (Path file : files(compiled)) {
            assets.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
        String hash = hash(top, assets);
        checkPages(top, assets);
        prepare(out);
        Path folder = Files.createDirectories(out.resolve("assets").resolve(hash));
        for (Map.Entry<String, byte[]> asset : assets.entrySet()) {
            Files.write(folder.resolve(asset.getKey()), asset.getValue());
        }
        for (Map.Entry<String, byte[]> file : top.entrySet()) {
            byte[] bytes = file.getValue();
            if (refersToAssets(file.getKey())) {
                String text = new String(bytes, StandardCharsets.UTF_8);
                bytes = text.replace("\"assets/", "\"assets/" + hash + "/").getBytes(StandardCharsets.UTF_8);
            }
            Files.write(out.resolve(file.getKey()), bytes);
        }
        return folder;
    }

    /** A style sheet without comments, and without spaces that mean nothing. */
    private static byte[] compact(byte[] style) {
        return new String(style, StandardCharsets.UTF_8)
                .replaceAll("(?s)/\\*.*?\\*/", "")
                .replaceAll("\\s+", " ")
                .replaceAll(" ?([{};,]) ?", "$1")
                .replaceAll("([a-z-]): ", "$1:")
                .replace(";}", "}")
                .strip()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A page that names an asset that is not there would be broken only in the browser. */
    private static void checkPages(Map<String, byte[]> top, Map<String, byte[]> assets) throws IOException {
        for (Map.Entry<String, byte[]> file : top.entrySet()) {
            if (!refersToAssets(file.getKey())) {
                continue;
            }
            String[] parts = new String(file.getValue(), StandardCharsets.UTF_8).split("\"assets/", -1);
            for (int i = 1; i < parts.length; i++) {
                String name = parts[i].substring(0, parts[i].indexOf('"'));
                if (!assets.containsKey(name)) {
                    throw new IOException(file.getKey() + " refers to assets/" + name + ", expected one of "
                            + String.join(", ", assets.keySet()));
                }
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + ": no such folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static boolean refersToAssets(String name) {
        return name.endsWith(".html") || name.endsWith(".js");
    }

    private static String hash(Map<String, byte[]> top, Map<String, byte[]> assets) {
        MessageDigest digest = sha256();
        Stream.of(top, assets).flatMap(files -> files.entrySet().stream()).forEach(file -> {
            digest.update((file.getKey() + " " + file.getValue().length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(file.getValue());
        });
        return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_CHARS);
    }

    /** Every Java platform has it. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes the folder, or removes the assets of the last site from it; never touches any other folder. */
    private static void prepare(Path out) throws IOException {
        Files.createDirectories(out);
        if (!Files.exists(out.resolve(MARKER))) {
            try (Stream<Path> files = Files.list(out)) {
                if (files.findAny().isPresent()) {
                    throw new IOException(out + ": holds other files, expected an empty folder or one with " + MARKER);
                }
            }
            Files.createFile(out.resolve(MARKER));
        }
        Path assets = out.resolve("assets");
        if (Files.isDirectory(assets)) {
            try (Stream<Path> files = Files.walk(assets)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
