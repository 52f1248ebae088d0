package dev.nabla.browser;

/** Takes the contents of a file as they arrive, decompressed if they came as gzip. */
public interface ByteSink {
    /**
     * The next bytes.
     *
     * @param part the sink's own
     * @param received bytes of the file so far, as it came
     * @param total bytes of the file as it comes; 0 where unknown
     */
    void arrived(byte[] part, long received, long total);

    /** Everything has arrived. */
    void ended();

    /** Nothing more will arrive; the reason is part of a sentence. */
    void failed(String reason);
}
