package dev.nabla.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is replaced as a whole or not at all: written beside its place, forced to disk, and moved. What is no regular
 * file, such as a device or a pipe, is written to directly.
 */
final class SafeFile {
    private final Path file;
    private final boolean direct;

    private SafeFile(Path file, boolean direct) {
        this.file = file;
        this.direct = direct;
    }

    /**
     * Names the file and tries whether it can be written, before long work begins.
     *
     * @throws CommandException if it cannot
     */
    static SafeFile of(Path file) {
        if (Files.isDirectory(file)) {
            throw CommandException.failure(file + ": is a directory, expected a file");
        }
        try {
            boolean exists = Files.exists(file);
            // The target of a link is replaced, not the link.
            SafeFile safe = new SafeFile(exists ? file.toRealPath() : file, exists && !Files.isRegularFile(file));
            if (!safe.direct) {
                Files.delete(safe.createTemporary());
            }
            return safe;
        } catch (IOException e) {
            throw FileErrors.failure(file, "written", e);
        }
    }

    /** An empty file in the same directory, with the permissions of any new file. */
    private Path createTemporary() throws IOException {
        String name = "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp";
        return Files.createFile(file.resolveSibling(name));
    }

    /**
     * Replaces the contents.
     *
     * @throws CommandException if that fails; the file is then as it was
     */
    void write(byte[] bytes) {
        try {
            if (direct) {
                try (OutputStream out = Files.newOutputStream(file)) {
                    out.write(bytes);
                }
            } else {
                replace(bytes);
            }
        } catch (IOException e) {
            throw FileErrors.failure(file, "written", e);
        }
    }

    private void replace(byte[] bytes) throws IOException {
        Path temporary = createTemporary();
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            move(temporary);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void move(Path temporary) throws IOException {
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
