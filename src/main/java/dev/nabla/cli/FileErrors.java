package dev.nabla.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says in words what a file system refused. */
final class FileErrors {
    private FileErrors() {}

    /** A failure that names the file and why it could not be read or written. */
    static CommandException failure(Path file, String what, IOException cause) {
        return CommandException.failure(file + ": cannot be " + what + ": " + reason(cause), cause);
    }

    /** A sentence about an exception whose file is known only to itself. */
    static String sentence(Throwable e) {
        Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
        @Nullable String file = cause instanceof FileSystemException known ? known.getFile() : null;
        return (file == null ? "file" : file) + ": " + reason(cause);
    }

    private static String reason(Throwable e) {
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (e instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
