package dev.nabla.cli;

import dev.nabla.data.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Copies the catalog and those of its data sets that are at hand to the site, each file checked by its contents. */
final class SiteData {
    private final Path catalogFile;
    private final Path source;

    /**
     * @param catalogFile the catalog
     * @param source holds a folder for each data set, named by its id
     */
    SiteData(Path catalogFile, Path source) {
        this.catalogFile = catalogFile;
        this.source = source;
    }

    /**
     * Makes {@code out} hold the catalog and the data sets, and no data set that the source lacks.
     *
     * @return one line for each data set
     * @throws IOException if a file cannot be read or written, or has other contents than the catalog says
     */
    List<String> copyTo(Path out) throws IOException {
        Catalog catalog;
        try (InputStream in = Files.newInputStream(catalogFile)) {
            catalog = Catalog.read(catalogFile.toString(), in);
        }
        Files.createDirectories(out);
        Files.copy(catalogFile, out.resolve("catalog.json"), StandardCopyOption.REPLACE_EXISTING);
        List<String> lines = new ArrayList<>();
        for (Catalog.Entry entry : catalog.entries()) {
            lines.add(copy(entry, source.resolve(entry.id()), out.resolve(entry.id())));
        }
        return lines;
    }

    private static String copy(Catalog.Entry entry, Path from, Path to) throws IOException {
        for (Catalog.DataFile file : entry.files()) {
            if (!Files.isRegularFile(from.resolve(file.name()))) {
                for (Catalog.DataFile old : entry.files()) {
                    Files.deleteIfExists(to.resolve(old.name()));
                }
                return entry.name() + ": left out, there is no " + from.resolve(file.name());
            }
        }
        Files.createDirectories(to);
        long bytes = 0;
        for (Catalog.DataFile file : entry.files()) {
            Path target = to.resolve(file.name());
            copy(file, from.resolve(file.name()), target);
            bytes += Files.size(target);
        }
        return String.format(
                Locale.ROOT,
                "%s: %d files, %.1f MB, checked",
                entry.name(),
                entry.files().size(),
                bytes / 1e6);
    }

    /** Copies a file unless the last build copied (and checked) the same one. */
    private static void copy(Catalog.DataFile file, Path from, Path to) throws IOException {
        if (Files.isRegularFile(to)
                && Files.size(to) == Files.size(from)
                && Files.getLastModifiedTime(to).equals(Files.getLastModifiedTime(from))) {
            return;
        }
        String actual = contentsSha256(from);
        if (!actual.equals(file.sha256())) {
            throw new IOException(
                    from + ": the decompressed contents have SHA-256 " + actual + ", expected " + file.sha256());
        }
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static String contentsSha256(Path file) throws IOException {
        MessageDigest digest = SiteAssembly.sha256();
        try (InputStream in = new DigestInputStream(new GZIPInputStream(Files.newInputStream(file)), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new IOException(file + ": is damaged: " + e.getMessage(), e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
