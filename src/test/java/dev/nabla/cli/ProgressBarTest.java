package dev.nabla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private static final String DRAWN = "\repoch 3/12 [###############...............]  50 %  1,234 examples/s  ";

    private final StringWriter out = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();
    private final ProgressBar bar = new ProgressBar(new PrintWriter(out), true, 12, nanos::get);

    @Test
    void update_isDrawnAtMostTenTimesASecond() {
        bar.update(3, 0.4, 1234);
        assertThat(out.toString()).isEmpty();

        nanos.set(100_000_000);
        bar.update(3, 0.5, 1234);
        bar.update(3, 0.6, 1234);
        assertThat(out.toString()).isEqualTo(DRAWN);
    }

    @Test
    void clear_overwritesTheBarOnce() {
        bar.clear();
        assertThat(out.toString()).isEmpty();

        nanos.set(100_000_000);
        bar.update(3, 0.5, 1234);
        bar.clear();
        bar.clear();
        assertThat(out.toString()).matches(DRAWN.replaceAll("[\\[\\]./]", "\\\\$0") + "\r {78}\r");
    }

    @Test
    void bar_thatIsNotShown_writesNothing() {
        ProgressBar hidden = new ProgressBar(new PrintWriter(out), false, 12, nanos::get);
        nanos.set(1_000_000_000);
        hidden.update(3, 0.5, 1234);
        hidden.clear();

        assertThat(out.toString()).isEmpty();
    }
}
