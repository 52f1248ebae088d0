package dev.nabla.cli;

import dev.nabla.data.Catalog.DataFile;
import dev.nabla.data.Contents;
import dev.nabla.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A file of the catalog in the cache: there only once its contents are right, and as {@code .NAME.part} before. */
final class CachedFile {
    private static final String GZIP = ".gz";

    private final Path directory;
    private final DataFile file;

    /**
     * Makes the directory.
     *
     * @throws CommandException if it cannot be made
     */
    CachedFile(Path directory, DataFile file) {
        this.directory = directory;
        this.file = file;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw FileErrors.failure(directory, "made", e);
        }
    }

    DataFile file() {
        return file;
    }

    Path path() {
        return directory.resolve(file.name());
    }

    /** What has arrived so far. */
    Path part() {
        return directory.resolve("." + file.name() + ".part");
    }

    /** Where the part is from. */
    Path origin() {
        return directory.resolve("." + file.name() + ".origin");
    }

    long size() {
        try {
            return Files.size(path());
        } catch (IOException e) {
            throw FileErrors.failure(path(), "read", e);
        }
    }

    /** Whether it is there with the right contents. */
    boolean isComplete() {
        return Files.isRegularFile(path()) && wrong(path()).isEmpty();
    }

    /** What is wrong with a copy's contents, in words; empty if nothing is. */
    String wrong(Path copy) {
        try (InputStream in = Files.newInputStream(copy)) {
            Contents contents = Contents.of(copy.toString(), in, file.bytes());
            return contents.sha256().equals(file.sha256())
                    ? ""
                    : "contents with SHA-256 " + contents.sha256() + ", expected " + file.sha256();
        } catch (DataException e) {
            return String.valueOf(e.getMessage());
        } catch (IOException e) {
            throw FileErrors.failure(copy, "read", e);
        }
    }

    /** Puts the part, whose contents are right, in the file's place. */
    void accept() {
        try {
            Files.move(part(), path(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(origin());
        } catch (IOException e) {
            throw FileErrors.failure(path(), "written", e);
        }
    }

    /** Forgets the part. */
    void discard() {
        try {
            Files.deleteIfExists(part());
            Files.deleteIfExists(origin());
        } catch (IOException e) {
            throw FileErrors.failure(part(), "deleted", e);
        }
    }

    /**
     * Copies it from a directory, or the one named {@code id} in there; compressed or not.
     *
     * @return the file that was copied
     * @throws CommandException if it is not there or has other contents
     */
    Path copyFrom(Path from, String id) {
        String plain = file.name().endsWith(GZIP)
                ? file.name().substring(0, file.name().length() - GZIP.length())
                : file.name();
        List<Path> candidates = new ArrayList<>();
        for (Path parent : List.of(from.resolve(id), from)) {
            candidates.add(parent.resolve(file.name()));
            candidates.add(parent.resolve(plain));
        }
        for (Path candidate : candidates) {
            if (Files.isRegularFile(candidate)) {
                String wrong = wrong(candidate);
                if (!wrong.isEmpty()) {
                    throw CommandException.failure(
                            wrong.startsWith(candidate.toString()) ? wrong : candidate + ": " + wrong);
                }
                copy(candidate);
                return candidate;
            }
        }
        throw CommandException.failure(
                from + ": no " + file.name() + " and no " + plain + ", nor in " + from.resolve(id));
    }

    private void copy(Path source) {
        try {
            Files.copy(source, part(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard();
            throw FileErrors.failure(part(), "written", e);
        }
        accept();
    }
}
