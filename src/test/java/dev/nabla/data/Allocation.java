package dev.nabla.data;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much memory a thread has asked for. */
final class Allocation {
    private Allocation() {}

    /** Bytes that the calling thread has allocated since it started, garbage included. */
    static long bytesOfThisThread() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
