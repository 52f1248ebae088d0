package dev.nabla.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.protocol.Command.Speed;
import org.junit.jupiter.api.Test;

class FirstMinuteTest {

    @Test
    void next_twoSlowStepsThenWatchThenFull() {
        FirstMinute minute = new FirstMinute();

        assertThat(minute.next(0, 500)).isNull();
        assertThat(minute.next(1, 1000)).isNull();
        assertThat(minute.next(2, 2600)).isNull();
        assertThat(minute.next(3, 4200)).isEqualTo(Speed.WATCH);
        assertThat(minute.next(300, 10_999)).isNull();
        assertThat(minute.next(301, 11_000)).isEqualTo(Speed.FULL);
        assertThat(minute.next(302, 20_000)).isNull();
    }

    @Test
    void next_afterEnd_leavesTheSpeedAlone() {
        FirstMinute minute = new FirstMinute();
        minute.end();

        assertThat(minute.next(5, 99_999)).isNull();
    }
}
