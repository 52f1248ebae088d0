package dev.nabla.present;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GrayInkTest {

    private static final int SIDE = 20;

    private static byte[] picture(int paper, int ink) {
        byte[] gray = new byte[SIDE * SIDE];
        Arrays.fill(gray, (byte) paper);
        for (int y = 4; y < 16; y++) {
            gray[y * SIDE + 10] = (byte) ink;
            gray[y * SIDE + 11] = (byte) ink;
        }
        return gray;
    }

    @Test
    void of_darkOnLightAndLightOnDark_givesTheSameInk() {
        byte[] dark = GrayInk.of(picture(255, 0), SIDE, SIDE);

        assertThat(GrayInk.of(picture(0, 255), SIDE, SIDE)).isEqualTo(dark);
        assertThat(dark[4 * SIDE + 10]).isEqualTo((byte) 255);
        assertThat(dark[0]).isZero();
    }

    @Test
    void of_grayPaperWithShadow_leavesThePaperEmpty() {
        byte[] gray = picture(200, 40);
        gray[3 * SIDE + 3] = (byte) 175;

        byte[] ink = GrayInk.of(gray, SIDE, SIDE);

        assertThat(ink[3 * SIDE + 3]).isZero();
        assertThat(ink[5 * SIDE + 10]).isEqualTo((byte) 255);
    }

    @Test
    void of_noContrast_givesNothing() {
        assertThat(GrayInk.of(picture(120, 130), SIDE, SIDE)).containsOnly(0);
    }
}
